import { expect } from 'chai';
import { freeFoot } from '../../src/pdf/free-foot.js';

/** A letter page with lines of text of 10 pt at these heights. */
const pageWith = (...bottoms: number[]) => ({
  page: 1,
  text: '',
  width: 612,
  height: 792,
  lines: bottoms.map((bottom) => ({ text: '1', left: 300, right: 310, bottom, top: bottom + 10 })),
});

describe('where the foot line stands', () => {
  const cases = [
    // what is at the foot already                     heights of text     baseline  free
    ['nothing', [], 23, true],
    ['text well above', [72, 90], 23, true],
    ['a page number where ours would be', [22], 12, true],
    ['a page number just above ours', [27], 12, true],
    ['a page number and a reference under it', [22, 8], 45, true],
    ['text down to the edge', [2, 14, 26, 38, 50, 62], 23, false],
  ] as const;
  for (const [what, heights, baseline, isFree] of cases)
    it(`${what}: ${baseline} pt above the edge${isFree ? '' : ', over words'}`, () =>
      expect(freeFoot(pageWith(...heights))).to.deep.equal({ baseline, isFree }));
});
