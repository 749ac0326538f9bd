import { expect } from 'chai';
import type { Browser as Chromium } from 'playwright-core';
import { goTo, leaveBy, sitDown, type Person } from '../journeys/person.js';
import { signIn } from '../journeys/way-in.js';
import { launchBrowser } from '../support/chromium.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, EVIDENCE, openTestMatter, reviewedLetter } from './fixtures.js';

describe('proposals gone through with the keys', function () {
  this.timeout(120_000);
  let browser: Chromium | null;
  let started: Started;
  let dana: Person;
  before(async () => {
    browser = await launchBrowser();
    if (browser === null) return;
    started = await startRejoinder({ today: '2014-06-06' });
    const path = await reviewedLetter(await atTheDesk(started, 'dana'), await openTestMatter(started));
    dana = await sitDown(browser, started.url, new Set());
    await signIn(dana, 'dana');
    await goTo(dana, path);
  });
  after(async () => {
    await browser?.close();
    if (browser !== null) await started.close();
  });

  /** The scripts of a page begin once it is there. */
  const expectInFocus = async (beginning: string): Promise<void> => {
    const said = `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName)`;
    await dana.page
      .waitForFunction(`${said}.startsWith(${JSON.stringify(beginning)})`, null, { timeout: 5_000 })
      .catch(async () => expect(await dana.page.evaluate(said)).to.match(new RegExp(`^${beginning}`)));
  };

  it('splitting opens where the second begins, and leads on to the new part', async () => {
    if (browser === null) return;
    const row = dana.page.locator('#proposals > li').filter({ hasText: EVIDENCE.quote });
    await row.focus();
    await dana.page.keyboard.press('s');
    expect(await dana.page.evaluate('document.activeElement.name'), 'the place of the cut').to.equal('at');
    await dana.page.keyboard.press('Tab');
    await leaveBy(dana, () => dana.page.keyboard.press('Enter'));
    await expectInFocus('Proposal 3:');
    await dana.page.keyboard.press('ArrowUp');
    await expectInFocus('Proposal 2:');
    expect(dana.complaints).to.deep.equal([]);
  });

  it('merging leads to what the two became', async () => {
    if (browser === null) return;
    await dana.page.locator('#proposals > li').nth(2).focus();
    await leaveBy(dana, () => dana.page.keyboard.press('m'));
    await expectInFocus('Proposal 2:');
  });
});
