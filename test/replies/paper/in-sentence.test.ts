import { expect } from 'chai';
import { citedRuns, type CitableExhibit } from '../../../src/replies/paper/cited-runs.js';

const exhibit = (mark: string, itemNumber: number): CitableExhibit => ({
  itemId: `i${itemNumber}`,
  itemNumber,
  mark,
  title: `Item ${itemNumber}`,
  datedOn: null,
  pages: 9,
  slip: null,
});
const EXHIBITS = [exhibit('K', 12), exhibit('L', 13), exhibit('M', 14)];
const set = (typed: string): string =>
  citedRuns(typed, EXHIBITS)
    .runs.map(({ text }) => text)
    .join('');

describe('a reference within a sentence', () => {
  const BESIDE = [
    // what it shows, typed, set
    [
      'in mid-sentence',
      'It took it off its website [R-0012] and will not use it.',
      'It took it off its website (Exhibit K) and will not use it.',
    ],
    ['at the end of a sentence', 'We stopped on 10 June [R-0012].', 'We stopped on 10 June (Exhibit K).'],
    ['behind a sentence', 'We stopped. [R-0012] No more follow.', 'We stopped. (Exhibit K) No more follow.'],
    ['behind the last sentence', 'We stopped. [R-0012]', 'We stopped. (Exhibit K)'],
    [
      'in each line of a list',
      '1. the notice [R-0012]\n2. the log [R-0013, page 4];\n3. the method [R-0014]',
      '1. the notice (Exhibit K)\n2. the log (Exhibit L, page 4);\n3. the method (Exhibit M)',
    ],
    ['twice in a row', 'The logs [R-0012] [R-0013] show it.', 'The logs (Exhibits K and L) show it.'],
    ['two with “and”', 'The logs [R-0012] and [R-0013] show it.', 'The logs (Exhibits K and L) show it.'],
    [
      'three in a row',
      'The logs [R-0012], [R-0013] and [R-0014] show it.',
      'The logs (Exhibits K, L and M) show it.',
    ],
    ['with a page', 'The notice [R-0012, page 2] says so.', 'The notice (Exhibit K, page 2) says so.'],
    [
      'with a page range',
      'The notice [R-0012, pages 2-4] says so.',
      'The notice (Exhibit K, pages 2–4) says so.',
    ],
    [
      'twice in a row with a page range',
      'The logs [R-0012, pages 2-4][R-0013] show it.',
      'The logs (Exhibit K, pages 2–4 and Exhibit L) show it.',
    ],
    ['behind quoted words', 'It said “stop” [R-0012], twice.', 'It said “stop” (Exhibit K), twice.'],
    ['without a space before it', 'the notice[R-0012].', 'the notice (Exhibit K).'],
    [
      'within brackets that are open',
      'We stopped (the notice [R-0012] was taken down).',
      'We stopped (the notice [Exhibit K] was taken down).',
    ],
    [
      'what begins a clause of its own',
      'The log [R-0012] and [R-0013] is the method.',
      'The log (Exhibit K) and Exhibit L is the method.',
    ],
    ['after “that” at the end', 'We never said that [R-0012].', 'We never said that (Exhibit K).'],
    ['what was enclosed', 'The notice was enclosed [R-0012].', 'The notice was enclosed (Exhibit K).'],
  ] as const;
  for (const [shows, typed, printed] of BESIDE)
    it(`stands in brackets: ${shows}`, () => {
      expect(set(typed)).to.equal(printed);
    });

  const PART = [
    ['after “in”', 'The method is in [R-0012, page 2].', 'The method is in Exhibit K, page 2.'],
    ['after “see”', 'We decline; see [R-0012] and [R-0013].', 'We decline; see Exhibit K and Exhibit L.'],
    ['after “see also”', 'See also [R-0012].', 'See also Exhibit K.'],
    ['after “cf.”', 'Cf. [R-0012]', 'Cf. Exhibit K'],
    ['after “is”', 'The notice itself is [R-0012].', 'The notice itself is Exhibit K.'],
    ['what we enclose', 'We enclose [R-0012].', 'We enclose Exhibit K.'],
    ['what we have enclosed', 'We have enclosed [R-0012].', 'We have enclosed Exhibit K.'],
    ['at the front', '[R-0012] shows it.', 'Exhibit K shows it.'],
    ['at the front of a later sentence', 'We stopped. [R-0012] shows it.', 'We stopped. Exhibit K shows it.'],
    ['at the front of a line of a list', '- [R-0012]\n2. [R-0013]', '- Exhibit K\n2. Exhibit L'],
    [
      'after “that”, with what it shows',
      'We note that [R-0012] shows it.',
      'We note that Exhibit K shows it.',
    ],
    ['between commas', 'The notice, [R-0012], was taken down.', 'The notice, Exhibit K, was taken down.'],
    ['in brackets already', 'We stopped ([R-0012]).', 'We stopped (Exhibit K).'],
    ['in brackets already, with “see”', 'We stopped (see [R-0012]).', 'We stopped (see Exhibit K).'],
    ['two in a row', 'See [R-0012] [R-0013, page 2].', 'See Exhibit K and Exhibit L, page 2.'],
    ['after the word itself', 'As Exhibit [R-0012] shows.', 'As Exhibit K shows.'],
    ['a mark that a person typed', 'off its website Exhibit K and', 'off its website Exhibit K and'],
  ] as const;
  for (const [shows, typed, printed] of PART)
    it(`is part of it: ${shows}`, () => {
      expect(set(typed)).to.equal(printed);
    });

  it('each mark of a group leads to its own exhibit and page, the brackets to none', () => {
    const { runs, cited, broken } = citedRuns('The logs [R-0012, pages 2-4] and [R-0013] show it.', EXHIBITS);
    const led = runs.flatMap(({ text, citation }) =>
      citation ? [[text, citation.exhibit, citation.page]] : [],
    );
    expect(led).to.deep.equal([
      ['Exhibit K, pages 2–4', 'K', 2],
      ['Exhibit L', 'L', null],
    ]);
    expect(cited).to.deep.equal(['K', 'L']);
    expect(broken).to.deep.equal([]);
  });

  it('without its mark it says in square brackets what is missing', () => {
    const unmarked = { items: [{ itemId: 'i9', itemNumber: 9, pages: 4 }], why: 'mark to come' };
    const { runs } = citedRuns('its website [R-0009, page 2] and', EXHIBITS, null, unmarked);
    expect(runs.map(({ text }) => text).join('')).to.equal(
      'its website (Exhibit R-0009 [mark to come], page 2) and',
    );
  });

  it('what points at nothing stays as it was typed', () => {
    expect(set('its website [R-0099] and [R-0012] too')).to.equal('its website [R-0099] and Exhibit K too');
  });
});
