import { heldTo, heldWithoutPending, WHOSE, type Deadline } from '../deadlines/deadline.js';
import { hourHeld, momentText } from '../deadlines/hour.js';
import { heldBy, isOverToday, leftText, stateOf } from '../deadlines/standing.js';
import { nowIn, shortDayText, type Now } from '../platform/plain-date.js';
import type { Demand } from './demand.js';

/** A date as the tables show it: always with its weekday, and in words whose it is and how far it is settled. */
export interface DateCell {
  readonly text: string;
  readonly note: string;
  readonly iso: string | null;
  readonly kind: '' | 'late' | 'today';
  readonly chip: { readonly text: string; readonly kind: '' | 'ok' | 'due' | 'warn' | 'plain' } | null;
  readonly deadlineId: string | null;
}

const ENDED = new Set(['voided', 'superseded']);

/** The date that a demand's own words set, from the dates of its matter, at an instant. `shared` is the demand whose limit it shares. */
export function dateCell(
  demand: Demand,
  deadlines: readonly Deadline[],
  at: string,
  shared: Demand | null,
): DateCell {
  // What only prepares a date carries its demand too, and is never the day the demand's words name.
  const own = deadlines.filter(
    (one) => one.demandId === demand.id && one.whose !== 'promised' && one.parentId === null,
  );
  const deadline = own.find((one) => !ENDED.has(one.state));
  const none = { iso: null, kind: '', chip: null, deadlineId: deadline?.id ?? null } as const;
  if (!deadline)
    return {
      ...none,
      text: 'no date',
      note: demand.limitUnit === null ? 'no time is named' : 'its date has ended',
    };
  const cell = cellOf(deadline, at);
  return shared === null
    ? cell
    : { ...cell, note: `${cell.note} · shares the limit of demand ${shared.number}` };
}

/** Any date of a matter as a cell, at an instant. */
export function cellOf(deadline: Deadline, at: string): DateCell {
  const { today, time } = nowIn(at, deadline.zone);
  const own = { deadlineId: deadline.id };
  const none = { ...own, text: 'no date', iso: null, kind: '' } as const;
  if (deadline.state === 'decision')
    return {
      ...none,
      note: `“${deadline.words ?? 'immediately'}”`,
      chip: { text: 'to be decided', kind: 'due' },
    };
  if (deadline.state === 'decided') return { ...none, ...decidedCell(deadline, today), chip: null };
  const on = heldTo(deadline, today);
  if (on === null) return { ...none, note: 'not counted', chip: null };
  const day = { ...own, text: shortDayText(on, today), iso: on };
  if (deadline.state === 'met')
    return {
      ...day,
      kind: '',
      note: deadline.metOn ? `met on ${momentText({ on: deadline.metOn, time: deadline.metTime })}` : 'met',
      chip:
        stateOf(deadline, today) === 'met-late'
          ? { text: 'met late', kind: 'warn' }
          : { text: 'met', kind: 'ok' },
    };
  const isOver = on < today || isOverToday(deadline, on, today, time);
  const kind = isOver ? (deadline.whose === 'asserted' ? '' : 'late') : on === today ? 'today' : '';
  const left = farText(deadline, on, { today, time });
  const held = hourHeld(deadline, on);
  const hour = held === null || on === today ? '' : ` · ${held}`;
  if (deadline.state === 'provisional')
    return { ...day, kind, note: `${left}${hour}`, chip: { text: 'provisional', kind: 'warn' } };
  const by = heldNote(deadline, on, today);
  if (deadline.whose === 'promised' || deadline.whose === 'internal')
    return {
      ...{ ...day, kind },
      note: on === (deadline.workingOn ?? deadline.earliestOn) ? `${left}${hour}` : `${by} · ${left}${hour}`,
      chip: { text: WHOSE[deadline.whose], kind: 'warn' },
    };
  if (deadline.workingOn === null)
    return {
      ...day,
      kind,
      note: `${by} · ${left}${hour}`,
      chip: { text: 'not yet adopted', kind: 'warn' },
    };
  const isEarliest = deadline.earliestOn === null || deadline.earliestOn >= on;
  return {
    ...day,
    kind,
    note: `${by} · ${left}${hour}`,
    chip: isEarliest
      ? null
      : { text: `earliest ${shortDayText(deadline.earliestOn ?? on, today)}`, kind: 'due' },
  };
}

/** What counsel decided: how “immediately” is met, or, of any date, that there is no response. */
function decidedCell(deadline: Deadline, today: string): Pick<DateCell, 'text' | 'note'> {
  const words = `“${deadline.words ?? 'immediately'}”`;
  if (deadline.decidedAs !== 'no-response') return { text: 'no date', note: `${words}: decision recorded` };
  const was = heldWithoutPending(deadline);
  return {
    text: 'no response',
    note: `by decision; it was ${was === null ? words : shortDayText(was, today)}`,
  };
}

/** Whose word makes that day the one held to; of an extension that waits also until when. */
function heldNote(deadline: Deadline, on: string, today: string): string {
  const { pendingOn, pendingUntil } = deadline;
  const until =
    on === pendingOn && pendingUntil !== null
      ? `: confirmation due by ${shortDayText(pendingUntil, today)}`
      : '';
  return `${heldBy(deadline, on)}${until}`;
}

/** “Overdue” is for what binds us; a date they assert has passed. */
function farText(deadline: Deadline, on: string, { today, time }: Now): string {
  const left = leftText(deadline, on, today, time);
  if (on >= today) return left;
  return deadline.whose === 'binding' || deadline.whose === 'promised'
    ? `overdue, ${left}`
    : `has passed, ${left}`;
}
