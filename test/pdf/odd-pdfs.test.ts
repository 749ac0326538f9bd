import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { testPdfs } from '../../src/pdf-command.js';
import type { SelfTest } from '../../src/pdf-command.js';
import { openAsker } from '../../src/platform/document-child.js';
import { openLog } from '../../src/platform/log.js';
import { ODD_PDFS } from '../support/odd-pdfs.js';
import type { OddPdf } from '../support/odd-pdfs.js';
import { workFolder, write } from '../support/pdf-fixtures.js';
import { copied, expectSameLook } from '../support/same-look.js';

const LONGEST_MS = 60_000;
/** A viewer draws fields for a screen, with coloured edges to the letters; on paper they are gray. */
const FIELDS = new Set(['a form with looks', 'signed']);

describe('odd PDFs', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  let tests: ReadonlyMap<string, SelfTest> = new Map();
  const asker = openAsker(
    new URL('../../src/processes/document-child.ts', import.meta.url),
    openLog('silent'),
    2,
  );

  before(async () => {
    ({ folder, remove } = await workFolder());
    await mkdir(join(folder, 'sources'));
    for (const each of ODD_PDFS) await write(join(folder, 'sources'), fileOf(each), await each.make());
    const tested = await testPdfs(asker, join(folder, 'sources'), ODD_PDFS.map(fileOf), () => undefined);
    tests = new Map(tested.map((test) => [test.file, test]));
  });
  after(async () => {
    await asker.close();
    await remove();
  });

  for (const each of ODD_PDFS)
    it(`${each.name}: ${each.verdict}`, async () => {
      const test = tests.get(fileOf(each));
      expect(test?.status, test?.reason ?? '').to.equal(each.verdict);
      expect(test?.ms).to.be.below(LONGEST_MS);
      if (each.verdict === 'slip-sheet') expect(test?.reason).to.match(/^[A-Z].*\.$/);
      else
        await expectSameLook(
          join(folder, 'sources', fileOf(each)),
          join(folder, 'copy.pdf'),
          FIELDS.has(each.name),
        );
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
