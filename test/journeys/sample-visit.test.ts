import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser as Chromium } from 'playwright-core';
import { launchBrowser } from '../support/chromium.js';
import { freePort, startServer } from '../support/server-process.js';
import { expectWords, follow, goTo, leaveBy, look, send, sitDown, type Person } from './person.js';

const SLOW_MS = 150_000;
const PHONE_PX = 390;

/** The sample as a visitor meets it; its matter is whole, so its pages are also looked at on a phone and in the dark. */
describe('the sample in a browser', function () {
  this.timeout(480_000);

  it('is tried, entered as each of its people, reset, and thrown away; its pages fit a phone and the dark', async () => {
    const browser = await launchBrowser();
    if (browser === null) return;
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-visit-'));
    try {
      const server = await startServer(join(folder, 'live'), await freePort());
      try {
        await visit(browser, server.url);
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

async function visit(browser: Chromium, url: string): Promise<void> {
  const visitor = await sitDown(browser, url, new Set());
  visitor.page.setDefaultNavigationTimeout(SLOW_MS);
  await goTo(visitor, '/');
  await leaveBy(visitor, () => visitor.page.getByRole('button', { name: 'Try the sample' }).click(), SLOW_MS);
  await expectWords(visitor, 'This page looks again every two seconds and goes on by itself.');
  await visitor.page
    .getByText('Sample matter, as at Friday 6 June 2014. Nothing here is real work.')
    .waitFor({ timeout: SLOW_MS });
  await look(visitor);

  await send(visitor, 'Enter as auditor');
  await expectWords(visitor, 'Unreviewed');
  expect(await visitor.page.locator('form.drop').count(), 'an auditor drops nothing').to.equal(0);
  await enterAs(visitor, 'counsel');
  await expectWords(visitor, /Respond to demand/);
  await enterAs(visitor, 'paralegal');
  expect(await visitor.page.locator('form.drop').count()).to.equal(1);

  await walkOnPhone(browser, url);
  await lookInTheDark(browser, url);

  await press(visitor, 'Reset the sample');
  await visitor.page.getByRole('button', { name: 'Enter as counsel' }).waitFor({ timeout: SLOW_MS });
  await send(visitor, 'Enter as counsel');
  await press(visitor, 'Throw it away');
  await expectWords(visitor, /The sample was thrown away: nothing of it is left on this machine/);
  await visitor.page.getByRole('link', { name: 'Start empty' }).waitFor();
  expect(visitor.complaints).to.deep.equal([]);
  await visitor.page.goto('/sample/desk');
  await visitor.page.getByRole('button', { name: 'Make the sample' }).waitFor();
}

async function enterAs(visitor: Person, role: string): Promise<void> {
  await follow(visitor, 'Enter as someone else');
  await send(visitor, `Enter as ${role}`);
  await visitor.page.locator('details.menu > summary').filter({ hasText: role }).waitFor();
}

async function press({ page }: Person, button: string): Promise<void> {
  await Promise.all([
    page.waitForEvent('domcontentloaded', { timeout: SLOW_MS }),
    page.locator('.banner').getByRole('button', { name: button }).click(),
  ]);
}

async function walkOnPhone(browser: Chromium, url: string): Promise<void> {
  const walker = await sitDown(browser, url, new Set(), { width: PHONE_PX });
  const matter = await enterMatter(walker);
  const pages = [
    '/sample/desk',
    '/sample/matters',
    '/sample/calendar?month=2014-06',
    '/sample/search?q=network',
    ...['', '/letters', '/demands', '/deadlines', '/evidence', '/bundles', '/replies', '/deliveries'].map(
      (tab) => matter + tab,
    ),
    ...['/measurements', '/notices', '/statements'].map((tab) => matter + tab),
    `${matter}/audit`,
    `${matter}/team`,
  ];
  for (const tab of ['letters', 'demands', 'deadlines', 'evidence', 'bundles', 'replies'])
    pages.push(await firstIn(walker, `${matter}/${tab}`));
  pages.push(await firstIn(walker, await firstIn(walker, `${matter}/bundles`), 'a[href*="/builds/"]'));
  const tooWide: string[] = [];
  for (const path of pages) {
    const response = await walker.page.goto(path, { waitUntil: 'domcontentloaded' });
    expect(response?.status(), path).to.equal(200);
    const width = Number(await walker.page.evaluate('document.documentElement.scrollWidth'));
    if (width > PHONE_PX) tooWide.push(`${path}: ${width} px`);
  }
  expect(tooWide).to.deep.equal([]);
  expect(walker.complaints).to.deep.equal([]);
}

async function lookInTheDark(browser: Chromium, url: string): Promise<void> {
  const watcher = await sitDown(browser, url, new Set(), { isDark: true });
  const matter = await enterMatter(watcher);
  await goTo(watcher, '/sample/desk');
  await goTo(watcher, `${matter}/demands`);
  await goTo(watcher, await firstIn(watcher, `${matter}/deadlines`));
  const bundle = await firstIn(watcher, `${matter}/bundles`);
  await goTo(watcher, bundle);
  await goTo(watcher, await firstIn(watcher, bundle, 'a[href*="/builds/"]'));
  expect(watcher.complaints).to.deep.equal([]);
}

/** Enters as counsel; gives the path of the one matter. */
async function enterMatter(person: Person): Promise<string> {
  await person.page.goto('/sample/enter');
  await leaveBy(person, () => person.page.getByRole('button', { name: 'Enter as counsel' }).click());
  return firstIn(person, '/sample/matters', 'main th a');
}

/** The path of the first thing that a list page links to. */
async function firstIn({ page }: Person, list: string, link = 'main table a[href*="/matters/"]') {
  await page.goto(list, { waitUntil: 'domcontentloaded' });
  const links = page.locator(link);
  for (const one of await links.all()) {
    const href = (await one.getAttribute('href')) ?? '';
    if (!href.includes('?') && !href.includes('#')) return href;
  }
  throw new Error(`${list} lists nothing.`);
}
