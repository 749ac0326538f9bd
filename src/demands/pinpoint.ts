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
