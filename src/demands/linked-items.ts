import type { LinkedItem } from './linked-item.js';

/** The items that bear on a demand where they may be too many to name: some of them, and how many there are beside. */
export interface LinkedInShort {
  readonly items: readonly LinkedItem[];
  /** Not among `items` and not marked privileged. */
  readonly more: number;
  /** Not among `items` and marked privileged. */
  readonly morePrivileged: number;
}

/** A page of the items of a file, to pick from. */
export interface OfferedItems {
  readonly items: readonly LinkedItem[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** Nothing bears on it. */
export const NO_ITEMS: LinkedInShort = { items: [], more: 0, morePrivileged: 0 };
