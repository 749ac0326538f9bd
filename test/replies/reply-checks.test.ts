import { expect } from 'chai';
import { NOTHING_ISSUED, supersededCitations } from '../../src/replies/reply-checks.js';

describe('words that point at a bundle that was superseded', () => {
  const issued = {
    ...NOTHING_ISSUED,
    bundles: [
      { number: 'B-0001', state: 'superseded' },
      { number: 'B-0002', state: 'sent' },
      { number: 'B-0003', state: 'voided' },
      { number: 'B-0012', state: 'open' },
    ],
  };
  const CASES = [
    ['as the record writes it', 'See B-0001.', ['B-0001 is cited and is superseded.']],
    ['in small letters', 'see b-0001', ['“b-0001” names B-0001, which is superseded.']],
    ['with an en dash', 'B–0001', ['“B–0001” names B-0001, which is superseded.']],
    ['with a hyphen that does not break', 'B‑0001', ['“B‑0001” names B-0001, which is superseded.']],
    ['without its zeros', '(B-1)', ['“B-1” names B-0001, which is superseded.']],
    [
      'in a range',
      'B-0001 to B-0003',
      [
        '“B-0001 to B-0003” names B-0001, which is superseded.',
        '“B-0001 to B-0003” names B-0003, which is voided.',
      ],
    ],
    ['in a short range', 'B-2–3', ['“B-2–3” names B-0003, which is voided.']],
    ['in a range that leaves it out', 'B-0002 through B-0002', []],
    ['one that stands', 'B-0002, b-2', []],
    ['one with the same first figures', 'B-0012 and B-12', []],
    ['a mark of an exhibit', 'Exhibit B-1', []],
    ['a longer number of somebody else', 'our AB-0001 and R-B-0001', []],
  ] as const;
  for (const [shows, words, problems] of CASES)
    it(shows, () => expect(supersededCitations(words, issued)).to.deep.equal(problems));
});
