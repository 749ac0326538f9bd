import { addItems } from '../../src/evidence/add-items.js';
import { setMethod } from '../../src/measurements/method/set-method.js';
import { bytesArrive } from '../../src/sample/arrive.js';
import type { Browser } from '../support/browser.js';
import type { Started } from '../support/start-rejoinder.js';

/** Readings of five accounts on two networks; South is slow in the hour of 23 UTC, fast in that of 2. */
export const READINGS = [
  'account,network,taken_at,download_mbps',
  'acct-ann,North,2014-06-03T23:05:00Z,1.5',
  'acct-bob,North,2014-06-03T23:15:00Z,4.5',
  'acct-cat,South,2014-06-04T01:55:00Z,2.0',
  'acct-dan,North,2014-06-04T02:10:00Z,5.0',
  'acct-eve,South,2014-06-03T23:40:00Z,9.0',
  '',
].join('\n');

/** A file in the evidence of a matter. */
export async function addFile(
  started: Started,
  matterId: string,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  const arrived = await bytesArrive(started.deps, name, content);
  const provenance = { custodian: 'Delivery', source: 'log' };
  const [outcome] = await addItems(started.deps, matterId, [arrived], provenance, started.actor('dana'));
  if (!outcome?.itemId) throw new Error(`${name} was not added: ${outcome?.text ?? ''}`);
  return outcome.itemId;
}

export interface ReadList {
  readonly itemId: string;
  readonly listId: string;
  readonly path: string;
}

/** A file read as a notice list, as its page has it done, to the end of its job. */
export async function readList(
  started: Started,
  browser: Browser,
  matterId: string,
  name: string,
  content: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<ReadList> {
  const itemId = await addFile(started, matterId, name, content);
  const [header = ''] = content.split('\n');
  const optional = { notice: 'notice_id', variant: 'variant' };
  const chosen = Object.entries(optional).filter(([, column]) => header.split(',').includes(column));
  await browser.get(`/matters/${matterId}/notices/items/${itemId}`);
  const answer = await browser.post(`/matters/${matterId}/notices/items/${itemId}`, {
    ...{ account: 'account', network: 'network', shown: 'shown_at' },
    ...Object.fromEntries(chosen),
    ...fields,
  });
  if (answer.status !== 303)
    throw new Error(`${name} was not taken: ${answer.status} ${answer.text.slice(0, 4_000)}`);
  await started.runJobs();
  const path = answer.location ?? '';
  return { itemId, listId: path.split('/').at(-1) ?? '', path };
}

/** A file read as measurements, to the end of its job. */
export async function readSource(
  started: Started,
  browser: Browser,
  matterId: string,
  name: string,
  content: string,
): Promise<{ itemId: string; sourceId: string }> {
  const itemId = await addFile(started, matterId, name, content);
  await browser.get(`/matters/${matterId}/measurements/items/${itemId}`);
  const answer = await browser.post(`/matters/${matterId}/measurements/items/${itemId}`, {
    ...{ how: 'said', time: 'taken_at', network: 'network', account: 'account' },
    ...{ download: 'download_mbps', downloadUnit: 'Mbit/s' },
  });
  if (answer.status !== 303)
    throw new Error(`${name} was not taken: ${answer.status} ${answer.text.slice(0, 4_000)}`);
  await started.runJobs();
  return { itemId, sourceId: (answer.location ?? '').split('/').at(-1) ?? '' };
}

/** Counsel's method for the readings of a matter: 3 Mbit/s, half an hour before a delivery. */
export function setLevel(started: Started, matterId: string): Promise<void> {
  const method = {
    measure: 'download',
    level: 3,
    windowMinutes: 30,
    zone: 'UTC',
    version: 0,
    peakFrom: 19,
    peakTo: 23,
    peakDays: 'all',
    note: '',
    reason: 'The level of the notices themselves',
  } as const;
  return setMethod(started.deps, matterId, method, started.actor('omar'));
}

/** What is on the record of a matter, by name, in order. */
export async function eventsOf(started: Started, matterId: string): Promise<string[]> {
  const rows = await started.deps.db
    .selectFrom('auditEvent')
    .where('matterId', '=', matterId)
    .orderBy('seq')
    .select('action')
    .execute();
  return rows.map(({ action }) => action);
}
