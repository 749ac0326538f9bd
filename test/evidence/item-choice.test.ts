import { expect } from 'chai';
import type { Browser as Chromium } from 'playwright-core';
import { listTexts } from '../../src/notices/campaigns/campaign-store.js';
import { listLinks, listStatements } from '../../src/statements/statement-store.js';
import { addItem, openDispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { expectAccessible, launchBrowser } from '../support/chromium.js';
import { formOnPage } from '../support/form-on-page.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const FIELDS = { madeWords: 'The network is crowded.', madeBy: 'Netflix', putWords: 'solely attributable' };
const TITLES: Readonly<Record<number, string>> = {
  2: 'Screen of 3 June',
  3: 'Notice',
  9: 'notice',
  12: '41',
  13: 'R-12 samples',
  14: 'Two  blanks',
  15: '100% of 5_000 \\ “all”',
};
const WITHDRAWN = 16;
const PRIVILEGED = 17;

// What is typed, the item it names; else what is said.
const NAMES: readonly (readonly [string, number | string])[] = [
  ['R-0002', 2],
  ['r-2', 2],
  ['2', 2],
  ['0002', 2],
  [' R-0002 ', 2],
  ['R-0002 Screen of 3 June', 2],
  ['Screen of 3 June', 2],
  ['screen of 3 june', 2],
  ['R-12 samples', 13],
  ['R-0014 Two blanks', 14],
  ['R-0015 100% of 5_000 \\ “all”', 15],
  ['R-0041', 41],
  ['41', '“41” can mean R-0041 or R-0012. Enter the number of the one you mean, like R-0041.'],
  ['Notice', '“Notice” can mean R-0003 or R-0009. Enter the number of the one you mean, like R-0003.'],
  [
    'R-0041 Screen of 3 June',
    'R-0041 is called “Paper 41”, not “Screen of 3 June”. Enter R-0041 alone if it is the one you mean.',
  ],
  ['R-9999', 'No item of this matter has the number R-9999. Enter a number that the evidence lists.'],
  [
    'Screen of',
    'No item has the number or title “Screen of”. These words are in the title of R-0002: enter the number of the one you mean.',
  ],
  [
    'Paper 2',
    'These words are in the title of R-0020, R-0021, R-0022 and others: enter the number of the one you mean.',
  ],
  ['%', 'These words are in the title of R-0015: enter'],
  [
    'zebra',
    'No item of this matter has the number or title “zebra”. Enter one that the evidence lists, like R-0041.',
  ],
];

describe('one item chosen among those of a file', () => {
  let started: Started;
  let dana: Browser;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());

  async function matterOf(items: number): Promise<{ at: string; matterId: string; ids: string[] }> {
    const { matterId } = await openDispute(started, { title: `A file of ${items}` });
    const ids: string[] = [];
    for (let number = 1; number <= items; number += 1)
      ids.push(await addItem(started, matterId, { number, title: TITLES[number] ?? `Paper ${number}` }));
    const mark = started.deps.db.updateTable('item').where('matterId', '=', matterId);
    await mark.set({ isPrivileged: 1 }).where('number', '=', PRIVILEGED).execute();
    await mark.set({ state: 'withdrawn' }).where('number', '=', WITHDRAWN).execute();
    const at = `/matters/${matterId}`;
    await dana.get(at);
    return { at, matterId, ids };
  }
  const namedIn = async (matterId: string, ids: readonly string[]) =>
    (await listStatements(started.deps.db, matterId)).map(
      ({ statement }) => ids.indexOf(statement.shownBy ?? '') + 1,
    );

  it('up to 200 items are listed', async () => {
    const { at, matterId, ids } = await matterOf(201);
    const page = (await dana.get(`${at}/statements/new`)).text;
    expect(page.match(/<option value="[a-z0-9]{20}"/g)).to.have.length(201); // 200 items, one letter
    expect(page).to.include('>R-0017 Paper 17 (privileged)</option>').and.not.include('R-0016');
    expect((await dana.post(`${at}/statements`, { ...FIELDS, shownBy: ids[1] ?? '' })).status).to.equal(303);
    expect(await namedIn(matterId, ids)).to.deep.equal([2]);
  });

  it('an item that was withdrawn since stays named where it was, and is not dropped by saving', async () => {
    const { at, matterId, ids } = await matterOf(20);
    const path = (await dana.post(`${at}/statements`, { ...FIELDS, shownBy: 'R-0002' })).location ?? '';
    const { db } = started.deps;
    await db
      .updateTable('item')
      .set({ state: 'withdrawn' })
      .where('id', '=', ids[1] ?? '')
      .execute();
    expect((await dana.get(path)).text).to.include(
      `<option value="${ids[1]}" selected>R-0002 Screen of 3 June (withdrawn)</option>`,
    );
    expect((await dana.post(path, { ...FIELDS, shownBy: ids[1] ?? '', version: '1' })).status).to.equal(303);
    expect(await namedIn(matterId, ids)).to.deep.equal([2]);
  });

  describe('of more than 200', () => {
    let at: string;
    let matterId: string;
    let ids: string[];
    before(async () => {
      ({ at, matterId, ids } = await matterOf(220));
    });

    for (const [typed, meant] of NAMES)
      it(`“${typed}” ${typeof meant === 'number' ? 'is found' : 'is told what it may be'}`, async () => {
        const before = await namedIn(matterId, ids);
        const answer = await dana.post(`${at}/statements`, { ...FIELDS, shownBy: typed });
        const added = (await namedIn(matterId, ids)).slice(before.length);
        if (typeof meant === 'number') {
          expect(answer.status, answer.text.slice(0, 4_000)).to.equal(303);
          expect(added).to.deep.equal([meant]);
          return;
        }
        expect(answer.status).to.equal(422);
        expect(added).to.deep.equal([]);
        expect(answer.text).to.include(meant);
        expect(answer.text, 'what was typed is kept').to.include('The network is crowded.');
        expect(formOnPage(answer.text, '/statements')['shownBy']).to.deep.equal([typed]);
      });

    it('a withdrawn one is named in the refusal, and found by no title', async () => {
      const byNumber = await dana.post(`${at}/statements`, { ...FIELDS, shownBy: 'R-0016' });
      expect(byNumber.status).to.equal(409);
      expect(byNumber.text).to.include('Item R-0016 was withdrawn; choose another.');
      const byTitle = await dana.post(`${at}/statements`, { ...FIELDS, shownBy: 'Paper 16' });
      expect(byTitle.status).to.equal(422);
    });

    it('every form that asks for one takes a number and keeps what it cannot take', async () => {
      const path = (await dana.post(`${at}/statements`, { ...FIELDS, shownBy: 'R-0002' })).location ?? '';
      const shown = await dana.get(path);
      expect(shown.text).to.include('value="R-0002 Screen of 3 June"').and.not.include('>R-0050 ');
      // Saved as it is shown, it stays.
      await dana.post(path, { ...FIELDS, shownBy: 'R-0002 Screen of 3 June', version: '1' });
      expect((await namedIn(matterId, ids)).at(-1)).to.equal(2);

      const bad = await dana.post(`${path}/links`, { itemId: 'zebra', bearing: 'for', note: 'A note' });
      expect(bad.status).to.equal(422);
      expect(bad.text).to.include('title “zebra”').and.include('value="zebra"').and.include('value="A note"');
      expect((await dana.post(`${path}/links`, { itemId: '50', bearing: 'for' })).status).to.equal(303);
      expect((await listLinks(started.deps.db, matterId)).map(({ itemNumber }) => itemNumber)).to.deep.equal([
        50,
      ]);

      const texts = `${at}/notices/texts`;
      const wrong = await dana.post(texts, { words: 'Crowded', shownBy: 'zebra' });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.include('title “zebra”').and.include('value="zebra"').and.include('Crowded');
      expect((await dana.post(texts, { words: 'Crowded', shownBy: 'Paper 60' })).status).to.equal(303);
      const [text] = await listTexts(started.deps.db, matterId);
      expect(text?.shownBy).to.equal(ids[59]);
      expect((await dana.get(`${at}/notices/campaigns`)).text)
        .to.include('>R-0060 Paper 60</a>')
        .and.include('value="R-0060 Paper 60"');
    });

    it('what somebody else changed meanwhile stands in words beside what was typed', async () => {
      const path = (await dana.post(`${at}/statements`, { ...FIELDS, shownBy: 'R-0002' })).location ?? '';
      await dana.post(path, { ...FIELDS, shownBy: 'R-0050', version: '1' });
      const late = await dana.post(path, { ...FIELDS, shownBy: '60', version: '1' });
      expect(late.status).to.equal(409);
      expect(late.text).to.include('R-0050 Paper 50').and.include('you typed: 60');
      const same = await dana.post(path, {
        ...FIELDS,
        shownBy: 'R-0050 Paper 50',
        madeTo: 'x',
        version: '1',
      });
      expect(same.text).not.to.include('you typed: R-0050');
    });

    it('a file to be read as measurements is chosen so too, and what is to be read as notices listed in part', async () => {
      const kind = (of: 'measurements' | 'notices' | 'document') =>
        started.deps.db.updateTable('item').set({ kind: of }).where('matterId', '=', matterId).execute();
      await kind('measurements');
      const room = `${at}/measurements`;
      expect((await dana.get(`${room}?item=50`)).location).to.equal(`${room}/items/${ids[49]}`);
      const wrong = await dana.get(`${room}?item=zebra`);
      expect(wrong.status).to.equal(422);
      expect(wrong.text)
        .to.include('title “zebra”')
        .and.include('value="zebra"')
        .and.include('href="#f-item"');
      expect(wrong.text).not.to.include('>R-0050 ');
      await kind('notices');
      const notices = (await dana.get(`${at}/notices`)).text;
      expect(notices.match(/Read as a notice list: /g)).to.have.length(50);
      expect(notices).to.include(`evidence?kind=notices">169 more</a>`);
      await kind('document');
      expect((await dana.get(room)).text).not.to.include('Read an item');
    });

    it('while one is typed, those whose number or title it may be are offered, twelve at most', async () => {
      const offered = async (typed: string, more = '') =>
        (await dana.get(`${at}/evidence/choices?field=shownBy&shownBy=${encodeURIComponent(typed)}${more}`))
          .text;
      expect((await offered('')).match(/<option/g)).to.have.length(12);
      expect(await offered('screen')).to.equal('<option value="R-0002 Screen of 3 June"></option>\n');
      expect((await offered('50')).match(/value="[^"]+"/g)?.slice(0, 2)).to.deep.equal([
        'value="R-0050 Paper 50"',
        'value="R-0150 Paper 150"',
      ]);
      expect(await offered('R-0050 Paper 50')).to.include('value="R-0050 Paper 50"');
      expect(await offered('Paper 17')).to.include('label="R-0017 Paper 17 (privileged)"');
      expect(await offered('Paper 16')).not.to.include('R-0016');
      expect(await offered('', '&kind=notices')).to.equal('');
      const rolf = await started.signIn('rolf');
      expect((await rolf.get(`${at}/evidence/choices?field=a&a=`)).status).to.equal(404);
    });
  });

  describe('in a browser', function () {
    this.timeout(120_000);
    let chromium: Chromium | null = null;
    before(async function () {
      chromium = await launchBrowser();
      if (chromium === null) this.skip();
    });
    after(() => chromium?.close());

    it('words of a title bring up the items that have them, and what is picked is taken', async () => {
      const { at, matterId, ids } = await matterOf(205);
      const context = await chromium?.newContext();
      if (!context) throw new Error('The browser is closed.');
      for (const [name = '', value = ''] of dana
        .cookieHeader()
        .split('; ')
        .map((one) => one.split(/=(.*)/s)))
        await context.addCookies([{ name, value, url: started.url }]);
      const page = await context.newPage();
      await page.goto(`${started.url}${at}/statements/new`);
      const field = page.getByLabel('The item that shows it');
      await field.pressSequentially('screen OF');
      const offered = 'R-0002 Screen of 3 June';
      await page
        .locator(`#f-shownBy-found option:only-child[value="${offered}"]`)
        .waitFor({ state: 'attached' });
      await expectAccessible(page);
      await field.fill(offered);
      await page.getByLabel('What was said, exactly').fill('Crowded');
      await page.getByLabel('By whom').fill('Netflix');
      await page.getByLabel('How they put it, in their words').fill('solely attributable');
      await page.getByRole('button', { name: 'Enter the statement' }).click();
      await page.getByText('The statement is entered.').waitFor();
      expect(await namedIn(matterId, ids)).to.deep.equal([2]);
      await context.close();
    });
  });
});
