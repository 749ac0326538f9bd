import type { Progress } from '../../platform/ask.js';
import type { PreparedSource } from '../../measurements/prepare-source.js';
import { text } from '../../tabular/duck.js';
import { reconcile } from '../reconcile.js';
import type { Reconciliation, ReconcileMethod, ReasonCount } from '../reconciliation.js';

export interface ReconcileListInput {
  readonly list: {
    readonly fileName: string;
    /** Of the original. */
    readonly sha256: string;
    readonly deliveries: string;
    readonly keptAside: readonly ReasonCount[];
  };
  readonly sources: readonly PreparedSource[];
  readonly method: ReconcileMethod;
  readonly work: string;
  /** Where in `work` the judged rows are kept. */
  readonly rowsTable: string;
}

/** As `reconcile`, for a list that was read already: the same files and method give the same result. */
export function reconcileList(input: ReconcileListInput, progress: Progress): Promise<Reconciliation> {
  const { list, sources, method, work, rowsTable } = input;
  const notices = {
    fileName: list.fileName,
    sha256: list.sha256,
    parquet: list.deliveries,
    sql: `(select line, notice_id, account, network, shown_at, why, undated from read_parquet(${text(list.deliveries)}))`,
    keptAside: list.keptAside,
  };
  return reconcile({ notices, sources, method, work, withRows: false, rowsTable }, progress);
}
