import { addDays, dayText, instantText } from '../platform/plain-date.js';
import type { Assignment } from './assignment-store.js';
import type { Closure } from './counting/deadline-input.js';
import { basisOf } from './recounts/recount.js';
import { countedOf, hasOpenStop, heldWithoutPending, isRunning, type Deadline } from './deadline.js';
import type { Escalation } from './escalations/escalation-store.js';
import type { Extension } from './extensions/extension-store.js';
import {
  dayOffReadings,
  EXTENSION_STATES,
  extensionState,
  lateConfirmation,
  offDayNote,
  type DayOffReading,
} from './extensions/extension.js';
import { workingDateRestsOn } from './extensions/rests-on.js';
import type { Recount } from './recounts/recount-store.js';
import { leftOfCount } from './tolling/left-of-count.js';
import type { TollingPeriod } from './tolling/tolling-store.js';

type Names = ReadonlyMap<string, string>;

const CHIPS = {
  unconfirmed: 'warn',
  confirmed: 'ok',
  lapsed: 'due',
  withdrawn: 'plain',
  superseded: 'plain',
} as const;

const ANSWERS = {
  asked: 'counsel is asked',
  taken: 'taken',
  kept: 'the old count was kept',
  same: 'no day moves',
  overtaken: 'overtaken by a newer count',
} as const satisfies Record<Recount['state'], string>;

/** The extensions of a date, each with where it stands on this day. */
export function extensionsOf(
  extensions: readonly (Extension & { readonly documentName: string | null })[],
  names: Names,
  today: string,
  zone: string,
  deadline: Deadline,
  { workingDays, closures }: { readonly workingDays: string; readonly closures: readonly Closure[] },
) {
  return extensions.map((one) => {
    // What was held to when it was recorded may have been counted or adopted anew since.
    const returning = heldWithoutPending(deadline) ?? one.fromOn;
    const state = extensionState(one, today);
    const isStanding = state === 'unconfirmed' || state === 'confirmed';
    const own = deadline.workingOn ?? deadline.earliestOn;
    const far =
      one.count === null ? '' : `${one.count} ${one.unit === 'business_days' ? 'business days' : 'days'}, `;
    return {
      id: one.id,
      to: dayText(one.extendedTo),
      iso: one.extendedTo,
      from: dayText(one.fromOn),
      far,
      terms: one.terms,
      agreed: `${one.agreedWith}, ${dayText(one.agreedOn)}`,
      confirmBy: dayText(one.confirmBy),
      offDay: isStanding ? offDayNote(one.extendedTo, workingDays, closures) : '',
      ways: isStanding ? waysOf(dayOffReadings(one.extendedTo, workingDays, closures)) : [],
      late: state === 'unconfirmed' ? lateConfirmation(one.confirmBy, returning) : '',
      chip: { text: EXTENSION_STATES[state], kind: CHIPS[state] },
      isWaiting: state === 'unconfirmed',
      isHeldTo: deadline.pendingOn === one.extendedTo,
      returns: dayText(returning),
      isWithdrawable: isStanding || workingDateRestsOn(deadline, one),
      setAside: isStanding && isRunning(deadline) ? setAsideText(one.extendedTo, own) : '',
      document:
        one.documentId === null
          ? null
          : { path: `/documents/${one.documentId}`, name: one.documentName ?? 'a document' },
      recorded: said(names, one.recordedBy, one.recordedAt, zone),
      ended: endedText(names, one, zone),
    };
  });
}

function waysOf(readings: readonly DayOffReading[]) {
  return readings.map(({ on, why, isHeld }) => ({ iso: on, day: dayText(on), why, isHeld }));
}

/** Why an extension that stands does not count; '' where it does. `own` is the day of the date without it. */
function setAsideText(extendedTo: string, own: string | null): string {
  if (own === null) return 'The words name no day now, so it does not count; it counts again once they do.';
  return extendedTo > own
    ? ''
    : `It goes no further than the date itself, ${dayText(own)}, so it does not count now; it counts again if that day comes before it.`;
}

/** The alert on a date whose last extension nobody confirmed, until something newer happened to it; null without one. */
export function lapseOf(deadline: Deadline, extensions: readonly Extension[], today: string): string | null {
  const [last] = extensions;
  if (!last || deadline.state !== 'open' || extensionState(last, today) !== 'lapsed') return null;
  if (deadline.adoptedAt !== null && deadline.adoptedAt > (last.endedAt ?? deadline.adoptedAt)) return null;
  const on = heldWithoutPending(deadline);
  return `The extension to ${dayText(last.extendedTo)} lapsed: its written confirmation was due by ${dayText(last.confirmBy)} and is not on record. The date is ${on === null ? 'open' : dayText(on)} again.`;
}

