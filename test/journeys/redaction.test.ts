import { expect } from 'chai';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import type { Browser as Chromium } from 'playwright-core';
import sharp from 'sharp';
import { listBuilds } from '../../src/bundles/build-store.js';
import { listEntries } from '../../src/bundles/bundle-store.js';
import { pageImage, pageText } from '../../src/pdf/questions.js';
import { idOf, openBundleRoom, PRODUCTION, type BundleRoom } from '../bundles/bundle-room.js';
import { pdfOf } from '../bundles/mixed-files.js';
import { launchBrowser } from '../support/chromium.js';
import { expectWords, field, follow, goTo, press, send, sitDown, type Person } from './person.js';
import { signIn } from './way-in.js';

/** In points from the upper left corner of a page. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const PAGE = { width: 612, height: 792 };
/** Where `pdfOf` puts its words: a line at half the height of the page. */
const WORDS: Box = { left: 50, top: 376, width: 220, height: 28 };
const DPI = 72;

/** A person redacts by drawing, once with the mouse and once with the keys alone, and what is produced has it burnt in. */
describe('redaction in a browser', function () {
  this.timeout(120_000);
  let browser: Chromium | null;
  let room: BundleRoom;
  before(async () => {
    browser = await launchBrowser();
    if (browser !== null) room = await openBundleRoom();
  });
  after(async () => {
    await browser?.close();
    if (browser !== null) await room.started.close();
  });

  it('boxes drawn with the mouse and with the keys are burnt into the pages that leave', async () => {
    if (browser === null) return;
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'memo.pdf': await pdfOf('Canarywords', 2) });
    await room.started.runJobs();
    const bundle = await room.begin(matterId, items, PRODUCTION);
    const [entry] = await listEntries(room.started.deps.db, idOf(bundle));
    const dana = await sitDown(browser, room.started.url, new Set());
    await signIn(dana, 'dana');
    await goTo(dana, `${bundle}/entries/${entry?.id ?? ''}`);
    await follow(dana, 'Redact or rasterise pages');
    const shown = dana.page.locator('figure.page > img');
    // The page is there before its picture is: `decode` waits for it, and fails where it cannot be shown.
    await shown.evaluate((image: { decode(): Promise<void> }) => image.decode());

    await drawWithMouse(dana, WORDS);
    expect(await boxTyped(dana)).to.deep.equal(WORDS);
    await press(dana, 'Add the box');
    await expectWords(dana, 'Give a reason code, like PII; it is printed on the box');
    expect(await boxTyped(dana), 'what was drawn stays').to.deep.equal(WORDS);
    await field(dana.page, 'Reason code').fill('PII');
    await send(dana, 'Add the box');
    await expectWords(dana, /50 from the left, 376 from the top, 220 by 28 points/);
    expect(await dana.page.locator('svg rect.burnt').count()).to.equal(1);

    await follow(dana, 'Page 2');
    await drawWithKeys(dana);
    await dana.page.keyboard.type('AC privilege');
    await send(dana, 'Add the box');
    await expectWords(dana, 'AC privilege', /30 from the left/);
    await expectBurnt(room, bundle);
    expect(dana.complaints).to.deep.equal([]);
  });
});

/** Presses at one corner and lets go at the other. */
async function drawWithMouse({ page }: Person, { left, top, width, height }: Box): Promise<void> {
  const figure = page.locator('figure.page');
  await figure.scrollIntoViewIfNeeded();
  const shown = await figure.locator('svg').boundingBox();
  if (shown === null) throw new Error('The page is not shown.');
  const at = (x: number, y: number): [number, number] => [
    shown.x + (x / PAGE.width) * shown.width,
    shown.y + (y / PAGE.height) * shown.height,
  ];
  await page.mouse.move(...at(left, top));
  await page.mouse.down();
  await page.mouse.move(...at(left + width / 2, top + height / 2));
  await page.mouse.move(...at(left + width, top + height));
  await page.mouse.up();
  expect(await page.evaluate('document.activeElement.name')).to.equal('reason');
}

/** From the box the first arrow puts in the middle: left and larger until it lies over the words; Enter goes on. */
async function drawWithKeys({ page }: Person): Promise<void> {
  await page.locator('figure.page').focus();
  await page.keyboard.press('ArrowLeft');
  for (let step = 0; step < 34; step += 1) await page.keyboard.press('ArrowLeft');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowUp');
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('Shift+ArrowRight');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.name')).to.equal('reason');
}

/** The fields of the form, rounded: screens have fewer points than paper. */
async function boxTyped({ page }: Person): Promise<Box> {
  const read = async (label: string) => Math.round(Number(await field(page, label).inputValue()));
  return {
    left: await read('From the left'),
    top: await read('From the top'),
    width: await read('Width'),
    height: await read('Height'),
  };
}

/** The finished file: no word under the boxes, and black where they are. */
async function expectBurnt(room: BundleRoom, bundle: string): Promise<void> {
  await room.build(bundle, 'final');
  const { db, files, asker } = room.started.deps;
  const [build] = await listBuilds(db, idOf(bundle));
  const path = await files.localPath(build?.pdfSha256 ?? '');
  const { pages } = await asker.ask(pageText, { path });
  expect(pages.map(({ text }) => text).join(' ')).not.to.include('Canarywords');
  const folder = await files.workFolder();
  try {
    for (const [page, middle] of [
      [3, { x: WORDS.left + 8, y: WORDS.top + 4 }],
      [4, { x: 38, y: 381 }],
    ] as const) {
      const out = join(folder, `page-${page}.png`);
      await asker.ask(pageImage, { path, page, dpi: DPI, out });
      const { data, info } = await sharp(out).greyscale().raw().toBuffer({ resolveWithObject: true });
      expect(data[Math.round(middle.y) * info.width + Math.round(middle.x)], `page ${page}`).to.be.below(40);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
