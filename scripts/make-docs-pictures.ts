/**
 * Makes the pictures of the README and of the guide from the product itself: a server with the sample, and the system's
 * Chromium. Run: `npx tsx scripts/make-docs-pictures.ts [NAME…]`.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../test/support/chromium.js';
import { freePort, startServer } from '../test/support/server-process.js';

const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const SIZE = { width: 1320, height: 1000 };
const MOST_BYTES = 200_000;
const VIEWER_MS = 8_000; // the browser's own PDF viewer says nowhere that it has drawn the page

/** How to get to each picture, from the sample's matter as counsel sees it. */
const WAYS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  desk: async (page) => {
    await page.goto('/sample/desk');
    await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
  },
  matter: (page) => openTab(page, 'Overview'),
  letter: async (page) => {
    await openTab(page, 'Letters');
    await page.locator('main tr', { hasText: 'Verizon' }).locator('a').first().click();
    await page.locator('main h2').first().waitFor();
  },
  demands: async (page) => {
    await openTab(page, 'Demands');
    await page.getByRole('heading', { name: /was counted/ }).waitFor();
  },
  working: async (page) => {
    await openTab(page, 'Dates');
    await page.getByRole('link', { name: /^Respond to demand 2/ }).click();
    await page.getByRole('heading', { name: 'How it was counted' }).waitFor();
  },
  evidence: (page) => openTab(page, 'Evidence'),
  measurements: async (page) => {
    await openTab(page, 'Measurements');
    await page.locator('#runs ~ * th a').first().click();
    await page.locator('main svg').first().waitFor();
  },
  notices: async (page) => {
    await openTab(page, 'Notices');
    await page.locator('main th a[href*="/runs/"]').first().click();
    await page.locator('main svg').first().waitFor();
  },
  statements: (page) => openTab(page, 'Statements'),
  reply: async (page) => {
    await openTab(page, 'Replies');
    await page.locator('main th a').first().click();
    await page.locator('main form').first().waitFor();
  },
  bundle: async (page) => {
    await openTab(page, 'Bundles');
    await page.locator('main th a').first().click();
    await page.locator('a[href*="/builds/"]').first().click();
    await page.locator('iframe.pdf').waitFor();
    await page.waitForTimeout(VIEWER_MS);
  },
  audit: (page) => openTab(page, 'Audit'),
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(WAYS);
const browser = await launchBrowser();
if (browser === null) process.exit(1);
await mkdir(PICTURES, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'rejoinder-pictures-'));
const server = await startServer(join(folder, 'live'), await freePort());
try {
  const context = await browser.newContext({ baseURL: server.url, viewport: SIZE, colorScheme: 'light' });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.goto('/');
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.getByRole('button', { name: 'Enter as counsel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
  await page.goto('/sample/matters');
  await page.locator('main th a').first().click();
  await page.locator('nav.tabs').waitFor();
  const matter = page.url();
  for (const name of wanted) {
    const way = WAYS[name];
    if (way === undefined) throw new Error(`There is no picture “${name}”: ${Object.keys(WAYS).join(', ')}.`);
    await page.goto(matter);
    await way(page);
    await page.waitForLoadState('networkidle');
    await take(page, `${name}.png`);
  }
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function openTab(page: Page, tab: string): Promise<void> {
  await page.locator('nav.tabs').getByRole('link', { name: tab, exact: true }).click();
  await page.locator('nav.tabs a[aria-current=page]').filter({ hasText: tab }).waitFor();
}

/** With a palette of its own a page of text takes a third of the bytes and looks the same. */
async function take(page: Page, name: string): Promise<void> {
  const { size } = await sharp(await page.screenshot())
    .png({ palette: true, compressionLevel: 9 })
    .toFile(join(PICTURES, name));
  if (size > MOST_BYTES) throw new Error(`${name} has ${size} bytes; the most is ${MOST_BYTES}.`);
  console.error(`docs/pictures/${name}: ${size} bytes`);
}
