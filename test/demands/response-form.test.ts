import { expect } from 'chai';
import { addItem, openDispute, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { expectAccessible, launchBrowser } from '../support/chromium.js';
import { formOnPage } from '../support/form-on-page.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { goTo, sitDown } from '../journeys/person.js';
import { signIn } from '../journeys/way-in.js';

describe('the form of a response', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let path: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
    path = `/matters/${dispute.matterId}/demands/${dispute.demandIds[1]}`;
  });

  const post = async (fields: Readonly<Record<string, string>>) => {
    const [, demandVersion = ''] =
      /name="demandVersion" value="(\d+)"/.exec((await dana.get(path)).text) ?? [];
    return dana.post(`${path}/response`, { demandVersion, words: 'Here they are.', ...fields });
  };
  /** Whether the part with the grounds stands open. */
  const isOpen = (page: string): boolean => {
    const [, attributes] = /<details class="card" id="f-objection"([^>]*)>/.exec(page) ?? [];
    if (attributes === undefined) throw new Error('no grounds on the page');
    return attributes.endsWith(' open');
  };
  const now = async (): Promise<boolean> => isOpen((await dana.get(path)).text);

  it('has grounds, and whether anything is held back, in a part that is closed until they are needed', async () => {
    const page = (await dana.get(path)).text;
    expect(isOpen(page)).to.equal(false);
    const inside = /id="f-objection"([\s\S]*?)<\/details>/.exec(page)?.[1];
    expect(inside).to.contain('Other grounds, for the file').and.contain('Is anything held back');
    expect(page.split('Is anything held back')).to.have.length(2);
    expect((await post({ stance: 'will-comply' })).status).to.equal(303);
    expect(await now()).to.equal(false);
  });

  for (const stance of ['objects', 'declines', 'in-part'])
    it(`opens it where ${stance} is posted without a ground, and where it is stored`, async () => {
      const refused = await post({ stance });
      expect(refused.status).to.equal(422);
      expect(isOpen(refused.text)).to.equal(true);
      expect(refused.text).to.contain('Say on what grounds').and.contain('Here they are.');
      expect((await post({ stance, grounds: 'The board papers', holdsBack: 'yes' })).status).to.equal(303);
      expect(await now()).to.equal(true);
    });

  it('says of each answer whether it needs a ground, before it is sent', async () => {
    const page = (await dana.get(path)).text;
    const choices =
      page.match(/<div class="choice">\s*<input type="radio"[^>]*name="stance"[\s\S]*?<\/div>/g) ?? [];
    const needing = choices.filter((choice) => choice.includes('needs a ground'));
    expect(choices).to.have.length(6);
    expect(needing.map((choice) => /value="([^"]+)"/.exec(choice)?.[1])).to.have.members([
      ...['objects', 'declines', 'in-part'],
    ]);
    expect(page).to.match(/data-needed hidden>needed for this answer/);
    const refused = await post({ stance: 'declines' });
    expect(refused.text).to.match(/data-needed>needed for this answer/);
  });

  it('in a browser marks the grounds as needed and opens them as an answer is chosen with the keys', async function () {
    this.timeout(60_000);
    const browser = await launchBrowser();
    if (browser === null) return;
    try {
      const person = await sitDown(browser, started.url, new Set());
      await signIn(person, 'dana');
      await goTo(person, path);
      const part = person.page.locator('#f-objection');
      const needed = part.locator('[data-needed]');
      expect(await part.getAttribute('open')).to.equal(null);
      await person.page.getByLabel('Will comply', { exact: true }).focus();
      await person.page.keyboard.press('Space');
      expect(await part.getAttribute('open')).to.equal(null);
      await person.page.keyboard.press('ArrowDown');
      expect(await person.page.getByLabel('Complies in part', { exact: true }).isChecked()).to.equal(true);
      expect(await part.getAttribute('open')).to.equal('');
      expect(await needed.isVisible()).to.equal(true);
      await person.page.getByLabel('Nothing held', { exact: true }).check();
      expect(await needed.isVisible()).to.equal(false);
      expect(await part.getAttribute('open'), 'what was typed stays in view').to.equal('');
      await person.page.getByLabel('Declines', { exact: true }).check();
      expect(await needed.isVisible()).to.equal(true);
      await expectAccessible(person.page);
    } finally {
      await browser.close();
    }
  });

  it('keeps in view a ground that does not go with the kind chosen', async () => {
    const refused = await post({ stance: 'will-comply', objection: 'premise', objectionHolds: 'yes' });
    expect(refused.status).to.equal(422);
    expect(isOpen(refused.text)).to.equal(true);
  });

  it('says which cited page an item does not have: in the words it is kept with a warning, in its box it is asked again', async () => {
    const linked = { number: 2, title: 'Speed readings', demandIds: [dispute.demandIds[1]] };
    const itemId = await addItem(started, dispute.matterId, linked);
    await started.deps.db
      .updateTable('document')
      .set({ pages: 3 })
      .where('matterId', '=', dispute.matterId)
      .execute();
    const ticked = { citesChosen: 'yes', citeItem: itemId, cite: itemId };

    const refused = await post({ stance: 'will-comply', ...ticked, citePages: '4' });
    expect(refused.status).to.equal(422);
    expect(refused.text)
      .to.contain('“4” is no page of R-0002, which has 3 pages')
      .and.contain('Here they are.');

    const words = 'See [R-0002, page 9], [R-0002, pages 3-5] and [R-0002, pages 2-3].';
    expect((await post({ stance: 'will-comply', words, ...ticked, citePages: '3' })).status).to.equal(303);
    const page = (await dana.get(path)).text;
    expect(page)
      .to.contain('“[R-0002, page 9]” points at page 9; R-0002 has 3 pages.')
      .and.contain('“[R-0002, pages 3-5]” points at page 5; R-0002 has 3 pages.')
      .and.contain('Correct it before the reply goes out.')
      .and.not.contain('“[R-0002, pages 2-3]”');
    expect(page).to.contain(words);
  });

  it('what somebody else wrote meanwhile is shown before it is replaced, even after an answer that had an error', async () => {
    const form = (page: string) => ({ ...formOnPage(page, '/response#response'), stance: ['will-comply'] });
    const mine = form((await dana.get(path)).text);
    const omar = await started.signIn('omar');
    const theirs = { ...form((await omar.get(path)).text), words: ['The words of Omar.'] };
    expect((await omar.post(`${path}/response`, theirs)).status).to.equal(303);

    const refused = await dana.post(`${path}/response`, { ...mine, words: [''] });
    expect(refused.status).to.equal(422);
    const mended = { ...form(refused.text), words: ['The words of Dana.'] };
    const conflict = await dana.post(`${path}/response`, mended);
    expect(conflict.status).to.equal(409);
    expect(conflict.text).to.contain('The words of Omar.').and.contain('The words of Dana.');
    expect((await dana.post(`${path}/response`, form(conflict.text))).status).to.equal(303);
    expect((await dana.get(path)).text)
      .to.contain('The words of Dana.')
      .and.not.contain('The words of Omar.');
  });

  it('says once what becomes of the exhibits it points at', async () => {
    const linked = { number: 1, title: 'Method note', demandIds: [dispute.demandIds[1]] };
    await addItem(started, dispute.matterId, linked);
    expect((await dana.get(path)).text.split('Each becomes an exhibit mark')).to.have.length(2);
  });
});
