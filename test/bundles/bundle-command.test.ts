import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBundleBuild, runBundleVerify } from '../../src/bundles/bundle-command.js';
import type { BundleIo } from '../../src/bundles/bundle-command.js';
import { hiddenWordsPdf } from '../support/hiding-places.js';
import { reportPdf, saidFiles } from '../evidence/said-files.js';
import { emlOf, fullPdf, pdfOf } from './mixed-files.js';
import { documentAsker } from '../support/document-asker.js';

describe('rejoinder bundle', function () {
  this.timeout(120_000);
  let folder = '';
  let out = '';
  let err = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-cli-'));
    [out, err] = ['', ''];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const io: BundleIo = {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    today: () => '2014-06-09',
    openAsker: documentAsker,
  };
  const source = async (files: Record<string, Uint8Array | string>): Promise<string> => {
    const path = await mkdtemp(join(folder, 'source-'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
    return path;
  };

  it('builds from a folder and verifies what it built', async () => {
    const from = await source({ 'a.pdf': await pdfOf('A', 2) });
    const to = join(folder, 'out');
    expect(await runBundleBuild([from, '--out', to], io), err).to.equal(0);
    expect(out).to.equal(`${join(to, 'package', 'bundle.pdf')}\n`);
    expect(err.trim().split('\n').at(-1)).to.match(
      /^inspected in [\d.]+ s, assembled in [\d.]+ s, checked in [\d.]+ s$/,
    );
    out = '';
    expect(await runBundleVerify([to, '--sources', from], io), err).to.equal(0);
    expect(out).to.equal('fine\n');
    await writeFile(join(to, 'package', 'manifest.json'), '{}');
    out = '';
    expect(await runBundleVerify([to], io)).to.equal(1);
    expect(out).to.include('manifest.json differs');
  });

  it('says what it left out and why, and counts what is in the bundle as verifying does, in the same words', async () => {
    const from = await source({
      'a.pdf': await pdfOf('A', 2),
      'memo.pdf': await pdfOf('Memo', 1),
      'Thumbs.db': 'x',
      '~$a.docx': 'x',
      'index.csv': 'file,withhold,description\nmemo.pdf,Privilege,Memo\n',
    });
    const to = join(folder, 'out');
    expect(await runBundleBuild([from, '--out', to], io), err).to.equal(0);
    expect(err)
      .to.include('left out: Thumbs.db, a system file: Windows keeps small pictures of the folder in it\n')
      .and.to.include('left out: ~$a.docx, a lock file: Office makes one')
      .and.to.match(/^1 document in the bundle, 1 held back, 2 left out, \d+ pages, SHA-256 /m);
    const record = JSON.parse(await readFile(join(to, 'record.json'), 'utf8')) as {
      documents: { file: string; status: string; reason: string; sha256: string | null }[];
    };
    expect(record.documents.find(({ file }) => file === 'Thumbs.db')).to.deep.include({
      status: 'left-out',
      reason: 'a system file: Windows keeps small pictures of the folder in it',
      sha256: null,
    });
    err = '';
    await writeFile(join(from, 'Thumbs.db'), 'written anew by Windows');
    expect(await runBundleVerify([to, '--sources', from], io), err).to.equal(0);
    expect(err).to.include('agree: 1 document in the bundle, 1 held back, 2 left out\n');
  });

  it('takes titles and dates that the files show, says from where, and not from what is held back or does not show', async () => {
    const said = await saidFiles();
    const files = Object.fromEntries(said.map(({ name, content }) => [name, content]));
    const secret = emlOf('Weak points of our case', 'Words.');
    const from = await source({
      ...files,
      '2014-06-01 Ledger.txt': '# Something else\n\nDate: 9 June 2014\n',
      'named.eml': emlOf('Another subject', 'Words.'),
      'held.eml': secret,
      'covered.pdf': await reportPdf(true),
      'index.csv':
        'file,title,date,withhold,description\nnamed.eml,Named in the index,2014-06-02,,\nheld.eml,,,Privilege,Mail\n',
    });
    const to = join(folder, 'out');
    const code = await runBundleBuild([from, '--out', to, '--purpose', 'internal'], io);
    expect(code, err).to.be.oneOf([0, 1]);
    const manifest = JSON.parse(await readFile(join(to, 'package', 'manifest.json'), 'utf8')) as {
      documents: { title: string; date: string | null }[];
    };
    const rows = manifest.documents.map(({ title, date }) => `${date} ${title}`);
    expect(rows).to.include.members([
      '2014-06-03 IMG 0007',
      '2014-06-04 Report on evening speeds',
      '2014-06-02 Minutes of 2 June 2014',
      '2014-06-05 Notices shown to customers',
      '2014-06-05 Slow evenings',
      '2014-06-01 Ledger',
      '2014-06-02 Named in the index',
      'null covered',
    ]);
    expect(err).to.include(
      'note: m.eml: Proposed by the file and in the index: its title “Slow evenings” is from the subject of the mail; its date 2014-06-05 is from the Date header of the mail.',
    );
    expect(`${err}${JSON.stringify(manifest)}`)
      .not.to.include('Weak points')
      .and.not.include('Another subject');
  });

  it('says which characters of a mail stand by number, in a line and on the record', async () => {
    const from = await source({ 'mail.eml': emlOf('Readings 😀', 'Checked ✓, wrong ✗.') });
    const to = join(folder, 'out');
    expect(await runBundleBuild([from, '--out', to], io), err).to.equal(0);
    expect(err).to.match(/mail\.eml.*stand by number: 😀 as \[U\+1F600\], ✗ as \[U\+2717\]\./);
    const record = JSON.parse(await readFile(join(to, 'record.json'), 'utf8')) as {
      documents: { changed: string[] }[];
    };
    expect(record.documents[0]?.changed.join(' ')).to.contain('✗ as [U+2717]').and.not.contain('✓');
  });

  it('stops at a mail that says who was copied in blind, except where the bundle stays in the house', async () => {
    const mail = emlOf('Readings', 'Words.').replace('Date:', 'Bcc: Ann <ann@client.example>\r\nDate:');
    const from = await source({ 'mail.eml': mail });
    const args = [from, '--replace', '--out', join(folder, 'out')];
    const blind = /stop: mail\.eml.*copied in blind \(“Bcc Ann <ann@client\.example>”\)/;
    expect(await runBundleBuild(args, io), err).to.equal(1);
    expect(err).to.match(blind);
    err = '';
    expect(await runBundleBuild([...args, '--purpose', 'internal'], io), err).to.equal(0);
    expect(err).to.match(/note: mail\.eml.*copied in blind/);
  });

  it('stops at a table that names accounts until its legal basis is given, except where the bundle stays in the house', async () => {
    const from = await source({
      'list.csv': 'notice_id,account,network,shown_at\nN1,acct-ann,North,2014-06-03T23:10:00Z\n',
      'speeds.csv': 'network,mbps\nNorth,3\n',
    });
    const args = [from, '--replace', '--out', join(folder, 'out')];
    expect(await runBundleBuild(args, io), err).to.equal(1);
    expect(err).to.match(/stop: list\.csv: It names accounts in its column “account”/);
    expect(err).to.include('Nothing was written: 1 stop to clear first.');
    err = '';
    const documents = [{ file: 'list.csv', title: 'List', treatment: 'native' }];
    const spec = { title: 'T', matter: 'M', purpose: 'enclosures', paper: 'letter', date: '2014-06-09' };
    await writeFile(
      join(folder, 'spec.json'),
      JSON.stringify({ ...spec, sections: [{ title: 'S', documents }] }),
    );
    await writeFile(join(folder, 'list.csv'), await readFile(join(from, 'list.csv')));
    expect(await runBundleBuild([join(folder, 'spec.json'), ...args.slice(1)], io), err).to.equal(1);
    expect(err).to.match(/stop: list\.csv: It names accounts in its column “account”/);
    err = '';
    expect(await runBundleBuild([...args, '--purpose', 'internal'], io), err).to.equal(0);
    expect(err).to.not.include('names accounts');
    await writeFile(join(from, 'index.csv'), 'file,names\nlist.csv,Order of 3 June\n');
    expect(await runBundleBuild(args, io), err).to.equal(0);
    expect(err).to.match(/note: list\.csv: .*“account”; the legal basis given: Order of 3 June/);
  });

  it('says of the letter in front what it says of a document: words under a box stop it, on their page', async () => {
    const from = await source({
      'letter.pdf': await hiddenWordsPdf(['under-box']),
      'a.pdf': await pdfOf('A'),
    });
    const to = join(folder, 'out');
    expect(await runBundleBuild([from, '--letter', 'letter.pdf', '--out', to], io), err).to.equal(1);
    expect(err).to.match(/letter\.pdf.*page 1.*Words lie under a filled box/);
  });

  it('builds from a SPEC, the command line before the SPEC, and gives the record as JSON', async () => {
    const from = await source({
      'a.pdf': await pdfOf('A'),
      'spec.json': JSON.stringify({
        ...{
          title: 'T',
          matter: 'M',
          purpose: 'enclosures',
          paper: 'letter',
          bates: null,
          legend: null,
          date: '2014-06-05',
        },
        sections: [
          {
            title: 'S',
            documents: [{ file: 'a.pdf', title: 'A', date: null, exhibit: '1', withhold: null }],
          },
        ],
      }),
    });
    const args = [
      join(from, 'spec.json'),
      '--out',
      join(folder, 'out'),
      '--json',
      '--date',
      '2014-06-09',
      '--no-self-check',
    ];
    expect(await runBundleBuild(args, io), err).to.equal(0);
    expect(JSON.parse(out)).to.containSubset({
      pages: 4,
      documents: [{ file: 'a.pdf', exhibit: '1', firstPage: 4 }],
    });
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'out/package/manifest.json'), 'utf8'));
    expect(manifest).to.containSubset({ date: '2014-06-09' });
  });

  it('exhibits count their own pages, unless the command says otherwise', async () => {
    const from = await source({ 'a.pdf': await pdfOf('A', 2) });
    const linesIn = async (to: string): Promise<string[]> => {
      const plan: unknown = JSON.parse(await readFile(join(to, 'plan.json'), 'utf8'));
      return [...JSON.stringify(plan).matchAll(/Ex\. A, p\. \d of \d/g)].map(([line]) => line);
    };
    expect(await runBundleBuild([from, '--out', join(folder, 'counted')], io), err).to.equal(0);
    expect(await linesIn(join(folder, 'counted'))).to.deep.equal(['Ex. A, p. 1 of 2', 'Ex. A, p. 2 of 2']);
    const without = [from, '--out', join(folder, 'plain'), '--no-exhibit-pages'];
    expect(await runBundleBuild(without, io), err).to.equal(0);
    expect(await linesIn(join(folder, 'plain'))).to.deep.equal([]);
  });

  it('a page is made smaller for its number where the command or the SPEC says so, and the record names it', async () => {
    const from = await source({ 'a.pdf': await pdfOf('A'), 'b.pdf': await fullPdf() });
    const changed = async (more: readonly string[], input = from): Promise<unknown> => {
      out = '';
      const args = [input, '--out', join(folder, 'out'), '--replace', '--json', ...more];
      expect(await runBundleBuild(args, io), err).to.equal(0);
      const record = JSON.parse(out) as { documents: { firstPage: number; changed: string[] }[] };
      return record.documents.map((one) => [one.firstPage, ...one.changed]);
    };
    expect(await changed([])).to.deep.equal([[4], [6]]);
    expect(err).to.include('Its foot line stands over words of the page');
    err = '';
    const scaled = [[4], [6, 'page 6: scaled to 95 % to leave room for the number']];
    expect(await changed(['--room-for-number'])).to.deep.equal(scaled);
    expect(err).to.include('note: b.pdf, page 6: scaled to 95 %');
    expect(err).to.not.include('stands over words');
    expect(await runBundleVerify([join(folder, 'out')], io), err).to.equal(0);
    const spec = {
      ...{ title: 'T', matter: 'M', purpose: 'enclosures', paper: 'letter', date: '2014-06-09' },
      sections: [
        {
          title: 'S',
          documents: ['a', 'b'].map((name) => ({
            file: `${name}.pdf`,
            title: name,
            exhibit: name.toUpperCase(),
          })),
        },
      ],
    };
    const path = join(from, 'spec.json');
    await writeFile(path, JSON.stringify({ ...spec, roomForNumber: true }));
    expect(await changed([], path)).to.deep.equal(scaled);
    await writeFile(path, JSON.stringify({ ...spec, roomForNumber: 'yes' }));
    expect(await runBundleBuild([path, '--out', join(folder, 'out')], io)).to.equal(66);
    expect(err).to.include('roomForNumber is true or false.');
  });

  it('findings that stop it are exit code 1, and nothing is written', async () => {
    const from = await source({ 'a.pdf': 'not a pdf at all \u0000\u0001', 'b.pdf': await pdfOf('B') });
    const to = join(folder, 'out');
    expect(await runBundleBuild([from, '--out', to, '--on-unreadable', 'stop'], io)).to.equal(1);
    expect(err).to.include('stop: a.pdf').and.include('Nothing was written');
    expect(await readFile(join(to, 'record.json')).catch(() => 'absent')).to.equal('absent');
  });

  const cases: readonly [shows: string, args: (from: string) => string[], code: number, words: string][] = [
    ['no input', () => ['--out', 'x'], 64, 'Give one SPEC.json or one folder'],
    ['no --out', (from) => [from], 64, 'Give --out'],
    ['an unknown option', (from) => [from, '--out', 'x', '--colour', 'red'], 64, '--colour'],
    [
      'a purpose that is none',
      (from) => [from, '--out', 'x', '--purpose', 'trial'],
      64,
      '--purpose is one of',
    ],
    ['a day that is none', (from) => [from, '--out', 'x', '--date', '2014-02-31'], 64, '--date is a date'],
    [
      'a production without numbers',
      (from) => [from, '--out', 'x', '--purpose', 'production'],
      64,
      'needs Bates numbers',
    ],
    [
      'a prefix with a slash',
      (from) => [from, '--out', 'x', '--bates', 'A/B:1:6'],
      64,
      'cannot hold a slash',
    ],
    [
      'a privilege log that is none',
      (from) => [from, '--out', 'x', '--privilege-log', 'heap'],
      64,
      '--privilege-log is one of document, metadata, category',
    ],
    ['an input that is not there', (from) => [join(from, 'nothing'), '--out', 'x'], 66, 'is not there'],
    ['a SPEC that is no JSON', (from) => [join(from, 'broken.json'), '--out', 'x'], 66, 'is not JSON'],
    [
      'a SPEC that is a list',
      (from) => [join(from, 'list.json'), '--out', 'x'],
      66,
      'The SPEC must be an object',
    ],
  ];
  for (const [shows, args, code, words] of cases)
    it(`${shows} is exit code ${code} and one sentence`, async () => {
      const from = await source({ 'a.pdf': 'x', 'broken.json': '{', 'list.json': '[]' });
      expect(await runBundleBuild(args(from), io)).to.equal(code);
      expect(err).to.include(words);
      expect(out).to.equal('');
    });

  it('nothing to verify is exit code 66', async () => {
    expect(await runBundleVerify([join(folder, 'nothing')], io)).to.equal(66);
    expect(await runBundleVerify([await source({})], io)).to.equal(66);
    expect(await runBundleVerify([], io)).to.equal(64);
  });
});
