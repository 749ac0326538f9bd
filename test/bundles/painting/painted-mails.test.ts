import { expect } from 'chai';
import { listFindings } from '../../../src/bundles/build-store.js';
import { listEntries } from '../../../src/bundles/bundle-store.js';
import { pageText } from '../../../src/pdf/questions.js';
import { BUNDLE, idOf, openBundleRoom, PRODUCTION, type BundleRoom } from '../bundle-room.js';
import { emlOf } from '../mixed-files.js';

const WORDS = 'We stop the notices on 16 June.';
const MAIL = emlOf('The notices', WORDS).replace('To: ', 'Bcc: Canaryblind <b@x.example>\r\nTo: ');

describe('a mail that says who was copied in blind', function () {
  this.timeout(120_000);
  let room: BundleRoom;
  before(async () => (room = await openBundleRoom()));
  after(() => room.started.close());

  const wordsOf = async (build: string): Promise<string> => {
    const { db, asker, files } = room.started.deps;
    const { pdfSha256 } = await db
      .selectFrom('bundleBuild')
      .where('id', '=', idOf(build))
      .select('pdfSha256')
      .executeTakeFirstOrThrow();
    const path = await files.localPath(pdfSha256 ?? '');
    return (await asker.ask(pageText, { path })).pages.map(({ text }) => text).join('\n');
  };
  const stopsOf = async (build: string) =>
    (await listFindings(room.started.deps.db, idOf(build))).filter(({ level }) => level === 'stop');

  for (const [what, fields] of [
    ['enclosures', BUNDLE],
    ['a production', PRODUCTION],
    ['enclosures on A4', { ...BUNDLE, paper: 'a4' }],
  ] as const)
    it(`goes out with that line redacted: the stop leads to its page, a box ends it (${what})`, async () => {
      const { db } = room.started.deps;
      const matter = await room.open();
      const bundle = await room.begin(matter, await room.drop(matter, { 'mail.eml': MAIL }), fields);
      const [entry] = await listEntries(db, idOf(bundle));
      const page = `${bundle}/entries/${entry?.id ?? ''}/pages/1`;

      const stopped = await room.build(bundle, 'draft');
      expect((await stopsOf(stopped)).map((one) => one.what)).to.deep.equal([
        'It says who was copied in blind (“Bcc Canaryblind <b@x.example>”): redact that line on its page, or counsel clears it.',
      ]);
      expect((await room.dana.get(stopped)).text)
        .to.include(`href="${page}"`)
        .and.to.include('Redact it on page 1 of R-0001');
      expect((await room.dana.get(`${bundle}/entries/${entry?.id ?? ''}`)).text).to.include(`href="${page}"`);

      const shown = await room.dana.get(page);
      expect(shown.status).to.equal(200);
      expect(shown.text).to.include('page 1 of 1').and.to.include('width="612" height="792"');
      const picture = /src="(\/documents\/[^"]+\/pages\/1)"/.exec(shown.text)?.[1] ?? '';
      expect((await room.dana.get(picture)).status).to.equal(200);

      const box = { ...(await placeOf(room, entry?.itemId ?? '', 'Canaryblind')), reason: 'Bcc' };
      expect((await room.save(page, box, `${page}/boxes`)).status).to.equal(303);
      const built = await room.build(bundle, 'draft');
      expect(await stopsOf(built)).to.deep.equal([]);
      const words = await wordsOf(built);
      expect(words)
        .to.match(/\bBcc\b/)
        .and.not.to.include('Canaryblind');
      // The whole page is a picture: none of its words lies under it.
      expect(words).not.to.include(WORDS);
    });

  it('has no page beyond its last, and none where it cannot be shown', async () => {
    const matter = await room.open();
    const items = await room.drop(matter, { 'mail.eml': MAIL, 'archive.zip': 'PK\u0003\u0004 no archive' });
    const bundle = await room.begin(matter, items);
    const [mail, archive] = await listEntries(room.started.deps.db, idOf(bundle));
    for (const [entry, page] of [
      [mail, 2],
      [mail, 0],
      [archive, 1],
    ] as const)
      expect((await room.dana.get(`${bundle}/entries/${entry?.id ?? ''}/pages/${page}`)).status).to.equal(
        404,
      );
    expect((await room.dana.get(`${bundle}/entries/${archive?.id ?? ''}`)).text).not.to.include('/pages/1');
  });
});

/** The line of a page with a word on it, in points from the upper left corner, as a person drags a box over it. */
async function placeOf({ started: { deps } }: BundleRoom, itemId: string, word: string) {
  const { sha256 } = await deps.db
    .selectFrom('item')
    .innerJoin('rendition', 'rendition.documentId', 'item.documentId')
    .where('item.id', '=', itemId)
    .where('rendition.kind', '=', 'pdf')
    .select('rendition.sha256')
    .executeTakeFirstOrThrow();
  const { pages } = await deps.asker.ask(pageText, { path: await deps.files.localPath(sha256) });
  const line = pages[0]?.lines.find(({ text }) => text.includes(word));
  if (line === undefined) throw new RangeError(`No line says ${word}.`);
  return {
    left: line.left.toFixed(0),
    top: (792 - line.top - 1).toFixed(0),
    width: (line.right - line.left + 4).toFixed(0),
    height: (line.top - line.bottom + 2).toFixed(0),
  };
}
