import { expect } from 'chai';
import { leftOverOf } from '../../src/letters/left-over.js';
import { readLetter } from '../../src/letters/reading/read-letter.js';
import { FIVE_LETTERS } from './five-letters.js';

/** What a demand or a listed sentence says, on one line. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('what a letter demands is proposed, or listed for a person', () => {
  for (const { kind, words, demands } of FIVE_LETTERS)
    describe(`in a letter about ${kind}`, () => {
      const reading = readLetter(words);
      const { sentences, times } = leftOverOf([words], reading, null);
      const proposed = reading.demands.flatMap((one) => [
        flat(one.quote),
        ...one.alsoAt.map(({ quote }) => flat(quote)),
      ]);
      const listed = sentences.map(({ text }) => flat(text));
      const named = [
        ...reading.demands.flatMap(({ limit, vagueTime }) => [limit?.text, vagueTime]),
        ...sentences.flatMap(({ limits }) => limits.map(({ limit }) => limit.text)),
        ...times.flatMap((one) => one.times),
      ].map((one) => flat(one ?? ''));

      for (const [what, time] of demands) {
        it(`“${what}”`, () => {
          expect(
            [...proposed, ...listed].some((text) => text.includes(what)),
            [...proposed, '-- listed:', ...listed].join('\n'),
          ).to.equal(true);
        });
        if (time !== null)
          it(`“${what}”: its time, “${time}”`, () => {
            expect(
              named.some((text) => text.includes(time)),
              named.join('\n'),
            ).to.equal(true);
          });
      }

      it('each stands at its place in the letter', () => {
        for (const { start, end, text } of [...sentences, ...times])
          expect(flat(words.slice(start, end))).to.equal(flat(text));
      });
    });
});
