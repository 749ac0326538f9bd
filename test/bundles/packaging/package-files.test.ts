import { expect } from 'chai';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { ZipFile } from 'yazl';
import { onePerSentence } from '../../../src/bundles/findings/finding.js';
import { pagesText } from '../../../src/bundles/findings/inspection-notes.js';
import { findCitations } from '../../../src/bundles/building/letter-citations.js';
import { concordanceDat, opticonOpt } from '../../../src/bundles/packaging/load-files.js';
import { readSums, sumsText } from '../../../src/bundles/packaging/manifest.js';
import { safeCell } from '../../../src/bundles/packaging/privilege-log.js';
import { unzipPackage } from '../../../src/bundles/packaging/unzip-package.js';
import { verifyPage } from '../../../src/bundles/packaging/verify-page.js';
import { filesBelow, zipPackage } from '../../../src/bundles/packaging/zip-package.js';

const produced = {
  title: 'Two\nlines, Brand®',
  date: '2014-06-05',
  custodian: null,
  author: null,
  recipients: null,
  bates: ['NFLX000001', 'NFLX000002'],
  family: null,
  pdfPath: 'documents/NFLX000001.pdf',
  textPath: 'text/NFLX000001.txt',
  nativePath: null,
  sha256: 'a'.repeat(64),
  isWithheld: false,
  legend: null,
};

describe('load files', () => {
  it('the DAT quotes with thorn, separates with 0x14 and keeps a line break as ®', () => {
    const [header, row] = concordanceDat([produced]).split('\r\n');
    expect(header).to.match(/^\ufeffþBEGBATESþ\u0014þENDBATESþ\u0014/);
    expect(row)
      .to.include('þNFLX000001þ\u0014þNFLX000002þ')
      .and.include('þTwo®lines, Brand(R)þ')
      .and.include('þ06/05/2014þ');
    expect(row?.split('\u0014')).to.have.length(header?.split('\u0014').length ?? 0);
  });

  it('the OPT has one line a page, the break and count on the first', () =>
    expect(opticonOpt([produced])).to.equal(
      'NFLX000001,VOL001,documents\\NFLX000001.pdf,Y,,,2\r\nNFLX000002,VOL001,documents\\NFLX000001.pdf,,,,\r\n',
    ));
});

