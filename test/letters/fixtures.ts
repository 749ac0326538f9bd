import { PDFDocument } from 'pdf-lib';
import { openMatter } from '../../src/matters/open-matter.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import type { Browser } from '../support/browser.js';
import type { Started } from '../support/start-rejoinder.js';

/** A letter of three demands: at once, a shared limit of five days, and one that names no time. */
export const LETTER = [
  'June 5, 2014',
  'Via email',
  '',
  'Re: notices shown to users',
  '',
  'Dear Mr. Hyman:',
  '',
  'We demand that you immediately cease the notices.',
  'Provide, within five days from the date of this letter, all evidence for the',
  'statement made to one viewer.',
  'Please also provide a list of all customers to whom such messages were delivered.',
  'If we do not receive these, we reserve all rights.',
].join('\n');

export const REVIEW = {
  sender: 'Verizon',
  senderCounsel: 'Randal Milch',
  recipient: 'Netflix',
  subject: 'notices shown to users',
  datedOn: '2014-06-05',
  sentOn: '2014-06-05',
  receivedOn: '2014-06-05',
  receivedTime: '16:50',
  receivedZone: 'America/New_York',
  method: 'email',
} as const;

export const CEASE = {
  quote: 'We demand that you immediately cease the notices.',
  kind: 'cease',
  limit: 'immediately',
  limitWords: 'immediately',
} as const;

export const EVIDENCE = {
  quote:
    'Provide, within five days from the date of this letter, all evidence for the statement made to one viewer.',
  kind: 'provide-evidence',
  limit: 'count',
  limitWords: 'within five days from the date of this letter',
  limitCount: '5',
  limitUnit: 'day',
  limitFrom: 'letter-date',
} as const;

/** A matter led by omar, on which dana works, priya reads and rolf is a stranger. */
export async function openTestMatter(started: Started): Promise<string> {
  const omar = started.actor('omar');
  const matterId = await openMatter(
    started.deps,
    {
      title: 'Verizon – Netflix',
      ourParty: 'Netflix',
      theirParty: 'Verizon',
      regime: 'private',
      zone: 'America/Los_Angeles',
      approvalForm: 'two-people',
      legend: 'Privileged',
    },
    omar,
  );
  for (const [name, access] of [['dana', 'member'] as const, ['priya', 'viewer'] as const])
    await grantAccess(started.deps, matterId, { accountId: started.actor(name).accountId, access }, omar);
  return matterId;
}

/** Someone signed in who has opened a page, as a person has before sending a form. */
export async function atTheDesk(
  started: Started,
  name: 'dana' | 'omar' | 'priya' | 'rolf',
): Promise<Browser> {
  const browser = await started.signIn(name);
  await browser.get('/desk');
  return browser;
}

/** Logs the letter in the matter; returns its path. */
export async function logLetter(
  browser: Browser,
  matterId: string,
  content: string = LETTER,
): Promise<string> {
  const answer = await browser.upload(`/matters/${matterId}/letters`, [{ name: 'letter.txt', content }]);
  if (answer.status !== 303 || answer.location === null)
    throw new Error(`not logged: ${answer.status} ${answer.text}`);
  return answer.location;
}

/** Logs the letter and confirms its facts; returns its path. */
export async function reviewedLetter(browser: Browser, matterId: string): Promise<string> {
  const path = await logLetter(browser, matterId);
  const answer = await browser.post(`${path}/review`, { ...REVIEW, version: '1' });
  if (answer.status !== 303) throw new Error(`not reviewed: ${answer.status} ${answer.text}`);
  return path;
}

export async function pdf(options: { password?: string } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage().drawText('We demand that you reply within 10 days of the date of this letter.', {
    x: 50,
    y: 700,
    size: 12,
  });
  if (options.password !== undefined) document.encrypt({ userPassword: options.password });
  return document.save();
}
