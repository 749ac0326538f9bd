import { countedOf, heldTo, type Deadline } from '../deadlines/deadline.js';
import { countedOfReading } from '../deadlines/reading-followed.js';
import { stripOf, type StripDay } from '../deadlines/strip.js';
import { choices, type Matter } from '../matters/matter.js';
import { dayIn, dayText, instantText, shortDayText } from '../platform/plain-date.js';
import type { TypedCite } from './cite-list.js';
import { cellOf, dateCell } from './date-cell.js';
import {
  DIRECTIONS,
  KINDS,
  kindText,
  LIMIT_STARTS,
  LIMIT_UNITS,
  limitChoice,
  LIMITS,
  limitText,
  placeText,
  STANCES,
  STATES,
  type Demand,
  type Performance,
  type Response,
} from './demand.js';
import { findPromises } from './find-promises.js';
import { groundsOffered, groundsTaken, objectionsFor, groundText } from './objection.js';
import { metByDoing } from './met-by-doing.js';
import { NO_ITEMS, type LinkedInShort } from './linked-items.js';
import { pagesText, pinpointsOf } from './pinpoint.js';
import { sentResponse, type ApprovedResponse, type ShownSent } from './sent-response.js';

/** Everything on record about the demands of a matter. */
export interface DemandsOnRecord {
  readonly demands: readonly Demand[];
  readonly responses: readonly Response[];
  /** The responses as approved files carry them. */
  readonly approved: readonly ApprovedResponse[];
  readonly performances: readonly Performance[];
  readonly deadlines: readonly Deadline[];
  readonly items: ReadonlyMap<string, LinkedInShort>;
  readonly letters: ReadonlyMap<string, { readonly number: string; readonly title: string }>;
  readonly names: ReadonlyMap<string, string>;
}

const SHORT_WORDS = 90;
const STRIP_KINDS: Readonly<Record<StripDay['kind'], string>> = {
  trigger: 'trigger',
  counted: '',
  skipped: 'skipped',
  rolled: 'rolled',
  added: '',
  last: 'last',
  allowed: 'last',
  adopted: 'adopted',
  reading: '',
  earliest: 'earliest',
  after: '',
  fold: '',
};

/** One row of the table counsel argue from, at an instant. */
export function demandRow(demand: Demand, all: DemandsOnRecord, at: string) {
  const response = all.responses.find((one) => one.demandId === demand.id) ?? null;
  const { items, more, morePrivileged } = all.items.get(demand.id) ?? NO_ITEMS;
  return {
    ...demand,
    kindText: kindText(demand.kind),
    place: placeText(demand),
    limitText: limitText(demand),
    stateText: STATES[demand.state],
    isEnded: demand.state !== 'open' && demand.state !== 'responded',
    isVoided: demand.state === 'voided',
    isFound: demand.quoteStart !== null,
    letter: all.letters.get(demand.letterId) ?? null,
    date: dateCell(demand, all.deadlines, at, sharedWith(demand, all)),
    response: response && responseView(response),
    sent: sentView(sentResponse(demand.id, response, all.approved)),
    items,
    moreItems: more + morePrivileged,
  };
}

/** The working of the date of one demand, for the strip under the table; null where nothing was counted. */
export function workingOf(deadline: Deadline, at: string) {
  const today = dayIn(at, deadline.zone);
  const counted = countedOf(deadline);
  const on = heldTo(deadline, today);
  if (counted === null || on === null) return null;
  const isExtended = on === deadline.pendingOn || on === deadline.extendedOn;
  const label = isExtended ? 'extension' : 'working date';
  const mark =
    deadline.workingOn === null && !isExtended ? [] : [{ date: on, label, kind: 'adopted' as const }];
  // Once one is adopted its own days are shown, the others named with theirs.
  const { result } = countedOfReading(counted, deadline.workingOn);
  const readings = counted.result.readings.map((one) => `${shortDayText(one.due, today)}: ${one.why}`);
  return {
    title: deadline.title,
    path: `/matters/${deadline.matterId ?? ''}/deadlines/${deadline.id}`,
    days: stripOf(result, mark).map(({ weekday, day, label, kind }) => ({
      ...{ weekday, day, note: label, kind: STRIP_KINDS[kind] },
    })),
    rule: result.ruleName,
    readings,
    adopted:
      deadline.adoptedWhy === null || deadline.workingOn === null
        ? null
        : `${dayText(deadline.workingOn)}: ${deadline.adoptedWhy}`,
    isPast: on < today,
  };
}

/** The page of one demand. */
export function demandPage(demand: Demand, all: DemandsOnRecord, at: string, zone: string) {
  const own = all.deadlines.filter((one) => one.demandId === demand.id);
  return {
    demand: demandRow(demand, all, at),
    entered: `${nameOf(all, demand.enteredBy)}, ${instantText(demand.enteredAt, zone)}`,
    ended:
      demand.stateReason === null || demand.stateBy === null || demand.stateAt === null
        ? null
        : {
            reason: demand.stateReason,
            by: `${nameOf(all, demand.stateBy)}, ${instantText(demand.stateAt, zone)}`,
          },
    written: all.responses
      .filter((one) => one.demandId === demand.id)
      .map((one) => `${nameOf(all, one.writtenBy)}, ${instantText(one.writtenAt, zone)}`)
      .at(0),
    dates: own
      .filter((one) => one.state !== 'voided' && one.state !== 'superseded')
      .map((deadline) => ({
        ...cellOf(deadline, at),
        title: deadline.title,
        todo: deadline.state === 'decision' ? 'decide' : needsAdopting(deadline) ? 'adopt' : 'open',
        words: deadline.words,
        decision: deadline.decision,
        path: `/matters/${demand.matterId}/deadlines/${deadline.id}`,
        working: deadline.whose === 'promised' ? null : workingOf(deadline, at),
      })),
    promiseToMeet: metByDoing(demand, own, all.performances, (id) => nameOf(all, id)),
    performances: all.performances
      .filter((one) => one.demandId === demand.id)
      .map((one) => ({
        ...one,
        day: dayText(one.doneOn),
        by: `${nameOf(all, one.recordedBy)}, ${instantText(one.recordedAt, zone)}`,
      })),
  };
}

