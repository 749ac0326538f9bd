import { expect } from 'chai';
import { locateQuote } from '../../src/demands/locate-quote.js';

const pages = [
  { page: 1, text: 'Dear Sir,\nprovide, within “five days”,\nall the evidence. Stop now.' },
  { page: 2, text: 'Stop now.\nWe wait' },
  { page: 3, text: 'for your answer.' },
];

const cases = [
  ['on one line', 'all the evidence', { page: 1, lineFrom: 3, lineTo: 3 }],
  ['over a line break', 'provide, within "five days", all the evidence', { page: 1, lineFrom: 2, lineTo: 3 }],
  ['with other quotation marks', '"five days"', { page: 1, lineFrom: 2, lineTo: 2 }],
  ['over a page break, on the first page', 'We wait for your answer', { page: 2, lineFrom: 2, lineTo: 2 }],
] as const;

describe('where quoted words stand', () => {
  for (const [shows, quote, place] of cases)
    it(shows, () => expect(locateQuote(quote, pages)).to.include(place));

  const broken = [{ page: 1, text: 'Stop\nsaying that the NK-\n40 over-\nheats.' }];
  for (const quote of ['the NK-40 over-heats.', 'the NK- 40 over- heats.', 'the NK-\n40 over-\nheats.'])
    it(`over hyphens at line ends: ${JSON.stringify(quote)}`, () => {
      const place = locateQuote(quote, broken);
      expect(place).to.include({ page: 1, lineFrom: 2, lineTo: 4 });
      expect(broken[0]?.text.slice(place?.start, place?.end)).to.equal('the NK-\n40 over-\nheats.');
    });

  it('over a hyphen that an older reading kept as U+0002', () =>
    expect(locateQuote('the NK-40', [{ page: 1, text: 'Stop the NK\u000240 now' }])).to.include({
      start: 5,
      end: 14,
    }));

  it('not where a dash stands between blanks', () =>
    expect(locateQuote('a -b', [{ page: 1, text: 'a - b' }])).to.equal(null));

  it('takes the place nearest to the hint', () => {
    expect(locateQuote('Stop now.', pages, { page: 2, start: 0 })?.page).to.equal(2);
    expect(locateQuote('Stop now.', pages)?.page).to.equal(1);
  });

  it('gives offsets in the text of the page', () => {
    const place = locateQuote('within "five days",  all', pages);
    expect(pages[0]?.text.slice(place?.start, place?.end)).to.equal('within “five days”,\nall');
  });

  for (const quote of ['not there', '   ', ''])
    it(`finds nothing for “${quote}”`, () => expect(locateQuote(quote, pages)).to.equal(null));
});
