import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = process.env['JOURNEY_PICTURES'];
const SCREENS = [
  ['wide', 1320, 'light'],
  ['phone', 390, 'light'],
  ['dark', 1320, 'dark'],
] as const;

let taken = 0;

/** Pictures of the whole page, wide, on a phone and dark, into the folder `JOURNEY_PICTURES`; none where it is not set. */
export async function takePictures(page: Page): Promise<void> {
  if (FOLDER === undefined) return;
  await mkdir(FOLDER, { recursive: true });
  const screen = page.viewportSize();
  taken += 1;
  const name = new URL(page.url()).pathname.replace(/[a-z0-9]{20}/g, 'id').replaceAll('/', '-');
  for (const [look, width, colorScheme] of SCREENS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const path = join(FOLDER, `${String(taken).padStart(3, '0')}${name}-${look}.png`);
    await page.screenshot({ path, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: null });
  if (screen !== null) await page.setViewportSize(screen);
}

/** The page as it prints, beside the pictures where they are taken. */
export async function printed(page: Page, name: string): Promise<Buffer> {
  if (FOLDER !== undefined) await mkdir(FOLDER, { recursive: true });
  return page.pdf({
    format: 'Letter',
    ...(FOLDER === undefined ? {} : { path: join(FOLDER, `${name}.pdf`) }),
  });
}

/** A file of the journey at `path`, and beside the pictures where they are taken. */
export async function keepFile(bytes: Uint8Array, path: string, name: string): Promise<void> {
  await writeFile(path, bytes);
  if (FOLDER === undefined) return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, name), bytes);
}
