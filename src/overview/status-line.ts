import { heldTo, isTolled } from '../deadlines/deadline.js';
import { getDeadline } from '../deadlines/deadline-store.js';
import { hourHeld, hourInZone } from '../deadlines/hour.js';
import { silentText } from '../deadlines/silent-hour.js';
import type { StatusLineOf } from '../matters/matter-in-hand.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Clock } from '../platform/clock.js';
import type { Db } from '../platform/database.js';
import { nowIn, shortDayText } from '../platform/plain-date.js';
import type { StatusPart } from '../web/locals.js';
import { countMatter, listRunningDeadlines, type RunningDeadline } from './matter-page-store.js';

/** `3 demands, 1 responded to · working date Mon 9 Jun · 2 items unlinked`: the next date, and what is overdue first. */
export function statusLine(clock: Clock): StatusLineOf {
  return (db, matter, base) => lineOf(db, matter, base, clock.now());
}

async function lineOf(db: Db, matter: MatterInHand, base: string, at: string): Promise<StatusPart[]> {
  const to = (path: string): string => `${base}/matters/${matter.id}${path}`;
  const counts = await countMatter(db, matter.id);
  const parts: StatusPart[] = [];
  if (matter.state === 'closed') parts.push({ text: 'closed', strong: true });
  if (counts.unreviewedLetters > 0)
    parts.push({
      text: `${counts.unreviewedLetters} ${counts.unreviewedLetters === 1 ? 'letter' : 'letters'} to review`,
      strong: true,
      href: to('/letters'),
    });
  parts.push(
    counts.demands === 0
      ? 'no demands entered'
      : {
          text: `${counts.demands} ${counts.demands === 1 ? 'demand' : 'demands'}`,
          strong: true,
          after: `, ${counts.responded} responded to`,
          href: to('/demands'),
        },
  );
  const running = await listRunningDeadlines(db, matter.id);
  parts.push(...(await datesOf(db, running, at, nowIn(at, matter.zone).today)));
  const decisions = running.filter(({ state }) => state === 'decision').length;
  if (decisions > 0) parts.push(`${decisions} ${decisions === 1 ? 'decision' : 'decisions'} waiting`);
  if (counts.unlinkedItems > 0)
    parts.push({
      text: `${counts.unlinkedItems} ${counts.unlinkedItems === 1 ? 'item' : 'items'} unlinked`,
      href: to('/evidence'),
    });
  return parts;
}

async function datesOf(
  db: Db,
  running: readonly RunningDeadline[],
  at: string,
  today: string,
): Promise<StatusPart[]> {
  const held: Held[] = [];
  // Before a first day something is not allowed; nothing is to be done by it.
  for (const date of running) if (date.isFirstDayAllowed === 0) held.push(await heldNow(db, date, at));
  held.sort((a, b) => (a.on ?? '').localeCompare(b.on ?? ''));
  const overdue = held.filter(({ date, isOver }) => isOver && isOurs(date)).length;
  const parts: StatusPart[] = overdue === 0 ? [] : [{ text: `${overdue} overdue`, strong: true }];
  // Our own plans are not what the matter works to, unless there is nothing else.
  const future = held.filter(({ on, isOver }) => on !== null && !isOver);
  const outward = future.filter(({ date }) => date.whose !== 'internal');
  const ahead = outward.length > 0 ? outward : future;
  const next = await firstOf(db, ahead, at);
  const passed = held.filter(({ date, isOver }) => isOver && !isOurs(date));
  if (next) parts.push(nextText(next, ahead, today));
  else if (overdue === 0 && passed.length === 0) parts.push('no date running');
  const [first] = passed;
  if (passed.length > 1) parts.push({ text: `${passed.length} dates have passed`, strong: true });
  else if (first?.on) parts.push(`${momentOf(first.on, first.hour, first.date, today)} has passed`);
  const tolled = running.filter((date) => isTolled(date, today)).length;
  if (tolled > 0) parts.push(`${tolled} tolled`);
  return parts;
}

/** A date with the day it is held to, and whether that is over by the clock of its own zone. */
interface Held {
  readonly date: RunningDeadline;
  readonly on: string | null;
  /** Read for a date of today alone. */
  readonly hour: string | null;
  readonly isOver: boolean;
}

async function heldNow(db: Db, date: RunningDeadline, at: string): Promise<Held> {
  const { today, time } = nowIn(at, date.zone);
  const on = heldTo(date, today);
  const hour = on === today ? hourHeld(await getDeadline(db, date.id), on) : null;
  return { date, on, hour, isOver: on !== null && (on < today || (hour !== null && time > hour)) };
}

interface Next {
  readonly date: RunningDeadline;
  readonly on: string;
  /** `17:00` in the zone of the date; null for the end of the day. */
  readonly hour: string | null;
  /** What may have ended this day already, though it is held to its end; '' where nothing has. */
  readonly silent: string;
}

/** The first of the dates ahead, by the hour on one day: only those of its day are read in full. */
async function firstOf(
  db: Db,
  ahead: readonly { readonly date: RunningDeadline; readonly on: string | null }[],
  at: string,
): Promise<Next | null> {
  const day = ahead[0]?.on ?? null;
  if (day === null) return null;
  const next: Next[] = [];
  for (const { date, on } of ahead)
    if (on === day) {
      const deadline = await getDeadline(db, date.id);
      const { today, time } = nowIn(at, date.zone);
      const silent = on === today ? silentText(deadline, on, time) : '';
      next.push({ date, on, hour: hourHeld(deadline, on), silent });
    }
  // What may be over already comes before what surely is not.
  if (next.some(({ silent }) => silent !== ''))
    next.sort((one, other) => Number(other.silent !== '') - Number(one.silent !== ''));
  else next.sort((one, other) => (one.hour ?? '24:00').localeCompare(other.hour ?? '24:00'));
  return next[0] ?? null;
}

/** A date that nobody has adopted hides behind none that is: the first to come is the one said. */
function nextText(
  { date, on, hour, silent }: Next,
  ahead: readonly { readonly date: RunningDeadline }[],
  today: string,
): string {
  const moment = `${momentOf(on, hour, date, today)}${silent === '' ? '' : ` (${silent})`}`;
  const isSet = (one: RunningDeadline) => one.workingOn !== null || isExtended(one, today);
  if (!isSet(date))
    return `earliest date ${moment}, ${ahead.some((one) => isSet(one.date)) ? 'not adopted' : 'none adopted'}`;
  return `${heldByWords(date, on)} ${moment}${isUnconfirmed(date, on) ? ', not confirmed yet' : ''}`;
}

function momentOf(on: string, hour: string | null, { zone }: RunningDeadline, today: string): string {
  return `${shortDayText(on, today)}${hour === null ? '' : `, ${hourInZone(on, hour, zone)}`}`;
}

/** An extension that nobody has confirmed may lapse: that is said, and the word “extended” kept for one that is confirmed. */
function heldByWords(date: RunningDeadline, on: string): string {
  if (isUnconfirmed(date, on)) return 'extension to';
  return on === date.extendedOn ? 'extended to' : 'working date';
}

function isUnconfirmed({ pendingOn }: RunningDeadline, on: string): boolean {
  return on === pendingOn;
}

function isExtended(date: RunningDeadline, today: string): boolean {
  const on = heldTo(date, today);
  return on !== null && (on === date.pendingOn || on === date.extendedOn);
}

function isOurs({ whose, state }: RunningDeadline): boolean {
  return state === 'open' && (whose === 'binding' || whose === 'promised');
}
