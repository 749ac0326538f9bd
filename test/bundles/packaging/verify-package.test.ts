import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, buildVolumes } from '../../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { verifyPackage } from '../../../src/bundles/packaging/verify-package.js';
import { filesBelow } from '../../../src/bundles/packaging/zip-package.js';
import { mailWith, pdfOf } from '../mixed-files.js';
import { documentAsker } from '../../support/document-asker.js';

interface ManifestText {
  matter: string;
  documents: { title: string; batesFirst: string | null }[];
  files: { path: string; bytes: number; sha256: string }[];
}

describe('verifying a production', function () {
  this.timeout(120_000);
  const asker = documentAsker();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-verify-'));
    await writeFile(join(folder, 'a.pdf'), await pdfOf('Alpha', 2));
    const attached = { name: 'n.pdf', type: 'application/pdf', content: await pdfOf('Attached') };
    await writeFile(join(folder, 'b.eml'), mailWith('Readings', [attached]));
    await writeFile(join(folder, 'c.csv'), 'hour,mbps\n1,2\n');
    await writeFile(join(folder, 'd.pdf'), await pdfOf('Delta', 3));
    const documents = [
      { file: 'a.pdf', title: 'Alpha', date: '2014-06-05' },
      { file: 'b.eml', title: 'A mail' },
      { file: 'c.csv', title: 'Readings', treatment: 'native' },
      { file: 'd.pdf', title: 'Delta' },
    ];
    const common = { title: 'P', matter: 'M', purpose: 'production', paper: 'letter', date: '2014-06-09' };
    const bates = { prefix: 'ABC', start: 1, digits: 6 };
    const read = parseSpec({ ...common, bates, sections: [{ title: 'S', documents }] });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const options = { specFolder: folder, onUnreadable: 'slip', selfCheck: false, isDraft: false } as const;
    await buildBundle(asker, read.spec, { ...options, out: join(folder, 'one') });
    const limits = { pages: 8, megabytes: null };
    await buildVolumes(asker, read.spec, { ...options, out: join(folder, 'set') }, limits);
    const other = { ...read.spec, legend: 'CONFIDENTIAL' };
    await buildVolumes(asker, other, { ...options, out: join(folder, 'other') }, limits);
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const copyOf = async (name: string): Promise<string> => {
    const copy = join(await mkdtemp(join(folder, 'copy-')), name);
    await cp(join(folder, name), copy, { recursive: true });
    return copy;
  };
  const hashIn = async (path: string) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  /** Changes the manifest, and lists everything in both lists again as it is now. */
  const relist = async (root: string, change: (manifest: ManifestText) => void = () => undefined) => {
    const path = join(root, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as ManifestText;
    for (const file of manifest.files) {
      const bytes = await readFile(join(root, file.path)).catch(() => null);
      if (bytes !== null)
        Object.assign(file, { bytes: bytes.length, sha256: await hashIn(join(root, file.path)) });
    }
    change(manifest);
    await writeFile(path, JSON.stringify(manifest));
    const paths = (await filesBelow(root)).filter((one) => one !== 'SHA256SUMS');
    const lines = await Promise.all(paths.map(async (one) => `${await hashIn(join(root, one))}  ${one}\n`));
    await writeFile(join(root, 'SHA256SUMS'), lines.join(''));
  };
  const unlist = (path: string) => (manifest: ManifestText) => {
    manifest.files = manifest.files.filter((file) => file.path !== path);
  };
  const edit = async (path: string, change: (text: string) => string) =>
    writeFile(path, change(await readFile(path, 'utf8')));

  it('says what it proves: by the record, or only that the files agree', async () => {
    const whole = await verifyPackage(asker, join(folder, 'one'));
    expect(whole).to.include({ ok: true, differs: null });
    expect(whole.proves).to.include('every file is as it was built');
    expect(whole.checked.join('\n'))
      .to.include('5 documents have their PDF and text, 1 a native too, and their rows in the load files')
      .and.to.match(/\d+ files of the package are those in record\.json/);
    const alone = await verifyPackage(asker, join(folder, 'one', 'package'));
    expect(alone).to.include({ ok: true });
    expect(alone.proves).to.include('agree with one another');
  });

  // Every list of the package is made to agree with what was changed; only the load files or the record tell.
  const games = [
    [
      'a text that was written anew',
      'record',
      (root: string) => writeFile(join(root, 'text/ABC000001.txt'), 'forged'),
      'text/ABC000001.txt is not the file that was written',
    ],
    [
      'a native that was exchanged',
      'record',
      (root: string) => writeFile(join(root, 'natives/ABC000005.csv'), 'forged'),
      'natives/ABC000005.csv is not the file that was written',
    ],
    [
      'a cell of the DAT that nothing else says',
      'record',
      (root: string) => edit(join(root, 'load/VOL001.dat'), (text) => text.replace('þNþ', 'þYþ')),
      'load/VOL001.dat is not the file that was written',
    ],
    [
      'a privilege log that was added to',
      'record',
      (root: string) => edit(join(root, 'privilege-log.csv'), (text) => `${text}1,X\r\n`),
      'privilege-log.csv is not the file that was written',
    ],
    [
      'a document that was exchanged',
      'package',
      async (root: string) => writeFile(join(root, 'documents/ABC000001.pdf'), await pdfOf('Forged', 2)),
      'load/VOL001.dat gives SHA256 of ABC000001 as',
    ],
    [
      'a row of the DAT that was taken out',
      'package',
      (root: string) =>
        edit(join(root, 'load/VOL001.dat'), (text) => text.replace(/þABC000003þ[^\n]*\n/, '')),
      'load/VOL001.dat has ABC000004 where ABC000003 is due',
    ],
    [
      'a row of the DAT that was added',
      'package',
      (root: string) =>
        edit(join(root, 'load/VOL001.dat'), (text) => text + (text.split('\r\n')[1] ?? '') + '\r\n'),
      'load/VOL001.dat has a row for ABC000001, which manifest.json does not list',
    ],
    [
      'a title in the DAT',
      'package',
      (root: string) => edit(join(root, 'load/VOL001.dat'), (text) => text.replace('þAlphaþ', 'þOmegaþ')),
      'load/VOL001.dat gives TITLE of ABC000001 as “Omega”; by manifest.json it is “Alpha”.',
    ],
    [
      'a date in the DAT',
      'package',
      (root: string) =>
        edit(join(root, 'load/VOL001.dat'), (text) => text.replace('06/05/2014', '06/06/2014')),
      'gives DOCDATE of ABC000001',
    ],
    [
      'a page in the OPT',
      'package',
      (root: string) => edit(join(root, 'load/VOL001.opt'), (text) => text.replace(/ABC000002[^\n]*\n/, '')),
      'load/VOL001.opt line 2, about ABC000002',
    ],
  ] as const;
  for (const [shows, tells, change, words] of games)
    it(`names ${shows}`, async () => {
      const copy = await copyOf('one');
      const root = join(copy, 'package');
      await change(root);
      await relist(root);
      expect((await verifyPackage(asker, copy)).differs).to.include(words);
      const alone = await verifyPackage(asker, root);
      if (tells === 'package') expect(alone.differs).to.include(words);
      else expect(alone.ok).to.equal(true);
    });

  const gone = [
    [
      'documents/ABC000006.pdf',
      'documents/ABC000006.pdf is missing; manifest.json lists ABC000006, “Delta”.',
    ],
    ['text/ABC000006.txt', 'text/ABC000006.txt is missing; manifest.json lists ABC000006, “Delta”.'],
    ['natives/ABC000005.csv', 'gives NATIVEPATH of ABC000005 as “natives\\ABC000005.csv”'],
    ['load/VOL001.dat', 'load/VOL001.dat is missing'],
    ['load/VOL001.opt', 'load/VOL001.opt is missing'],
  ] as const;
  for (const [path, words] of gone)
    it(`names ${path} when it and its entries in the lists are gone`, async () => {
      const root = join(await copyOf('one'), 'package');
      await rm(join(root, path));
      await relist(root, unlist(path));
      expect((await verifyPackage(asker, root)).differs).to.include(words);
    });

  it('names a file that was added, whatever the lists say', async () => {
    const root = join(await copyOf('one'), 'package');
    await cp(join(root, 'documents/ABC000001.pdf'), join(root, 'documents/ABC000009.pdf'));
    await relist(root);
    expect((await verifyPackage(asker, root)).differs).to.equal(
      'documents/ABC000009.pdf is in SHA256SUMS but not in manifest.json.',
    );
    const path = 'documents/ABC000009.pdf';
    await relist(root, ({ files }) => files.push({ path, bytes: 1, sha256: 'a'.repeat(64) }));
    await relist(root);
    expect((await verifyPackage(asker, root)).differs).to.equal(
      'documents/ABC000009.pdf belongs to no document that manifest.json lists.',
    );
  });

  it('names titles and sizes that the manifest has anew, and a list that is a link', async () => {
    const copy = await copyOf('one');
    const root = join(copy, 'package');
    await relist(root, (manifest) => (manifest.matter = 'Q'));
    expect((await verifyPackage(asker, copy)).differs).to.include('manifest.json is not the file');
    await relist(root, ({ files }) => files.forEach((file) => (file.bytes = 7)));
    expect((await verifyPackage(asker, root)).differs).to.include('manifest.json gives two hashes or sizes');
    const sums = join(root, 'SHA256SUMS');
    await relist(root);
    await rename(sums, join(copy, 'elsewhere'));
    await symlink(join(copy, 'elsewhere'), sums);
    expect((await verifyPackage(asker, root)).differs).to.equal('SHA256SUMS is not a plain file.');
  });

  it('names a record or a plan that is gone or another', async () => {
    const copy = await copyOf('one');
    await edit(join(copy, 'plan.json'), (text) => text.replace('"isDraft": false', '"isDraft": true'));
    expect((await verifyPackage(asker, copy)).differs).to.include('plan.json is not the plan');
    await rm(join(copy, 'plan.json'));
    expect((await verifyPackage(asker, copy)).differs).to.equal('plan.json is missing beside record.json.');
    await rm(join(copy, 'record.json'));
    expect((await verifyPackage(asker, copy)).differs).to.include('record.json is missing beside package/');
  });

  it('a record made before it listed files is told apart', async () => {
    const copy = await copyOf('one');
    const path = join(copy, 'record.json');
    const record = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...record, files: undefined, plan: undefined }));
    const verified = await verifyPackage(asker, copy);
    expect(verified.ok).to.equal(true);
    expect(verified.checked.join('\n')).to.include('made before it listed the files');
    expect(verified.proves).to.include('agree with one another');
  });

  describe('in volumes', () => {
    const differs = async (change: (copy: string) => Promise<unknown>) => {
      const copy = await copyOf('set');
      await change(copy);
      return (await verifyPackage(asker, copy)).differs;
    };
    const put = async (from: string, to: string) => {
      await rm(to, { recursive: true, force: true });
      await cp(from, to, { recursive: true });
    };

    it('finds them all, and says of one that it is one', async () => {
      const whole = await verifyPackage(asker, join(folder, 'set'));
      expect(whole.differs).to.equal(null);
      expect(whole.checked.at(-1)).to.equal('volumes 1 to 2 are all there, each once and of one set');
      const one = await verifyPackage(asker, join(folder, 'set', 'volume-2'));
      expect(one.checked.at(-1)).to.equal('this is volume 2 of 2; the others are not part of it');
    });

    it('names one that is missing, at the end or before it', async () => {
      expect(await differs((copy) => rm(join(copy, 'volume-2'), { recursive: true }))).to.equal(
        'volume-2 is missing: volume-1 says that there are 2 volumes.',
      );
      expect(await differs((copy) => rm(join(copy, 'volume-1'), { recursive: true }))).to.equal(
        'volume-1 is missing beside volume-2.',
      );
    });

    it('names one that is there twice, in the place of another or behind it', async () => {
      expect(await differs((copy) => put(join(copy, 'volume-1'), join(copy, 'volume-2')))).to.equal(
        'volume-2 holds volume 1 of 2, which is there twice; volume 2 is missing.',
      );
      expect(await differs((copy) => put(join(copy, 'volume-2'), join(copy, 'volume-3')))).to.equal(
        'volume-1 says that there are 2 volumes; volume-3 is one too many.',
      );
    });

    it('names one of another build', async () => {
      expect(
        await differs((copy) => put(join(folder, 'other', 'volume-2'), join(copy, 'volume-2'))),
      ).to.equal('volume-2 was not built together with volume-1: their records differ in the set.');
    });
  });
});
