import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildBundle } from '../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../src/bundles/building/spec.js';
import { listBuilds, listFindings } from '../../src/bundles/build-store.js';
import { listEntries } from '../../src/bundles/bundle-store.js';
import { pageText } from '../../src/pdf/questions.js';
import { documentAsker } from '../support/document-asker.js';
import { MAIN, writeWorkbook } from '../support/workbooks.js';
import type { MadeWorkbook } from '../support/workbooks.js';
import { idOf, openBundleRoom, PRODUCTION, type BundleRoom } from './bundle-room.js';

const BOOK: MadeWorkbook = {
  sheets: [
    {
      name: 'Speeds',
      rows: [
        ['Network', 'Mbps'],
        ['Verizon', 1.5],
        ['CANARY-row', 2.5],
        ['SSN 078-05-1120', 3],
      ],
      rowAttributes: { 3: 'hidden="1"', 4: 'hidden="1"' },
      parts: [
        {
          type: 'comments',
          name: 'comments1.xml',
          xml: `<comments xmlns="${MAIN}"><authors><author>Omar</author></authors><commentList><comment ref="A2" authorId="0"><text><t>CANARY-comment</t></text></comment></commentList></comments>`,
        },
      ],
    },
    { name: 'CANARY-name', state: 'hidden', rows: [['CANARY-sheet']] },
  ],
};
const CANARY = /CANARY|078-05-1120/;

