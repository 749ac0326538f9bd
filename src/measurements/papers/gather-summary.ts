import { namesOfAccounts } from '../../auth/account-store.js';
import { getDocument } from '../../documents/document-store.js';
import { getItem } from '../../evidence/item-store.js';
import type { Item } from '../../evidence/item.js';
import { listLetters } from '../../letters/letter-store.js';
import type { Matter } from '../../matters/matter.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { addDays } from '../../platform/plain-date.js';
import type { MarkedDay } from '../charts/day-series.js';
import type { MeasurementSource } from '../measurement-source.js';
import { getMethod } from '../method/method-store.js';
import type { RunFigures } from '../runs/run-figures.js';
import { findRunFigures, listRunSources } from '../runs/run-store.js';
import type { MeasurementRun } from '../runs/run-store.js';
import type { SummaryFacts, SummarySource } from './summary-facts.js';
import { softwareName } from './summary-names.js';

/** A letter further away than this would only make the drawing narrow. */
const NEAR_DAYS = 31;

/** What is given to a summary beside its run, and kept in its table file. */
export interface SummaryWishes {
  readonly examination: string;
  readonly marked: readonly MarkedDay[];
}

export interface MatterOfSummary {
  readonly id: string;
  readonly title: string;
  readonly regime: Matter['regime'];
  readonly zone: string;
}

/**
 * Everything the summary of a run says. `figures` are the run's own where nothing else is given. Throws `ConflictError`
 * where the run has none yet.
 */
export async function gatherSummary(
  deps: Deps,
  matter: MatterOfSummary,
  run: MeasurementRun,
  { examination, marked }: SummaryWishes,
  figures?: RunFigures,
): Promise<SummaryFacts> {
  const kept = figures ?? (await findRunFigures(deps.db, run.id));
  if (kept === null || run.finishedAt === null)
    throw new ConflictError(`Run ${run.number} has no figures yet. Wait until it is made.`);
  const method = await getMethod(deps.db, matter.id, run.methodId);
  const names = await namesOfAccounts(deps.db);
  const sources = await listRunSources(deps.db, run);
  return {
    matter: matter.title,
    run: {
      number: run.number,
      madeBy: names.get(run.startedBy) ?? '',
      madeAt: run.finishedAt,
      software: softwareName(),
    },
    method: {
      number: method.number,
      windowMinutes: method.windowMinutes,
      note: method.note,
      reason: method.reason,
      setBy: names.get(method.setBy) ?? '',
      setAt: method.setAt,
    },
    sources: await Promise.all(sources.map((source) => sourceOf(deps, source))),
    figures: kept,
    marked,
    examination,
  };
}

/** The dates of the matter's letters that lie near the readings, for the drawing by day. */
export async function letterDays(
  deps: Deps,
  matterId: string,
  figures: Pick<RunFigures, 'days'> | null,
): Promise<MarkedDay[]> {
  const days = (figures?.days ?? []).map(({ day = '' }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [from, to] = [addDays(first, -NEAR_DAYS), addDays(last, NEAR_DAYS)];
  const letters = await listLetters(deps.db, matterId);
  return letters
    .flatMap(({ state, datedOn, direction, sender, recipient }) => {
      const isOut = direction === 'out';
      if (state === 'voided' || (isOut && state !== 'sent')) return [];
      if (datedOn === null || datedOn < from || datedOn > to) return [];
      const words = isOut ? `letter to ${recipient ?? 'them'}` : `letter from ${sender ?? 'them'}`;
      return [{ on: datedOn, words }];
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.words < b.words ? -1 : 1));
}

/** The items whose files a run rests on, each once. */
export async function itemsOfRun(deps: Deps, run: MeasurementRun): Promise<Item[]> {
  const sources = await listRunSources(deps.db, run);
  const ids = [...new Set(sources.map(({ itemId }) => itemId))];
  return Promise.all(ids.map((id) => getItem(deps.db, run.matterId, id)));
}

async function sourceOf(deps: Deps, source: MeasurementSource): Promise<SummarySource> {
  const item = await getItem(deps.db, source.matterId, source.itemId);
  const document = await getDocument(deps.db, item.documentId);
  return {
    fileName: source.fileName,
    sha256: source.sha256,
    bytes: document.bytes,
    custodian: item.custodian,
    receivedAt: document.receivedAt,
    format: source.facts?.name ?? '',
    caveat: source.facts?.caveat ?? null,
    conversions: source.facts?.conversions ?? [],
    notes: source.facts?.notes ?? [],
    records: source.records,
    used: source.used,
    rejected: source.rejected,
  };
}
