import { dayOf, dayWords } from './day.js';
import type { Step } from './deadline-input.js';
import { CLOCK_STOPPED } from './plan-days.js';

/** One line of a working: one day, or a run of days that follow each other and are of one kind. */
export interface StepLine {
  readonly from: string;
  /** The same as `from` where the line is one day. */
  readonly to: string;
  readonly kind: Step['kind'];
  readonly why: string;
  readonly source: string;
}

const SHORTEST_RUN = 4;

/**
 * The working in as little room as it needs. One that fits is listed day by day; in a longer one the days that count are
 * drawn together, with the weekends between them; in one longer still the holidays between them too, each by name. Days
 * on which the clock does not run are drawn together in both. The last is returned whether or not it fits.
 */
export function foldSteps(
  steps: readonly Step[],
  fits: (lines: readonly StepLine[]) => boolean,
): readonly StepLine[] {
  const lines = steps.map(lineOf);
  if (fits(lines)) return lines;
  const folded = foldedOver(steps, isWeekend);
  return fits(folded) ? folded : foldedOver(steps, (step) => !isStopped(step));
}

function foldedOver(steps: readonly Step[], isPassedOver: (step: Step) => boolean): readonly StepLine[] {
  const lines: StepLine[] = [];
  let run: Step[] = [];
  const end = () => {
    lines.push(...(run.length < SHORTEST_RUN ? run.map(lineOf) : [runOf(run)]));
    run = [];
  };
  for (const step of steps) {
    const [first] = run;
    const belongs = isOpening(step)
      ? first === undefined || (step.kind === first.kind && step.source === first.source)
      : step.kind === 'skipped' && first !== undefined && !isStopped(first) && isPassedOver(step);
    if (!belongs) end();
    if (belongs || isOpening(step)) run.push(step);
    else lines.push(lineOf(step));
  }
  end();
  return lines;
}

/** A day that a run can begin with: one that counts, or one of a stop of the clock. */
function isOpening(step: Step): boolean {
  return isCounting(step) || isStopped(step);
}

function isStopped(step: Step): boolean {
  return step.kind === 'skipped' && step.why === CLOCK_STOPPED;
}

function isCounting(step: Step): boolean {
  return (step.kind === 'counted' || step.kind === 'added') && step.count !== null;
}

function isWeekend(step: Step): boolean {
  return step.why === 'Saturday' || step.why === 'Sunday';
}

/** “days 1 to 14; Saturdays and Sundays (4 days) not counted”. */
function runOf(run: readonly Step[]): StepLine {
  const [from, to] = [run[0]?.date ?? '', run.at(-1)?.date ?? ''];
  if (run[0] && isStopped(run[0]))
    return { ...lineOf(run[0]), to, why: `${CLOCK_STOPPED} (${run.length} days)` };
  const counting = run.filter(isCounting);
  const skipped = run.filter((step) => !isCounting(step));
  const weekend = skipped.filter(isWeekend).length;
  const [first, last] = [counting[0], counting.at(-1)];
  const leftOut = [
    ...(weekend === 0 ? [] : [`Saturdays and Sundays (${weekend} ${weekend === 1 ? 'day' : 'days'})`]),
    ...skipped
      .filter((step) => !isWeekend(step))
      .map((step) => `${dayWords(dayOf(step.date, 'date'))} (${step.why})`),
  ];
  const added = first?.kind === 'added' ? 'added, ' : '';
  const days = `${added}days ${first?.count ?? ''} to ${last?.count ?? ''}`;
  return {
    from,
    to,
    kind: first?.kind ?? 'counted',
    why: leftOut.length === 0 ? days : `${days}; not counted: ${leftOut.join(', ')}`,
    source: first?.source ?? '',
  };
}

function lineOf({ date, kind, why, source }: Step): StepLine {
  return { from: date, to: date, kind, why, source };
}
