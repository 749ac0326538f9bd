import type { Tx } from '../platform/database.js';
import { ConflictError } from '../platform/errors.js';
import type { NewEvent } from './event.js';
import type { Action } from './sentences.js';

/** What still happens in a closed matter: it is read, what was begun comes to its end, and it is opened again. */
const AFTER_CLOSING: ReadonlySet<Action> = new Set<Action>([
  'matter.closed',
  'matter.reopened',
  'access.granted',
  'access.withdrawn',
  'document.read',
  'document.downloaded',
  'document.viewed',
  'letter.scanRead',
  'measurementSource.read',
  'measurementSource.rebuilt',
  'measurementRun.finished',
  'noticeList.read',
  'noticeList.rebuilt',
  'noticeList.namesSeen',
  'noticeRun.finished',
  'reply.versionKept',
  'reply.downloaded',
  'bundle.built',
  'bundle.buildFailed',
  'bundle.downloaded',
  'bundle.viewed',
  'escalation.acknowledged',
  'reminder.resent',
  'reminder.arrived',
  'feed.made',
  'feed.revoked',
]);

/**
 * Every change has its event in its own transaction, so here none slips into a matter that was closed while its form was
 * on the way. What the machine does by itself, like recording a mail that left, is not held up. Throws `ConflictError`.
 */
export async function refuseInClosedMatter(tx: Tx, { by, matterId, action }: NewEvent): Promise<void> {
  if (by === null || matterId === null || matterId === undefined || AFTER_CLOSING.has(action)) return;
  const closed = await tx
    .selectFrom('matter')
    .where('id', '=', matterId)
    .where('state', '=', 'closed')
    .select('id')
    .executeTakeFirst();
  if (closed) throw new ConflictError('The matter is closed; open it again before changing anything in it.');
}
