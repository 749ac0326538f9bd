import { question } from '../platform/ask.js';
import type { GivenReading } from '../tabular/table-reading.js';
import type { CompareInput } from './disclosures/compare-counts.js';
import type { CountInput, Counts } from './disclosures/count-deliveries.js';
import type { ExportInput } from './disclosures/export-rows.js';
import type { ListRow, ListRowsInput, OutsideInput, RowPage } from './lists/list-rows.js';
import type { ListLook } from './lists/look-at-list.js';
import type { ListProfile, NamedCount } from './lists/notice-list.js';
import type { ReadListInput } from './lists/read-list.js';
import type { NoticeFile, PreparedNotices } from './prepare-notices.js';
import type { ReconcileInput } from './reconcile.js';
import type { Reconciliation } from './reconciliation.js';
import type { ReconcileListInput } from './runs/reconcile-list.js';
import type { RunRow, RunRowsInput } from './runs/run-rows.js';

export interface PrepareNoticesInput extends NoticeFile {
  readonly out: string;
  readonly work: string;
  readonly asOf: string;
}

/** A list of deliveries, made ready to be asked about. */
export const askPrepareNotices = question<PrepareNoticesInput, PreparedNotices>('notices.prepare');

/** Deliveries against measurements. */
export const askReconcile = question<ReconcileInput, Reconciliation>('notices.reconcile');

/** How a file would be read as a list. */
export const askLookAtList = question<{ readonly path: string; readonly given: GivenReading }, ListLook>(
  'notices.look',
);

/** A list read whole, its tables made. */
export const askReadList = question<ReadListInput, ListProfile>('notices.read');

/** One page of a list's rows. */
export const askListRows = question<ListRowsInput, RowPage<ListRow>>('notices.listRows');

/** Deliveries that no campaign covers, by network. */
export const askCountOutside = question<OutsideInput, NamedCount[]>('notices.outside');

/** The deliveries of a list that was read, against measurements. */
export const askReconcileList = question<ReconcileListInput, Reconciliation>('notices.reconcileList');

/** One page of the rows behind a figure of a run. */
export const askRunRows = question<RunRowsInput, RowPage<RunRow>>('notices.runRows');

/** Deliveries counted, divided as asked. */
export const askCountDeliveries = question<CountInput, Counts>('notices.count');

/** Whether two tables of counts tell together what neither tells alone. */
export const askCompareCounts = question<CompareInput, boolean>('notices.compareCounts');

/** Every delivery as one line of a file. */
export const askExportRows = question<ExportInput, number>('notices.export');
