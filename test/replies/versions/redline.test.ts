import { expect } from 'chai';
import { countChanges, redline } from '../../../src/replies/versions/redline.js';

/** `[-gone-]` and `{+come+}`. */
const marked = (before: readonly string[], after: readonly string[]): string[] =>
  redline(before, after).map(({ stretches }) =>
    stretches
      .map(({ kind, text }) => (kind === 'added' ? `{+${text}+}` : kind === 'removed' ? `[-${text}-]` : text))
      .join(''),
  );

const cases = [
  // what it shows            before                           after                                   redline
  ['nothing changed', ['We decline.'], ['We decline.'], ['We decline.']],
  ['a word replaced', ['We decline it.'], ['We refuse it.'], ['We [-decline-]{+refuse+} it.']],
  ['a word put in', ['We decline.'], ['We now decline.'], ['We {+now +}decline.']],
  ['a paragraph put in', ['A.', 'C.'], ['A.', 'B.', 'C.'], ['A.', '{+B.+}', 'C.']],
  ['a paragraph taken out', ['A.', 'B.', 'C.'], ['A.', 'C.'], ['A.', '[-B.-]', 'C.']],
  ['from nothing', [], ['A.'], ['{+A.+}']],
  ['to nothing', ['A.'], [], ['[-A.-]']],
  ['a line break', ['A\nB'], ['A B'], ['A[-\n-]{+ +}B']],
] as const;

describe('a redline', () => {
  for (const [shows, before, after, words] of cases)
    it(shows, () => expect(marked(before, after)).to.deep.equal(words));

  it('put together again, it is either version', () => {
    const before = ['The test will end on 16 June.', 'See Exhibit A.', 'We reserve all rights.'];
    const after = ['The test ended on 13 June.', 'We reserve all rights and defenses.', 'See Exhibit B.'];
    const whole = (leftOut: string): string[] =>
      redline(before, after)
        .map(({ stretches }) =>
          stretches
            .filter(({ kind }) => kind !== leftOut)
            .map(({ text }) => text)
            .join(''),
        )
        .filter((text) => text !== '');
    expect(whole('added')).to.have.members(before);
    expect(whole('removed')).to.have.members(after);
  });

  it('of two long texts with nothing in common shows them whole, at once', () => {
    const words = (letter: string): string =>
      Array.from({ length: 3_000 }, (_, at) => `${letter}${at}`).join(' ');
    const [paragraph] = redline([words('a')], [words('b')]);
    expect(countChanges(paragraph ? [paragraph] : [])).to.deep.equal({ added: 3_000, removed: 3_000 });
  });
});
