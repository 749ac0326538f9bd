import { expect } from 'chai';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBundleBuild, runBundleVerify } from '../../../src/bundles/bundle-command.js';
import { bundleRecordSchema } from '../../../src/bundles/building/bundle-record.js';
import { profileProblems } from '../../../src/bundles/building/court-profiles.js';
import { pageText } from '../../../src/pdf/questions.js';
import { pdfOf } from '../mixed-files.js';
import { documentAsker } from '../../support/document-asker.js';

describe('volumes and supplements', function () {
  this.timeout(600_000);
  let folder = '';
  let err = '';
  const io = {
    stdout: () => undefined,
    stderr: (text: string) => void (err += text),
    today: () => '2014-06-09',
    openAsker: documentAsker,
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-volumes-'));
  });
  beforeEach(() => {
    err = '';
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  const source = async (name: string, files: Record<string, Uint8Array | string>): Promise<string> => {
    const path = join(folder, name);
    await mkdir(path);
    for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content);
    return path;
  };
  const recordIn = async (path: string) =>
    bundleRecordSchema.parse(JSON.parse(await readFile(join(path, 'record.json'), 'utf8')));
  const textOf = async (path: string): Promise<string[]> => {
    return (await documentAsker().ask(pageText, { path })).pages.map(({ text }) => text);
  };
  const produce = ['--purpose', 'production', '--bates', 'NFLX:1:6', '--title', 'First production'];

  it('each volume is complete in itself, and the numbers go on', async () => {
    const from = await source('four', {
      '1.pdf': await pdfOf('One', 3),
      '2.pdf': await pdfOf('Two', 4),
      '3.pdf': await pdfOf('Three', 2),
      '4.pdf': await pdfOf('Four', 5),
    });
    const out = join(folder, 'four-out');
    expect(await runBundleBuild([from, '--out', out, ...produce, '--max-pages', '10'], io), err).to.equal(0);
    const volumes = await Promise.all(['volume-1', 'volume-2'].map((name) => recordIn(join(out, name))));
    expect(
      volumes.map(({ documents }) => documents.map(({ batesFirst, firstPage }) => [batesFirst, firstPage])),
    ).to.deep.equal([
      [
        ['NFLX000001', 3],
        ['NFLX000004', 6],
      ],
      [
        ['NFLX000008', 3],
        ['NFLX000010', 5],
      ],
    ]);
    for (const { pages } of volumes) expect(pages).to.be.at.most(10);
    const [cover, index] = await textOf(join(out, 'volume-2', 'package', 'bundle.pdf'));
    expect(cover).to.include('First production, volume 2 of 2').and.to.include('NFLX000008 – NFLX000014');
    expect(index).to.include('NFLX000010').and.not.to.include('NFLX000001');
    err = '';
    expect(await runBundleVerify([out, '--sources', from], io), err).to.equal(0);
    expect(err).to.include('volume-2: 2 sources have the hash in record.json');
    const pdf = join(out, 'volume-2', 'package', 'bundle.pdf');
    const bytes = await readFile(pdf);
    bytes[2000] = (bytes[2000] ?? 0) ^ 1;
    await writeFile(pdf, bytes);
    expect(await runBundleVerify([out], io)).to.equal(1);
  });

  it('what fits into one volume is an ordinary bundle', async () => {
    const from = await source('small', { '1.pdf': await pdfOf('One', 3) });
    const out = join(folder, 'small-out');
    expect(await runBundleBuild([from, '--out', out, '--max-mb', '5'], io), err).to.equal(0);
    expect((await stat(join(out, 'package', 'bundle.pdf'))).isFile()).to.equal(true);
  });

  const refused = [
    ['a document larger than a volume', ['--max-pages', '4'], 1, '“1.pdf” has 4 pages; a volume holds 4'],
    ['a limit of 0 pages', ['--max-pages', '0'], 64, '--max-pages is a whole number'],
    [
      'a limit beyond what one file holds',
      ['--max-pages', '20001'],
      64,
      '--max-pages is at most 20,000, not 20001',
    ],
    ['a limit in words', ['--max-mb', 'ten'], 64, '--max-mb is a whole number'],
    ['a court that is not known', ['--purpose', 'court', '--profile', 'us-moon'], 64, '--profile is one of'],
    [
      'no earlier production',
      ['--purpose', 'production', '--continues', '/nowhere'],
      66,
      'is not a folder that',
    ],
    ['a court that takes other paper', ['--purpose', 'court', '--profile', 'utiac'], 1, 'takes A4 paper'],
  ] as const;
  it('is refused in words where it cannot be', async () => {
    const from = await source('refused', { '1.pdf': await pdfOf('One', 3) });
    for (const [shows, args, code, words] of refused) {
      err = '';
      expect(
        await runBundleBuild([from, '--out', join(folder, 'refused-out'), '--replace', ...args], io),
        shows,
      ).to.equal(code);
      expect(err, shows).to.include(words);
    }
  });

  it('the same document in two volumes is refused, and its pages in two parts are not', async () => {
    const from = await source('again', { '1.pdf': await pdfOf('One', 4), '2.pdf': await pdfOf('Two', 4) });
    const specWith = async (first: string | null, last: string | null): Promise<string> => {
      const documents = [
        { file: '1.pdf', title: 'One', pages: first },
        { file: '2.pdf', title: 'Two' },
        { file: '1.pdf', title: 'One again', pages: last },
      ];
      const path = join(from, 'spec.json');
      const spec = { title: 'T', matter: 'M', purpose: 'internal', paper: 'letter', date: '2014-06-09' };
      await writeFile(path, JSON.stringify({ ...spec, sections: [{ title: 'S', documents }] }));
      return path;
    };
    const out = ['--out', join(folder, 'again-out'), '--max-pages', '10'];
    expect(await runBundleBuild([await specWith(null, '4'), ...out], io)).to.equal(1);
    expect(err).to.include(
      '“1.pdf” is in volume 1 and again in volume 2; take one out, or give each its own pages.',
    );
    expect(await runBundleBuild([await specWith('1-2', '3-4'), ...out], io), err).to.equal(0);
  });

  it('a supplement goes on with the numbers and says what changed since', async () => {
    const first = await source('first', {
      'a.pdf': await pdfOf('Alpha', 2),
      'b.pdf': await pdfOf('Beta', 3),
    });
    const earlier = join(folder, 'first-out');
    expect(await runBundleBuild([first, '--out', earlier, ...produce], io), err).to.equal(0);
    const more = await source('more', {
      'b.pdf': await pdfOf('Beta, corrected', 3),
      'c.pdf': await pdfOf('Gamma', 1),
      'index.csv': 'file,replaces\nb.pdf,NFLX000003\n',
    });
    const out = join(folder, 'more-out');
    const args = [
      '--purpose',
      'production',
      '--continues',
      earlier,
      '--title',
      'Second production',
      '--date',
      '2014-06-16',
    ];
    expect(await runBundleBuild([more, '--out', out, ...args], io), err).to.equal(0);
    const { documents } = await recordIn(out);
    expect(documents.map(({ batesFirst, batesLast }) => [batesFirst, batesLast])).to.deep.equal([
      ['NFLX000003R', 'NFLX000005R'],
      ['NFLX000006', 'NFLX000006'],
    ]);
    const [, , changes] = await textOf(join(out, 'package', 'bundle.pdf'));
    expect(changes?.replace(/\s+/g, ' '))
      .to.include('What changed since First production, June 9, 2014')
      .and.to.include('in place of NFLX000003 to NFLX000005')
      .and.to.include('ADDED');
    err = '';
    expect(await runBundleVerify([out, '--sources', more], io), err).to.equal(0);

    const overlapping = ['--bates', 'NFLX:4:6', ...args];
    expect(await runBundleBuild([more, '--out', join(folder, 'x'), ...overlapping], io)).to.equal(1);
    expect(err)
      .to.include('NFLX000004 was given in “First production” of June 9, 2014')
      .and.to.include('start at 6');
    err = '';
    const other = ['--bates', 'OTHER:1:6', ...args];
    expect(await runBundleBuild([more, '--out', join(folder, 'x'), ...other], io)).to.equal(1);
    expect(err).to.include(
      'stop: b.pdf: It replaces NFLX000003 and cannot keep that number: this production begins with OTHER000001. To replace pages of “First production” of June 9, 2014, which ends at NFLX000005, go on with NFLX:6:6.',
    );
    await writeFile(join(more, 'index.csv'), 'file,replaces\nb.pdf,NFLX000004\n');
    expect(await runBundleBuild([more, '--out', join(folder, 'x'), ...args], io)).to.equal(1);
    expect(err).to.include('It replaces NFLX000004, where no document of “First production” begins.');
    await writeFile(join(more, 'index.csv'), 'file,replaces\nb.pdf,NFLX000001\n');
    expect(await runBundleBuild([more, '--out', join(folder, 'x'), ...args], io)).to.equal(1);
    expect(err).to.include('It has 3 pages and replaces 2');
  });

  it('a supplement says which numbers it leaves out, and that another prefix begins a new series', async () => {
    const first = await source('begun', { 'a.pdf': await pdfOf('Alpha', 2) });
    const earlier = join(folder, 'begun-out');
    expect(await runBundleBuild([first, '--out', earlier, ...produce], io), err).to.equal(0);
    const more = await source('left-out', { '1.pdf': await pdfOf('One', 4), '2.pdf': await pdfOf('Two', 4) });
    const built = (bates: string, name: string) => {
      err = '';
      const args = ['--purpose', 'production', '--continues', earlier, '--date', '2014-06-16'];
      const out = ['--out', join(folder, name), '--max-pages', '8'];
      return runBundleBuild([more, ...out, '--bates', bates, ...args], io);
    };
    expect(await built('NFLX:5:6', 'gap-out'), err).to.equal(0);
    expect(err.match(/left out/g)).to.have.length(1);
    expect(err).to.include('note: NFLX000003 to NFLX000004 are left out by the first number of this bundle');
    const { findings } = await recordIn(join(folder, 'gap-out', 'volume-1'));
    expect(findings.map(({ what }) => what).join()).to.include('NFLX000003 to NFLX000004 are left out');
    expect(await built('NFLX:3:6', 'no-gap-out'), err).to.equal(0);
    expect(err).not.to.include('left out');
    expect(await built('OTHER:1:6', 'other-out'), err).to.equal(0);
    expect(err.match(/a series of its own/g)).to.have.length(1);
    expect(err).to.include('which ends at NFLX000002, and begins a series of its own at OTHER000001.');
    expect(await built('NFLX:3:8', 'digits-out')).to.equal(1);
    expect(err).to.include('NFLX00000003 has 8 digits; NFLX has 6 since');
    expect(err).to.include('go on with NFLX:3:6, or take another prefix');
  });

  it('a file too large for its court is a problem in words', () => {
    const spec = { purpose: 'court', profile: 'us-sdny', paper: 'letter' } as const;
    expect(profileProblems(spec, { pages: 10, bytes: 36_000_000 })).to.deep.equal([
      'The file has 36.0 MB; S.D.N.Y. takes 35 MB. Split it into volumes.',
    ]);
    expect(profileProblems(spec, { pages: 10, bytes: 35_000_000 })).to.deep.equal([]);
    expect(profileProblems({ ...spec, purpose: 'internal' }, { pages: 10, bytes: 36_000_000 })).to.deep.equal(
      [],
    );
  });
});
