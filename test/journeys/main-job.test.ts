import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser as Chromium } from 'playwright-core';
import { openDeps } from '../../src/processes/open-deps.js';
import { systemClock } from '../../src/platform/clock.js';
import { openLog } from '../../src/platform/log.js';
import { verify } from '../../src/verify.js';
import { launchBrowser } from '../support/chromium.js';
import { freePort, startServer, type ServerProcess } from '../support/server-process.js';
import { attachTables, gatherEvidence } from './evidence-steps.js';
import { countMeasurements } from './measurement-steps.js';
import { settleDates, takeInLetter } from './letter-steps.js';
import { makePapers, type Papers } from './papers.js';
import { sitDown } from './person.js';
import { answer, buildAndApprove } from './reply-steps.js';
import { readAudit, sendAndClose } from './sending-steps.js';
import { giveAccess, makeAccount, signIn, startEmpty } from './way-in.js';
import { documentAsker } from '../support/document-asker.js';

const THE_DAY_IT_IS_DUE = '2014-06-09T16:00:00.000Z x1';

/** The main job by hand, as the people of a firm would do it: clicks and typing in a real browser, the server as started. */
describe('the main job in a browser, end to end', function () {
  this.timeout(480_000);

  it('a letter comes in, a checked and approved PDF goes out, and every step is on record', async () => {
    const browser = await launchBrowser();
    if (browser === null) return;
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-journey-'));
    try {
      const papers = await makeOwnPapers(join(folder, 'papers'));
      const data = join(folder, 'live');
      const server = await startServer(data, await freePort(), { REJOINDER_CLOCK: THE_DAY_IT_IS_DUE });
      try {
        await doTheJob(browser, server, papers);
        expect(await server.stop()).to.equal(0);
      } finally {
        if (server.child.exitCode === null) await server.kill();
      }
      expect(await findingsIn(data)).to.deep.equal([]);
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function doTheJob(browser: Chromium, server: ServerProcess, papers: Papers): Promise<void> {
  const looked = new Set<string>();
  const ines = await sitDown(browser, server.url, looked);
  const dana = await sitDown(browser, server.url, looked);
  const omar = await sitDown(browser, server.url, looked);

  await startEmpty(ines, server.setupCode ?? '');
  await makeAccount(ines, 'Dana', 'paralegal');
  await makeAccount(ines, 'Omar', 'counsel');
  await signIn(dana, 'Dana');
  await signIn(omar, 'Omar');

  const matter = await takeInLetter(dana, papers);
  await giveAccess(dana, matter, 'Omar', 'member');
  await settleDates(dana, omar, matter);
  const cited = await gatherEvidence(dana, papers, matter);
  await attachTables(dana, papers, matter);
  await countMeasurements(dana, omar, matter);
  await answer(dana, matter, cited);
  const approved = await buildAndApprove(dana, omar);
  await sendAndClose(dana, omar, papers, matter, approved);
  await readAudit(dana, matter, approved);

  for (const person of [ines, dana, omar]) expect(person.complaints).to.deep.equal([]);
}

async function makeOwnPapers(folder: string): Promise<Papers> {
  await mkdir(folder);
  return makePapers(documentAsker(), folder);
}

async function findingsIn(dataDir: string): Promise<readonly string[]> {
  const deps = await openDeps({
    dataDir,
    databaseUrl: null,
    clock: systemClock,
    zone: 'UTC',
    log: openLog('silent'),
  });
  try {
    const report = await verify(deps, () => undefined);
    expect(report.bundles).to.equal(2);
    return report.findings;
  } finally {
    await deps.close();
  }
}
