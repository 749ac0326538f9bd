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
