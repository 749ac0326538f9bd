import { expect } from 'chai';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { specFromFolder } from '../../../src/bundles/building/spec-from-folder.js';
import type { FolderChoices } from '../../../src/bundles/building/spec-from-folder.js';

const choices: FolderChoices = {
  title: null,
  matter: 'Verizon – Netflix',
  purpose: 'enclosures',
  paper: 'letter',
  bates: null,
  legend: null,
  date: '2014-06-09',
  letter: null,
  marks: 'letters',
};

describe('a folder as a SPEC', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'rejoinder-'))));
  afterEach(() => rm(folder, { recursive: true }));
  const put = async (path: string, words = 'x') => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), words);
  };
  const read = async (more: Partial<FolderChoices> = {}) => specFromFolder(folder, { ...choices, ...more });

  it('has a section for the files at the top, then one for each sub-folder, in natural order', async () => {
    for (const path of [
      '10 Later/b.txt',
      '2 Earlier/10.txt',
      '2 Earlier/9.txt',
      'z.txt',
      '2 Earlier/sub/x.txt',
      '.hidden',
      '2 Earlier/.x',
    ])
      await put(path);
    const parsed = await read();
    const sections = parsed.ok ? parsed.spec.sections : [];
    expect(
      sections.map(({ title, documents }) => [
        title,
        documents
          .filter(({ treatment }) => treatment === 'include')
          .map(({ file, exhibit }) => `${exhibit} ${file}`),
      ]),
    ).to.deep.equal([
      ['Documents', ['A z.txt']],
      ['Earlier', ['B 2 Earlier/9.txt', 'C 2 Earlier/10.txt']],
      ['Earlier – sub', ['D 2 Earlier/sub/x.txt']],
      ['Later', ['E 10 Later/b.txt']],
    ]);
  });

  it('takes titles, dates, marks and what is held back from index.csv', async () => {
    await put('letters/2014-06-05 scan.pdf');
    await put('letters/memo.pdf');
    await put('letters/third.pdf');
    await put(
      'index.csv',
      'file,title,date,exhibit,withhold,description\r\nletters/memo.pdf,,,,Attorney-client privilege,Memo on the reply\r\n2014-06-05 scan.pdf,"Letter, as received",2014-06-06,B,,\r\n',
    );
    const parsed = await read();
    const documents = parsed.ok ? parsed.spec.sections.flatMap((s) => s.documents) : [];
    expect(documents).to.containSubset([
      { file: 'letters/2014-06-05 scan.pdf', title: 'Letter, as received', date: '2014-06-06', exhibit: 'B' },
      {
        file: 'letters/memo.pdf',
        exhibit: null,
        withhold: { ground: 'Attorney-client privilege', description: 'Memo on the reply' },
      },
      { file: 'letters/third.pdf', exhibit: 'A', withhold: null },
    ]);
  });

  it('leaves hidden files and those of a system out, on the record and without a mark; no folder of one is opened', async () => {
    for (const path of [
      'a.txt',
      'Thumbs.db',
      'sub/desktop.ini',
      'sub/~$b.docx',
      'sub/b.txt',
      '.DS_Store',
      '._a.txt',
      '.~lock.b.odt#',
      '.git/config',
      '__MACOSX/x.txt',
    ])
      await put(path);
    const parsed = await read();
    const documents = parsed.ok ? parsed.spec.sections.flatMap((s) => s.documents) : [];
    const left = documents.filter(({ treatment }) => treatment === 'leave-out');
    expect(left.map(({ file, reason }) => [file, reason?.split(':')[0]]).sort()).to.deep.equal([
      ['.DS_Store', 'a system file'],
      ['._a.txt', 'a system file'],
      ['.git', 'a hidden folder'],
      ['.~lock.b.odt#', 'a lock file'],
      ['Thumbs.db', 'a system file'],
      ['__MACOSX', 'a system folder of macOS'],
      ['sub/desktop.ini', 'a system file'],
      ['sub/~$b.docx', 'a lock file'],
    ]);
    expect(
      documents.filter(({ exhibit }) => exhibit !== null).map(({ file, exhibit }) => `${exhibit} ${file}`),
    ).to.deep.equal(['A a.txt', 'B sub/b.txt']);
  });

  it('takes a file of a system that index.csv names, and refuses a folder with nothing else', async () => {
    await put('Thumbs.db');
    const nothing = await read();
    expect(nothing.ok ? '' : nothing.problems.join()).to.include(
      'The bundle is empty: all that is in the folder is left out (Thumbs.db)',
    );
    await put('index.csv', 'file,title\nThumbs.db,Pictures of the folder\n');
    const parsed = await read();
    expect(parsed.ok && parsed.spec.sections[0]?.documents).to.containSubset([
      { file: 'Thumbs.db', title: 'Pictures of the folder', treatment: 'include', exhibit: 'A' },
    ]);
  });

  it('leaves a link out, on the record', async () => {
    await put('a.txt');
    await symlink('/etc/hostname', join(folder, 'b.txt'));
    const parsed = await read();
    expect(parsed.ok && parsed.spec.sections[0]?.documents[1]).to.containSubset({
      file: 'b.txt',
      treatment: 'leave-out',
      exhibit: null,
    });
  });

  const bad: readonly [shows: string, index: string, words: string][] = [
    [
      'a file that is not there',
      'file,title\nzz.txt,Z\n',
      'line 2 names “zz.txt”, which is not in the folder',
    ],
    ['a column that is not known', 'file,colour\na.txt,red\n', 'a column “colour” that is not known'],
    ['no file column', 'title\nA\n', 'no column “file”'],
    ['a date that is none', 'file,date\na.txt,31.12.2014\n', 'line 2: “31.12.2014” is not a date'],
    ['a file twice', 'file\na.txt\na.txt\n', 'line 3 names “a.txt” a second time'],
    ['a broken quote', 'file\n"a.txt\n', 'index.csv cannot be read'],
    ['a bad range', 'file,pages\na.txt,5-3\n', 'runs backwards'],
  ];
  for (const [shows, index, words] of bad)
    it(`index.csv with ${shows} is refused with its line`, async () => {
      await put('a.txt');
      await put('index.csv', index);
      const parsed = await read();
      expect(parsed.ok ? '' : parsed.problems.join('\n')).to.include(words);
    });

  it('an empty folder is an empty bundle', async () => {
    const parsed = await read();
    expect(parsed.ok ? '' : parsed.problems.join('\n')).to.include('The bundle is empty');
  });

  it('with a name that is no UTF-8 is refused before anything is read, with the name', async () => {
    await put('sub/well named �.txt');
    await writeFile(
      Buffer.concat([Buffer.from(join(folder, 'sub', 'old ')), Buffer.from([0xfc]), Buffer.from('.txt')]),
      'x',
    );
    const parsed = await read({
      seenIn: () => Promise.reject(new Error('it was read')),
    });
    expect(parsed.ok ? '' : parsed.problems).to.deep.equal([
      'The name of “sub/old �.txt” is not written in UTF-8, so no bundle can name it: rename it.',
    ]);
    await rm(join(folder, 'sub'), { recursive: true });
    await put('sub/well named �.txt');
    expect((await read()).ok).to.equal(true);
  });
});
