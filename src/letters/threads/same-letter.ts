import { UNFILED, type Letter } from '../letter.js';
import type { SameLetter } from './same-letter-store.js';

/** `L-3`, `L-3 in M-2`, or how a letter without a matter is named. */
export function nameOfSame(same: SameLetter, from: Pick<Letter, 'matterId'>): string {
  if (same.number === UNFILED) return 'a letter you logged without a matter';
  return same.matterId === from.matterId
    ? same.number
    : `${same.number} in ${same.matterNumber ?? 'another matter'}, ${same.matterTitle ?? ''}`;
}

type Logged = Pick<Letter, 'id' | 'number' | 'state' | 'loggedAt'>;

/** Whether a letter is the copy of another that is the same: that one was worked on while this was not, or was here first. */
export function isCopyOf(letter: Logged, other: Logged): boolean {
  const isRaw = ({ state }: Logged): boolean => state === 'unreviewed';
  if (isRaw(letter) !== isRaw(other)) return isRaw(letter);
  if (letter.loggedAt !== other.loggedAt) return letter.loggedAt > other.loggedAt;
  const place = ({ number }: Logged): number =>
    number === UNFILED ? Infinity : Number(/\d+$/.exec(number)?.[0] ?? 0);
  return place(letter) === place(other) ? letter.id > other.id : place(letter) > place(other);
}

/** What is said on a letter of its copy, in words that stand before and behind the copy's name. */
export function copyWords(copy: SameLetter): { readonly before: string; readonly after: string } {
  const before =
    copy.how === 'bytes' ? 'A copy was logged, byte for byte:' : 'A copy was logged in another form:';
  return { before, after: copy.how === 'bytes' ? '' : `, ${copy.label}` };
}

/** What is said of a letter that is here already, in words that stand before and behind its name. */
export function sameWords(same: SameLetter): { readonly before: string; readonly after: string } {
  if (same.how === 'bytes') return { before: 'The same file is here already, byte for byte:', after: '' };
  if (same.how === 'message')
    return { before: 'The same message is here already, kept in another form:', after: `, ${same.label}` };
  if (same.how === 'words')
    return {
      before: 'Another message has the same words, sent in the same minute, under a Message-ID of its own:',
      after: `, ${same.label}. Compare the two`,
    };
  return {
    before: 'Another file bears the same Message-ID, but its words, its date or what came with it differ:',
    after: `, ${same.label}. Compare the two`,
  };
}
