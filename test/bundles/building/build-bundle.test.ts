import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import type { BuildOptions } from '../../../src/bundles/building/build-gathered.js';
import { bundleRecordSchema } from '../../../src/bundles/building/bundle-record.js';
import type { BundleRecord } from '../../../src/bundles/building/bundle-record.js';
import { specFromFolder } from '../../../src/bundles/building/spec-from-folder.js';
import type { FolderChoices } from '../../../src/bundles/building/spec-from-folder.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import type { Spec } from '../../../src/bundles/building/spec.js';
import { verifyPackage } from '../../../src/bundles/packaging/verify-package.js';
import { filesBelow, zipPackage } from '../../../src/bundles/packaging/zip-package.js';
import { pageText } from '../../../src/pdf/questions.js';
import { emlOf, pdfOf, UNREADABLE, writeThirtyFiles } from '../mixed-files.js';
import { documentAsker } from '../../support/document-asker.js';

const choices: FolderChoices = {
  title: 'Enclosures to the letter of 9 June 2014',
  matter: 'Verizon – Netflix',
  purpose: 'enclosures',
  paper: 'letter',
  bates: null,
  legend: 'CONFIDENTIAL',
  date: '2014-06-09',
  letter: null,
  marks: 'letters',
};

describe('building a bundle', function () {
  this.timeout(180_000);
  const asker = documentAsker();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-bundle-'));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const optionsFor = (specFolder: string, out: string, more: Partial<BuildOptions> = {}): BuildOptions => ({
    specFolder,
    out: join(folder, out),
    onUnreadable: 'slip',
    selfCheck: true,
    isDraft: false,
    ...more,
  });
  const specOf = async (source: string, more: Partial<FolderChoices> = {}): Promise<Spec> => {
    const parsed = await specFromFolder(source, { ...choices, ...more });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    return parsed.spec;
  };
  const fixture = async (name: string, files: Record<string, Uint8Array | string>): Promise<string> => {
    const path = await mkdtemp(join(folder, `${name}-`));
    for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content);
    return path;
  };
  const hashOf = async (path: string) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  const readRecord = async (out: string): Promise<BundleRecord> =>
    bundleRecordSchema.parse(JSON.parse(await readFile(join(folder, out, 'record.json'), 'utf8')));
  /** Every byte that leaves, compressed streams apart from their text, which is read back through the pages. */
  const everythingIn = async (out: string): Promise<string> => {
    const root = join(folder, out, 'package');
    const raw = await Promise.all(
      (await filesBelow(root)).map(async (path) => `${path}\n${await readFile(join(root, path), 'latin1')}`),
    );
    const { pages } = await asker.ask(pageText, { path: join(root, 'bundle.pdf') });
    return [...raw, ...pages.map(({ text }) => text)].join('\n');
  };

  it('says of an excerpt, in the index and on its sheet, which pages of how many it has', async () => {
    const source = await fixture('excerpt', {
      'long.pdf': await pdfOf('Long', 5),
      'whole.pdf': await pdfOf('Whole', 2),
    });
    const spec = await specOf(source);
    const some = {
      ...spec,
      sections: spec.sections.map((section) => ({
        ...section,
        documents: section.documents.map((one) =>
          one.file === 'long.pdf' ? { ...one, pages: '2-3' } : { ...one, pages: '1-2' },
        ),
      })),
    };
    await buildBundle(asker, some, optionsFor(source, 'excerpt-out'));
    const { pages } = await asker.ask(pageText, {
      path: join(folder, 'excerpt-out', 'package', 'bundle.pdf'),
    });
    const texts = pages.map(({ text }) => text.replace(/\s+/g, ' '));
    expect(texts[1]).to.contain('(excerpt: pages 2–3 of 5)');
    expect(texts[2]).to.contain('(excerpt: pages 2–3 of 5)');
    // What is taken whole is no excerpt, however it is said.
    expect(texts.filter((text) => text.includes('excerpt'))).to.have.length(2);
  });

  describe('of thirty mixed files', () => {
    let source = '';
    let files: string[] = [];
    let record: BundleRecord;
    before(async () => {
      source = await mkdtemp(join(folder, 'thirty-'));
      files = await writeThirtyFiles(source);
      const built = await buildBundle(asker, await specOf(source), optionsFor(source, 'thirty'));
      expect(built.isBuilt, JSON.stringify(built.record.findings)).to.equal(true);
      record = await readRecord('thirty');
    });

    it('accounts for every file', async () => {
      expect(record.documents.map(({ file }) => file)).to.have.members(files);
      for (const { file, sha256 } of record.documents)
        expect(sha256).to.equal(await hashOf(join(source, file)));
      const slips = record.documents.filter(({ status }) => status === 'slip-sheet');
      expect(slips.map(({ file }) => file)).to.have.members([...UNREADABLE]);
      for (const { reason, pages } of slips)
        expect({ pages, hasReason: (reason ?? '') !== '' }).to.deep.equal({ pages: 1, hasReason: true });
      expect(
        record.documents.every(({ status }) => status === 'included' || status === 'slip-sheet'),
      ).to.equal(true);
    });

    it('prints on every page the number that its label, index row and bookmark give', async () => {
      const { pages } = await asker.ask(pageText, { path: join(folder, 'thirty/package/bundle.pdf') });
      expect(pages).to.have.length(record.pages);
      for (const { page, lines } of pages) {
        const foot = lines.filter(({ bottom }) => bottom < 60).map(({ text }) => text.trim());
        expect(foot.join(' '), `page ${page}`).to.match(new RegExp(`(^|\\D)${page}(\\D|$)`));
      }
      expect(await verifyPackage(asker, join(folder, 'thirty'))).to.containSubset({ ok: true });
    });

    it('says that a file is not what its name says', () =>
      expect(record.findings).to.containSubset([{ level: 'note', document: '4 Odd/page.pdf' }]));

    it('says on each page which document it is', async () => {
      const { pages } = await asker.ask(pageText, { path: join(folder, 'thirty/package/bundle.pdf') });
      const textOn = (n: number | null) => pages.find(({ page }) => page === n)?.text ?? '';
      const placeOf = (file: string) => record.documents.find((d) => d.file === file);
      expect(textOn(placeOf('1 Letters/2014-06-10 Answer.eml')?.firstPage ?? 0)).to.include(
        'We write about your letter',
      );
      expect(textOn(placeOf('2014-06-05 Letter from Verizon.pdf')?.lastPage ?? 0)).to.include(
        'Letter, page 2',
      );
      expect(textOn(placeOf('1 Letters/Draft terms.docx')?.firstPage ?? 0)).to.include('Second paragraph');
      expect(textOn(placeOf('3 Records/speeds.csv')?.firstPage ?? 0)).to.include('Network 3');
    });

    it('twice gives the same bytes', async () => {
      await buildBundle(asker, await specOf(source), optionsFor(source, 'again'));
      for (const path of await filesBelow(join(folder, 'thirty')))
        expect(await hashOf(join(folder, 'again', path)), path).to.equal(
          await hashOf(join(folder, 'thirty', path)),
        );
    });

    it('lists in the package what is in it, and no source path', async () => {
      const manifest: unknown = JSON.parse(
        await readFile(join(folder, 'thirty/package/manifest.json'), 'utf8'),
      );
      expect(manifest).to.containSubset({ bundle: { pages: record.pages, sha256: record.bundle } });
      const everything = await everythingIn('thirty');
      for (const trace of [
        '1 Letters/',
        '.eml',
        'cut off.pdf',
        record.spec,
        source,
        ...record.documents.map(({ sha256 }) => sha256 ?? ''),
      ])
        expect(everything.includes(trace), trace).to.equal(false);
    });

    for (const path of [
      'package/bundle.pdf',
      'package/manifest.json',
      'package/verify.html',
      'package/SHA256SUMS',
      'record.json',
    ])
      it(`one flipped bit in ${path}, wherever it is, is named`, async () => {
        const copy = await mkdtemp(join(folder, 'flip-'));
        await cp(join(folder, 'thirty'), copy, { recursive: true });
        const bytes = await readFile(join(copy, path));
        const places = path.endsWith('record.json')
          ? [bytes.indexOf(record.bundle) + 5]
          : [0, Math.floor(bytes.length / 2), bytes.length - 1];
        for (const at of places) {
          await writeFile(join(copy, path), flipped(bytes, at));
          const verified = await verifyPackage(asker, copy);
          expect(verified.ok, `byte ${at}`).to.equal(false);
          expect(verified.differs, `byte ${at}`).to.include(basename(path));
        }
      });

    it('one flipped bit in a source is named, also in one that could not be opened', async () => {
      const sources = await mkdtemp(join(folder, 'sources-'));
      await cp(source, sources, { recursive: true });
      for (const path of ['3 Records/speeds.csv', '1 Letters/2014-06-10 Answer.eml', '4 Odd/cut off.pdf']) {
        const bytes = await readFile(join(sources, path));
        await writeFile(join(sources, path), flipped(bytes, bytes.length - 1));
        const verified = await verifyPackage(asker, join(folder, 'thirty'), sources);
        expect(verified.ok).to.equal(false);
        expect(verified.differs).to.match(
          new RegExp(`^The source ${path} differs: its SHA-256 is [0-9a-f]{64}`),
        );
        await writeFile(join(sources, path), bytes);
      }
      expect(await verifyPackage(asker, join(folder, 'thirty'), sources)).to.include({ ok: true });
    });

    it('a missing file, one too many and a changed source are named', async () => {
      const copy = await mkdtemp(join(folder, 'more-'));
      await cp(join(folder, 'thirty'), copy, { recursive: true });
      await writeFile(join(copy, 'package', 'note.txt'), 'x');
      expect((await verifyPackage(asker, copy)).differs).to.include(
        'note.txt is in the folder but not in SHA256SUMS',
      );
      await rm(join(copy, 'package', 'note.txt'));
      await rm(join(copy, 'package', 'verify.html'));
      expect((await verifyPackage(asker, copy)).differs).to.equal(
        'verify.html is missing; SHA256SUMS lists it.',
      );
      const sources = await mkdtemp(join(folder, 'sources-'));
      await cp(source, sources, { recursive: true });
      expect(await verifyPackage(asker, join(folder, 'thirty'), sources)).to.containSubset({ ok: true });
      await writeFile(join(sources, '3 Records/speeds.csv'), 'changed');
      expect((await verifyPackage(asker, join(folder, 'thirty'), sources)).differs).to.include(
        '3 Records/speeds.csv differs',
      );
    });

    it('verifies as a zip', async () => {
      const zip = join(folder, 'package.zip');
      await zipPackage(join(folder, 'thirty', 'package'), zip);
      expect(await verifyPackage(asker, zip)).to.containSubset({ ok: true });
    });

    it('stops for what cannot be opened when asked to, and writes nothing', async () => {
      const built = await buildBundle(
        asker,
        await specOf(source),
        optionsFor(source, 'stopped', { onUnreadable: 'stop' }),
      );
      expect(built.isBuilt).to.equal(false);
      expect(
        built.record.findings.filter(({ level }) => level === 'stop').map(({ document }) => document),
      ).to.have.members([...UNREADABLE]);
      expect((await readdir(folder)).filter((name) => name.includes('stopped'))).to.deep.equal([]);
    });
  });

  it('leaves no trace of what is held back from enclosures', async () => {
    const source = await fixture('held', {
      'open.pdf': await pdfOf('Open'),
      'canaryname.pdf': await pdfOf('canarywords'),
      'index.csv':
        'file,title,withhold,description\ncanaryname.pdf,Canarytitle,Canaryground,canarydescription\n',
    });
    const built = await buildBundle(asker, await specOf(source), optionsFor(source, 'held'));
    const everything = (await everythingIn('held')).toLowerCase();
    for (const trace of [
      'canary',
      await hashOf(join(source, 'canaryname.pdf')),
      'held back',
      'withheld',
      'withhold',
    ])
      expect(everything.includes(trace), trace).to.equal(false);
    expect(built.record.documents.find(({ file }) => file === 'canaryname.pdf')).to.containSubset({
      status: 'withheld',
      pages: 0,
      firstPage: null,
      reason: 'Canaryground',
    });
  });

  describe('for production', () => {
    let source = '';
    before(async () => {
      source = await fixture('produce', {
        'a.pdf': await pdfOf('First', 2),
        'b-canaryname.pdf': await pdfOf('canarywords'),
        'c.eml': emlOf('Third', 'Third document.'),
        'd.csv': 'network,mbps\nNorth,3.5\n',
        'index.csv':
          'file,title,date,withhold,description,author,recipients\nb-canaryname.pdf,Canarytitle,2014-06-04,Attorney-client privilege,=Memo on the reply,A. Counsel,D. Client\n',
      });
      const spec = await specOf(source, {
        purpose: 'production',
        bates: { prefix: 'NFLX', start: 11, digits: 6 },
      });
      const native = spec.sections[0]?.documents.find(({ file }) => file === 'd.csv');
      if (native) native.treatment = 'native';
      const built = await buildBundle(asker, spec, optionsFor(source, 'produced'));
      expect(built.isBuilt, JSON.stringify(built.record.findings)).to.equal(true);
    });

    it('numbers every page of every document, slip sheets too', async () => {
      const { documents } = await readRecord('produced');
      expect(
        documents.map(({ batesFirst, batesLast, status }) => [batesFirst, batesLast, status]),
      ).to.deep.equal([
        ['NFLX000011', 'NFLX000012', 'included'],
        ['NFLX000013', 'NFLX000013', 'withheld'],
        ['NFLX000014', 'NFLX000014', 'included'],
        ['NFLX000015', 'NFLX000015', 'slip-sheet'],
      ]);
    });

    it('writes one PDF and one text a document, the native, the load files and the log', async () => {
      const root = join(folder, 'produced/package');
      expect(await filesBelow(root)).to.deep.equal([
        'SHA256SUMS',
        'bundle.pdf',
        'documents/NFLX000011.pdf',
        'documents/NFLX000013.pdf',
        'documents/NFLX000014.pdf',
        'documents/NFLX000015.pdf',
        'load/VOL001.dat',
        'load/VOL001.opt',
        'manifest.json',
        'natives/NFLX000015.csv',
        'privilege-log.csv',
        'text/NFLX000011.txt',
        'text/NFLX000013.txt',
        'text/NFLX000014.txt',
        'text/NFLX000015.txt',
        'verify.html',
      ]);
      const { pages } = await asker.ask(pageText, { path: join(root, 'documents/NFLX000011.pdf') });
      expect(pages.map(({ text }) => /NFLX\d+/.exec(text)?.[0])).to.deep.equal(['NFLX000011', 'NFLX000012']);
      expect(await readFile(join(root, 'text/NFLX000014.txt'), 'utf8')).to.include('Third document.');
      expect(await readFile(join(root, 'privilege-log.csv'), 'utf8')).to.include(
        '1,NFLX000013,NFLX000013,"June 4, 2014",A. Counsel,D. Client,\'=Memo on the reply,Attorney-client privilege,withheld',
      );
      expect(await verifyPackage(asker, join(folder, 'produced'))).to.containSubset({ ok: true });
    });

    it('says nothing of the withheld document but its ground and description', async () => {
      const everything = (await everythingIn('produced')).toLowerCase();
      for (const trace of ['canary', await hashOf(join(source, 'b-canaryname.pdf'))])
        expect(everything.includes(trace), trace).to.equal(false);
    });
  });

  it('a letter goes first and its citations lead to the exhibits', async () => {
    const source = await fixture('letter', {
      'letter.pdf': await pdfOf('We enclose Exhibit B, page 2, and Exhibit D, see'),
      'one.pdf': await pdfOf('One'),
      'two.pdf': await pdfOf('Two', 3),
    });
    const built = await buildBundle(
      asker,
      await specOf(source, { letter: 'letter.pdf' }),
      optionsFor(source, 'letter'),
    );
    expect(built.record.documents[0]).to.containSubset({
      file: 'letter.pdf',
      firstPage: 1,
      status: 'included',
    });
    expect(built.record.findings.map(({ what }) => what)).to.include(
      'The letter in front cites Exhibit D, which is not in this bundle.',
    );
    const plan = await readFile(join(folder, 'letter/plan.json'), 'utf8');
    expect(JSON.parse(plan)).to.containSubset({
      parts: [{ kind: 'copied', links: [{ page: 1, toPage: 7 }] }],
    });
  });

  it('a draft says so and has no numbers', async () => {
    const source = await fixture('draft', { 'a.pdf': await pdfOf('First') });
    const spec = await specOf(source, {
      purpose: 'production',
      bates: { prefix: 'NFLX', start: 1, digits: 6 },
    });
    await buildBundle(asker, spec, optionsFor(source, 'draft', { isDraft: true }));
    const { pages } = await asker.ask(pageText, { path: join(folder, 'draft/package/bundle.pdf') });
    for (const { text } of pages) expect(text).to.include('DRAFT').and.not.to.include('NFLX0');
  });

  it('takes the pages of a range, and stops for one beyond the end', async () => {
    const source = await fixture('range', {
      'a.pdf': await pdfOf('Ranged', 4),
      'index.csv': 'file,pages\na.pdf,2-3\n',
    });
    const { record } = await buildBundle(asker, await specOf(source), optionsFor(source, 'range'));
    expect(record.documents[0]?.pages).to.equal(2);
    await writeFile(join(source, 'index.csv'), 'file,pages\na.pdf,1-9999\n');
    const stopped = await buildBundle(asker, await specOf(source), optionsFor(source, 'range-2'));
    expect(stopped.isBuilt).to.equal(false);
    expect(stopped.record.findings[0]?.what).to.include('runs beyond the end: the document has 4 pages');
  });

  const stops: readonly [shows: string, document: object[], words: string][] = [
    ['the same item twice', [{}, { exhibit: null }], 'It is in the bundle twice'],
    [
      'a document held back without a ground',
      [{}, { file: 'b.pdf', exhibit: null, withhold: { ground: '' } }],
      'held back without a ground',
    ],
  ];
  for (const [shows, documents, words] of stops)
    it(`${shows} stops the bundle`, async () => {
      const source = await fixture('stop', { 'a.pdf': await pdfOf('A'), 'b.pdf': await pdfOf('B') });
      const parsed = parseSpec({
        ...{ title: 'T', matter: 'M', purpose: 'enclosures', paper: 'letter', date: '2014-06-09' },
        sections: [
          {
            title: 'S',
            documents: documents.map((d) => ({ file: 'a.pdf', title: 'A', exhibit: 'A', ...d })),
          },
        ],
      });
      if (!parsed.ok) throw new Error(parsed.problems.join());
      const built = await buildBundle(asker, parsed.spec, optionsFor(source, 'stop'));
      expect(built.isBuilt).to.equal(false);
      expect(built.record.findings.map(({ what }) => what).join()).to.include(words);
    });

  it('a paper without prejudice stops a court bundle until a reason is given', async () => {
    const source = await fixture('court', { 'offer.pdf': await pdfOf('WITHOUT PREJUDICE: we offer') });
    const spec = await specOf(source, { purpose: 'court' });
    const stopped = await buildBundle(asker, spec, optionsFor(source, 'court'));
    expect(stopped.record.findings.map(({ what }) => what).join()).to.include('It says “WITHOUT PREJUDICE”');
    const [offer] = spec.sections[0]?.documents ?? [];
    if (offer) offer.settlement = { reason: 'Costs only, after judgment' };
    expect((await buildBundle(asker, spec, optionsFor(source, 'court'))).isBuilt).to.equal(true);
  });

  it('a file that is not there is named', async () => {
    const source = await fixture('missing', { 'a.pdf': await pdfOf('A') });
    const spec = await specOf(source);
    await rm(join(source, 'a.pdf'));
    const error = await buildBundle(asker, spec, optionsFor(source, 'missing')).catch((e: unknown) => e);
    expect(String(error)).to.include('“a.pdf” is not there');
  });

  for (const [when, isDue] of [
    ['once it was opened', (_: number, total: number, seen: number) => seen === total],
    ['while its pages are copied', (done: number, _: number, seen: number) => seen > 2 && done === 0],
  ] as const)
    it(`a file that changes ${when} stops the build, is named, and leaves nothing`, async () => {
      const source = await fixture('changing', { 'a.pdf': await pdfOf('A', 3), 'b.pdf': await pdfOf('B') });
      let seen = 0;
      let isChanged = false;
      const onProgress = (done: number, total: number): void => {
        seen += 1;
        if (isChanged || !isDue(done, total, seen)) return;
        isChanged = true;
        writeFileSync(join(source, 'a.pdf'), 'changed');
      };
      const error = await buildBundle(
        asker,
        await specOf(source),
        optionsFor(source, 'changing', { onProgress }),
      ).catch((e: unknown) => e);
      expect(String(error)).to.include('“a.pdf” changed while the bundle was being built; build again.');
      expect(
        (await readdir(folder)).filter((name) => name.endsWith('changing') || name.startsWith('.changing')),
      ).to.deep.equal([]);
    });

  it('replaces only an earlier bundle, and only when asked to', async () => {
    const source = await fixture('replace', { 'a.pdf': await pdfOf('A') });
    const foreign = await fixture('foreign', { 'precious.txt': 'x' });
    const spec = await specOf(source);
    const error = await buildBundle(asker, spec, { ...optionsFor(source, 'x'), out: foreign }).catch(
      (e: unknown) => e,
    );
    expect(String(error)).to.include('is not an earlier bundle');
    expect((await stat(join(foreign, 'precious.txt'))).size).to.equal(1);
    await buildBundle(asker, spec, optionsFor(source, 'replaced'));
    const before = await hashOf(join(folder, 'replaced', 'package', 'SHA256SUMS'));
    const kept = await buildBundle(
      asker,
      { ...spec, title: 'Another' },
      optionsFor(source, 'replaced'),
    ).catch((e: unknown) => e);
    expect(String(kept)).to.include('add --replace to overwrite it');
    expect(await hashOf(join(folder, 'replaced', 'package', 'SHA256SUMS'))).to.equal(before);
    const replaced = optionsFor(source, 'replaced', { replace: true });
    expect((await buildBundle(asker, { ...spec, title: 'Another' }, replaced)).isBuilt).to.equal(true);
    expect(await hashOf(join(folder, 'replaced', 'package', 'SHA256SUMS'))).to.not.equal(before);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
