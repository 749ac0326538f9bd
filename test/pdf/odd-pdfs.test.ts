import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { runPdfSelftest } from '../../src/pdf-command.js';
import type { SelfTest } from '../../src/pdf-command.js';
import { ODD_PDFS } from '../support/odd-pdfs.js';
import type { OddPdf } from '../support/odd-pdfs.js';
import { workFolder, write } from '../support/pdf-fixtures.js';
import { copied, expectSameLook } from '../support/same-look.js';
import { documentAsker } from '../support/document-asker.js';

/** What is said when a limit of the process ended the reading, not the reader itself. */
const KILLED = /took longer than|needed more than \d+ MB to read|made its reader stop/;
/** A viewer draws fields for a screen, with coloured edges to the letters; on paper they are gray. */
const FIELDS = new Set(['a form with looks', 'signed']);

describe('odd PDFs', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  let tests: ReadonlyMap<string, SelfTest> = new Map();
  let [out, err] = ['', ''];
  const io = {
    stdout: (text: string): void => void (out += text),
    stderr: (text: string): void => void (err += text),
    today: () => '2014-06-09',
    openAsker: documentAsker,
  };
  let exitCode = 0;

  before(async () => {
    ({ folder, remove } = await workFolder());
    await mkdir(join(folder, 'sources'));
    for (const each of ODD_PDFS) await write(join(folder, 'sources'), fileOf(each), await each.make());
    exitCode = await runPdfSelftest([join(folder, 'sources'), '--json'], io);
    const tested = JSON.parse(out) as SelfTest[];
    tests = new Map(tested.map((test) => [test.file, test]));
  });
  after(async () => {
    await remove();
  });

  it('each have a verdict, in the order of their names, and some cannot be shown', () => {
    expect([...tests.keys()]).to.deep.equal(ODD_PDFS.map(fileOf).sort());
    const count = (verdict: string): number => ODD_PDFS.filter((each) => each.verdict === verdict).length;
    expect(err).to.equal(
      `${ODD_PDFS.length} PDFs: ${count('copied')} copied, ${count('painted')} painted, ${count('slip-sheet')} slip-sheet, 0 failed\n`,
    );
    expect(exitCode).to.equal(1);
  });

  for (const each of ODD_PDFS)
    it(`${each.name}: ${each.verdict}`, async () => {
      const test = tests.get(fileOf(each));
      expect(test?.status, test?.reason ?? '').to.equal(each.verdict);
      expect(test?.reason ?? '').not.to.match(KILLED);
      if (each.verdict === 'slip-sheet') expect(test?.reason).to.match(/^[A-Z].*\.$/);
      else
        await expectSameLook(
          join(folder, 'sources', fileOf(each)),
          join(folder, 'copy.pdf'),
          FIELDS.has(each.name),
        );
    });

  for (const [shows, args, code, words] of [
    ['no folder', [], 64, 'rejoinder pdf selftest DIR [--json]'],
    ['two folders', ['a', 'b'], 64, 'rejoinder pdf selftest DIR [--json]'],
    ['an option that is not known', ['a', '--fast'], 64, 'rejoinder pdf selftest DIR [--json]'],
    [
      'a folder that is not there',
      ['/nowhere/at/all'],
      66,
      '“/nowhere/at/all” is no folder that can be read.',
    ],
  ] as const)
    it(`${shows} is exit code ${code} and one line`, async () => {
      err = '';
      expect(await runPdfSelftest(args, io)).to.equal(code);
      expect(err).to.equal(`${words}\n`);
    });

  it('twice gives the same bytes', async () => {
    const paths = ODD_PDFS.filter(({ verdict }) => verdict === 'copied').map((each) =>
      join(folder, 'sources', fileOf(each)),
    );
    const hashes = new Set<string>();
    for (const out of ['one.pdf', 'two.pdf']) hashes.add((await copied(paths, join(folder, out))).sha256);
    expect(hashes.size).to.equal(1);
  });
});

function fileOf({ name }: OddPdf): string {
  return `${name.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf`;
}
