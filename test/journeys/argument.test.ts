import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser as Chromium } from 'playwright-core';
import { pageText } from '../../src/pdf/page-text.js';
import { launchBrowser } from '../support/chromium.js';
import { freePort, startServer } from '../support/server-process.js';
import { keepFile } from './pictures.js';
import { expectWords, follow, goTo, leaveBy, send, sitDown, type Person } from './person.js';

const SLOW_MS = 150_000;

/** What the sample has to say about its statement, walked as counsel would before the letter goes out. */
describe('the argument of the sample in a browser', function () {
  this.timeout(240_000);

  it('figures, reconciliation, coverage and what answers the list lead from one to the other', async () => {
    const browser = await launchBrowser();
    if (browser === null) return;
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-argument-'));
    try {
      const server = await startServer(join(folder, 'live'), await freePort());
      try {
        await argue(browser, server.url, folder);
        expect(await server.stop()).to.equal(0);
      } finally {
        if (server.child.exitCode === null) await server.kill();
      }
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function argue(browser: Chromium, url: string, folder: string): Promise<void> {
  const omar = await sitDown(browser, url, new Set());
  await omar.page.goto('/');
  await leaveBy(omar, () => omar.page.getByRole('button', { name: 'Try the sample' }).click(), SLOW_MS);
  const enter = omar.page.getByRole('button', { name: 'Enter as counsel' });
  await enter.waitFor({ timeout: SLOW_MS });
  await leaveBy(omar, () => enter.click());
  await omar.page.goto('/sample/matters');
  const href = await omar.page.locator('main th a').first().getAttribute('href');
  const matter = href ?? '';

  await readIndex(omar, matter);
  await lookAtFigures(omar, matter);
  await makeAgain(omar);
  await lookAtDeliveries(omar, matter);
  await weighStatement(omar, matter);
  await answerList(omar, matter);
  await findExhibitsBehindLetter(omar, matter, folder);
  expect(omar.complaints).to.deep.equal([]);
}

/** The published index is the first item, with its own figures. */
async function readIndex(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/evidence`);
  await follow(omar, /R-0001/, omar.page.locator('main'));
  await expectWords(omar, /ISP Speed Index/);
}

/** The run of the method: a chart of each kind, peak against off-peak first, each with its table. */
async function lookAtFigures(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/measurements`);
  await follow(omar, 'Run 1', omar.page.locator('main table'));
  for (const title of [
    'Download at peak and off peak, by network',
    'Download by hour of the day',
    'Download by day',
    'Download: how the readings spread',
  ]) {
    const chart = omar.page.getByRole('img', { name: title, exact: false });
    expect(await chart.filter({ visible: true }).count(), title).to.equal(1);
  }
  const peak = omar.page.locator('figure').filter({ hasText: 'the filled point is at peak' });
  await peak.locator('summary').click();
  const north = peak.getByRole('row', { name: /Network North/ });
  expect(Number.parseFloat(await north.getByRole('cell').nth(4).innerText())).to.be.below(60);
  const south = peak.getByRole('row', { name: /Network South/ });
  expect(Number.parseFloat(await south.getByRole('cell').nth(4).innerText())).to.be.above(90);
  await omar.page.setViewportSize({ width: 390, height: 900 });
  expect(Number(await omar.page.evaluate('document.documentElement.scrollWidth'))).to.be.at.most(390);
  await omar.page.setViewportSize({ width: 1320, height: 900 });
}

/** The run made a second time is equal, and so is its summary, byte for byte. */
async function makeAgain(omar: Person): Promise<void> {
  await send(omar, 'Run it again');
  await omar.page.getByText('Equal to').waitFor({ timeout: SLOW_MS });
  await follow(omar, 'Add summary to evidence');
  await expectWords(omar, 'Summary in the form of FRE 1006', /In the evidence:/);
  await send(omar, 'Make it again and compare');
  await expectWords(omar, /paper and table are equal to those in the evidence, byte for byte/);
}

/** Each delivery against the reading before it, in the four neutral words, each leading to its rows. */
async function lookAtDeliveries(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/notices`);
  await follow(omar, 'RC-1', omar.page.locator('main table'));
  const bar = omar.page.getByRole('img', {
    name: 'Deliveries and the readings nearest to them',
    exact: false,
  });
  expect(await bar.filter({ visible: true }).count()).to.equal(1);
  for (const words of ['below level, others not', 'others also below', 'no reading'])
    await omar.page.getByRole('link', { name: words, exact: true }).waitFor();
  await follow(omar, 'at or above level', omar.page.locator('main table'));
  await expectWords(omar, /1–50 of \d+ rows/);
  await omar.page.goBack();
  await follow(omar, 'Make a paper of it');
  await expectWords(omar, 'Let people of a list leave in one form', /A paper is not divided by time/);
  await goTo(omar, `${matter}/notices`);
  await follow(omar, /^D-1/, omar.page.locator('main table'));
  await expectWords(omar, /It is item/, /A paper with the bar of the reconciliation/);
}

/** What was said beside what they say was said, what is for and against, and how far each response is carried. */
async function weighStatement(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/statements`);
  await expectWords(omar, 'Coverage', 'What would close the gap');
  await follow(omar, 'Statement 1');
  await expectWords(
    omar,
    /Summary of measurements: download by network, run 1 \(synthetic\)/,
    'It answers no demand',
  );
}

/** The demand for the list is answered by counts and by rows under pseudonyms, and nobody is named in either. */
async function answerList(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/demands`);
  await follow(omar, 'Demand 3', omar.page.locator('main table'));
  await expectWords(omar, /Answer by counts/, /without the names of the viewers/);
  await follow(omar, /^D-2 /);
  await expectWords(omar, /counts only/i, /fewer than five accounts are not given/);
  await omar.page.goBack();
  await follow(omar, /^D-3 /);
  await expectWords(omar, /pseudonyms/i);
}

/** Summary, reconciliation and list are exhibits behind the letter, and the letter answers each demand. */
async function findExhibitsBehindLetter(omar: Person, matter: string, folder: string): Promise<void> {
  await goTo(omar, `${matter}/bundles`);
  await follow(omar, /Reply to Verizon with exhibits/, omar.page.locator('main table'));
  const file = await omar.page.locator('a[href*="/builds/"]').first().getAttribute('href');
  await goTo(omar, file ?? '');
  const pdf = await omar.page.getByRole('link', { name: 'Download the PDF' }).getAttribute('href');
  const answer = await omar.page.request.get(pdf ?? '');
  const path = join(folder, 'bundle.pdf');
  await keepFile(await answer.body(), path, 'argument-bundle.pdf');
  const { pages } = await pageText({ path }, () => undefined);
  const words = pages.map(({ lines }) => lines.map(({ text }) => text).join('\n')).join('\n');
  expect(words).to.contain('A summary in the form described by Federal Rule of Evidence 1006.');
  expect(words).to.contain('Figure 1, illustrative (Fed. R. Evid. 107).');
  expect(words).to.contain('How far the readings reach').and.contain('not given, small counts');
  expect(words).to.contain('The list is given without the names of the viewers.');
  expect(words)
    .to.match(/P-[0-9a-f]{20}/)
    .and.not.match(/acct-\d/);
  for (const exhibit of ['6', '7', '8', '9']) expect(words).to.contain(`Exhibit ${exhibit}`);
}