describe('a workbook in a bundle', function () {
  this.timeout(180_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-workbook-bundle-'));
    await writeWorkbook(join(folder, 'book.xlsx'), BOOK);
    await writeWorkbook(join(folder, 'plain.xlsx'), {
      sheets: [
        {
          name: 'A',
          rows: [
            ['Account', 'Mbps'],
            ['A-1', 2],
          ],
        },
      ],
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  describe('built from a SPEC', () => {
    const asker = documentAsker();
    let builds = 0;
    const build = async (
      document: Readonly<Record<string, unknown>>,
      purpose = 'enclosures',
    ): Promise<{ findings: { level: string; what: string }[]; words: string; manifest: string }> => {
      const parsed = parseSpec({
        ...{ title: 'Enclosures', matter: 'Verizon – Netflix', paper: 'letter', date: '2014-06-09', purpose },
        sections: [
          { title: 'Tables', documents: [{ file: 'book.xlsx', title: 'Speeds', exhibit: 'A', ...document }] },
        ],
      });
      if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
      builds += 1;
      const out = join(folder, `out-${builds}`);
      const options = {
        specFolder: folder,
        out,
        onUnreadable: 'ask',
        selfCheck: true,
        isDraft: true,
      } as const;
      const { record, isBuilt } = await buildBundle(asker, parsed.spec, options);
      expect(isBuilt, JSON.stringify(record.findings)).to.equal(true);
      const { pages } = await asker.ask(pageText, { path: join(out, 'package', 'bundle.pdf') });
      return {
        findings: record.findings.map(({ level, what }) => ({ level, what })),
        words: pages.map(({ text }) => text).join('\n'),
        manifest: await readFile(join(out, 'package', 'manifest.json'), 'utf8'),
      };
    };

    it('that hides anything waits for a person, and shows nothing of it meanwhile', async () => {
      const { findings, words, manifest } = await build({});
      const stops = findings.filter(({ level }) => level === 'stop').map(({ what }) => what);
      expect(stops).to.deep.equal([
        'Its workbook hides 1 hidden sheet (“CANARY-name”); on “Speeds” 2 hidden rows. None of that is among its pages: choose whether it is left out or shown, or have a slip sheet or the native stand for it.',
      ]);
      expect(words).to.match(/Verizon\s+1\.5/);
      expect(words + manifest).to.not.match(CANARY);
      expect(words.replace(/\s+/g, ' ')).to.include('Not shown here: 2 hidden rows, 1 comment.');
    });

    it('left out as was chosen only says so', async () => {
      const { findings, words } = await build({ hidden: 'drop' });
      expect(findings.filter(({ level }) => level === 'stop')).to.deep.equal([]);
      expect(findings.map(({ what }) => what).join('\n')).to.include('is left out, as was chosen');
      expect(words).to.not.match(CANARY);
    });

    it('shown as was chosen is looked through like everything that leaves', async () => {
      const { findings, words } = await build({ hidden: 'show', marks: 'show' });
      expect(words).to.match(/3 \(hidden\)\s+CANARY-row/);
      expect(words).to.include('CANARY-sheet').and.include('CANARY-comment');
      expect(findings.map(({ what }) => what).join('\n'))
        .to.include('marked as hidden')
        .and.match(/Social Security number/);
    });

    it('in the house only says what it hides', async () => {
      const { findings } = await build({}, 'internal');
      expect(findings.filter(({ level }) => level === 'stop')).to.deep.equal([]);
      expect(findings.some(({ level, what }) => level === 'note' && what.includes('hides'))).to.equal(true);
    });

    it('prints no checksum where pages are held back or boxes lie on them', async () => {
      const words = async (more: object) =>
        (await build({ file: 'plain.xlsx', names: { basis: 'Consent' }, ...more })).words;
      expect(await words({})).to.include('SHA-256 of the cells');
      expect(await words({ pages: '1-1' })).to.not.include('SHA-256 of the cells');
      const box = { page: 1, left: 100, top: 100, width: 50, height: 20, reason: 'PII' };
      expect(await words({ redactions: [box] })).to.not.include('SHA-256 of the cells');
    });

    it('names accounts as any table does', async () => {
      const { findings } = await build({ file: 'plain.xlsx' });
      expect(findings.map(({ what }) => what).join('\n')).to.include(
        'names accounts in its column “Account”',
      );
    });
  });

  describe('on its page', () => {
    let room: BundleRoom;
    let matterId = '';
    let bundle = '';
    let entry = '';
    before(async () => {
      room = await openBundleRoom();
      matterId = await room.open();
      const files = { 'book.xlsx': await readFile(join(folder, 'book.xlsx')) };
      const items = await room.drop(matterId, files);
      await room.started.runJobs();
      bundle = await room.begin(matterId, items, PRODUCTION);
      const [listed] = await listEntries(room.started.deps.db, idOf(bundle));
      entry = `${bundle}/entries/${listed?.id ?? ''}`;
    });
    after(() => room.started.close());

    const fields = { title: 'Speeds', section: 'Documents', treatment: 'include', marks: 'drop' };
    const findings = async () => {
      const { db } = room.started.deps;
      const [newest] = await listBuilds(db, idOf(bundle));
      return (await listFindings(db, newest?.id ?? '')).filter(({ what }) => what.includes('workbook hides'));
    };

    it('a person reads what it hides and chooses', async () => {
      const page = await room.dana.get(entry);
      expect(page.text).to.include('What is hidden in the workbook').and.include('CANARY-name');
      expect(page.text).to.include('Comments at its cells');
      expect(page.text).to.not.match(/name="hidden" value="(?:drop|show)" checked/);
      await room.build(bundle, 'draft');
      expect((await findings()).map(({ level }) => level)).to.deep.equal(['stop']);
      expect((await room.save(entry, { ...fields, hidden: 'drop' })).status).to.equal(303);
      expect((await room.dana.get(entry)).text).to.match(/name="hidden" value="drop" checked/);
      await room.build(bundle, 'draft');
      expect((await findings()).map(({ level }) => level)).to.deep.equal(['note']);
    });

    it('its preview shows its sheets as tables, what is hidden marked as such', async () => {
      const { db } = room.started.deps;
      const { id } = await db.selectFrom('document').select('id').executeTakeFirstOrThrow();
      const { text } = await room.dana.get(`/documents/${id}`);
      expect(text).to.include('Sheet “Speeds”').and.include('3 (hidden)').and.include('Sheet “CANARY-name”');
      expect(text).to.include('a hidden sheet; 1 row, 1 column');
    });

    it('boxes lie on the pages that were chosen, and other pages are not chosen under them', async () => {
      expect((await room.save(entry, { ...fields, hidden: 'show' })).status).to.equal(303);
      const sheet = await room.dana.get(`${entry}/pages/1`);
      expect(sheet.text).to.include('/pages/1?hidden=show');
      const box = { left: '60', top: '60', width: '300', height: '30', reason: 'PII' };
      const painted = await room.save(`${entry}/pages/1`, box, `${entry}/pages/1/boxes`);
      expect(painted.status).to.equal(303);
      const refused = await room.save(entry, { ...fields, hidden: 'drop' });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('take those away first');
      const path = await room.build(bundle, 'draft');
      const [built] = await listBuilds(room.started.deps.db, idOf(bundle));
      expect(built?.state, built?.reason ?? path).to.equal('built');
      const pdf = await room.started.deps.files.localPath(built?.pdfSha256 ?? '');
      const { pages } = await room.started.deps.asker.ask(pageText, { path: pdf });
      const words = pages.map(({ text }) => text).join('\n');
      expect(words).to.include('CANARY-sheet');
      expect(words, 'no file name on pages that go out').to.not.include('book.xlsx');
      expect((await findings()).map(({ level }) => level)).to.deep.equal(['note']);
    });
  });
});
