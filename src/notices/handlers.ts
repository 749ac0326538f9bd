import type { Progress } from '../platform/ask.js';
import { compareCounts } from './disclosures/compare-counts.js';
import { countDeliveries } from './disclosures/count-deliveries.js';
import { exportRows } from './disclosures/export-rows.js';
import { countOutside, listRows } from './lists/list-rows.js';
import { lookAtList } from './lists/look-at-list.js';
import { readList } from './lists/read-list.js';
import { prepareNotices } from './prepare-notices.js';
import type { PreparedNotices } from './prepare-notices.js';
import type { PrepareNoticesInput } from './questions.js';
import { reconcile } from './reconcile.js';
import { reconcileList } from './runs/reconcile-list.js';
import { runRows } from './runs/run-rows.js';

/** What the document child answers about notices, by the name of the question. */
export const noticeHandlers = {
  'notices.prepare': (
    { out, work, asOf, ...file }: PrepareNoticesInput,
    progress: Progress,
  ): Promise<PreparedNotices> => prepareNotices(file, out, work, asOf, progress),
  'notices.reconcile': reconcile,
  'notices.look': lookAtList,
  'notices.read': readList,
  'notices.listRows': listRows,
  'notices.outside': countOutside,
  'notices.reconcileList': reconcileList,
  'notices.runRows': runRows,
  'notices.count': countDeliveries,
  'notices.compareCounts': compareCounts,
  'notices.export': exportRows,
} as const;