describe('a cell of the privilege log', () => {
  for (const [text, written] of [
    ['=HYPERLINK("x")', '\'=HYPERLINK("x")'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['＝x', "'＝x"],
    ['\tx', "'\tx"],
    ['memo = note', 'memo = note'],
    ['', ''],
  ] as const)
    it(`${JSON.stringify(text)} is written ${JSON.stringify(written)}`, () =>
      expect(safeCell(text)).to.equal(written));
});

describe('citations in a letter', () => {
  const line = (text: string) => findCitations([{ page: 2, text, box: [100, 10, 200, 20] }]);
  for (const [text, expected] of [
    ['see Exhibit B, page 3, and', [{ exhibit: 'B', page: 3 }]],
    ['see Ex. 12 at p. 4', [{ exhibit: '12', page: 4 }]],
    [
      'Exhibit A and Exhibit AA',
      [
        { exhibit: 'A', page: null },
        { exhibit: 'AA', page: null },
      ],
    ],
    ['an exhibit of patience', []],
    ['Exhibition A', []],
  ] as const)
    it(`“${text}”`, () => expect(line(text).map(({ citation }) => citation)).to.deep.equal(expected));

  it('take the part of the line they stand in', () => {
    const [found] = findCitations([{ page: 2, text: '123456789 Exhibit B ', box: [0, 10, 200, 20] }]);
    expect(found).to.deep.equal({
      citation: { exhibit: 'B', page: null },
      page: 2,
      rect: [100, 10, 190, 20],
    });
  });
});

it('one sentence about several pages is one finding', () => {
  const say = (page: number | null, what = 'It has notes.') => ({
    level: 'note' as const,
    document: 'a.pdf',
    page,
    what,
  });
  expect(onePerSentence([say(4), say(5), say(7), say(null, 'Signed.'), say(9, 'Turned.')])).to.deep.equal([
    say(4, 'It has notes (pages 4–5, 7).'),
    say(null, 'Signed.'),
    say(9, 'Turned.'),
  ]);
});

it('runs of pages are drawn together', () => {
  expect(pagesText([3])).to.equal('page 3');
  expect(pagesText([1, 3, 4, 5])).to.equal('pages 1, 3–5');
});

describe('SHA256SUMS', () => {
  it('reads what it writes', () => {
    const files = [{ path: 'a b.pdf', bytes: 1, sha256: 'b'.repeat(64) }];
    const read = readSums(sumsText(files));
    expect(read.ok && [...read.sums]).to.deep.equal([['a b.pdf', 'b'.repeat(64)]]);
  });
  for (const [text, words] of [
    ['zz  a.pdf\n', 'line 1'],
    [`${'b'.repeat(64)}  a\n${'b'.repeat(64)}  a\n`, 'twice'],
  ] as const)
    it(`refuses ${JSON.stringify(text.slice(0, 12))}`, () => {
      const read = readSums(text);
      expect(read.ok ? '' : read.problem).to.include(words);
    });
});

describe('verify.html', () => {
  const script = () =>
    /<script>([\s\S]*)<\/script>/.exec(verifyPage({ title: 'T', date: '2014-06-09', files: [] }))?.[1] ?? '';

  it('computes SHA-256 as everybody does, whatever the length and the pieces', () => {
    const source = script();
    const end = source.indexOf('async function hashOf');
    const start = source.indexOf('var K =');
    const Sha256 = runInNewContext(`${source.slice(start, end)}; Sha256`) as new () => {
      add(bytes: Uint8Array): void;
      end(): string;
    };
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 100_003]) {
      const bytes = randomBytes(length);
      const own = new Sha256();
      for (let at = 0; at < length; at += 37) own.add(new Uint8Array(bytes.subarray(at, at + 37)));
      expect(own.end(), `${length} bytes`).to.equal(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('keeps a title from becoming markup', () => {
    const page = verifyPage({
      title: '</title><script>alert(1)</script>',
      date: '2014-06-09',
      files: [{ path: '</script><b>.pdf', bytes: 1, sha256: 'c'.repeat(64) }],
    });
    expect(page).not.to.include('<script>alert').and.not.to.include('</script><b>');
  });
});

describe('a package as a zip', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'rejoinder-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('has the same bytes each time, and gives back the same files', async () => {
    await mkdir(join(folder, 'p', 'text'), { recursive: true });
    await writeFile(join(folder, 'p', 'bundle.pdf'), randomBytes(5000));
    await writeFile(join(folder, 'p', 'text', 'a.txt'), 'words '.repeat(100));
    await zipPackage(join(folder, 'p'), join(folder, '1.zip'));
    await zipPackage(join(folder, 'p'), join(folder, '2.zip'));
    expect((await readFile(join(folder, '1.zip'))).equals(await readFile(join(folder, '2.zip')))).to.equal(
      true,
    );
    await unzipPackage(join(folder, '1.zip'), join(folder, 'out'));
    expect(await filesBelow(join(folder, 'out'))).to.deep.equal(['bundle.pdf', 'text/a.txt']);
    expect(await readFile(join(folder, 'out', 'bundle.pdf'))).to.deep.equal(
      await readFile(join(folder, 'p', 'bundle.pdf')),
    );
  });

  const zipOf = async (entries: readonly (readonly [name: string, bytes: Buffer, mode?: number])[]) => {
    const zip = new ZipFile();
    for (const [name, bytes, mode] of entries) zip.addBuffer(bytes, name, mode === undefined ? {} : { mode });
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  };
  const rejected = async (bytes: Buffer) => {
    await writeFile(join(folder, 'bad.zip'), bytes);
    return unzipPackage(join(folder, 'bad.zip'), join(folder, 'out')).then(
      () => 'nothing refused',
      (error: unknown) => String(error),
    );
  };

  it('refuses a bomb, a link, a name twice, a name that climbs out, and what is no zip', async () => {
    expect(await rejected(await zipOf([['bomb.txt', Buffer.alloc(8 << 20)]])))
      .to.include('bomb.txt')
      .and.include('100 times');
    expect(await rejected(await zipOf([['link', Buffer.from('/etc/passwd'), 0o120777]]))).to.include(
      'is a link',
    );
    expect(
      await rejected(
        await zipOf([
          ['a', Buffer.from('1')],
          ['A', Buffer.from('2')],
        ]),
      ),
    ).to.include('twice');
    const climbing = Buffer.from(
      (await zipOf([['xx/up.txt', Buffer.from('1')]])).toString('latin1').replaceAll('xx/up', '../up'),
      'latin1',
    );
    expect(await rejected(climbing)).to.include('../up.txt');
    expect(await rejected(Buffer.from('not a zip'))).to.include('cannot be read');
  });
});
