import { expect } from 'chai';
import { inspectPdf } from '../../src/pdf/inspect-pdf.js';
import type { OwnBookmarks } from '../../src/pdf/inspection.js';
import { bookmarkedPdf } from '../support/bookmarked-pdf.js';
import { workFolder, write } from '../support/pdf-fixtures.js';

describe('bookmarks that a document brings along', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function bookmarksOf(...outline: readonly string[]): Promise<OwnBookmarks> {
    const path = await write(folder, 'bookmarks.pdf', bookmarkedPdf(...outline));
    return (await inspectPdf({ path }, () => undefined)).bookmarks;
  }

  it('are read in order, nested, each with its page, however its words are spaced and broken', async () => {
    const found = await bookmarksOf(
      '<</First 9 0 R/Last 11 0 R>>',
      '<</Title(Master Services  Agreement)/Parent 8 0 R/Dest[3 0 R/Fit]/Next 11 0 R/First 10 0 R/Last 10 0 R>>',
      '<</Title(RECITALS)/Parent 9 0 R/A<</S/GoTo/D[3 0 R/XYZ null null null]>>>>',
      '<</Title(Schedule A: Service Levels)/Parent 8 0 R/Dest[4 0 R/Fit]/Prev 9 0 R>>',
    );
    expect(found).to.deep.equal({
      kept: [
        { title: 'Master Services Agreement', page: 1, depth: 0 },
        { title: 'RECITALS', page: 1, depth: 1 },
        { title: 'Schedule A: Service Levels', page: 2, depth: 0 },
      ],
      dropped: 0,
    });
  });

  const kept = { title: 'Recitals', page: 1, depth: 0 };
  const RECITALS = '<</Title(Recitals)/Parent 8 0 R/Dest[3 0 R/Fit]/Next 10 0 R>>';
  const dropped: [string, string][] = [
    ['says what its page does not', '<</Title(Memo from counsel on Recitals)/Dest[3 0 R/Fit]/Parent 8 0 R>>'],
    ['says what another page does', '<</Title(Schedule A)/Dest[3 0 R/Fit]/Parent 8 0 R>>'],
    ['leads nowhere', '<</Title(Recitals)/Parent 8 0 R>>'],
    ['leads out of the document', '<</Title(Recitals)/Parent 8 0 R/A<</S/URI/URI(https://example.com)>>>>'],
    ['has no words', '<</Title( - )/Parent 8 0 R/Dest[3 0 R/Fit]>>'],
  ];
  for (const [shows, bookmark] of dropped)
    it(`one that ${shows} stays away`, async () => {
      expect(await bookmarksOf('<</First 9 0 R/Last 10 0 R>>', RECITALS, bookmark)).to.deep.equal({
        kept: [kept],
        dropped: 1,
      });
    });

  const LOOK =
    '<</Type/XObject/Subtype/Form/BBox[0 0 90 20]/Length 18>>\nstream\n0 g 0 0 90 20 re f\nendstream';
  for (const [shows, entries] of [
    ['a note or mark', '/Subtype/Square'],
    ['a form field', '/Subtype/Widget/FT/Btn'],
  ] as const)
    it(`one whose words lie under ${shows} stays away`, async () => {
      const covered = bookmarkedPdf(
        '<</First 9 0 R/Last 9 0 R>>',
        RECITALS.replace('/Next 10 0 R', ''),
        `<</Type/Annot${entries}/Rect[15 75 105 95]/F 4/AP<</N 11 0 R>>>>`,
        LOOK,
      ).replace('/Contents 6 0 R', '/Contents 6 0 R/Annots[10 0 R]');
      const path = await write(folder, 'covered.pdf', covered);
      const { bookmarks, reading } = await inspectPdf({ path }, () => undefined);
      expect([reading, bookmarks]).to.deep.equal(['rebuilt', { kept: [], dropped: 1 }]);
    });

  it('of a document with layers all stay away: what is switched off may be what they say', async () => {
    const layered = bookmarkedPdf(
      '<</First 9 0 R/Last 9 0 R>>',
      RECITALS.replace('/Next 10 0 R', ''),
    ).replace('/Outlines 8 0 R', '/Outlines 8 0 R/OCProperties<</D<<>>>>');
    const path = await write(folder, 'layered.pdf', layered);
    const { bookmarks, hasOptionalContent } = await inspectPdf({ path }, () => undefined);
    expect([hasOptionalContent, bookmarks]).to.deep.equal([true, { kept: [], dropped: 1 }]);
  });

  it('that go round in a circle are read once', async () => {
    const circle = '<</Title(Recitals)/Parent 8 0 R/Dest[3 0 R/Fit]/Next 9 0 R/First 9 0 R>>';
    expect(await bookmarksOf('<</First 9 0 R/Last 9 0 R>>', circle)).to.deep.equal({
      kept: [kept],
      dropped: 0,
    });
  });

  it('five hundred are taken, of more than that the first', async () => {
    const many = Array.from(
      { length: 502 },
      (_, at) => `<</Title(Recitals)/Parent 8 0 R/Dest[3 0 R/Fit]${at < 501 ? `/Next ${at + 10} 0 R` : ''}>>`,
    );
    const found = await bookmarksOf('<</First 9 0 R/Last 510 0 R>>', ...many);
    expect([found.kept.length, found.dropped]).to.deep.equal([500, 2]);
  });
});
