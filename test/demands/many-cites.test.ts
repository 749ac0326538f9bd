import { expect } from 'chai';
import { openDispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { formOnPage, type FormFields } from '../support/form-on-page.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { linkMany } from './many-items.js';

const ITEMS = 1_200;
const PRIVILEGED = 7;

describe('a response to a demand that many items bear on', () => {
  let started: Started;
  let dana: Browser;
  let path: string;
  let demandId: string;
  let ids: readonly string[];

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
    const { matterId, demandIds } = await openDispute(started);
    demandId = demandIds[1];
    ids = await linkMany(started, { matterId, demandId, items: ITEMS, privileged: [PRIVILEGED] });
    path = `/matters/${matterId}/demands/${demandId}`;
  });
  after(() => started.close());
  beforeEach(async () => {
    await started.deps.db.deleteFrom('response').execute();
  });

  const item = (number: number): string => ids[number - 1] ?? '';
  const written = { stance: ['will-comply'], words: ['They are enclosed.'] };
  const formOf = (page: string): FormFields => ({ ...formOnPage(page, '/response#response'), ...written });
  const opened = async (): Promise<FormFields> => formOf((await dana.get(path)).text);
  /** Presses boxes of the form as they stand: a tick comes or goes. */
  const press = (form: FormFields, ...numbers: readonly number[]): FormFields => {
    const ticked = new Set(form['cite']);
    for (const number of numbers) if (!ticked.delete(item(number))) ticked.add(item(number));
    return { ...form, cite: [...ticked] };
  };
  const typePages = (form: FormFields, number: number, pages: string): FormFields => {
    const at = form['citeItem']?.indexOf(item(number)) ?? -1;
    if (at < 0) throw new Error(`item ${number} is not on the page`);
    return {
      ...form,
      citePages: (form['citePages'] ?? []).map((one, index) => (index === at ? pages : one)),
    };
  };
  const send = (form: FormFields) => dana.post(`${path}/response`, form);
  const go = async (form: FormFields, to: string): Promise<FormFields> => {
    const answer = await send({ ...form, go: [to] });
    expect(answer.status, answer.text).to.equal(200);
    return formOf(answer.text);
  };
  /** The numbers that are pointed at, with their pages where only those are meant; null for all of them. */
  const pointedAt = async (): Promise<(number | string)[] | null> => {
    const { exhibits } = await started.deps.db
      .selectFrom('response')
      .where('demandId', '=', demandId)
      .select('exhibits')
      .executeTakeFirstOrThrow();
    if (exhibits === null) return null;
    const places = JSON.parse(exhibits) as { itemId: string; pages: [number, number] | null }[];
    return places.map(({ itemId, pages }) => {
      const number = ids.indexOf(itemId) + 1;
      return pages === null ? number : `${number}: ${pages.join('-')}`;
    });
  };
  const allThatMayLeave = Array.from({ length: ITEMS }, (_, at) => at + 1).filter(
    (number) => number !== PRIVILEGED,
  );

  const numbersOn = (form: FormFields): number[] => (form['citeItem'] ?? []).map((id) => ids.indexOf(id) + 1);
  const tickedOn = (form: FormFields): number[] => (form['cite'] ?? []).map((id) => ids.indexOf(id) + 1);

  it('is kept as the page offers it: every item that may leave as it stands', async () => {
    const answer = await send(await opened());
    expect(answer.status, answer.text).to.equal(303);
    expect(await pointedAt()).to.deep.equal(allThatMayLeave);
    expect((await dana.get(path)).text).to.contain('1,199 of the 1,200 items linked to this demand');
  });

  it('names nothing where every item is pointed at as a whole, so that whichever goes out is meant', async () => {
    const answer = await send(press(await opened(), PRIVILEGED));
    expect(answer.status, answer.text).to.equal(303);
    expect(await pointedAt()).to.equal(null);
  });

  it('takes ticks and pages from page to page and through a search; keeps nothing before it is told to', async () => {
    let form = await opened();
    expect(numbersOn(form)).to.deep.equal(Array.from({ length: 50 }, (_, at) => at + 1));
    form = await go(typePages(press(form, 2, 3), 5, '2-3'), '2');
    expect(numbersOn(form)).to.include.members([2, 3, 5, 51, 100]).and.have.length(53);
    expect(tickedOn(form)).to.not.include.members([2, 3]);
    form = await go({ ...press(form, 3, 60), citeFind: ['log 0120'] }, 'find');
    expect(numbersOn(form)).to.have.members([2, 5, 60, 120]);
    form = await go({ ...press(form, 120), words: ['Here are some.'], citeFind: [''] }, 'find');
    expect(await started.deps.db.selectFrom('response').selectAll().execute()).to.deep.equal([]);
    const typed = await send({ ...form, words: ['Words on their way.'], go: ['2'] });
    expect(typed.text).to.contain('Words on their way.</textarea>');
    const answer = await send({ ...form, words: ['Here are some.'] });
    expect(answer.status, answer.text).to.equal(303);
    const expected = allThatMayLeave.filter((number) => ![2, 60, 120].includes(number));
    expect(await pointedAt()).to.deep.equal(expected.map((number) => (number === 5 ? '5: 2-3' : number)));
    const again = await opened();
    expect(tickedOn(again)).to.not.include(2);
    expect((await send(press(again, 2))).status).to.equal(303);
    expect(await pointedAt())
      .to.include(2)
      .and.to.include('5: 2-3')
      .and.to.have.length(ITEMS - 3);
  });

  it('starts from none at a press, so that a few can be chosen among many; and from all again', async () => {
    let form = await go(press(await opened(), 2), 'none');
    expect(tickedOn(form)).to.deep.equal([]);
    form = await go(press(form, 4), '24');
    expect(tickedOn(form)).to.deep.equal([4]);
    const answer = await send(typePages(press(form, 1_200), 4, '3'));
    expect(answer.status, answer.text).to.equal(303);
    expect(await pointedAt()).to.deep.equal(['4: 3-3', 1_200]);
    form = await go(await opened(), 'all');
    expect((await send(form)).status).to.equal(303);
    expect(await pointedAt()).to.deep.equal(allThatMayLeave);
  });

  it('says which pages an item does not have, with the item in sight on whatever page it is', async () => {
    const form = await go(typePages(await opened(), 9, '4'), '2');
    const refused = await send(form);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.contain('“4” is no page of R-0009, which has 3 pages');
    expect((await send(typePages(formOf(refused.text), 9, '2'))).status).to.equal(303);
    expect(await pointedAt()).to.include('9: 2-2');
  });

  it('keeps nothing that nobody saw: an item that may leave since the page was made is asked about first', async () => {
    const mark = (isPrivileged: 0 | 1) =>
      started.deps.db.updateTable('item').set({ isPrivileged }).where('id', '=', item(900)).execute();
    const form = press(await opened(), 1);
    await mark(1);
    try {
      for (const refused of [
        await send(form),
        await send({ ...form, go: ['2'] }),
        await send({ ...form, words: [''] }),
      ]) {
        expect(refused.status).to.equal(422);
        expect(refused.text).to.contain('changed while this page was open');
      }
      const again = formOf((await send(form)).text);
      expect(tickedOn(again)).to.not.include(1);
      expect((await send(again)).status).to.equal(303);
      expect(await pointedAt()).to.deep.equal(
        allThatMayLeave.filter((number) => number !== 1 && number !== 900),
      );
    } finally {
      await mark(0);
    }
  });

  it('stays where it is when more is changed than a form carries, and says what to do', async () => {
    let form = await opened();
    for (const page of ['2', '3', '4', '5'])
      form = await go(
        press(form, ...tickedOn(form).filter((number) => number > (Number(page) - 2) * 50)),
        page,
      );
    const full = press(form, ...tickedOn(form).filter((number) => number > 200));
    const refused = await send({ ...full, go: ['6'] });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.contain('More than 200 items are changed and not kept. Keep the response');
    const shown = formOf(refused.text);
    expect(numbersOn(shown)).to.include(250).and.not.include(251);
    expect((await send(shown)).status).to.equal(303);
    expect(await pointedAt()).to.deep.equal(allThatMayLeave.filter((number) => number > 250));
  });

  it('a page that is no number is refused, with what was typed kept', async () => {
    const odd = await send({ ...(await opened()), go: ['everything'] });
    expect(odd.status).to.equal(422);
    expect(odd.text).to.contain('Choose a page of the items by its number').and.contain('They are enclosed.');
    const none = await send({ ...(await opened()), citeFind: ['no such words'], go: ['find'] });
    expect(none.text).to.contain('No item linked to this demand has “no such words”');
  });
});
