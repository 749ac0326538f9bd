import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { testPdfs } from '../../src/pdf-command.js';
import type { SelfTest } from '../../src/pdf-command.js';
import { openAsker } from '../../src/platform/document-child.js';
import { openLog } from '../../src/platform/log.js';
import { BOMBS } from '../support/bombs.js';
import type { Bomb } from '../support/bombs.js';
import { workFolder, write } from '../support/pdf-fixtures.js';

/** What is said when a limit of the process ended the reading, not the reader itself. */
const KILLED = /took longer than|needed more than \d+ MB to read|made its reader stop/;

describe('PDFs that ask for more than there is', function () {
  this.timeout(180_000);
  let remove = async (): Promise<void> => Promise.resolve();
  let tests: ReadonlyMap<string, SelfTest> = new Map();
  const asker = openAsker(
    new URL('../../src/processes/document-child.ts', import.meta.url),
    openLog('silent'),
    2,
  );

  before(async () => {
    const work = await workFolder();
    remove = work.remove;
    const folder = join(work.folder, 'bombs');
    await mkdir(folder);
    for (const bomb of BOMBS) {
      const made = bomb.make();
      await write(folder, fileOf(bomb), typeof made === 'string' ? Buffer.from(made, 'latin1') : made);
    }
    const tested = await testPdfs(asker, folder, BOMBS.map(fileOf), () => undefined);
    tests = new Map(tested.map((test) => [test.file, test]));
  });
  after(async () => {
    await asker.close();
    await remove();
  });

  for (const bomb of BOMBS)
    it(`${bomb.name}: ${bomb.verdict}`, () => {
      const test = tests.get(fileOf(bomb));
      const shown = test?.status === 'copied' || test?.status === 'painted' ? 'shown' : test?.status;
      expect(shown, test?.reason ?? '').to.equal(bomb.verdict);
      expect(KILLED.test(test?.reason ?? '')).to.equal(bomb.isKilled ?? false);
      if (bomb.verdict === 'slip-sheet') expect(test?.reason).to.match(/^[A-Z].*\.$/);
      else expect(test?.pages).to.equal(1);
    });
});

function fileOf({ name }: Bomb): string {
  return `${name.replace(/[^A-Za-z0-9]+/g, '-')}.pdf`;
}
