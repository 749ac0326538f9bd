import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import ICAL from 'ical.js';
import { sentMail } from '../replies/approved-bundle.js';
import { BUSINESS, EVIDENCE_DATE, LIST_DATE, openDate } from './date-steps.js';
import type { Papers } from './papers.js';
import type { Person } from './person.js';
import { expectWords, field, follow, goTo, leaveBy, look, send, type } from './person.js';
import { respond } from './reply-steps.js';

/** Five days on: nobody confirmed the extension, so the old date is back, and the Desk says so. */
export async function findItLapsed(omar: Person, matter: string): Promise<void> {
  await goTo(omar, '/desk');
  await expectWords(omar, 'Extensions that lapsed', /due by Mon 9 Jun 2014 and is not on record/);
  await openDate(omar, matter, EVIDENCE_DATE);
  await expectWords(
    omar,
    'Extension lapsed.',
    'lapsed: nobody confirmed it in time',
    /The date is Mon 9 Jun 2014 again/,
    /has passed/,
  );
}

/** An extension whose confirmation is a document of the matter stands. */
export async function extendConfirmed(omar: Person, papers: Papers, matter: string): Promise<void> {
  await openDate(omar, matter, LIST_DATE);
  await omar.page.getByText('Record an extension', { exact: true }).click();
  const form = omar.page.locator('#extension');
  await type(form, {
    'The new date': '2014-06-30',
    Terms: 'The list by 30 June 2014.',
    'Who agreed': 'Randal Milch',
  });
  await send(omar, 'Record the extension', form);
  const paper = join(papers.folder, 'They agree.txt');
  await writeFile(paper, 'We agree to 30 June 2014 for the list.\n');
  await omar.page.locator('#f-confirmation-document-file').setInputFiles(paper);
  await send(omar, 'Attach the confirmation');
  await expectWords(
    omar,
    'The extension to Mon 30 Jun 2014 is confirmed in writing.',
    'confirmed in writing',
    'They agree.txt',
  );
}

/** The clock stands for a week under an agreement; what was left is counted on from the day after. */
export async function stopTheClock(omar: Person, matter: string): Promise<void> {
  await openDate(omar, matter, LIST_DATE);
  await omar.page.getByText('Stop the clock (tolling)', { exact: true }).click();
  const form = omar.page.locator('form[action*="/tolling"]').first();
  await type(form, {
    'First day it does not run': '2014-06-10',
    'Last day it does not run': '2014-06-16',
    'Why, and under what agreement or order': 'Both sides talk; agreed in the letter of 10 June.',
  });
  await send(omar, 'Stop the clock', form);
  await expectWords(omar, /the date is counted anew/, 'Mon 7 Jul 2014', /Stands in the place of/);
  await openDate(omar, matter, LIST_DATE);
  await expectWords(omar, /Mon 7 Jul/);
}

/** A date entered in error does not go away: it is voided with its reason, and runs no longer. */
export async function voidTheOther(omar: Person, matter: string): Promise<void> {
  await goTo(omar, '/desk');
  await expectWords(omar, 'Due today', BUSINESS);
  await openDate(omar, matter, BUSINESS);
  await omar.page.getByText('Void this date', { exact: true }).click();
  const form = omar.page.locator('form[action$="/voiding"]');
  await type(form, { Why: 'Nothing binds us to the call.' });
  await send(omar, 'Void', form);
  await expectWords(omar, /Voided\..*Nothing binds us to the call/);
  await goTo(omar, `${matter}/deadlines`);
  await expectWords(omar, 'Decided, met, voided and superseded', /Nothing binds us to the call/);
}

