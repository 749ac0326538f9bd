import { createHash } from 'node:crypto';
import type { Document } from '../documents/document-store.js';
import { factsOf } from '../documents/preview.js';
import { askingSentences } from './asking-sentences.js';
import type { LetterWords } from './letter-pages.js';

/** Words of a letter that its reader does not see, as counsel is shown them. */
export interface HiddenShown {
  readonly words: string;
  readonly why: string;
  /** The attached file they stand in; '' for the letter itself. */
  readonly file: string;
  /** Whether demand or time words are among them. */
  readonly asks: boolean;
}

/** Of the hidden words what nobody has decided: those that ask one by one, the rest of them together. */
export interface HiddenToDecide {
  readonly asking: readonly HiddenShown[];
  readonly rest: readonly HiddenShown[];
}

/** What a person's decision on hidden words is kept under: they stand on no page. */
export const NO_PAGE = 0;
/** The name of the box for those among them without demand or time words. */
export const REST_BOX = 'hidden-rest';

/** What is hidden in a letter and in what came attached to it, in order. None of it is read as the letter's words. */
export function hiddenIn({ document, attached }: Pick<LetterWords, 'document' | 'attached'>): HiddenShown[] {
  const files: readonly (readonly [Document, string])[] = [
    ...(document === null ? [] : [[document, ''] as const]),
    ...attached.map((one) => [one, one.name] as const),
  ];
  return files.flatMap(([one, file]) =>
    (factsOf(one).hidden ?? []).map(({ words, why }) => ({
      ...{ words, why, file },
      asks: askingSentences([{ page: 1, text: words }], null).length > 0,
    })),
  );
}

/** The hidden words that no demand was entered from, each passage once. */
export function hiddenToDecide(
  hidden: readonly HiddenShown[],
  demands: readonly { readonly quote: string }[],
): HiddenToDecide {
  const open = hidden.filter(
    ({ words }, index) =>
      hidden.findIndex((other) => other.words === words) === index &&
      !demands.some(({ quote }) => onOneLine(words).includes(onOneLine(quote))),
  );
  return { asking: open.filter((one) => one.asks), rest: open.filter((one) => !one.asks) };
}

/** The name of a passage's box in a form. */
export function hiddenBox(one: HiddenShown): string {
  return `hidden-${startOf(one)}`;
}

/** A passage as what is kept of a dismissal; its start is made from its words, so that it stays whatever else is read. */
export function asDismissal(one: HiddenShown): { page: number; start: number; text: string } {
  return { page: NO_PAGE, start: startOf(one), text: one.words };
}

/** What the letter's page shows of its hidden words, with the boxes for those that are to be decided. */
export function hiddenShown({
  hidden,
  hiddenLeft: { asking, rest },
  dismissed,
}: {
  readonly hidden: readonly HiddenShown[];
  readonly hiddenLeft: HiddenToDecide;
  readonly dismissed: readonly { readonly page: number; readonly start: number }[];
}) {
  const wasDismissed = (one: HiddenShown): boolean =>
    dismissed.some(({ page, start }) => page === NO_PAGE && start === startOf(one));
  return {
    hidden,
    hiddenAsking: asking.map((one) => ({ ...one, box: hiddenBox(one), wasDismissed: wasDismissed(one) })),
    hiddenRest: { box: REST_BOX, count: rest.length, wasDismissed: rest.every(wasDismissed) },
  };
}

function startOf({ words }: HiddenShown): number {
  return createHash('sha256').update(words).digest().readUInt32BE(0) >>> 1;
}

function onOneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}
