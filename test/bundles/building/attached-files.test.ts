import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, buildVolumes } from '../../../src/bundles/building/build-bundle.js';
import { bundleRecordSchema } from '../../../src/bundles/building/bundle-record.js';
import type { BundleRecord } from '../../../src/bundles/building/bundle-record.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { verifyPackage } from '../../../src/bundles/packaging/verify-package.js';
import { readPlan } from '../../../src/bundles/stored-plan.js';
import { pageText } from '../../../src/pdf/questions.js';
import { mailWith, pdfOf } from '../mixed-files.js';
import { documentAsker } from '../../support/document-asker.js';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

describe('files that came attached to a mail', function () {
  this.timeout(120_000);
  const asker = documentAsker();
  let folder = '';
  let number = 0;
  let agreement: Uint8Array;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-attached-'));
    agreement = await pdfOf('Agreement', 3);
    const inner = mailWith('Earlier mail', [
      { name: 'note.txt', type: 'text/plain', content: 'A short note' },
    ]);
    const mail = mailWith('Your letter', [
      { name: 'agreement.pdf', type: 'application/pdf', content: agreement },
      {
        name: 'unknown.bin',
        type: 'application/octet-stream',
        content: Buffer.from('\x00\x01\x02\x03'.repeat(99)),
      },
      { name: 'pixel.png', type: 'image/png', content: Buffer.from(PIXEL, 'base64'), isInline: true },
      { name: 'earlier.eml', type: 'message/rfc822', content: inner },
    ]);
    await writeFile(join(folder, 'mail.eml'), mail);
    await writeFile(join(folder, 'agreement.pdf'), agreement);
    await writeFile(join(folder, 'last.pdf'), await pdfOf('Last', 1));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const MAIL = { file: 'mail.eml', title: 'Your letter', date: '2014-06-05', exhibit: 'A' };
  const LAST = { file: 'last.pdf', title: 'Last', exhibit: 'B' };

  function specOf(documents: readonly object[], more: object = {}) {
    const parsed = parseSpec({
      title: 'Enclosures',
      matter: 'Verizon – Netflix',
      purpose: 'enclosures',
      paper: 'letter',
      date: '2014-06-09',
      sections: [{ title: 'Letters', documents }],
      ...more,
    });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    return parsed.spec;
  }

  async function built(documents: readonly object[], more: object = {}) {
    const out = join(folder, `out-${number++}`);
    const options = {
      specFolder: folder,
      out,
      onUnreadable: 'slip',
      selfCheck: true,
      isDraft: false,
    } as const;
    const result = await buildBundle(asker, specOf(documents, more), options);
    const stops = result.findings.filter(({ level }) => level === 'stop').map(({ what }) => what);
    if (!result.isBuilt) throw new Error(stops.join('\n'));
    const { pages } = await asker.ask(pageText, { path: join(out, 'package', 'bundle.pdf') });
    const record = bundleRecordSchema.parse(JSON.parse(await readFile(join(out, 'record.json'), 'utf8')));
    const plan = readPlan(await readFile(join(out, 'plan.json'), 'utf8'));
    return { out, record, stops, plan, text: (page: number) => pages[page - 1]?.text ?? '' };
  }

  const pagesOf = (record: BundleRecord): unknown[] =>
    record.documents.map(({ file, firstPage, lastPage, status }) => [file, firstPage, lastPage, status]);

  describe('where the mail is to go along as it is', () => {
    const stopsOf = async (documents: readonly object[], more: object = {}) => {
      const out = join(folder, `out-${number++}`);
      const options = {
        specFolder: folder,
        out,
        onUnreadable: 'slip',
        selfCheck: false,
        isDraft: true,
      } as const;
      const { findings } = await buildBundle(asker, specOf(documents, more), options);
      return findings.filter(({ level }) => level === 'stop').map(({ what }) => what);
    };
    const native = { ...MAIL, treatment: 'native' };
    const kept = 'Its native carries what is held back (attachment 1), so the native does not go along';
    const withhold = { ground: 'Attorney-client privilege', description: 'Terms' };

    it('a person has to have looked at what came attached', async () => {
      expect(await stopsOf([native])).to.deep.equal([
        '3 files came attached to it and go along as they are, and nobody has gone through them.',
      ]);
    });

    it('it does not where any of that is held back, redacted or left out', async () => {
      for (const decision of [
        { withhold },
        { treatment: 'leave-out' },
        { redactions: [{ page: 1, left: 1, top: 1, width: 9, height: 9, reason: 'PII' }] },
      ])
        expect((await stopsOf([{ ...native, attachments: [{ number: 1, ...decision }] }])).join()).to.include(
          kept,
        );
      const twin = { file: 'agreement.pdf', title: 'Agreement', withhold };
      expect((await stopsOf([native, twin])).join()).to.include(kept);
      const sha256 = createHash('sha256').update(agreement).digest('hex');
      expect((await stopsOf([native], { heldBack: [{ sha256, ground: 'Privilege' }] })).join()).to.include(
        kept,
      );
    });

    it('nothing does that has boxes on it, or of which only some pages go in', async () => {
      const redactions = [{ page: 1, left: 1, top: 1, width: 9, height: 9, reason: 'PII' }];
      expect((await stopsOf([{ ...LAST, treatment: 'native', redactions }])).join()).to.include(
        'There are redactions',
      );
      expect((await stopsOf([{ ...LAST, treatment: 'native', pages: '1' }])).join()).to.include(
        'Only some of its pages',
      );
    });
  });

  it('a mail made to leave as it is that carries what is held back does not, even where its stop is cleared', async () => {
    const native = { ...MAIL, treatment: 'native' };
    const out = join(folder, `out-${number++}`);
    const withhold = { ground: 'Attorney-client privilege', description: 'Terms' };
    const documents = [{ ...native, attachments: [{ number: 1, withhold }] }, LAST];
    const options = {
      specFolder: folder,
      out,
      onUnreadable: 'ask',
      selfCheck: true,
      isDraft: false,
    } as const;
    const { isBuilt } = await buildBundle(asker, specOf(documents), options);
    expect(isBuilt, 'in the app a stop is for counsel to clear').to.equal(true);
    expect(await readdir(join(out, 'package'))).not.to.include('natives');
  });

  it('stand behind it, each with a title and pages of its own, and theirs behind them', async () => {
    const { record, plan, text, stops } = await built([MAIL, LAST]);
    expect(stops).to.deep.equal([]);
    expect(pagesOf(record)).to.deep.equal([
      ['mail.eml', 4, 4, 'included'],
      ['mail.eml, attachment 1: agreement.pdf', 5, 7, 'included'],
      ['mail.eml, attachment 2: unknown.bin', 8, 8, 'slip-sheet'],
      ['mail.eml, attachment 3: earlier.eml', 9, 9, 'included'],
      ['mail.eml, attachment 3: earlier.eml, attachment 1: note.txt', 10, 10, 'included'],
      ['last.pdf', 12, 12, 'included'],
    ]);
    expect(text(3), 'the sheet of the exhibit').to.contain('pages 4 to 10');
    expect(text(4)).to.match(/agreement\.pdf[\s\S]*pages 5–7/);
    expect(text(4)).to.match(/unknown\.bin[\s\S]*slip sheet, page 8/);
    expect(text(4)).to.match(/earlier\.eml[\s\S]*page 9/);
    expect(text(4)).not.to.contain('pixel.png');
    expect(text(8)).to.contain('Attachment 2 to Your letter').and.contain('could not be opened');
    expect(text(9)).to.match(/note\.txt[\s\S]*page 10/);
    expect(text(10)).to.contain('A short note');
    expect(text(2)).to.contain('Attachment 1 to Your letter').and.contain('5–7');
    expect(text(2)).to.contain('Attachment 1 to Attachment 3 to Your letter');

    const [letters] = plan.outline.filter(({ title }) => title.startsWith('Letters'));
    expect(letters?.children.map(({ title }) => title)).to.deep.equal([
      'Exhibit A  Your letter (p. 4)',
      'Exhibit B  Last (p. 12)',
    ]);
    const behind = letters?.children[0]?.children ?? [];
    expect(behind.map(({ title }) => title)).to.deep.equal([
      'Attachment 1 to Your letter (p. 5)',
      'Attachment 2 to Your letter (p. 8)',
      'Attachment 3 to Your letter (p. 9)',
    ]);
    expect(behind[2]?.children.map(({ page }) => page)).to.deep.equal([10]);
  });

  it('twice give the same bytes', async () => {
    const [one, two] = [await built([MAIL]), await built([MAIL])];
    expect(one.record.bundle).to.equal(two.record.bundle);
  });

  it('are checked with their mail against the sources', async () => {
    const { out } = await built([MAIL]);
    expect(await verifyPackage(asker, out, folder)).to.include({ ok: true });
  });

  it('go in as is decided of each', async () => {
    const attachments = [
      { number: 1, pages: '2-3', title: 'The agreement' },
      { number: 2, treatment: 'leave-out', reason: 'nothing in it' },
      { number: 3, treatment: 'slip-sheet' },
    ];
    const { record, text } = await built([{ ...MAIL, attachments }]);
    expect(pagesOf(record)).to.deep.equal([
      ['mail.eml', 4, 4, 'included'],
      ['mail.eml, attachment 1: agreement.pdf', 5, 6, 'included'],
      ['mail.eml, attachment 2: unknown.bin', null, null, 'left-out'],
      ['mail.eml, attachment 3: earlier.eml', 7, 7, 'slip-sheet'],
    ]);
    expect(text(4)).to.match(/unknown\.bin[\s\S]*not enclosed/);
    expect(text(5)).to.contain('Agreement, page 2');
    expect(text(2)).to.match(/The agreement \(excerpt: pages\s+2–3 of 3\)/);
  });

  it('that are a document of the bundle themselves are not in it twice', async () => {
    const { record, text } = await built([MAIL, { file: 'agreement.pdf', title: 'Agreement', exhibit: 'B' }]);
    expect(record.documents[1]).to.include({ status: 'left-out', pages: 0 });
    expect(text(4)).to.match(/agreement\.pdf[\s\S]*Exhibit B,\s*pages\s*9–11/);
  });

  it('stay away when the same file is held back for itself', async () => {
    const withhold = { ground: 'Attorney-client privilege', description: 'Terms' };
    const { record, text } = await built([MAIL, { file: 'agreement.pdf', title: 'Agreement', withhold }]);
    expect(record.documents[1]).to.include({ status: 'left-out', pages: 0 });
    expect(text(4)).to.match(/agreement\.pdf[\s\S]*not enclosed/);
    expect(Array.from({ length: record.pages }, (_, at) => text(at + 1)).join('\n')).not.to.contain(
      'Agreement, page',
    );
  });

  describe('in a production', () => {
    const production = { purpose: 'production', bates: { prefix: 'NFX', start: 1, digits: 6 } };
    const people = { author: 'A. Counsel', recipients: 'D. Client' };
    const withhold = { ground: 'Attorney-client privilege', description: 'Advice on the letter', ...people };

    it('share the privilege of their mail', async () => {
      const { record, out } = await built(
        [
          { ...MAIL, exhibit: null, withhold },
          { ...LAST, exhibit: null },
        ],
        production,
      );
      expect(record.documents.map(({ status, batesFirst }) => [status, batesFirst])).to.deep.equal([
        ['withheld', 'NFX000001'],
        ['withheld', 'NFX000002'],
        ['withheld', 'NFX000003'],
        ['withheld', 'NFX000004'],
        ['withheld', 'NFX000005'],
        ['included', 'NFX000006'],
      ]);
      const log = await readFile(join(out, 'package', 'privilege-log.csv'), 'utf8');
      expect(log).to.contain('Advice on the letter (attachment 2)');
      expect(log).not.to.contain('agreement.pdf');
    });

    it('stay in the family and on the log where they are privileged and a sheet stands for their mail', async () => {
      const { record, out } = await built(
        [
          { ...MAIL, exhibit: null, treatment: 'slip-sheet', attachments: [{ number: 1, withhold }] },
          { ...LAST, exhibit: null },
        ],
        production,
      );
      expect(
        record.documents.map(({ status, batesFirst, attached }) => [status, batesFirst, attached?.number]),
      ).to.deep.equal([
        ['slip-sheet', 'NFX000001', undefined],
        ['withheld', 'NFX000002', 1],
        ['included', 'NFX000003', undefined],
      ]);
      const log = await readFile(join(out, 'package', 'privilege-log.csv'), 'utf8');
      expect(log)
        .to.match(/NFX000002,NFX000002,.*Advice on the letter/)
        .and.not.to.include('agreement');
      const dat = await readFile(join(out, 'package', 'load', 'VOL001.dat'), 'utf8');
      // BEGBATES, ENDBATES, BEGATTACH, ENDATTACH: the mail and what is held back of it are one family.
      expect(dat).to.include('þNFX000001þ\u0014þNFX000001þ\u0014þNFX000001þ\u0014þNFX000002þ');
    });

    it('are a family in the load file, and the mail names their numbers', async () => {
      const { out, text, record } = await built(
        [
          { ...MAIL, exhibit: null },
          { ...LAST, exhibit: null },
        ],
        production,
      );
      const mail = record.documents[0]?.firstPage ?? 0;
      expect(text(mail)).to.match(/agreement\.pdf[\s\S]*NFX000002–NFX000004/);
      const dat = await readFile(join(out, 'package', 'load', 'VOL001.dat'), 'utf8');
      const rows = dat
        .trim()
        .split('\r\n')
        .map((line) => line.split('\u0014').map((cell) => cell.replaceAll('þ', '').replace('\ufeff', '')));
      const cells = ['BEGBATES', 'BEGATTACH', 'ENDATTACH', 'PARENTID', 'ATTCHIDS'].map(
        (name) => rows[0]?.indexOf(name) ?? -1,
      );
      expect(rows.slice(1).map((row) => cells.map((at) => row[at]).join(' | '))).to.deep.equal([
        'NFX000001 | NFX000001 | NFX000007 |  | NFX000002;NFX000005;NFX000006',
        'NFX000002 | NFX000001 | NFX000007 | NFX000001 | ',
        'NFX000005 | NFX000001 | NFX000007 | NFX000001 | ',
        'NFX000006 | NFX000001 | NFX000007 | NFX000001 | NFX000007',
        'NFX000007 | NFX000001 | NFX000007 | NFX000006 | ',
        'NFX000008 |  |  |  | ',
      ]);
    });
  });

  it('are in the volume of their mail', async () => {
    const out = join(folder, 'volumes');
    const options = {
      specFolder: folder,
      out,
      onUnreadable: 'slip',
      selfCheck: true,
      isDraft: false,
    } as const;
    const volumes = await buildVolumes(asker, specOf([{ ...LAST, exhibit: null }, MAIL]), options, {
      pages: 11,
      megabytes: null,
    });
    expect(volumes.map(({ record }) => record.documents.map(({ file }) => file))).to.deep.equal([
      ['last.pdf'],
      [
        'mail.eml',
        'mail.eml, attachment 1: agreement.pdf',
        'mail.eml, attachment 2: unknown.bin',
        'mail.eml, attachment 3: earlier.eml',
        'mail.eml, attachment 3: earlier.eml, attachment 1: note.txt',
      ],
    ]);
  });

  it('that are not there cannot be decided about', async () => {
    const problem = await built([{ ...MAIL, attachments: [{ number: 5, treatment: 'leave-out' }] }]).catch(
      (error: unknown) => String(error),
    );
    expect(problem).to.contain('There is no attachment 5 to decide about: the mail has 3.');
    expect(() => specOf([{ ...MAIL, attachments: [{ number: 1 }, { number: 1 }] }])).to.throw(
      'An attachment is decided twice.',
    );
  });
});
