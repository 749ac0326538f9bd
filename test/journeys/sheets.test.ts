import { expect } from 'chai';
import { PDFDocument } from 'pdf-lib';
import type { Browser as Chromium } from 'playwright-core';
import { countedFromInput, countedFromWords } from '../../src/deadlines/counted.js';
import type { Counted } from '../../src/deadlines/deadline.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from '../deadlines/matter-of-dates.js';
import { launchBrowser } from '../support/chromium.js';

const LONG =
  'You must provide, within ten days from the date of this letter, all evidence for what the notices say, each item with its date, its hour and the name of whoever made it. '.repeat(
    6,
  );
const LETTER = {
  letterDate: '2026-11-24',
  receivedOn: '2026-11-24',
  zone: ZONE,
  regime: 'us-federal',
} as const;
const fromWords = (count: number, unit: 'day' | 'business-day', text: string): Counted | null =>
  countedFromWords({ text, count, unit, from: 'letter-date' }, LETTER);
const courtDays = (count: number): Counted =>
  countedFromInput({ rule: 'CCP 12', trigger: '2026-11-24', count, unit: 'court_days', zone: ZONE });

describe('computation sheets on paper', () => {
  let on: MatterOfDates;
  let browser: Chromium | null;
  before(async function () {
    browser = await launchBrowser();
    if (browser === null) return this.skip();
    on = await openMatterOfDates({ today: '2026-11-30', regime: 'california' });
  });
  after(async () => {
    await browser?.close();
    if (browser !== null) await on.started.close();
  });

  const set = (counted: Counted | null, words: string | null): Promise<string> => {
    const date = { matterId: on.matterId, title: 'Answer', whose: 'binding', words, zone: ZONE } as const;
    return setDeadline(on.started.deps, { ...date, counted }, on.started.actor('dana'));
  };
  const tolled = async (): Promise<string> => {
    const id = await set(fromWords(10, 'day', 'within ten days'), 'within ten days');
    const stop = { from: '2026-11-27', until: '2026-12-20', reason: 'standstill agreement, clause 2' };
    expectDone(await on.send(on.omar, id, 'tolling', stop));
    return (await on.date(id)).supersededBy ?? '';
  };
  const counts: readonly (readonly [string, () => Promise<string>])[] = [
    ['30 business days', () => set(fromWords(30, 'business-day', 'within thirty business days'), 'x')],
    ['75 court days', () => set(courtDays(75), 'within 75 court days')],
    ['a year of court days', () => set(courtDays(250), 'within 250 court days')],
    ['ten days with a stop of the clock', tolled],
    ['a quotation of a thousand characters', () => set(fromWords(10, 'day', LONG), LONG)],
  ];
  for (const [what, make] of counts)
    it(`${what}: one page, on Letter and A4, inside and outside`, async () => {
      const id = await make();
      const page = await (browser as Chromium).newPage();
      const cookies = on.omar.cookieHeader().split('; ');
      await page.context().addCookies(
        cookies.map((one) => {
          const at = one.indexOf('=');
          return { name: one.slice(0, at), value: one.slice(at + 1), url: on.started.url };
        }),
      );
      for (const query of ['', '?for=outside']) {
        await page.goto(`${on.started.url}${on.path(`/${id}/sheet${query}`)}`);
        for (const format of ['Letter', 'A4']) {
          const pages = (await PDFDocument.load(await page.pdf({ format }))).getPageCount();
          expect(pages, `${what} ${format} ${query}`).to.equal(1);
        }
      }
      await page.close();
    });
});
