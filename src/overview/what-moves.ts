import { NOTHING_AGREED, type Agreed } from '../deadlines/agreed.js';
import { attempted, countWhatIf, movedByClosedDays } from '../deadlines/count-request.js';
import type { Closure } from '../deadlines/counting/deadline-input.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import { countedOf, heldTo, heldWithoutPending, type Counted, type Deadline } from '../deadlines/deadline.js';
import { countedBefore } from '../deadlines/follow-parent.js';
import { heldOnceReplaced } from '../deadlines/goes-on.js';
import { isSameDays, isSameInput } from '../deadlines/recounts/recount.js';
import { countAfterCorrection } from '../demands/demand-dates.js';
import type { Demand } from '../demands/demand.js';
import { dayText } from '../platform/plain-date.js';

/** What might be otherwise in a matter; null or '' leaves a fact as it is. */
export interface Supposition {
  readonly letterId: string;
  readonly receivedOn: string | null;
  readonly service: string;
  readonly closedOn: string | null;
  readonly deadlineId: string;
  readonly extendedTo: string | null;
}

/** The dates of a matter and what they were counted from. */
export interface CountedMatter {
  readonly deadlines: readonly Deadline[];
  readonly demands: readonly Demand[];
  /** The facts of a letter by its id, for the letters that dates come from. */
  readonly letters: ReadonlyMap<string, LetterFacts>;
  /** Its closed days as they stand today: a date counted anew is counted with them. */
  readonly closures: readonly Closure[];
  /** What was agreed about its dates, by the date. */
  readonly agreed: ReadonlyMap<string, Agreed>;
}

/** One date as it is and as it would be. */
export interface Move {
  readonly id: string;
  readonly title: string;
  readonly was: string;
  readonly becomes: string;
  readonly isMoved: boolean;
  readonly why: string;
}

const WAITING = 'closed days entered since it was counted wait for counsel’s word';

interface Shift {
  readonly on: string | null;
  /** True where another count would take its place, so that a working date falls away. */
  readonly isCountedAnew?: boolean;
  readonly words: string;
  readonly why: string;
}

/** Every open date of a matter under a supposition, those that move first. Nothing is saved. `todayOf` is by zone. */
export function whatMoves(
  matter: CountedMatter,
  supposed: Supposition,
  todayOf: (zone: string) => string,
): Move[] {
  const open = matter.deadlines.filter((one) => one.state === 'open');
  const shifts = new Map<string, Shift>();
  const shiftOf = (deadline: Deadline): Shift => {
    const known = shifts.get(deadline.id);
    if (known) return known;
    const parent = open.find((one) => one.id === deadline.parentId);
    const shift = parent
      ? followed(deadline, shiftOf(parent), todayOf(deadline.zone))
      : shifted(deadline, matter, supposed, todayOf(deadline.zone));
    shifts.set(deadline.id, shift);
    return shift;
  };
  const moves = open.map((deadline) => {
    const on = heldTo(deadline, todayOf(deadline.zone));
    const shift = shiftOf(deadline);
    return {
      id: deadline.id,
      title: deadline.title,
      was:
        on === null
          ? 'clock stopped'
          : `${dayText(on)}${on === deadline.workingOn ? hourText(deadline) : ''}`,
      becomes: shift.words,
      isMoved: shift.on !== on || shift.isCountedAnew === true,
      why: shift.why,
      day: on ?? heldWithoutPending(deadline) ?? '',
    };
  });
  return moves.sort((a, b) => Number(b.isMoved) - Number(a.isMoved) || a.day.localeCompare(b.day));
}

