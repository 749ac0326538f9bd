import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { paperOf } from '../../matters/matter.js';
import { typesetBlocks } from '../../pdf/questions.js';
import type { Block, Paper } from '../../pdf/blocks.js';
import type { Deps } from '../../platform/deps.js';
import type { ReceivedFile } from '../../platform/file-store.js';
import { dayIn } from '../../platform/plain-date.js';
import type { MatterOfSummary } from './gather-summary.js';
import { summaryCsv } from './summary-csv.js';
import type { SummaryFacts } from './summary-facts.js';
import { summaryFiles } from './summary-names.js';
import { summaryBlocks, titleOf } from './summary-paper.js';

const LONGEST_MS = 120_000;
const LARGEST = 1024 ** 3;

/** A paper and the table beside it, received and not yet kept: whoever asked keeps or discards both. */
export interface MadeSummary {
  readonly paper: ReceivedFile;
  readonly table: ReceivedFile;
}

/** Sets the paper of a summary and writes its table. The same facts give the same bytes. */
export async function makeSummary(
  deps: Deps,
  facts: SummaryFacts,
  matter: Pick<MatterOfSummary, 'regime' | 'zone'>,
): Promise<MadeSummary> {
  const table = await deps.files.receive(oneChunk(summaryCsv(facts)), LARGEST);
  try {
    const paper = paperOf(matter);
    const beside = { name: summaryFiles(facts.run.number).table, sha256: table.sha256 };
    const date = dayIn(facts.run.madeAt, facts.figures.method.zone);
    const set = { blocks: summaryBlocks(facts, beside, paper), paper, date, title: titleOf(facts) };
    return { paper: await setPaper(deps, set), table };
  } catch (error) {
    await deps.files.discard(table);
    throw error;
  }
}

/** Sets blocks as a PDF that is received and not yet kept. */
export async function setPaper(
  deps: Deps,
  set: {
    readonly blocks: readonly Block[];
    readonly paper: Paper;
    readonly date: string;
    readonly title: string;
  },
): Promise<ReceivedFile> {
  const folder = await deps.files.workFolder();
  try {
    const out = join(folder, 'paper.pdf');
    await deps.asker.ask(typesetBlocks, { ...set, out, style: 'record' }, { timeoutMs: LONGEST_MS });
    return await deps.files.receive(createReadStream(out), LARGEST);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* oneChunk(words: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(words, 'utf8');
}
