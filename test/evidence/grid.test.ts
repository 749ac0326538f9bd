import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Browser as Chromium, Page } from 'playwright-core';
import { openTestMatter } from '../letters/fixtures.js';
import { expectAccessible, launchBrowser } from '../support/chromium.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

/** The grid and the drop as a browser runs them. */
describe('the evidence grid in a browser', function () {
  this.timeout(180_000);
  let chromium: Chromium;
  let started: Started;
  let page: Page;
  let address: string;
  let folder: string;
  const asked: string[] = [];

  before(async function () {
    const launched = await launchBrowser();
    // Without a browser it has said so, and where CI is set that is an error.
    if (launched === null) return void this.skip();
    chromium = launched;
    started = await startRejoinder({ today: '2014-06-06' });
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-grid-'));
    await mkdir(join(folder, 'Logs'));
  });
  beforeEach(async () => {
    asked.length = 0;
    const matterId = await openTestMatter(started);
    address = `${started.url}/matters/${matterId}/evidence`;
    const dana = await started.signIn('dana');
    const context = await chromium.newContext({ viewport: { width: 1280, height: 900 } });
    const cookies = dana.cookieHeader().split('; ');
    await context.addCookies(
      cookies.map((cookie) => {
        const [name = '', value = ''] = cookie.split(/=(.*)/s);
        return { name, value, url: started.url };
      }),
    );
    context.setDefaultTimeout(90_000);
    page = await context.newPage();
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.goto(address);
  });
  afterEach(() => page.context().close());
  after(async () => {
    await (chromium as Chromium | undefined)?.close();
    await (started as Started | undefined)?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function choose(names: readonly string[]): Promise<void> {
    const paths = names.map((name) => join(folder, name));
    for (const path of paths) await writeFile(path, `words of ${path}`);
    const chooser = page.waitForEvent('filechooser');
    await page.getByText('Choose files', { exact: true }).click();
    await (await chooser).setFiles(paths);
    await page.getByText(`${names.length} kept`).waitFor();
    await page.getByLabel(`Title of R-000${names.length}`).waitFor();
  }

  it('shows what was dropped at once, in the order it was chosen, and no longer says that there is nothing', async () => {
    await page.getByText('No evidence yet').waitFor();
    const names = ['9.txt', '10.txt', 'a.txt', '1.txt'];
    await choose(names);
    expect(await page.getByText('No evidence yet').count()).to.equal(0);
    const titles = await page.getByLabel(/^Title of/).all();
    const shown = await Promise.all(titles.map((title) => title.inputValue()));
    expect(shown).to.deep.equal(['9', '10', 'a', '1']);
    await expectAccessible(page);
  });

  it('a proposal is accepted into its cell, saved with the others; all that are left with one click', async () => {
    await writeFile(join(folder, 'gate-log.txt'), 'Date: 4 June 2014\nOpen.');
    await writeFile(join(folder, 'day-log.txt'), 'Date: 5 June 2014\nClosed.');
    const chooser = page.waitForEvent('filechooser');
    await page.getByText('Choose files', { exact: true }).click();
    await (await chooser).setFiles([join(folder, 'gate-log.txt'), join(folder, 'day-log.txt')]);
    await page.getByText('2 kept').waitFor();
    await page.getByLabel('Accept 2014-06-04 as date of R-0001').click();
    expect(await page.getByLabel('Date of R-0001').inputValue()).to.equal('2014-06-04');
    await page.getByText('1 cell changed, not saved').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Accept all 4 proposals' }).click();
    await page.getByText('1 item saved. 3 proposals accepted in 2 items.').waitFor();
    expect(await page.getByLabel('Date of R-0002').inputValue()).to.equal('2014-06-05');
    expect(await page.getByLabel('Title of R-0001').inputValue()).to.equal('Gate log');
  });

  it('does not put a fresh list over what is typed and not saved', async () => {
    await choose(['a.txt', 'b.txt']);
    await page.getByLabel('Custodian of R-0001').fill('Network team');
    const path = join(folder, 'c.txt');
    await writeFile(path, 'third');
    const chooser = page.waitForEvent('filechooser');
    await page.getByText('Choose files', { exact: true }).click();
    const answered = page.waitForResponse(
      (response) => response.url().startsWith(address) && response.request().method() === 'GET',
    );
    await (await chooser).setFiles(path);
    await (await answered).finished();
    await page.waitForTimeout(200);
    expect(await page.getByLabel('Custodian of R-0001').inputValue()).to.equal('Network team');
    expect(await page.getByLabel('Title of R-0003').count()).to.equal(0);
  });

  it('after a save that was refused, what was typed still counts as unsaved and leaving asks', async () => {
    await choose(['a.txt', 'b.txt']);
    await page.getByLabel('Date of R-0001').fill('3 June');
    await page.getByLabel('Date of R-0002').fill('4 June');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const summary = page.locator('.error-summary');
    await summary.waitFor();
    expect(await summary.locator('li').allInnerTexts()).to.deep.equal([
      'R-0001, date: Enter a real day as year-month-day, like 2014-06-05',
      'R-0002, date: Enter a real day as year-month-day, like 2014-06-05',
    ]);
    await page.getByText('2 cells changed, not saved').waitFor();
    await page.getByRole('link', { name: 'Letters', exact: true }).first().click();
    await page.waitForTimeout(300);
    expect(asked).to.deep.equal(['beforeunload']);
    expect(await page.getByLabel('Date of R-0001').inputValue()).to.equal('3 June');
  });

  it('says which rows a value is set for', async () => {
    await choose(['a.txt', 'b.txt', 'c.txt']);
    const says = page.locator('[data-set-says]');
    expect(await says.innerText()).to.equal('Set for all');
    await page.getByLabel('Pick R-0001').check();
    await page.getByLabel('Pick R-0003').check();
    expect(await says.innerText()).to.equal('Set for the 2 picked');
    expect(await page.locator('tr.picked').count()).to.equal(2);
    await page.getByLabel('Custodian for the 2 picked rows').fill('Legal');
    await page.getByLabel('Custodian for the 2 picked rows').press('Tab');
    expect(await page.getByLabel('Custodian of R-0001').inputValue()).to.equal('Legal');
    expect(await page.getByLabel('Custodian of R-0002').inputValue()).to.equal('');
    await page.getByLabel('Pick all rows').check();
    expect(await says.innerText()).to.equal('Set for the 3 picked');
    await page.getByLabel('Pick all rows').uncheck();
    expect(await says.innerText()).to.equal('Set for all');
  });

  it('has all its columns in a window 1280 wide', async () => {
    await choose(['a.txt']);
    const [wide = 0, seen = 0] = await page.evaluate<number[]>(
      `(() => { const box = document.querySelector('.table-wrap'); return [box.scrollWidth, box.clientWidth]; })()`,
    );
    expect(wide).to.be.greaterThan(0);
    expect(wide).to.be.at.most(seen);
  });

  it('prints every column whole, over as many lines as its words need', async () => {
    const long =
      'Per-session measurements of five networks, 1 May to 16 June 2014, as the operations team exported them';
    const kept = {
      Title: long,
      Custodian: 'Wilhelmina Featherstonehaugh-Cholmondeley',
      Source: 'Export of the network operations data warehouse',
      Date: '2014-06-03',
      'Ground of privilege': 'Attorney work product, prepared for the reply',
      Legend: 'CONFIDENTIAL – ATTORNEYS’ EYES ONLY',
    };
    await choose(['a.txt']);
    for (const [name, value] of Object.entries(kept)) await page.getByLabel(`${name} of R-0001`).fill(value);
    await page.getByLabel('Privilege of R-0001', { exact: true }).selectOption('on');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('1 item saved.').waitFor();
    const path = join(folder, 'printed.pdf');
    await page.pdf({ path, format: 'Letter', preferCSSPageSize: true });
    const { stdout } = await promisify(execFile)('pdftotext', ['-bbox', path, '-']);
    const [, width = '0'] = /<page width="([\d.]+)"/.exec(stdout) ?? [];
    expect(Number(width)).to.be.greaterThan(700);
    const edges = [...stdout.matchAll(/xMax="([\d.]+)"/g)].map(([, edge]) => Number(edge));
    expect(Math.max(...edges)).to.be.at.most(Number(width) - 30);
    const words = [...stdout.matchAll(/<word [^>]*>([^<]*)</g)].map(([, word = '']) => word);
    const printed = words.join('').replaceAll('&amp;', '&');
    for (const value of Object.values(kept)) expectEachWord(printed, value);
    expect(printed).to.include('privileged');
    expect(printed).not.to.include('Setforall');
  });
});

/** A column breaks its words over lines beside those of the next, so each is looked for by itself. */
function expectEachWord(printed: string, value: string): void {
  for (const word of value.split(/(?<=-)| /)) expect(printed).to.include(word);
}
