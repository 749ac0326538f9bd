import { expect } from 'chai';
import { citedRuns, type CitableExhibit } from '../../../src/replies/paper/cited-runs.js';

const exhibit = (mark: string, itemNumber: number, pages: number | null): CitableExhibit => ({
  itemId: `i${itemNumber}`,
  itemNumber,
  mark,
  title: `Item ${itemNumber}`,
  datedOn: null,
  pages,
  slip: null,
});
const EXHIBITS = [exhibit('A', 3, 2), exhibit('B', 7, null)];

describe('references in a reply', () => {
  const CASES = [
    // what it shows                            typed                        set                      points at
    ['an item by its file number', 'see [R-0003].', 'see Exhibit A.', 'A:'],
    ['a page of it', 'see [R-0003, page 2].', 'see Exhibit A, page 2.', 'A:2'],
    ['a mark as typed', 'see Exhibit B.', 'see Exhibit B.', 'B:'],
    ['a short mark', 'see Ex. A, p. 1.', 'see Exhibit A, page 1.', 'A:1'],
    ['a page while the length is not known', 'see Exhibit B, page 40', 'see Exhibit B, page 40', 'B:40'],
    ['brackets that are no reference', 'see [sic]', 'see [sic]', ''],
  ] as const;
  for (const [shows, typed, set, at] of CASES)
    it(shows, () => {
      const { runs, broken } = citedRuns(typed, EXHIBITS);
      expect(runs.map(({ text }) => text).join('')).to.equal(set);
      const citation = runs.find((run) => run.citation)?.citation;
      expect(citation ? `${citation.exhibit}:${citation.page ?? ''}` : '').to.equal(at);
      expect(broken).to.deep.equal([]);
    });

  it('an item that the file does not have is told from one that stays behind', () => {
    const { broken } = citedRuns('see [R-0009] and [R-0099]', EXHIBITS, new Set([3, 7, 9]));
    expect(broken).to.deep.equal([
      'R-0009 is cited and is not in what goes out.',
      'R-0099 is cited and there is no R-0099 in the file.',
    ]);
  });

  const BROKEN = [
    ['an item that is not in what goes out', '[R-0009]', 'R-0009 is cited and is not in what goes out.'],
    ['a mark nothing has', 'Exhibit Z', '“Exhibit Z” is not in what goes out.'],
    [
      'a page past the end',
      '[R-0003, page 3]',
      '“[R-0003, page 3]” points at page 3; Exhibit A has 2 pages.',
    ],
    ['page zero', 'Exhibit A, page 0', '“Exhibit A, page 0” points at page 0; Exhibit A has 2 pages.'],
  ] as const;
  for (const [shows, typed, words] of BROKEN)
    it(`${shows} is named, and stays a reference for the bundle to stop at`, () => {
      const { runs, broken } = citedRuns(typed, EXHIBITS);
      expect(broken).to.deep.equal([words]);
      expect(runs.some((run) => run.citation)).to.equal(true);
    });

  for (const typed of [
    'R-0003',
    '[R-0003 at 2]',
    '[r-0003, page 2]',
    '[R-0003, pages 1, 9]',
    '[R-0003; R-0007]',
  ])
    it(`“${typed}” is no reference, and would tell our own number: that stands in the way`, () => {
      const { broken } = citedRuns(`As ${typed} shows.`, EXHIBITS);
      expect(broken.join(' ')).to.contain('would go out as our own number of an item');
    });
});
