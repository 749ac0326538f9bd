import { expect } from 'chai';
import { markedText } from '../../src/letters/marked-text.js';

const cases = [
  ['nothing marked', 'a < b', [], 'a &lt; b'],
  ['one range', 'stop it now', [[0, 4, 'd1']], '<span id="d1"></span><mark>stop</mark> it now'],
  [
    'ranges that overlap do not nest',
    'abcdef',
    [
      [0, 4, 'd1'],
      [2, 6, 'd2'],
    ],
    '<span id="d1"></span><mark>ab</mark><span id="d2"></span><mark>cd</mark><mark>ef</mark>',
  ],
  ['a range past the end is not shown', 'ab', [[1, 9, 'd1']], 'ab'],
  ['markup in the letter stays text', '<b>&"', [[0, 3, null]], '<mark>&lt;b&gt;</mark>&amp;&quot;'],
] as const;

describe('marked words', () => {
  for (const [shows, text, ranges, html] of cases)
    it(shows, () => {
      const marks = ranges.map(([start, end, id]) => ({ start, end, id }));
      expect(markedText(text, marks)).to.equal(html);
    });
});
