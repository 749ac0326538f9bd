import { z } from 'zod';

/** An item that a response points at: its pages from first to last, or the whole of it. */
export interface Pinpoint {
  readonly itemId: string;
  readonly pages: readonly [first: number, last: number] | null;
}

const stored = z.array(
  z.strictObject({
    itemId: z.string(),
    pages: z.tuple([z.number().int().positive(), z.number().int().positive()]).nullable(),
  }),
);

/** `3` or `3-5`, from what a person typed; null for nothing typed, `wrong` for what is no page. */
export function readPages(typed: string): Pinpoint['pages'] | 'wrong' {
  const text = typed.trim().replace(/^(pp?\.|pages?)\s*/i, '');
  if (text === '') return null;
  const found = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(text);
  if (!found) return 'wrong';
  const first = Number(found[1]);
  const last = found[2] === undefined ? first : Number(found[2]);
  return first === 0 || last < first ? 'wrong' : [first, last];
}

/** Pages behind a reference, as two groups; after the name and before the closing bracket. */
export const REFERENCED_PAGES = String.raw`(?:,?\s+(?:pp?\.|pages?)\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?`;
const ITEM_REFERENCE = new RegExp(String.raw`\[R-?0*(\d{1,9})${REFERENCED_PAGES})?\]`, 'g');

/**
 * What words point at within an item that it does not have, a sentence each. `pagesOf` are the pages of each item by
 * its number; null where they are not known.
 */
export function pagesInVain(words: string, pagesOf: ReadonlyMap<number, number | null>): string[] {
  return [...words.matchAll(ITEM_REFERENCE)].flatMap(([typed, number, first, last]) => {
    if (first === undefined) return [];
    const name = `R-${String(number).padStart(4, '0')}`;
    const pages = [Number(first), Number(last ?? first)] as const;
    return pageProblem(typed, { name, count: pagesOf.get(Number(number)) ?? null }, pages) ?? [];
  });
}

/** Why pages cannot be pointed at within a paper of so many pages, as a sentence, or null. */
export function pageProblem(
  typed: string,
  { name, count }: { readonly name: string; readonly count: number | null },
  [first, last]: readonly [number, number],
): string | null {
  if (last < first) return `“${typed}” points at no page.`;
  if (first > 0 && (count === null || last <= count)) return null;
  const has = count === null ? 'no such page' : `${count} ${count === 1 ? 'page' : 'pages'}`;
  return `“${typed}” points at page ${first === 0 ? 0 : last}; ${name} has ${has}.`;
}

/** The numbers of the items that words point at by `[R-0003]`, each once, in the order of the words. */
export function itemsNamed(words: string): number[] {
  return [
    ...new Set([...words.matchAll(/\[R-?0*(\d{1,9})(?=[\],\s])/g)].map(([, number]) => Number(number))),
  ];
}

/** `page 3`, `pages 3–5`; nothing for the whole. */
export function pagesText(pages: Pinpoint['pages']): string {
  if (pages === null) return '';
  const [first, last] = pages;
  return first === last ? `page ${first}` : `pages ${first}–${last}`;
}

/** What a stored response points at; null where it names nothing, so that every linked item that goes out is meant. */
export function pinpointsOf(text: string | null): Pinpoint[] | null {
  return text === null ? null : stored.parse(JSON.parse(text));
}
