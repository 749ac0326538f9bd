import { namesOfAccounts } from '../../auth/account-store.js';
import { getDocument } from '../../documents/document-store.js';
import { getItem } from '../../evidence/item-store.js';
import { paperOf } from '../../matters/matter.js';
import type { Matter } from '../../matters/matter.js';
import { setPaper } from '../../measurements/papers/make-summary.js';
import { softwareName } from '../../measurements/papers/summary-names.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import type { ReceivedFile } from '../../platform/file-store.js';
import { dayIn } from '../../platform/plain-date.js';
import type { SafelyCounted } from '../disclosures/count-safely.js';
import { getNoticeList } from '../lists/list-store.js';
import { methodOf, resultOf } from '../runs/notice-run.js';
import type { NoticeRun } from '../runs/notice-run.js';
import { listSourcesOfRun } from '../runs/run-store.js';
import { paperRows } from './reconciliation-facts.js';
import type { ReconciliationFacts } from './reconciliation-facts.js';
import { PAPER_TITLE, reconciliationBlocks } from './reconciliation-paper.js';

/** Sets the paper of a run; received and not yet kept. The same run and counts give the same bytes. */
export async function makeReconciliationPaper(
  deps: Deps,
  matter: Pick<Matter, 'id' | 'title' | 'regime' | 'zone'>,
  run: NoticeRun,
  counts: Pick<SafelyCounted, 'tables' | 'beside'>,
): Promise<ReceivedFile> {
  const facts = await factsOf(deps, matter, run, counts);
  const paper = paperOf(matter);
  const date = dayIn(facts.run.finishedAt, facts.method.zone);
  return setPaper(deps, { blocks: reconciliationBlocks(facts, paper), paper, date, title: PAPER_TITLE });
}

async function factsOf(
  deps: Deps,
  matter: Pick<Matter, 'id' | 'title'>,
  run: NoticeRun,
  { tables: [byFinding, byBoth, byNetwork], beside }: Pick<SafelyCounted, 'tables' | 'beside'>,
): Promise<ReconciliationFacts> {
  const result = resultOf(run);
  if (result === null || run.finishedAt === null)
    throw new ConflictError('The reconciliation has no result yet. Wait until it is finished.');
  const bytesOf = async (itemId: string): Promise<number> => {
    const { documentId } = await getItem(deps.db, matter.id, itemId);
    return (await getDocument(deps.db, documentId)).bytes;
  };
  const list = await getNoticeList(deps.db, matter.id, run.listId);
  const sources = await listSourcesOfRun(deps.db, run);
  const names = await namesOfAccounts(deps.db);
  return {
    matter: matter.title,
    run: {
      number: run.number,
      madeBy: names.get(run.startedBy) ?? '',
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      software: softwareName(),
    },
    method: methodOf(run),
    duplicates: result.duplicates,
    rejected: result.rejected,
    measurements: result.measurements,
    list: { sha256: list.sha256, bytes: await bytesOf(list.itemId) },
    sources: await Promise.all(
      sources.map(async ({ sha256, itemId, facts }) => ({
        ...{ sha256, bytes: await bytesOf(itemId) },
        ...{ format: facts?.name ?? '', caveat: facts?.caveat ?? null },
      })),
    ),
    rows: paperRows(byFinding, byBoth ?? null, byNetwork ?? null),
    beside,
  };
}
