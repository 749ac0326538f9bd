import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { launchBrowser } from '../support/chromium.js';
import { freePort, startServer, type ServerProcess } from '../support/server-process.js';
import {
  adoptEarliest,
  askWhatIf,
  extendUnconfirmed,
  readTheWords,
  refuseALaterDay,
  setByHand,
  setPreDates,
} from './date-steps.js';
import {
  extendConfirmed,
  findItLapsed,
  findThemMet,
  sendTheReply,
  stopTheClock,
  subscribe,
  voidTheOther,
} from './later-steps.js';
import { takeInLetter } from './letter-steps.js';
import { makePapers, type Papers } from './papers.js';
import { sitDown } from './person.js';
import { giveAccess, makeAccount, signIn, startEmpty } from './way-in.js';
import { documentAsker } from '../support/document-asker.js';

const THE_DAY_IT_CAME = '2014-06-05T21:00:00.000Z x1';
const FIVE_DAYS_ON = '2014-06-10T17:00:00.000Z x1';

/** The life of a date in a real browser: counted, adopted, extended, lapsed, stopped, voided, met; days pass in between. */
describe('dates in a browser, held until they are met', function () {
  this.timeout(900_000);

  it('three readings, what if, an extension that lapses, one that stands, a stop, a void, met by delivery', async () => {
    const browser = await launchBrowser();
    if (browser === null) return;
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-dates-'));
    const port = await freePort();
    const serveFrom = (clock: string) =>
      startServer(join(folder, 'live'), port, {
        REJOINDER_CLOCK: clock,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      });
    let server: ServerProcess | null = null;
    try {
      const papers = await makeOwnPapers(join(folder, 'papers'));
      server = await serveFrom(THE_DAY_IT_CAME);
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

      await readTheWords(omar, matter);
      await askWhatIf(omar, matter);
      await adoptEarliest(omar, matter);
      await refuseALaterDay(omar, matter);
      await setPreDates(omar, matter);
      await extendUnconfirmed(omar, matter);
      await setByHand(omar, matter);

      expect(await server.stop()).to.equal(0);
      server = await serveFrom(FIVE_DAYS_ON);
      await findItLapsed(omar, matter);
      await extendConfirmed(omar, papers, matter);
      await stopTheClock(omar, matter);
      await voidTheOther(omar, matter);
      await sendTheReply(dana, omar, papers, matter);
      await findThemMet(omar, matter);
      await subscribe(omar, matter);

      for (const person of [ines, dana, omar]) expect(person.complaints).to.deep.equal([]);
      expect(await server.stop()).to.equal(0);
    } finally {
      if (server !== null && server.child.exitCode === null) await server.kill();
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function makeOwnPapers(folder: string): Promise<Papers> {
  await mkdir(folder);
  return makePapers(documentAsker(), folder);
}
