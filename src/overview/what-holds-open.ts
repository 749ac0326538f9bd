import { bundleNumber } from '../bundles/bundle.js';
import { heldWithoutPending, WHOSE } from '../deadlines/deadline.js';
import { holdingText } from '../deadlines/holding.js';
import type { AskedAtClose, WhatHoldsOpen } from '../matters/close-matter.js';
import { dayText } from '../platform/plain-date.js';
import { BY_METHOD } from '../replies/delivery/delivery.js';
import { listUnsettledIn } from '../replies/dispatch/dispatch-store.js';
import { listChangedSinceSent } from './changed-since-sent.js';
import { listDemandNumbers, listRunningDeadlines, type RunningDeadline } from './matter-page-store.js';
import { listUnprovedIn, listUnsentIn } from './unsent-store.js';

/**
 * Every binding or promised date that is open, every date nobody has confirmed or decided yet, and every mail that has not
 * left or may have.
 */
export const whatHoldsOpen: WhatHoldsOpen = async (db, matterId) => [
  ...(await listRunningDeadlines(db, matterId)).flatMap((date) => {
    const words = heldBy(date);
    return words === null ? [] : [words];
  }),
  ...(await listUnsettledIn(db, matterId)).map(mailText),
];

/** The dates that run and do not hold a matter open, asserted ones above all: closing it takes them out of sight. */
export const whatStillRuns: AskedAtClose['runs'] = async (db, matterId) =>
  (await listRunningDeadlines(db, matterId))
    .filter((date) => heldBy(date) === null)
    .map((date) => {
      const on = heldWithoutPending(date);
      return {
        id: date.id,
        text: `${on === null ? '' : `${dayText(on)}, `}“${date.title}” (${WHOSE[date.whose]})`,
      };
    });

/** The files that counsel approved and that are not recorded as sent: nobody is asked to send them once it is closed. */
export const whatIsUnsent: AskedAtClose['unsent'] = async (db, matterId) =>
  (await listUnsentIn(db, matterId)).map(({ id, number, title }) => ({
    id,
    text: `${bundleNumber(number)} “${title}”`,
  }));

/** The responses that say something else than the file that left: the other side is told nothing of it once it is closed. */
export const whatWasChanged: AskedAtClose['changed'] = async (db, matterId) => {
  const changed = await listChangedSinceSent(db, matterId);
  return (await listDemandNumbers(db, matterId))
    .filter(({ id }) => changed.has(id))
    .map(({ id, number }) => ({ id, text: `the response to demand ${number}` }));
};

/** What is recorded as sent and counts by no proof and no decision of counsel. */
export const whatIsUnproved: AskedAtClose['unproved'] = async (db, matterId) =>
  (await listUnprovedIn(db, matterId)).map(({ id, number, title, method, recipient, sentOn }) => ({
    id,
    text: `${bundleNumber(number)} “${title}”, sent ${BY_METHOD[method]} to ${recipient} on ${dayText(sentOn)}`,
  }));

function mailText({ address, state, title }: Awaited<ReturnType<typeof listUnsettledIn>>[number]): string {
  return state === 'in-doubt'
    ? `the mail to ${address} with “${title}”, of which it is not known whether it went out: say so first`
    : `the mail to ${address} with “${title}”, which has not left yet: withdraw it or wait until it has`;
}

function heldBy(date: RunningDeadline): string | null {
  const on = heldWithoutPending(date);
  const day = on === null ? '' : ` of ${dayText(on)}`;
  if (date.state === 'provisional')
    return `the provisional date${day} “${date.title}”, which nobody has confirmed`;
  if (date.state === 'decision') return `the decision on “${date.words ?? 'immediately'}” (${date.title})`;
  return holdingText(date);
}