/** What the form for a demand offers. `others` are the demands of the same letter. */
export function demandChoices(others: readonly Demand[]) {
  return {
    kinds: choices(KINDS),
    limits: choices(LIMITS),
    units: choices(LIMIT_UNITS),
    starts: choices(LIMIT_STARTS),
    directions: choices(DIRECTIONS),
    shared: others
      .filter((demand) => demand.limitUnit !== null && demand.state !== 'voided')
      .map((demand) => ({ value: demand.id, text: `Demand ${demand.number}: ${limitText(demand)}` })),
  };
}

/** A stored demand as its form starts. */
export function demandValues(demand: Demand): Record<string, string> {
  const values: Readonly<Record<string, string | number | null>> = {
    quote: demand.quote,
    page: demand.page,
    start: demand.quoteStart,
    end: demand.quoteEnd,
    asPrinted: demand.quoteStart === null ? 'on' : null,
    kind: demand.kind,
    limit: limitChoice(demand),
    limitWords: demand.limitWords,
    limitCount: demand.limitUnit === 'immediate' ? null : demand.limitCount,
    limitUnit: demand.limitUnit,
    limitFrom: demand.limitFrom,
    limitDirection: limitChoice(demand) === 'count' ? (demand.limitDirection ?? 'after') : null,
    limitEventOn: demand.limitEventOn,
    limitOn: demand.limitOn,
    limitTime: demand.limitTime,
    sharedWith: demand.limitSharedWith,
    version: demand.version,
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}

/** The grounds that are offered in a matter and those chosen before, with what was said of each. */
export function groundRows(matter: Pick<Matter, 'regime' | 'zone'>, said: ReadonlyMap<string, string>) {
  const offered = groundsOffered(matter);
  const chosen = objectionsFor(matter.regime).filter(
    (ground) => (said.get(ground.id) ?? '') !== '' && !offered.includes(ground),
  );
  return [...offered, ...chosen].map(({ id, name, source, words }) => ({
    ...{ id, name, source, words, holdsBack: said.get(id) ?? '' },
  }));
}

/** By ground, what a stored response says of it, as its form starts. */
export function storedGrounds(response: Response | null): ReadonlyMap<string, string> {
  const taken = response === null ? [] : groundsTaken(response.objections);
  return new Map(taken.map(({ id, holdsBack }) => [id, holdsBack]));
}

/** What a stored response points at as its form starts; null where it names nothing. */
export function storedCites(response: Response | null): readonly TypedCite[] | null {
  const pinpoints = response === null ? null : pinpointsOf(response.exhibits);
  return (
    pinpoints?.map(({ itemId, pages }) => ({
      itemId,
      pages: pages === null ? '' : pages[0] === pages[1] ? String(pages[0]) : pages.join('-'),
    })) ?? null
  );
}

/** What in a response reads like a promise and is none yet; days that have passed are not offered. */
export function promisesOffered(response: Response | null, today: string) {
  if (response === null || response.promisedOn !== null) return [];
  return findPromises(response.words, today).map(({ words, on }) => ({ words, on, day: dayText(on) }));
}

/** A stored response as its form starts; the stance is asked for anew where there is none. */
export function responseValues(response: Response | null, demand: Demand): Record<string, string> {
  if (response === null) return { demandVersion: String(demand.version) };
  return {
    stance: response.stance,
    grounds: response.grounds,
    // Beside grounds of the library it is about other grounds, where there are any.
    holdsBack: response.grounds === '' && response.objections !== '[]' ? '' : response.holdsBack,
    words: response.words,
    promiseWords: response.promiseWords ?? '',
    promisedOn: response.promisedOn ?? '',
    version: String(response.version),
    demandVersion: String(demand.version),
  };
}

function responseView(response: Response) {
  return {
    ...response,
    stanceText: STANCES[response.stance],
    objectionTexts: groundsTaken(response.objections).map((ground) => ({
      ...{ name: ground.name, source: ground.source, text: groundText(ground) },
    })),
    pinpoints:
      pinpointsOf(response.exhibits)?.map(({ itemId, pages }) => ({ itemId, pages: pagesText(pages) })) ??
      null,
    short: shortened(response.words),
    promise:
      response.promisedOn === null
        ? null
        : `${response.promiseWords ?? 'promised'} (promised, ${dayText(response.promisedOn)})`,
  };
}

function sentView(sent: ShownSent | null) {
  return (
    sent && { ...sent, short: sent.words === null ? 'its words are in the file' : shortened(sent.words) }
  );
}

function shortened(text: string): string {
  const words = text.replace(/\s+/g, ' ');
  return words.length > SHORT_WORDS ? `${words.slice(0, SHORT_WORDS).trimEnd()}…` : words;
}

function sharedWith(demand: Demand, all: DemandsOnRecord): Demand | null {
  return all.demands.find((other) => other.id === demand.limitSharedWith) ?? null;
}

function needsAdopting(deadline: Deadline): boolean {
  return deadline.state === 'open' && deadline.workingOn === null;
}

function nameOf(all: DemandsOnRecord, id: string): string {
  return all.names.get(id) ?? 'someone';
}
