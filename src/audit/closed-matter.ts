import type { NewEvent } from './event.js';
import type { Action } from './sentences.js';

/** What still happens in a closed matter: it is read, what was begun comes to its end, and it is opened again. */
const AFTER_CLOSING: ReadonlySet<Action> = new Set<Action>([
  'matter.closed',
  'matter.reopened',
  'access.granted',
  'access.withdrawn',
  'document.read',
  'document.readAgain',
  'document.downloaded',
  'document.viewed',
  'letter.scanRead',
  'letter.readAgain',
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
 * Whether an event may be recorded in a matter that is closed. What the machine does by itself is not held up, nor
 * what comes of something that was begun before.
 */
export function mayFollowClosing({ by, action }: Pick<NewEvent, 'by' | 'action'>): boolean {
  return by === null || by.isFinishing === true || AFTER_CLOSING.has(action);
}
