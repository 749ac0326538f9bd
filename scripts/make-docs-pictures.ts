/** Makes the README's pictures from the sample, as its pages are. Run after a build: npx tsx scripts/make-docs-pictures.ts */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { launchBrowser } from '../test/support/chromium.js';
import { freePort, startServer } from '../test/support/server-process.js';

const TARGET = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const WAIT_MS = 180_000;

const folder = await mkdtemp(join(tmpdir(), 'rejoinder-pictures-'));
const server = await startServer(join(folder, 'live'), await freePort());
const browser = await launchBrowser();
if (!browser) throw new Error('The pictures need a browser.');
try {
  const page = await browser.newPage({ viewport: { width: 1320, height: 900 } });
  page.setDefaultTimeout(WAIT_MS);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.getByRole('button', { name: 'Enter as counsel' }).click();
  await page.goto(`${server.url}/sample/matters`);
  await page.locator('tbody a').first().click();
  await page.waitForLoadState();
  const matter = page.url();

  await page.goto(`${matter}/demands`);
  await keep('demands', await page.screenshot({ fullPage: true }));
  await page.getByRole('link', { name: 'working', exact: true }).last().click();
  await page.waitForLoadState('networkidle');
  await keep('working', await page.screenshot({ fullPage: false }));
  await page.goto(`${matter}/bundles`);
  await page.locator('main table a, main li a').first().click();
  await page.waitForLoadState('networkidle');
  await keep('bundle', await page.screenshot({ fullPage: true }));
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function keep(name: string, picture: Buffer): Promise<void> {
  await sharp(picture)
    .png({ palette: true, quality: 90 })
    .toFile(join(TARGET, `${name}.png`));
}
