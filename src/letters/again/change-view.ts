import { dayIn, dayText, instantText } from '../../platform/plain-date.js';
import type { LetterInFull } from '../letter-in-full.js';
import { changeIn } from './letter-change.js';

/** What a letter's page says of its files that were read again, every word ready: those nobody looked at yet in full. */
export function changesShown({ changes, demands, letter }: LetterInFull, zone: string) {
  return changes.map((one) => {
    const { file, moved, lost, added, gone, hidden } = changeIn(one.what);
    const linked = (numbers: readonly number[]) =>
      numbers.flatMap((number) => demands.find((demand) => demand.number === number) ?? []);
    return {
      ...{ id: one.id, file, added, gone, hidden },
      isSettled: one.settledAt !== null,
      on: dayText(dayIn(one.readAt, zone)),
      moved: moved.map((number) => `demand ${number}`).join(', '),
      lost: linked(lost).map(({ id, number, quote }) => ({ id, number, quote })),
      wasComplete: letter.demandsCompleteAt !== null && letter.demandsCompleteAt <= one.readAt,
      seen: one.seenAt === null ? null : `${one.seenByName ?? 'someone'}, ${instantText(one.seenAt, zone)}`,
    };
  });
}
