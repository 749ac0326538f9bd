import { expect } from 'chai';
import { askingSentences } from '../../src/letters/asking-sentences.js';
import { timesNotTaken } from '../../src/letters/uncovered.js';
import { leftOverOf } from '../../src/letters/left-over.js';
import { readLetter } from '../../src/letters/reading/read-letter.js';
import { FIVE_LETTERS } from './five-letters.js';

/** What a demand or a listed sentence says, on one line. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('a sentence that points at a time named elsewhere', () => {
  const words = 'You must provide, within the same time, a list of all customers.';
  const timesFor = (limitUnit: string | null) =>
    timesNotTaken(askingSentences([{ page: 1, text: words }], '2014-06-05'), [
      {
        ...{ id: 'a', number: 1, quote: words, page: 1, quoteStart: 0, quoteEnd: words.length },
        ...{ limitUnit, limitWords: limitUnit === null ? null : 'within five days of receipt' },
      },
    ]);

  it('is to be looked at while its demand has no time, and not once somebody gave it one', () => {
    expect(timesFor(null).flatMap(({ times }) => times)).to.deep.equal(['within the same time']);
    expect(timesFor('day')).to.deep.equal([]);
  });
});

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
