import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../platform/ask.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { TABLE_LIMITS } from '../../tabular/command-io.js';
import { isTableWhole, keepTable, makeTablesFolder, tablePath } from '../../tabular/derived-table.js';
import { askReadList } from '../questions.js';
import { howOf, LIST_FILES, listNumber, profileOf, tablesKeyOf } from './notice-list.js';
import type { ListProfile, NoticeList } from './notice-list.js';

type Readable = Pick<NoticeList, 'sha256' | 'fileName' | 'how' | 'asOf'>;
type OnRecord = Readable & Pick<NoticeList, 'number' | 'profile' | 'readAt'>;

/** The tables of a list, to be handed to a question of the document child. */
export interface ReadyList {
  readonly deliveries: string;
  /** Every row with a problem, as CSV that is safe for a spreadsheet; no account is named in it. */
  readonly problems: string;
}

/**
 * Where the tables of a list stand; where they are missing or damaged they are made again from the original first, which
 * takes as long as reading it did. Throws `IntegrityError` when the original is not what it was, `ConflictError` when it is read
 * otherwise now.
 */
export async function readyList(deps: Deps, list: OnRecord, onProgress?: Progress): Promise<ReadyList> {
  const ready = tablesOf(deps, list);
  const now = deps.clock.machineNow();
  const isWhole = await Promise.all([isTableWhole(ready.deliveries, now), isTableWhole(ready.problems, now)]);
  if (isWhole.every(Boolean)) return ready;
  expectAsOnRecord(list, await readListFile(deps, list, onProgress));
  return ready;
}

/** What was read again must be what was found the first time: a later reader may tell apart what an earlier one did not. */
function expectAsOnRecord(list: OnRecord, now: ListProfile): void {
  const then = profileOf(list);
  const figures = ({ deliveries, repeats, uncounted, accounts }: ListProfile): string =>
    `deliveries ${deliveries}, accounts ${accounts}, repeats ${repeats}, rows in no count ${uncounted}`;
  if (then !== null && figures(then) !== figures(now))
    throw new ConflictError(
      `Read again, ${listNumber(list.number)} gives other figures (${figures(now)}) than on record (${figures(then)}): files are read more exactly now. Read the file anew as a list in its place.`,
    );
}

/** Reads the original whole and keeps its tables. */
export async function readListFile(deps: Deps, list: Readable, onProgress?: Progress): Promise<ListProfile> {
  const out = await deps.files.workFolder();
  try {
    const profile = await deps.asker.ask(
      askReadList,
      {
        path: await deps.files.localPath(list.sha256),
        fileName: list.fileName,
        how: howOf(list),
        asOf: list.asOf,
        out,
      },
      { ...TABLE_LIMITS, ...(onProgress && { onProgress }) },
    );
    const ready = tablesOf(deps, list);
    await makeTablesFolder(deps);
    await keepTable(join(out, LIST_FILES.problems), ready.problems);
    await keepTable(join(out, LIST_FILES.deliveries), ready.deliveries);
    return profile;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function tablesOf(deps: Deps, list: Readable): ReadyList {
  const cacheKey = tablesKeyOf(list);
  return {
    deliveries: tablePath(deps, `${cacheKey}.${LIST_FILES.deliveries}`),
    problems: tablePath(deps, `${cacheKey}.${LIST_FILES.problems}`),
  };
}
