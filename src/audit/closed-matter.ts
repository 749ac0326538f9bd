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
  // A mail that was on its way leaves all the same, and what came of it must not be lost.
  'document.kept',
  'letter.sent',
  'delivery.sent',
  'delivery.proved',
  'deadline.met',
  'escalation.acknowledged',
  'reminder.resent',
  'reminder.arrived',
  'feed.made',
  'feed.revoked',
]);

/**
 * Whether an event may be recorded in a matter that is closed. What the machine does by itself, like recording a mail that
 * left, is not held up.
 */
export function mayFollowClosing({ by, action }: Pick<NewEvent, 'by' | 'action'>): boolean {
  return by === null || AFTER_CLOSING.has(action);
}
