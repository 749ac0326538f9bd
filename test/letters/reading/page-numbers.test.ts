import { expect } from 'chai';
import { linesOf } from '../../../src/letters/reading/paragraphs.js';
import { limitJson } from '../../../src/letters/reading/letter-json.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';
import { sourceOf } from '../../../src/letters/reading/source.js';

/** What it shows, the words after “Dear Sirs” of a letter of 20 November 2026, and each demand with its limit. */
const demands: readonly (readonly [string, string, readonly (readonly [string | null, string])[]])[] = [
  [
    'a sentence that begins with a page',
    'Page 3 of the brochure must be withdrawn from circulation by December 12, 2026.',
    [['2026-12-12', 'Page 3 of the brochure must be withdrawn from circulation by December 12, 2026.']],
  ],
  [
    'a page in a sentence that goes on below',
    'For those reasons our client has been harmed, and you must remove\npage 12 of the online catalogue within 5 days of the date of this letter, and\npay us $700.',
    [
      [
        '5 day',
        'For those reasons our client has been harmed, and you must remove page 12 of the online catalogue within 5 days of the date of this letter, and pay us $700.',
      ],
    ],
  ],
  [
    'a page alone on its line, in a sentence',
    'Within 5 days of the date of this letter you must remove\npage 12\nof the online catalogue.',
    [['5 day', 'Within 5 days of the date of this letter you must remove page 12 of the online catalogue.']],
  ],
  [
    'a number of days alone on its line',
    'You must remove the catalogue within\n14\ndays of the date of this letter.',
    [['14 day', 'You must remove the catalogue within 14 days of the date of this letter.']],
  ],
  [
    'a number of days at the head of a page',
    'You must remove the catalogue within\n\f14\ndays of the date of this letter.',
    [['14 day', 'You must remove the catalogue within 14 days of the date of this letter.']],
  ],
];

/** What it shows, a text, and its lines. */
const lines: readonly (readonly [string, string, readonly string[]])[] = [
  ['a number at the foot', 'We write.\n3\n\fYou must', ['We write.', 'You must']],
  ['a number at the foot of a sentence that goes on', 'You must\n3\n\fstop', ['You must', 'stop']],
  ['a number at the head', 'You must\n\f- 3 -\nstop', ['You must', 'stop']],
  ['a page at the head', 'You must\n\fPage 3 of 12\nstop', ['You must', 'stop']],
  ['a page in brackets', 'You must\n\n[Page 3]\n\nstop', ['You must', 'stop']],
  ['a page between blank lines', 'You must\n\nPage 3\n\nstop', ['You must', 'stop']],
  ['a page in brackets with words behind', '[Page 3 is enclosed.]', ['[Page 3 is enclosed.]']],
  ['a page that a line runs on into', 'remove\npage 12\nof it', ['remove', 'page 12', 'of it']],
  ['lines with two signs at their end', 'remove\r\npage 12\r\nof it', ['remove', 'page 12', 'of it']],
];

describe('demands whose words name a page or a number', () => {
  for (const [shows, body, expected] of demands)
    it(shows, () => {
      const read = readLetter(`November 20, 2026\n\nDear Sirs,\n\n${body}\n\nYours faithfully,\n`);
      expect(
        read.demands.map(({ limit, quote }) => [
          limit === null
            ? null
            : 'count' in limit
              ? `${limit.count} ${limit.unit}`
              : ((limitJson(limit) as { date?: string }).date ?? null),
          quote,
        ]),
      ).to.deep.equal(expected);
    });
});

describe('lines that only number a page are left out', () => {
  for (const [shows, text, expected] of lines)
    it(shows, () => expect(linesOf(sourceOf(text)).map((one) => one.text)).to.deep.equal(expected));
});
