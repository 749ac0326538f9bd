import { expect } from 'chai';
import { PDFDocument } from 'pdf-lib';
import type { Person } from './person.js';
import { choose, expectWords, field, follow, goTo, press, send, type } from './person.js';
import { printed } from './pictures.js';

export const EVIDENCE_DATE = 'Respond to demand 2: provide evidence';
export const LIST_DATE = 'Respond to demand 3: provide a list';
export const BUSINESS = 'Weekly call with their counsel';

export async function openDate(person: Person, matter: string, title: string): Promise<void> {
  await goTo(person, `${matter}/deadlines`);
  await follow(person, new RegExp(`^${title}$`), person.page.locator('main'));
}

/** The words “within five days from the date of this letter”: three days they can mean, each day of the count, the sheet. */
export async function readTheWords(omar: Person, matter: string): Promise<void> {
  await openDate(omar, matter, EVIDENCE_DATE);
  const readings = omar.page.locator('table', { hasText: 'Readings of the time limit' }).locator('tbody tr');
  expect(
    (await readings.locator('time').allInnerTexts()).sort(),
    'the readings, each with its weekday',
  ).to.deep.equal(['Mon 9 Jun 2014', 'Thu 12 Jun 2014', 'Tue 10 Jun 2014']);
  await expectWords(omar, /Counting aid, not legal advice/, /earliest Mon 9 Jun 2014/);
  const days = omar.page.locator('ol.strip > li');
  expect(await days.count()).to.equal(8);
  expect(await days.first().innerText()).to.match(/Thu[^]*5[^]*trigger/);
  await omar.page.getByText('Each day, with its source').click();
  await follow(omar, 'Computation sheet');
  await expectWords(omar, 'none adopted', /· internal ·/);
  const sheet = await PDFDocument.load(await printed(omar.page, 'computation-sheet'));
  expect(sheet.getPageCount(), 'pages of the computation sheet').to.equal(1);
}

/** A receipt a day later, an extension: what would move is seen, and nothing has moved. */
export async function askWhatIf(omar: Person, matter: string): Promise<void> {
  await openDate(omar, matter, EVIDENCE_DATE);
  await follow(omar, 'What if…');
  await type(omar.page, { 'If it starts on another day': '2014-06-06' });
  await press(omar, 'Count again');
  await expectWords(omar, 'Wed 11 Jun 2014', 'Tue 10 Jun 2014, until a working date is adopted');

  await goTo(omar, `${matter}/deadlines/what-if`);
  await field(omar.page, 'If this letter').selectOption({ index: 1 });
  await type(omar.page, { 'was received on': '2014-06-06' });
  await press(omar, 'Count again');
  await expectWords(omar, 'No date moves');
  await choose(omar.page, { 'If this letter': 'No letter' });
  await type(omar.page, { 'was received on': '', 'is extended to': '2014-06-20' });
  const which = field(omar.page, 'If this date');
  await which.selectOption(
    await which.locator('option', { hasText: EVIDENCE_DATE }).first().getAttribute('value'),
  );
  await press(omar, 'Count again');
  await expectWords(omar, 'One date moves', 'Fri 20 Jun 2014');

  await openDate(omar, matter, EVIDENCE_DATE);
  await expectWords(omar, /Mon 9 Jun/, /earliest reading · in 4 days/);
}

export async function adoptEarliest(omar: Person, matter: string): Promise<void> {
  for (const title of [EVIDENCE_DATE, LIST_DATE]) {
    await openDate(omar, matter, title);
    await omar.page.getByLabel('Mon 9 Jun 2014, the earliest reading').check();
    await field(omar.page, 'Hour, in America/New_York').fill('17:00');
    await type(omar.page, { 'Why this day': 'The earliest reading: nobody can say it is late.' });
    await send(omar, 'Adopt');
    await expectWords(omar, 'Mon 9 Jun 2014, 17:00 is the working date.', /Adopted by Omar/);
  }
}

/** A day later than every reading is refused, and the refusal leads to the form for an extension. */
export async function refuseALaterDay(omar: Person, matter: string): Promise<void> {
  await openDate(omar, matter, LIST_DATE);
  await omar.page.getByLabel('Another day, earlier').check();
  await type(omar.page, { 'Another day': '2014-06-20', 'Why this day': 'They would not mind.' });
  await press(omar, 'Adopt');
  await expectWords(omar, /later than every reading/);
  await omar.page.getByRole('link', { name: 'Record an extension instead', exact: true }).click();
  expect(new URL(omar.page.url()).hash).to.equal('#extension');
}

/** The template’s steps before a date; the day of the first has passed. */
export async function setPreDates(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/deadlines/template`);
  await expectWords(omar, /Draft.*3 business days before/);
  await openDate(omar, matter, LIST_DATE);
  await omar.page.getByText('Set pre-dates', { exact: true }).click();
  await send(omar, 'Set them');
  await expectWords(omar, /Pre-dates are set: Review/, /Left out, because the day has passed: Draft/);
  await follow(omar, 'Review', omar.page.locator('.side'));
  await expectWords(omar, /Prepares/, 'Fri 6 Jun');
}

/** Agreed on the telephone; the letter that confirms it never comes. */
export async function extendUnconfirmed(omar: Person, matter: string): Promise<void> {
  await openDate(omar, matter, EVIDENCE_DATE);
  await follow(omar, 'What if…');
  await type(omar.page, { 'If it is extended to': '2014-06-20' });
  await press(omar, 'Count again');
  await expectWords(omar, 'Fri 20 Jun 2014, if the extension is confirmed');
  await follow(omar, 'Record this extension');
  const form = omar.page.locator('#extension');
  expect(await field(form, 'The new date').inputValue()).to.equal('2014-06-20');
  await type(form, {
    Terms: 'Until 20 June for all evidence, said on the telephone.',
    'Who agreed': 'Randal Milch',
  });
  expect(await field(form, 'Written confirmation due by').inputValue()).to.equal('2014-06-09');
  await send(omar, 'Record the extension', form);
  await expectWords(
    omar,
    /Extended to Fri 20 Jun 2014 for now/,
    /Mon 9 Jun 2014 returns by itself after Mon 9 Jun 2014/,
    /extension, not confirmed yet/,
  );
}

/** A binding date of a contract, set by hand and counted before it is kept. */
export async function setByHand(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/deadlines/new`);
  await type(omar.page, { 'What is due': BUSINESS, 'From which day': '2014-06-10' });
  await omar.page.getByText('Binding', { exact: true }).click();
  await choose(omar.page, { Rule: 'A date named' });
  await press(omar, 'Count');
  await expectWords(omar, 'As counted, not kept yet', 'Tue 10 Jun 2014');
  await send(omar, 'Keep this date');
  await expectWords(omar, 'The date is set. Adopt the working date next.');
}
