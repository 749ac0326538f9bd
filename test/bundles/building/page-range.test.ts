import { expect } from 'chai';
import { rangeWithin } from '../../../src/bundles/building/page-range.js';

describe('a page range', () => {
  for (const [text, pages, expected] of [
    ['2-5', 5, { first: 2, last: 5 }],
    ['2–5', 5, { first: 2, last: 5 }],
    [' 3 ', 5, { first: 3, last: 3 }],
    ['3-', 5, { first: 3, last: 5 }],
    [null, 5, { first: 1, last: 5 }],
    ['5-3', 5, 'runs backwards; write it like 3-5'],
    ['0-', 5, 'starts before page 1'],
    ['0', 5, 'starts before page 1'],
    ['0-2', 5, 'starts before page 1; pages count from 1.'],
    ['3-0', 5, 'starts before page 1'],
    ['6-', 5, 'runs beyond the end: the document has 5 pages'],
    ['1-2-3', 5, 'is not a page range; write it like 2-5.'],
    ['99999999999', 5, 'is not a page range'],
    ['1-9999', 5, 'runs beyond the end: the document has 5 pages'],
    ['2', 1, 'runs beyond the end: the document has 1 page.'],
    ['a-b', 5, 'is not a page range'],
    ['1,3', 5, 'is not a page range'],
    ['-3', 5, 'is not a page range'],
    ['', 5, 'is not a page range'],
  ] as const)
    it(`“${text}” of ${pages} pages`, () => {
      const read = rangeWithin(text, pages);
      if (typeof expected === 'string') expect(read.ok ? '' : read.problem).to.include(expected);
      else expect(read).to.deep.equal({ ok: true, range: expected });
    });
});
