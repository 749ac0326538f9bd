import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDeps } from '../../src/processes/open-deps.js';
import { systemClock } from '../../src/platform/clock.js';
import { openLog } from '../../src/platform/log.js';
import { verify } from '../../src/verify.js';
import { Browser } from '../support/browser.js';
import { freePort, startServer } from '../support/server-process.js';

const KILLS = 30;
const SEED = Number(process.env['KILL_SEED'] ?? 20140605);

/** Answered means on disk: what the server said it had kept is there after kill -9, and nothing is half there. */
describe('kill -9 during uploads and letter logging', function () {
  this.timeout(1_200_000);

  it(`${KILLS} times: every acknowledged file is there with its hash, nothing is half there, nothing temporary is left (seed ${SEED})`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-kill-'));
    const port = await freePort();
    const random = seeded(SEED);
    const acknowledged: { sha256: string; what: 'item' | 'letter' }[] = [];
    const browser = new Browser(`http://127.0.0.1:${port}`);
    let matterPath = '';
    try {
      for (let round = 0; round < KILLS; round += 1) {
        const server = await startServer(folder, port);
        if (round === 0) matterPath = await signUpAndOpenMatter(browser, server.setupCode ?? '');
        // Every third time at any moment after the start, otherwise soon after something was acknowledged.
        const kill = once(() => server.kill());
        const earliest = setTimeout(() => void kill(), round % 3 === 2 ? random() * 600 : 20_000);
        const soon = (): void => void setTimeout(() => void kill(), random() * 250);
        await uploadUntilCut(browser, matterPath, random, acknowledged, soon);
        clearTimeout(earliest);
        await kill();
      }
      // One more start sweeps and recovers; then everything is looked at from outside.
      const server = await startServer(folder, port);
      expect(await readdir(join(folder, 'files', 'temp'))).to.deep.equal([]);
      expect(await server.stop()).to.equal(0);

      const deps = await openDeps({
        dataDir: folder,
        databaseUrl: null,
        clock: systemClock,
        zone: 'UTC',
        log: openLog('silent'),
      });
      try {
        const report = await verify(deps, () => undefined);
        expect(report.findings).to.deep.equal([]);
        const items = await deps.db
          .selectFrom('item')
          .innerJoin('document', 'document.id', 'item.documentId')
          .select('document.sha256')
          .execute();
        const letters = await deps.db
          .selectFrom('letter')
          .innerJoin('document', 'document.id', 'letter.documentId')
          .select('document.sha256')
          .execute();
        const stored = {
          item: new Set(items.map((row) => row.sha256)),
          letter: new Set(letters.map((row) => row.sha256)),
        };
        expect(acknowledged.filter((one) => !stored[one.what].has(one.sha256))).to.deep.equal([]);
        expect(acknowledged.length).to.be.greaterThan(KILLS / 2);
        expect(new Set(acknowledged.map((one) => one.what))).to.have.keys('item', 'letter');
      } finally {
        await deps.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function signUpAndOpenMatter(browser: Browser, code: string): Promise<string> {
  await browser.get('/first-account');
  const account = {
    code,
    name: 'Ines',
    email: 'ines@firm.example',
    password: 'a long enough password',
    zone: 'America/New_York',
  };
  expect((await browser.post('/first-account', account)).status).to.equal(303);
  await browser.get('/matters/new');
  const matter = {
    title: 'A – B',
    ourParty: 'B',
    theirParty: 'A',
    regime: 'private',
    zone: 'America/New_York',
    approvalForm: 'one-person',
  };
  const opened = await browser.post('/matters', matter);
  expect(opened.status).to.equal(303);
  return opened.location ?? '';
}

/** Sends files until the connection breaks; records only what was answered. */
async function uploadUntilCut(
  browser: Browser,
  matterPath: string,
  random: () => number,
  acknowledged: { sha256: string; what: 'item' | 'letter' }[],
  onFirst: () => void,
): Promise<void> {
  for (let n = 0; ; n += 1) {
    const content = Buffer.concat([
      Buffer.from(`within five days from the date of this letter ${randomBytes(8).toString('hex')}\n`),
      randomText(20_000 + random() * 200_000),
    ]);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const what = random() < 0.3 ? ('letter' as const) : ('item' as const);
    const path = what === 'letter' ? '/desk/letters' : `${matterPath}/evidence/items`;
    try {
      const answer = await browser.upload(
        path,
        [{ name: `${sha256.slice(0, 8)}.txt`, content }],
        {},
        { headers: { accept: 'application/json' } },
      );
      if (answer.status >= 300)
        throw new Error(`refused with ${answer.status}: ${answer.text.slice(0, 300)}`);
      acknowledged.push({ sha256, what });
      if (n === 0) onFirst();
    } catch (error) {
      if (error instanceof TypeError) return; // the connection is gone: not acknowledged
      throw error;
    }
  }
}

/** The same promise however often it is asked for. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}

function randomText(bytes: number): Buffer {
  return Buffer.from(randomBytes(bytes / 2).toString('hex'));
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
