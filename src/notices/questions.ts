import { question } from '../platform/ask.js';
import type { NoticeFile, PreparedNotices } from './prepare-notices.js';
import type { ReconcileInput } from './reconcile.js';
import type { Reconciliation } from './reconciliation.js';

export interface PrepareNoticesInput extends NoticeFile {
  readonly out: string;
  readonly work: string;
  readonly asOf: string;
}

/** A list of deliveries, made ready to be asked about. */
export const askPrepareNotices = question<PrepareNoticesInput, PreparedNotices>('notices.prepare');

/** Deliveries against measurements. */
export const askReconcile = question<ReconcileInput, Reconciliation>('notices.reconcile');