/** The reply is written, approved and sent; the mail that carried it is the proof, and meets what it answers. */
export async function sendTheReply(
  dana: Person,
  omar: Person,
  papers: Papers,
  matter: string,
): Promise<void> {
  await goTo(dana, `${matter}/demands`);
  await respond(dana, 1, { stance: 'Will comply', words: 'The notices are no longer shown.' });
  await respond(dana, 2, { stance: 'Will comply', words: 'The evidence is enclosed with this letter.' });
  await respond(dana, 3, { stance: 'Will comply', words: 'The list is enclosed with this letter.' });
  await follow(dana, 'Replies', dana.page.locator('nav.tabs'));
  await field(dana.page, 'About their letter').selectOption({ index: 1 });
  await send(dana, 'Begin it');
  for (const [name, value] of [
    ['textarea[name=letterhead]', 'Netflix\n100 Winchester Circle, Los Gatos'],
    ['textarea[name=addressee]', 'Randal Milch\nGeneral Counsel, Verizon'],
    ['input[name=datedOn]', '2014-06-10'],
    ['input[name=subject]', 'Your letter of June 5, 2014'],
    ['input[name=salutation]', 'Dear Mr. Milch:'],
    ['textarea[name=opening]', 'We have your letter of June 5, 2014.'],
    ['textarea[name=signatory]', 'David Hyman\nGeneral Counsel, Netflix'],
  ] as const)
    await dana.page.locator(name).fill(value);
  await send(dana, 'Save the letter');
  await send(dana, 'Make the file that goes out');
  await expectWords(dana, /The file is begun\./, 'Reply to the letter of June 5, 2014');
  await leaveBy(dana, () => dana.page.getByRole('button', { name: 'Make the final file' }).click());
  await dana.page.locator('iframe.pdf').waitFor({ timeout: 120_000 });
  await dana.page.waitForLoadState('domcontentloaded');
  await look(dana);
  const unread = dana.page.locator('form[action$="/notes"]');
  for (let left = await unread.count(); left > 0; left = await unread.count())
    await leaveBy(dana, () => unread.first().getByRole('button').click());
  const file = dana.page.url();
  await goTo(omar, new URL(file).pathname);
  await send(omar, 'Approve this file');
  await goTo(dana, file);
  const [download] = await Promise.all([
    dana.page.waitForEvent('download'),
    dana.page.getByRole('link', { name: 'Download the PDF' }).click(),
  ]);
  const kept = join(papers.folder, 'sent.pdf');
  await download.saveAs(kept);
  await proveDelivery(dana, papers, matter, kept);
}

async function proveDelivery(dana: Person, papers: Papers, matter: string, kept: string): Promise<void> {
  await goTo(dana, `${matter}/deliveries`);
  const mail = join(papers.folder, 'sent.eml');
  const attachment = { name: 'Reply.pdf', content: await readFile(kept) };
  await writeFile(mail, sentMail({ date: 'Tue, 10 Jun 2014 10:03:00 -0700', attachment }));
  const chooser = dana.page.waitForEvent('filechooser');
  await dana.page.getByText('Choose the mail', { exact: true }).click();
  await (await chooser).setFiles(mail);
  await dana.page
    .locator('.flash')
    .filter({ hasText: /2 dates are met/ })
    .waitFor();
}

/** One was met after its day, the other in time; the old days stand beside what became of them. */
export async function findThemMet(omar: Person, matter: string): Promise<void> {
  await goTo(omar, `${matter}/deadlines`);
  const row = (title: string) => omar.page.getByRole('row').filter({ hasText: title });
  await row(EVIDENCE_DATE).filter({ hasText: 'met late' }).waitFor();
  await row(LIST_DATE)
    .filter({ hasText: /\bmet\b/ })
    .first()
    .waitFor();
  await follow(omar, new RegExp(`^${EVIDENCE_DATE}$`));
  await expectWords(omar, 'by what was sent or delivered, with its proof');
  await goTo(omar, matter);
  await expectWords(omar, 'Timeline');
}

/** The month, and the address a calendar program subscribes to: read with another program’s parser. */
export async function subscribe(omar: Person, matter: string): Promise<void> {
  await goTo(omar, '/calendar?month=2014-06');
  await goTo(omar, '/calendar?month=2014-07');
  await goTo(omar, '/reminders');
  await send(omar, 'Make an address');
  const address = await omar.page.locator('p.mono').first().innerText();
  const answer = await fetch(address);
  expect(answer.headers.get('content-type')).to.match(/^text\/calendar/);
  const text = await answer.text();
  expect(text, 'no names unless chosen').not.to.match(/Verizon|Netflix|evidence/);
  const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
  const told = events.map((event) => ({
    on: String(event.getFirstPropertyValue('dtstart')),
    status: String(event.getFirstPropertyValue('status')),
  }));
  expect(told).to.deep.include({ on: '2014-06-10', status: 'CANCELLED' });
  expect(events.every((event) => event.getFirstProperty('dtstart')?.type === 'date')).to.equal(true);
  expect(text.replaceAll('\r\n ', '')).to.include(`${matter}/deadlines/`);
}
