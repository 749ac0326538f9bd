import { expect } from 'chai';
import { listBuilds, listFindings } from '../../src/bundles/build-store.js';
import { bundleRecordSchema } from '../../src/bundles/building/bundle-record.js';
import { listEntries } from '../../src/bundles/bundle-store.js';
import { pageText } from '../../src/pdf/questions.js';
import { rawPdf } from '../support/pdf-fixtures.js';
import { BUNDLE, idOf, openBundleRoom, PRODUCTION, type BundleRoom } from './bundle-room.js';
import { encryptedPdf, fullPdf, pdfOf } from './mixed-files.js';

const FONT = '<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>';
const page = (contents: number, more = '') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources${FONT}/Contents ${contents} 0 R${more}>>`;
const stream = (dict: string, words: string) => {
  const drawn = `BT /F1 14 Tf 20 20 Td (${words}) Tj ET`;
  return `<<${dict}/Length ${drawn.length}>>stream\n${drawn}\nendstream`;
};

/** Three pages by its own count, the second of which is not there. */
const DAMAGED = rawPdf([
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Count 3/Kids[3 0 R 9 0 R 4 0 R]>>',
  page(5),
  page(6),
  stream('', 'One'),
  stream('', 'Three'),
]);
/** Two pages, the second of which needs a font that is not in the file any more. */
const FONTLESS = (() => {
  const whole = rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>',
    page(5),
    page(6).replace(FONT, '<</Font<</F1 7 0 R>>>>'),
    stream('', 'One'),
    stream('', 'Two'),
    '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>',
  ]);
  return `${whole.slice(0, whole.indexOf('\n7 0 obj') + 1)}trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n`;
})();
/** One page with a note that is drawn beside the words. */
const ANNOTATED = rawPdf([
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Count 1/Kids[3 0 R]>>',
  page(4, '/Annots[5 0 R]'),
  stream('', 'Pagewords'),
  '<</Type/Annot/Subtype/Text/Rect[100 400 300 500]/Contents(Notewords)/AP<</N 6 0 R>>>>',
  stream(`/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources${FONT}`, 'Notewords'),
]);

describe('documents that a person decides about', function () {
  this.timeout(120_000);
  let room: BundleRoom;
  before(async () => {
    room = await openBundleRoom();
  });
  after(() => room.started.close());

  const entryPaths = async (bundle: string): Promise<string[]> =>
    (await listEntries(room.started.deps.db, idOf(bundle))).map(({ id }) => `${bundle}/entries/${id}`);
  const lastBuild = async (bundle: string) => {
    const [build] = await listBuilds(room.started.deps.db, idOf(bundle));
    expect(build?.state, build?.reason ?? '').to.equal('built');
    return build;
  };
  const textsOf = async (bundle: string): Promise<string[]> => {
    const path = await room.started.deps.files.localPath((await lastBuild(bundle))?.pdfSha256 ?? '');
    return (await room.started.deps.asker.ask(pageText, { path })).pages.map(({ text }) => text);
  };
  const recordOf = async (bundle: string) => {
    const stream_ = await room.started.deps.files.read((await lastBuild(bundle))?.recordSha256 ?? '');
    const pieces: Buffer[] = [];
    for await (const piece of stream_) pieces.push(Buffer.from(piece as Uint8Array));
    return bundleRecordSchema.parse(JSON.parse(Buffer.concat(pieces).toString()));
  };

  it('a password opens a copy and is kept nowhere: not in the rows, the files, the record or the audit', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'locked.pdf': await encryptedPdf('Lockedwords') });
    const bundle = await room.begin(matterId, items, PRODUCTION);
    const [path = ''] = await entryPaths(bundle);
    expect((await room.dana.get(path)).text)
      .to.include('It cannot be read as it is')
      .and.to.include('type="password"')
      .and.to.include('is kept nowhere');
    const open = (fields: Record<string, string>) =>
      room.save(path, { how: 'password', ...fields }, `${path}/opening`);
    const refusals: readonly [fields: Record<string, string>, words: string][] = [
      [{}, 'Enter the password that opens the document'],
      [{ password: 'canarywrong' }, 'This password does not open it.'],
      [{ password: 'x'.repeat(1_025) }, 'A password has at most 1,024 characters'],
      [{ how: 'force', password: 'secret' }, 'Choose how it is opened'],
    ];
    for (const [fields, words] of refusals) {
      const answer = await open(fields);
      expect(answer.status, words).to.equal(422);
      expect(answer.text, words).to.include(words).and.not.to.include('canarywrong');
    }
    const late = await room.dana.post(`${path}/opening`, {
      version: '0',
      how: 'password',
      password: 'secret',
    });
    expect(late.status).to.equal(409);
    expect((await open({ password: 'secret' })).status).to.equal(303);
    expect((await room.dana.get(path)).text)
      .to.include('A copy was opened: 1 page goes in.')
      .and.to.include('A copy opened with its password goes in.');

    const final = await room.build(bundle, 'final');
    const texts = await textsOf(bundle);
    expect(texts.join(' ')).to.include('Lockedwords');
    const { documents } = await recordOf(bundle);
    const [entry] = await listEntries(room.started.deps.db, idOf(bundle));
    // The record names the original, not the copy that was opened.
    expect(documents).to.containSubset([{ sha256: entry?.sha256, status: 'included' }]);
    expect(documents[0]?.changed).to.include('It was opened with its password; the copy has none.');
    const notes = await listFindings(room.started.deps.db, idOf(final));
    expect(notes.map(({ what }) => what)).to.include('It was opened with its password; the copy has none.');
    const said = await everythingStored(room);
    expect(said)
      .not.to.include('canarywrong')
      .and.not.to.match(/"password":\s*"secret"|\bsecret\b/);
  });

  it('of a damaged document the pages that can be shown go in as pictures, and the ones that are lost are named', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'damaged.pdf': DAMAGED, 'good.pdf': await pdfOf('Good') });
    const bundle = await room.begin(matterId, items);
    const [path = '', good = ''] = await entryPaths(bundle);
    expect((await room.dana.get(path)).text)
      .to.include('Page 2 cannot be read.')
      .and.to.include('Look for pages that still show');
    expect((await room.dana.post(`${bundle}/builds`, { kind: 'final' })).status).to.equal(409);
    const opened = await room.save(path, { how: 'repaired' }, `${path}/opening`);
    expect(opened.status, opened.text.slice(0, 2000)).to.equal(303);
    expect((await room.dana.get(path)).text).to.include(
      '2 pages go in; page 2 cannot be shown and stays away',
    );
    await room.build(bundle, 'final');
    const { documents } = await recordOf(bundle);
    expect(documents.map(({ pages, status }) => [pages, status])).to.deep.equal([
      [2, 'included'],
      [1, 'included'],
    ]);
    expect(documents[0]?.changed.join()).to.include('pictures of its pages go in');
    // What opens by itself asks for nothing.
    expect((await room.dana.get(good)).text).not.to.include('It cannot be read as it is');
  });

  it('of a damaged document a page that lacks its font is named, when it is opened and in every build', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'fontless.pdf': FONTLESS });
    const bundle = await room.begin(matterId, items);
    const [path = ''] = await entryPaths(bundle);
    expect((await room.dana.get(path)).text).to.include('a font that page 2 needs is missing');
    const opened = await room.save(path, { how: 'repaired' }, `${path}/opening`);
    expect(opened.status, opened.text.slice(0, 2000)).to.equal(303);
    const words = 'A font that page 2 of the original needs is missing from the file';
    expect((await room.dana.get(path)).text).to.include(words);
    const final = await room.build(bundle, 'final');
    const notes = await listFindings(room.started.deps.db, idOf(final));
    expect(notes.map(({ what }) => what).join(' ')).to.include(words);
    const { documents } = await recordOf(bundle);
    expect(documents[0]?.changed.join(' ')).to.include(words);
  });

  it('a copy of what opens by itself, or cannot be helped, is refused in words', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      'good.pdf': await pdfOf('Good'),
      'none.pdf': '%PDF-1.7\n%%EOF\n',
    });
    const bundle = await room.begin(matterId, items);
    const [good = '', none = ''] = await entryPaths(bundle);
    const needless = await room.save(good, { how: 'password', password: 'x' }, `${good}/opening`);
    expect([needless.status, needless.text.includes('It needs no password.')]).to.deep.equal([422, true]);
    const helpless = await room.save(none, { how: 'repaired' }, `${none}/opening`);
    expect([helpless.status, helpless.text.includes('No page of it can be shown')]).to.deep.equal([
      422,
      true,
    ]);
  });

  it('notes on the pages of a document go in where a person says so, and are left out otherwise; both are on record', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'notes.pdf': ANNOTATED });
    const bundle = await room.begin(matterId, items, PRODUCTION);
    await room.build(bundle, 'final');
    expect((await textsOf(bundle)).join(' '))
      .to.include('Pagewords')
      .and.not.to.include('Notewords');
    expect((await recordOf(bundle)).documents[0]?.changed.join()).to.include('1 note or mark left out');
    const [path = ''] = await entryPaths(bundle);
    const typed = { title: 'Notes', treatment: 'include', marks: 'show' };
    expect((await room.save(path, typed)).status).to.equal(303);
    await room.build(bundle, 'final');
    expect((await textsOf(bundle)).join(' '))
      .to.include('Pagewords')
      .and.to.include('Notewords');
    expect((await recordOf(bundle)).documents[0]?.changed.join()).to.include(
      '1 note or mark made part of the page',
    );
    const wrong = await room.save(path, { ...typed, marks: 'burn' });
    expect([wrong.status, wrong.text.includes('Choose what becomes of notes and marks')]).to.deep.equal([
      422,
      true,
    ]);
  });

  it('each exhibit counts its own pages at the foot, where that is not turned off', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      'a.pdf': await pdfOf('Alpha', 3),
      'b.pdf': await pdfOf('Beta', 1),
    });
    const counted = await room.begin(matterId, items, { exhibitPages: 'yes' });
    await room.build(counted, 'final');
    const lines = (await textsOf(counted)).map((text) => /Ex\. \w+, p\. \d+ of \d+/.exec(text)?.[0] ?? null);
    expect(lines).to.deep.equal([
      null,
      null,
      null,
      'Ex. A, p. 1 of 3',
      'Ex. A, p. 2 of 3',
      'Ex. A, p. 3 of 3',
      null,
      'Ex. B, p. 1 of 1',
    ]);
    const plain = await room.begin(matterId, items);
    await room.build(plain, 'final');
    expect((await textsOf(plain)).join(' ')).not.to.include('Ex. A');
  });

  it('a page with words down to its edge is made smaller for its number where that is asked, and the note says so', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'full.pdf': await fullPdf() });
    const bundle = await room.begin(matterId, items);
    const off = (await room.dana.get(bundle)).text;
    expect(off).to.not.include('Pages are made smaller');
    const { purpose: _purpose, ...details } = BUNDLE;
    const saved = await room.save(`${bundle}/details`, { ...details, roomForNumber: 'yes' });
    expect(saved.status, saved.text).to.equal(303);
    expect((await room.dana.get(bundle)).text).to.include(
      'Pages are made smaller where the number has no room',
    );
    expect((await room.dana.get(`${bundle}/details`)).text).to.match(/id="f-roomForNumber"[^>]* checked/);
    const build = await room.build(bundle, 'final');
    expect((await recordOf(bundle)).documents[0]?.changed).to.deep.equal([
      'page 4: scaled to 95 % to leave room for the number',
    ]);
    expect((await room.dana.get(build)).text).to.include('scaled to 95 % to leave room for the number');
  });
});

/** Every text in the database, and every file that is one. */
async function everythingStored({ started }: BundleRoom): Promise<string> {
  const { db, files } = started.deps;
  const said: string[] = [];
  for (const { name } of await db.introspection.getTables())
    if (!['account', 'session', 'migration'].includes(name))
      said.push(
        JSON.stringify(
          await db
            .selectFrom(name as 'document')
            .selectAll()
            .execute(),
        ),
      );
  for await (const name of files.names()) {
    const pieces: Buffer[] = [];
    for await (const piece of await files.read(name)) pieces.push(Buffer.from(piece as Uint8Array));
    said.push(Buffer.concat(pieces).toString('latin1'));
  }
  return said.join('\n');
}