function shifted(deadline: Deadline, matter: CountedMatter, supposed: Supposition, today: string): Shift {
  const on = heldTo(deadline, today);
  if (supposed.deadlineId === deadline.id && supposed.extendedTo !== null)
    return {
      on: supposed.extendedTo,
      words: dayText(supposed.extendedTo),
      why: 'if the extension is confirmed in writing',
    };
  const was = countedOf(deadline);
  if (was === null || on === null) return still(on, '');
  const now = recountedWith(was, deadline, matter, supposed);
  if (typeof now === 'string') return still(on, now);
  const waiting = movedByClosedDays(was, matter.closures);
  if (waiting !== null && isSameDays(waiting, now))
    return still(on, isSameInput(was, now) ? '' : `${WAITING}; what is supposed moves it no further`);
  if (isSameDays(was, now)) return still(on, isSameInput(was, now) ? '' : 'counted anew, and no day moves');
  if (!now.result.verified) return still(on, now.result.notes[0] ?? 'not verified');
  const agreed = matter.agreed.get(deadline.id) ?? NOTHING_AGREED;
  const then = heldOnceReplaced(deadline, now, agreed, today);
  const moved = [
    waiting === null ? '' : `${WAITING} and are counted in`,
    movedText('usual reading', was.result.due, now.result.due),
    movedText('earliest reading', was.result.earliest, now.result.earliest),
    deadline.workingOn === null
      ? ''
      : `the working date ${dayText(deadline.workingOn)}${hourText(deadline)} falls away until counsel adopts again`,
    agreed.extensions.some((one) => one.extendedTo === then) ? 'the extension stands' : '',
  ].filter((words) => words !== '');
  const basis =
    now.result.earliest === then && was.result.readings.length > 1 ? ', the earliest reading' : '';
  return {
    on: then,
    isCountedAnew: true,
    words: `${then === null ? 'clock stopped' : dayText(then)}${basis}`,
    why: moved.join('; ') || 'another reading moves',
  };
}

function movedText(what: string, was: string, becomes: string): string {
  return was === becomes ? '' : `${what} ${dayText(was)} → ${dayText(becomes)}`;
}

function hourText({ workingTime }: Deadline): string {
  return workingTime === null ? '' : `, ${workingTime}`;
}

/** The new count, or in words why it cannot be made. */
function recountedWith(
  was: Counted,
  deadline: Deadline,
  matter: CountedMatter,
  { letterId, receivedOn, service, closedOn }: Supposition,
): Counted | string {
  let now = was;
  const demand = matter.demands.find((one) => one.id === deadline.demandId);
  const facts = matter.letters.get(letterId);
  if (receivedOn !== null && deadline.letterId === letterId && demand && facts) {
    const hour = /T.*$/.exec(facts.receivedOn ?? '')?.[0] ?? '';
    const corrected = { ...facts, receivedOn: `${receivedOn}${hour}` };
    const counted = attempted(() => countAfterCorrection(demand, deadline, facts, corrected) ?? was);
    if (!counted.ok) return Object.values(counted.errors).flat().join(' ');
    now = counted.value;
  }
  if (now === was && closedOn === null && service === '') return was;
  const closures = closedOn === null ? matter.closures : [...matter.closures, { on: closedOn }];
  const asSupposed = { trigger: null, closedOn: null };
  const counted = countWhatIf(now, { ...asSupposed, service: '' }, closures);
  if (!counted.ok) return Object.values(counted.errors).flat().join(' ');
  if (service === '') return counted.value;
  const served = countWhatIf(counted.value, { ...asSupposed, service }, closures);
  // A rule that knows no such service is not touched by it.
  return served.ok ? served.value : counted.value;
}

function followed(child: Deadline, parent: Shift, today: string): Shift {
  const on = heldTo(child, today);
  const counted = countedOf(child);
  const trigger = parent.on;
  if (counted === null || trigger === null || trigger === counted.input.trigger) return still(on, '');
  const now = attempted(() => countedBefore(counted, trigger));
  if (!now.ok) return still(on, Object.values(now.errors).flat().join(' '));
  return {
    on: now.value.result.due,
    words: dayText(now.value.result.due),
    why: 'follows the date it prepares',
  };
}

function still(on: string | null, why: string): Shift {
  return { on, words: on === null ? 'clock stopped' : dayText(on), why };
}
