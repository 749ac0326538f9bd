import type { Actor } from '../audit/event.js';
import { bundleNumber } from '../bundles/bundle.js';
import { getBundles, listBundles } from '../bundles/bundle-store.js';
import { filesOfBundles, type FileState } from '../bundles/file-state.js';
import type { FileWaiting } from '../demands/demand-page.js';
import type { Db } from '../platform/database.js';
import { letterProblem } from '../replies/versions/letter-problem.js';
import { listWaitingBundles } from './desk-store.js';

/** The final files of my matters that wait for counsel, or would and are outdated. */
export async function waitingRows(db: Db, actor: Actor) {
  const bundles = await listWaitingBundles(db, actor);
  const files = await filesOfBundles(
    { db, letterProblem },
    await getBundles(
      db,
      bundles.map(({ id }) => id),
    ),
  );
  const rows = [];
  for (const waiting of bundles) {
    const file = files.get(waiting.id);
    if (file === undefined) continue;
    const by = waiting.builtBy === actor.accountId ? 'you' : waiting.builtByName;
    rows.push({
      path: file.path,
      title: waiting.title,
      about: `${waiting.matterTitle} · ${file.name.toLowerCase()}, built by ${by}`,
      chip: file.waits ? null : file.chip,
      why: file.why[0]?.text ?? '',
    });
  }
  return rows;
}

/** The file that counts of each bundle in preparation, by bundle: whether it still says what bundle and letter say. */
export async function filesInPreparation(db: Db, matterId: string): Promise<ReadonlyMap<string, FileState>> {
  const open = (await listBundles(db, matterId)).filter(({ state }) => state === 'open');
  return filesOfBundles({ db, letterProblem }, open);
}

/** Final files of a matter that carry a letter and are not approved yet, for the page of what the letter responds to. */
export async function filesWaiting(db: Db, matterId: string): Promise<FileWaiting[]> {
  const waiting: FileWaiting[] = [];
  const bundles = (await listBundles(db, matterId)).filter(
    ({ state, replyId }) => state === 'open' && replyId !== null,
  );
  const files = await filesOfBundles({ db, letterProblem }, bundles);
  for (const bundle of bundles) {
    const file = files.get(bundle.id);
    if (file === undefined || file.isDraft) continue;
    waiting.push({
      text: `${bundleNumber(bundle.number)} ${bundle.title}, ${file.name.toLowerCase()}`,
      path: file.path,
      chip: file.waits ? null : file.chip,
      why: file.why[0]?.text ?? null,
    });
  }
  return waiting;
}
