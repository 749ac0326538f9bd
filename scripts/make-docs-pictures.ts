/**
 * Makes the pictures of the README from the product itself: a server with the sample, and the system's Chromium.
 * Run: `npx tsx scripts/make-docs-pictures.ts`.
 */
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/support/chromium.js';
import { freePort, startServer } from '../test/support/server-process.js';

const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const SIZE = { width: 1320, height: 1000 };
const MOST_BYTES = 300_000;

const browser = await launchBrowser();
if (browser === null) process.exit(1);
await mkdir(PICTURES, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'rejoinder-pictures-'));
const server = await startServer(join(folder, 'live'), await freePort());
try {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: SIZE,
    colorScheme: 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.goto('/');
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.getByRole('button', { name: 'Enter as counsel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();

  await page.goto('/sample/matters');
  await page.locator('main th a').first().click();
  await openTab(page, 'Demands');
  await page.getByRole('heading', { name: /was counted/ }).waitFor();
  await take(page, 'demands.png');

  await openTab(page, 'Dates');
  await page.getByRole('link', { name: /^Respond to demand 2/ }).click();
  await page.getByRole('heading', { name: 'How it was counted' }).waitFor();
  await take(page, 'working.png');

  await openTab(page, 'Bundles');
  await page.locator('main th a').first().click();
  await page.locator('a[href*="/builds/"]').first().click();
  await page.locator('iframe.pdf').waitFor();
  await page.waitForTimeout(8_000); // the browser's own viewer says nowhere that it has drawn the page
  await take(page, 'bundle.png');
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function openTab(page: Page, tab: string): Promise<void> {
  await page.locator('nav.tabs').getByRole('link', { name: tab, exact: true }).click();
  await page.locator('nav.tabs a[aria-current=page]').filter({ hasText: tab }).waitFor();
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(PICTURES, name);
  await page.screenshot({ path });
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Error(`${name} has ${size} bytes; the most is ${MOST_BYTES}.`);
  console.error(`docs/pictures/${name}: ${size} bytes`);
}