/** The stops of the clock, each with what was left. */
export function tollingsOf(
  periods: readonly (TollingPeriod & { readonly documentName: string | null })[],
  names: Names,
  zone: string,
  deadline: Deadline,
) {
  return periods.map((one) => {
    const ofCount = one.endedAt === null ? leftOfCount(deadline, one) : '';
    return {
      from: dayText(one.fromOn),
      until: one.untilOn === null ? null : dayText(one.untilOn),
      was: dayText(one.wasDue),
      left: `${one.daysLeft} ${one.daysLeft === 1 ? 'calendar day' : 'calendar days'} left, up to the day held to then${ofCount === '' ? '' : ` (${ofCount})`}`,
      isOpen: one.endedAt === null,
      isSetAside: one.endedAt === null && isRunning(deadline) && !hasOpenStop(deadline),
      reason: one.reason,
      document:
        one.documentId === null
          ? null
          : { path: `/documents/${one.documentId}`, name: one.documentName ?? 'a document' },
      recorded: said(names, one.recordedBy, one.recordedAt, zone),
      ended: one.endedAt === null ? '' : said(names, one.endedBy, one.endedAt, zone),
      endedReason: one.endedReason ?? '',
    };
  });
}

/** The new counts of a date beside the one that stands: what rests on what, and which days move. */
export function recountsOf(deadline: Deadline, recounts: readonly Recount[], names: Names, zone: string) {
  const was = countedOf(deadline);
  return recounts.flatMap((one) => {
    const now = countedOf(one);
    if (was === null || now === null) return [];
    return [
      {
        id: one.id,
        isAsked: one.state === 'asked' && isRunning(deadline),
        isSame: one.state === 'same',
        basis: one.basis,
        wasBasis: one.wasBasis || basisOf(was),
        rows: [
          { what: 'Usual reading', was: dayText(was.result.due), becomes: dayText(now.result.due) },
          {
            what: 'Earliest reading',
            was: dayText(was.result.earliest),
            becomes: dayText(now.result.earliest),
          },
        ],
        state: ANSWERS[one.state],
        raised: instantText(one.raisedAt, zone),
        answered:
          one.answeredAt === null
            ? ''
            : `${said(names, one.answeredBy, one.answeredAt, zone)}: ${one.answerReason ?? ''}`,
        counted: now,
      },
    ];
  });
}

/** Who looked after a date, and from when; the latest first. */
export function assignmentsOf(assignments: readonly Assignment[], names: Names, zone: string): string[] {
  return [...assignments].reverse().map((one) => {
    const first = one.responsible === null ? 'nobody' : nameOf(names, one.responsible);
    const second = one.second === null ? '' : `, second ${nameOf(names, one.second)}`;
    return `${first}${second}, from ${instantText(one.setAt, zone)} (set by ${nameOf(names, one.setBy)})`;
  });
}

/** Who was told that a date was not met, on which day before it. */
export function escalationsOf(escalations: readonly Escalation[], names: Names, zone: string): string[] {
  return escalations.map((one) => {
    const when = one.kind === 'T-1' ? 'the day before' : 'on the day';
    const noted =
      one.acknowledgedAt === null ? 'not noted yet' : `noted ${instantText(one.acknowledgedAt, zone)}`;
    return `${nameOf(names, one.accountId)} was told ${when} (${dayText(one.dueOn)}), ${instantText(one.raisedAt, zone)}; ${noted}`;
  });
}

/** What the form of an extension begins with: agreed today, confirmed by the old date, or soon where that is past. */
export function startOfExtension(on: string | null, today: string): Record<string, string> {
  const soon = addDays(today, 2);
  return { agreedOn: today, confirmBy: on !== null && on >= today ? on : soon, unit: 'calendar_days' };
}

function endedText(names: Names, one: Extension, zone: string): string {
  if (one.endedAt === null) return '';
  const who = one.endedBy === null ? '' : `${nameOf(names, one.endedBy)}, `;
  return `${who}${instantText(one.endedAt, zone)}: ${one.endedReason ?? ''}`;
}

function said(names: Names, who: string | null, at: string, zone: string): string {
  return `${nameOf(names, who)}, ${instantText(at, zone)}`;
}

function nameOf(names: Names, id: string | null): string {
  return (id === null ? undefined : names.get(id)) ?? 'an account';
}
