import type { Request, Response } from 'express';
import type { Actor } from '../audit/event.js';
import { namesOfAccounts } from '../auth/account-store.js';
import { accountOf } from '../auth/signed-in.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { choices, type Matter } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NO_ERRORS, type FormErrors } from '../web/form.js';
import { pageLocals, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { citeList } from './cite-list.js';
import { groundsSent } from './demand-form.js';
import { getDemandIn, listDemands, listPerformance, listResponses } from './demand-store.js';
import {
  demandChoices,
  demandPage,
  demandRow,
  demandValues,
  groundRows,
  promisesOffered,
  responseValues,
  storedCites,
  storedGrounds,
  workingOf,
  type DemandsOnRecord,
} from './demand-view.js';
import { ENDINGS, HOLDS_BACK, ON_GROUNDS, STANCES, type Demand, type DemandingLetter } from './demand.js';
import type { LinkedItem } from './linked-item.js';
import type { LinkChange } from './link-change.js';
import type { LinkedInShort, OfferedItems } from './linked-items.js';
import { itemPicker, type Picking } from './item-picker.js';
import { nextStep } from './next-step.js';
import type { ApprovedResponse } from './sent-response.js';
import { settleForm } from './settle-date.js';
import type { BeforeRewriting } from './write-response.js';

/** What a demand's page offers where a demand asks for a list of people; paths begin at the app's own address. */
export interface WaysToAnswer {
  /** A list has been read that can answer it, or is being read. */
  readonly hasList: boolean;
  readonly links: readonly { readonly text: string; readonly path: string }[];
  /** What was decided already. */
  readonly given: readonly {
    readonly text: string;
    readonly path: string;
    readonly chip: { readonly text: string; readonly kind: string };
  }[];
}

/** A final file with a letter in front that nobody has approved; the path begins at the app's own address. */
export interface FileWaiting {
  readonly text: string;
  readonly path: string;
  /** Null while it says what letter and bundle say. */
  readonly chip: { readonly text: string; readonly kind: string } | null;
  readonly why: string | null;
}

/** A sentence elsewhere in the letter that names the time of a demand. */
export interface LimitSaid {
  readonly words: string;
  readonly page: number;
  /** It says what follows if the letter is not complied with. */
  readonly isThreat: boolean;
}

/** What demands ask of the folders that come after them. */
export interface AskedOfOthers {
  /** The letter that makes a demand. */
  readonly letterOf: (db: Db, matter: Matter, letterId: string) => Promise<DemandingLetter>;
  /** Whose words name the time of a demand, where they are not its own. */
  readonly limitSaid: (letter: DemandingLetter, demand: Demand) => LimitSaid | null;
  /** Its letters by id: their numbers and what they are called. */
  readonly lettersOf: (db: Db, matterId: string) => Promise<DemandsOnRecord['letters']>;
  /** The items in the file that bear on each demand, by the demand's id, in short. */
  readonly itemsOf: (db: Db, matterId: string) => Promise<ReadonlyMap<string, LinkedInShort>>;
  /** Every item in the file that bears on one demand. */
  readonly itemsOfDemand: (db: Db, demandId: string) => Promise<readonly LinkedItem[]>;
  /** A page of the items in the file: what may be linked to a demand. */
  readonly itemsOffered: (
    db: Db,
    matterId: string,
    words: string | null,
    page: number,
  ) => Promise<OfferedItems>;
  readonly itemsByIds: (db: Db, matterId: string, ids: readonly string[]) => Promise<readonly LinkedItem[]>;
  readonly itemsInFile: {
    readonly any: (db: Db, matterId: string) => Promise<boolean>;
    /** How many pages the items in the file have whose numbers these are; null where that is not known. */
    readonly pagesOf: (
      db: Db,
      matterId: string,
      numbers: readonly number[],
    ) => Promise<ReadonlyMap<number, number | null>>;
  };
  /** Items that name people one by one and so never are an exhibit as they stand. */
  readonly itemsNamingPeople: (db: Db, matterId: string) => Promise<ReadonlySet<string>>;
  /** The responses of a matter as approved files carry them. */
  readonly responsesApproved: (db: Db, matterId: string) => Promise<readonly ApprovedResponse[]>;
  /** The files that wait for approval. */
  readonly filesWaiting: (db: Db, matterId: string) => Promise<readonly FileWaiting[]>;
  /** Keeps the letters that carry a response as they stand, before its words change. */
  readonly keepBeforeResponse: BeforeRewriting;
  readonly changeLinks: (
    deps: Deps,
    matterId: string,
    changes: readonly LinkChange[],
    by: Actor,
  ) => Promise<number>;
  /** How a demand may be answered from what the matter holds on people; null where it asks for something else. */
  readonly answersOf: (
    db: Db,
    demand: Pick<Demand, 'id' | 'matterId' | 'kind'>,
  ) => Promise<WaysToAnswer | null>;
}

/** A form that did not pass, with everything typed kept. */
export interface Again {
  readonly form: 'items' | 'edit' | 'response' | 'ending' | 'performance' | 'reopening' | 'promise';
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
  /** The lists of the response's form as they came. */
  readonly body?: unknown;
  /** The page of the linked items that was asked for. */
  readonly go?: string | undefined;
  /** The items as they were picked so far. */
  readonly picking?: Picking;
}

/** The table counsel argue from. */
export async function showTable(
  deps: Deps,
  others: AskedOfOthers,
  req: Request,
  res: Response,
): Promise<void> {
  const all = await onRecord(deps.db, others, matterOf(res), await others.itemsOf(deps.db, matterOf(res).id));
  const at = deps.clock.now();
  const numberOf = (id: string | null): number | undefined =>
    all.demands.find((one) => one.id === id)?.number;
  const dayOf = ({ workingOn, earliestOn }: (typeof all.deadlines)[number]): string =>
    workingOn ?? earliestOn ?? '';
  const [next] = all.deadlines
    .filter(({ demandId, state, whose, parentId }) => {
      return demandId !== null && state === 'open' && whose !== 'promised' && parentId === null;
    })
    .sort(
      (a, b) => dayOf(a).localeCompare(dayOf(b)) || (numberOf(a.demandId) ?? 0) - (numberOf(b.demandId) ?? 0),
    );
  renderPage(
    req,
    res,
    'demands/list',
    { title: 'Demands', tab: 'demands' },
    {
      demands: all.demands.map((demand) => demandRow(demand, all, at)),
      severalLetters: new Set(all.demands.map((demand) => demand.letterId)).size > 1,
      working: next ? workingOf(next, at) : null,
      filesWaiting: await others.filesWaiting(deps.db, matterOf(res).id),
      isCounsel: accountOf(res).role === 'counsel',
      workingNumber: numberOf(next?.demandId ?? null) ?? null,
      canWrite: canWrite(res),
      step: canWrite(res) ? await stepFrom(deps.db, others, res, all, null) : null,
    },
  );
}

/** What comes next after the page in hand. */
async function stepFrom(
  db: Db,
  others: AskedOfOthers,
  res: Response,
  all: DemandsOnRecord,
  from: Demand | null,
) {
  const matterId = matterOf(res).id;
  const hasItems = await others.itemsInFile.any(db, matterId);
  const isCounsel = accountOf(res).role === 'counsel';
  return nextStep(matterId, { ...all, hasItems }, { from, isCounsel });
}

/** The page of one demand, with its forms. */
export async function showDemand(
  deps: Deps,
  others: AskedOfOthers,
  req: Request,
  res: Response,
  again: Again | null,
): Promise<void> {
  const matter = matterOf(res);
  const demand = await getDemandIn(deps.db, matterOf(res).id, param(req, 'demandId'));
  const linked = await others.itemsOfDemand(deps.db, demand.id);
  const own = new Map([[demand.id, { items: linked, more: 0, morePrivileged: 0 }]]);
  const all = await onRecord(deps.db, others, matter, own);
  const letter = await others.letterOf(deps.db, matter, demand.letterId);
  const siblings = all.demands.filter((one) => one.letterId === demand.letterId && one.id !== demand.id);
  const response = all.responses.find((one) => one.demandId === demand.id) ?? null;
  const { today } = pageLocals(res);
  const naming = await others.itemsNamingPeople(deps.db, matter.id);
  const holds = again?.body === undefined ? storedGrounds(response) : groundsSent(again.body);
  const values = (form: Again['form'], stored: Record<string, string>): Record<string, string> =>
    again?.form === form
      ? { ...again.values, ...(again.status === 409 ? onlyVersions(stored) : {}) }
      : stored;
  renderPage(
    req,
    res,
    'demands/show',
    { title: `Demand ${demand.number}`, tab: 'demands', status: again?.status ?? 200 },
    {
      ...demandPage(demand, all, deps.clock.now(), matter.zone),
      path: `/matters/${demand.matterId}/demands/${demand.id}`,
      answers: await others.answersOf(deps.db, demand),
      next: canWrite(res) ? nextWithoutResponse(all, demand) : null,
      settle: canWrite(res) && accountOf(res).role === 'counsel' ? settleForm(demand, all.deadlines) : null,
      step: canWrite(res) ? await stepFrom(deps.db, others, res, all, demand) : null,
      limitSaid: others.limitSaid(letter, demand),
      isListOpen: letter.isReviewed && !letter.isComplete,
      letterVersion: letter.version,
      isCorrecting: queryText(req, 'correct') !== undefined,
      picker: canWrite(res)
        ? await itemPicker(
            {
              offered: (words, page) => others.itemsOffered(deps.db, matter.id, words, page),
              byIds: (ids) => others.itemsByIds(deps.db, matter.id, ids),
            },
            new Set(linked.map(({ id }) => id)),
            again?.picking ?? null,
          )
        : null,
      canWrite: canWrite(res),
      choices: demandChoices(siblings),
      stances: choices(STANCES).map((one) =>
        ON_GROUNDS.includes(one.value) ? { ...one, hint: 'needs a ground' } : one,
      ),
      holdsBack: choices(HOLDS_BACK),
      grounds: groundRows(matter, holds),
      onGrounds: ON_GROUNDS,
      cites: citeList({ linked, kept: storedCites(response), naming }, again?.body, again?.go),
      promises: canWrite(res) ? promisesOffered(response, today) : [],
      responseVersion: response?.version ?? 0,
      endings: choices(ENDINGS),
      errors: again?.errors ?? NO_ERRORS,
      failed: again?.form ?? null,
      isStale: again?.status === 409,
      editValues: values('edit', demandValues(demand)),
      responseValues: values('response', responseValues(response, demand)),
      endingValues: values('ending', { version: String(demand.version) }),
      performanceValues: again?.form === 'performance' ? again.values : {},
    },
  );
}

/** The demand that waits for its response next, by its number; after the last one the first. */
export function nextWithoutResponse(
  { demands, responses }: Pick<DemandsOnRecord, 'demands' | 'responses'>,
  from: Pick<Demand, 'id' | 'number'>,
): Pick<Demand, 'id' | 'number'> | null {
  const waiting = demands
    .filter(
      ({ id, state }) => state === 'open' && id !== from.id && !responses.some((one) => one.demandId === id),
    )
    .sort((a, b) => a.number - b.number);
  return waiting.find(({ number }) => number > from.number) ?? waiting[0] ?? null;
}

/** After a conflict, and only then, the form is sent again with the versions of now: what they say is shown beside it. */
function onlyVersions(stored: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stored).filter(([name]) => name === 'version' || name === 'demandVersion'),
  );
}

async function onRecord(
  db: Db,
  others: AskedOfOthers,
  matter: Matter,
  items: DemandsOnRecord['items'],
): Promise<DemandsOnRecord> {
  return {
    demands: await listDemands(db, matter.id),
    responses: await listResponses(db, matter.id),
    approved: await others.responsesApproved(db, matter.id),
    performances: await listPerformance(db, matter.id),
    deadlines: await listDeadlines(db, matter.id),
    items,
    letters: await others.lettersOf(db, matter.id),
    names: await namesOfAccounts(db),
  };
}
