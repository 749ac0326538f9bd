import type { Selectable } from 'kysely';
import type { StatementLinkTable, StatementTable } from '../migrations/schema.js';

export type Statement = Selectable<StatementTable>;
export type Link = Selectable<StatementLinkTable>;
export type Bearing = Link['bearing'];
export type Review = NonNullable<Link['review']>;

export const BEARINGS = {
  for: 'For: it bears the statement out',
  against: 'Against: it cuts against us',
  context: 'Context: it explains',
} as const satisfies Record<Bearing, string>;

export const REVIEWS = {
  goes: 'It goes to the other side',
  'not-responsive': 'It answers no demand',
  privileged: 'It is privileged',
} as const satisfies Record<Review, string>;

/** A link to an item as it stands now: the item may have been marked or withdrawn since. */
export interface StandingLink extends Link {
  readonly itemNumber: number;
  readonly itemTitle: string;
  readonly isPrivileged: boolean;
  readonly isInFile: boolean;
}

/** Links nobody ended, to items still in the file. */
export function standing(links: readonly StandingLink[]): StandingLink[] {
  return links.filter((link) => link.endedAt === null && link.isInFile);
}

/**
 * Whether someone must still say what becomes of an item that cuts against us. What was said no longer holds once the
 * item's privilege says otherwise.
 */
export function needsReview(link: StandingLink): boolean {
  if (link.bearing !== 'against' || link.endedAt !== null || !link.isInFile) return false;
  if (link.review === null) return true;
  return link.review === 'goes' ? link.isPrivileged : link.review === 'privileged' && !link.isPrivileged;
}
