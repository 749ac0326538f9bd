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

  const FOUR = ['A', 'B', 'C', 'D'].map((mark, at) => exhibit(mark, at + 1, 2));
  const NUMBERED = ['1', '2', '3'].map((mark, at) => exhibit(mark, at + 1, 2));
  const LISTS = [
    // what it shows                     typed                                    points at      does not go out
    ['two', 'See Exhibits A and B.', 'A B', ''],
    ['several, with and without the last comma', 'Exhibits A, B, and D show it', 'A B D', ''],
    ['a range', 'Exs. A–D', 'A D', ''],
    ['a range in words', 'exhibits B through D', 'B D', ''],
    ['numbers', 'Exs 1, 2 & 3', '1 2 3', ''],
    ['one without its point', 'Ex A, p. 2', 'A:2', ''],
    ['pages of each', 'Exhibits A, page 2, and B, pages 1–2', 'A:2 B:1', ''],
    ['one that does not go out', 'Exhibits A and Z', 'A Z', 'Exhibit Z, named in “Exhibits A and Z”'],
    ['one within a range', 'Exs. C–F', 'C F', 'Exhibit F'],
    ['one between the ends', 'Exs. 2-5', '2 5', 'Exhibit 4, within “Exs. 2-5”'],
    ['a range that runs backwards', 'Exhibits D–A', 'D A', '“D–A” in “Exhibits D–A” names no exhibits'],
    ['a page past the end', 'Exhibits A and B, page 3', 'A B:3', 'Exhibit B has 2 pages'],
    ['the words that follow', 'Exhibits A and B, I think, and a copy', 'A B', ''],
    ['the sentence that follows', 'We exhibit A copy and Exhibits A and B. I add that', 'A B', ''],
    ['one in small letters', 'as exhibit Z shows', 'Z', '“exhibit Z” is not in what goes out'],
    ['no list', 'The exhibits show it; Exhibits and all', '', ''],
  ] as const;
  for (const [shows, typed, at, problem] of LISTS)
    it(`a list of exhibits: ${shows}`, () => {
      const exhibits = /\d[,–-]|2-5/.test(typed) && !typed.includes('page') ? NUMBERED : FOUR;
      const { runs, broken } = citedRuns(typed, exhibits);
      const text = runs.map((run) => run.text).join('');
      expect(text.replace('Exhibit A, page 2', 'Ex A, p. 2')).to.contain(typed.slice(-4));
      const cited = runs.flatMap(({ citation }) => (citation ? [citation] : []));
      const places = cited.map(({ exhibit: mark, page }) => (page === null ? mark : `${mark}:${page}`));
      expect(places.join(' ')).to.equal(at);
      if (problem === '') expect(broken).to.deep.equal([]);
      else expect(broken.join(' ')).to.contain(problem);
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
