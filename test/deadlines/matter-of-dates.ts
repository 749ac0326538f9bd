import { expect } from 'chai';
import { listEvents } from '../../src/audit/audit-store.js';
import { countedFromWords, countedOn } from '../../src/deadlines/counted.js';
import { getDeadlineIn, listDeadlines, listRunningPreDates } from '../../src/deadlines/deadline-store.js';
import type { Deadline, Whose } from '../../src/deadlines/deadline.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import type { Matter } from '../../src/matters/matter.js';
import { openMatter } from '../../src/matters/open-matter.js';
import type { Answer, Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

export const ZONE = 'America/Los_Angeles';

/** The app on Friday 6 June 2014 with one matter: dana leads it, omar is counsel on it, priya reads it. */
export interface MatterOfDates {
  readonly started: Started;
  readonly matterId: string;
  readonly dana: Browser;
  readonly omar: Browser;
  /** An address below the dates of the matter. */
  path(rest?: string): string;
  date(id: string): Promise<Deadline>;
  dates(): Promise<Deadline[]>;
  preDates(parentId: string): Promise<Deadline[]>;
  actions(): Promise<string[]>;
  /** A date that is simply named. */
  named(on: string, whose?: Whose, title?: string): Promise<string>;
  /** Within five days from the date of the letter of 5 June: Mon 9, Tue 10 or Thu 12 June. */
  fiveDays(whose?: Whose): Promise<string>;
  /** Posts a form with the date's version as it is now. */
  send(who: Browser, id: string, rest: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
}

export async function openMatterOfDates(
  options: { readonly regime?: Matter['regime']; readonly today?: string } = {},
): Promise<MatterOfDates> {
  const started = await startRejoinder({ today: options.today ?? '2014-06-06' });
  const by = started.actor('dana');
  const matterId = await openMatter(
    started.deps,
    {
      title: 'Verizon – Netflix, letter of 5 June 2014',
      regime: options.regime ?? 'us-federal',
      zone: ZONE,
      legend: 'Attorney work product',
      approvalForm: 'two-people',
      ourParty: 'Netflix',
      theirParty: 'Verizon',
    },
    by,
  );
  for (const [name, access] of [
    ['omar', 'member'],
    ['priya', 'viewer'],
  ] as const)
    await grantAccess(started.deps, matterId, { accountId: started.actor(name).accountId, access }, by);
  const [dana, omar] = [await started.signIn('dana'), await started.signIn('omar')];
  const path = (rest = '') => `/matters/${matterId}/deadlines${rest}`;
  for (const browser of [dana, omar]) await browser.get(path('/new'));
  const date = (id: string) => getDeadlineIn(started.deps.db, matterId, id);
  return {
    started,
    matterId,
    dana,
    omar,
    path,
    date,
    dates: () => listDeadlines(started.deps.db, matterId),
    preDates: (parentId) => listRunningPreDates(started.deps.db, parentId),
    actions: async () => (await listEvents(started.deps.db, { matterId }, 100)).map((event) => event.action),
    named: (on, whose = 'binding', title = 'Answer to the complaint') =>
      setDeadline(started.deps, { matterId, title, whose, zone: ZONE, counted: countedOn(on, ZONE) }, by),
    fiveDays: (whose = 'asserted') =>
      setDeadline(
        started.deps,
        {
          matterId,
          title: 'Respond to demand 2: provide evidence',
          whose,
          words: 'within five days from the date of this letter',
          zone: ZONE,
          counted: countedFromWords(
            {
              text: 'within five days from the date of this letter',
              count: 5,
              unit: 'day',
              from: 'letter-date',
            },
            { letterDate: '2014-06-05', receivedOn: '2014-06-05', zone: ZONE, regime: 'us-federal' },
          ),
        },
        by,
      ),
    send: async (who, id, rest, fields = {}) =>
      who.post(path(`/${id}/${rest}`), { version: String((await date(id)).version), ...fields }),
  };
}

/** The answer went through; its page is where it leads. */
export function expectDone(answer: Answer): void {
  expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
}
