import type { Request, Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import type { Deps } from '../platform/deps.js';
import { dayText, instantText, longDayText, nowIn } from '../platform/plain-date.js';
import { queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { AID, computeDeadline } from './counting/computation.js';
import type { Step } from './counting/deadline-input.js';
import { foldSteps } from './counting/fold-steps.js';
import { inHand, requireCounted } from './deadline-in-hand.js';
import { factsOf, rowOf } from './deadline-view.js';
import { stepWords, workingOf } from './working-view.js';
import { heldTo, type Counted, type Deadline } from './deadline.js';
import { hourHeld, momentText } from './hour.js';
import { ON_PAPER } from './strip.js';

/** Lines of working that fit one printed page beside the strip and the readings, or beside the strip alone. */
const MOST_LINES = { inside: 14, outside: 24 } as const;

/**
 * The computation sheet, one printed page. It is internal unless the version for outside is chosen: that one shows a
 * single reading with its working, and nothing of what counsel adopted, why, or how else the words can be read.
 */
export async function showSheet(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const names = await namesOfAccounts(deps.db);
  const isOutside = queryText(req, 'for') === 'outside';
  const counted = requireCounted(deadline);
  const shown = isOutside ? readingShown(counted, queryText(req, 'reading') ?? deadline.workingOn) : counted;
  const working = workingOf(shown, isOutside ? null : deadline.workingOn, ON_PAPER);
  const now = nowIn(deps.clock.now(), deadline.zone);
  renderPage(
    req,
    res,
    isOutside ? 'deadlines/sheet-outside' : 'deadlines/sheet',
    { title: `Computation of time: ${deadline.title}`, tab: 'deadlines' },
    {
      row: rowOf(deadline, now, names, matter.zone),
      working,
      longDue: longDayText(shown.result.due),
      trigger: longDayText(shown.input.trigger.slice(0, 10)),
      asked: askedWords(shown),
      readings: daysOf(counted),
      shownOn: shown.result.due,
      lines: linesOf(shown.result.steps, isOutside ? MOST_LINES.outside : MOST_LINES.inside),
      held: heldWords(deadline, now.today),
      facts: factsOf(deadline, names, matter),
      printed: instantText(deps.clock.now(), matter.zone),
      aid: AID,
    },
  );
}

/** The count of one reading alone: the one that ends on a day, or the usual one where none does. */
function readingShown(counted: Counted, on: string | null): Counted {
  const reading = counted.result.readings.find((one) => one.due === on);
  if (!reading || reading.due === counted.result.due) return only(counted, counted.result.due);
  const again = { input: reading.input, result: computeDeadline(reading.input) };
  // Counted on other tables than the ones held now: the day stands as it was counted, and only that one can be shown.
  return again.result.due === reading.due ? only(again, reading.due) : only(counted, counted.result.due);
}

function only({ input, result }: Counted, due: string): Counted {
  return {
    input,
    result: { ...result, earliest: due, readings: result.readings.filter((one) => one.due === due) },
  };
}

function daysOf({ result }: Counted): { value: string; text: string }[] {
  const days = [...new Set(result.readings.map((one) => one.due))].sort();
  return days.map((day) => ({
    value: day,
    text: `${dayText(day)}: ${result.readings.find((one) => one.due === day)?.why ?? ''}`,
  }));
}

/** `5 calendar days, forward; served by mail`: what was asked of the counter, in words. */
function askedWords({ input }: Counted): string {
  const unit = input.unit.replaceAll('_', ' ');
  const parts = [
    input.unit === 'fixed_date'
      ? 'a date named'
      : `${input.count} ${input.count === 1 ? unit.replace(/s$/, '') : unit}`,
    ...(input.direction === undefined || input.direction === 'forward'
      ? []
      : [input.direction.replaceAll('_', ' ')]),
    ...(input.service === undefined ? [] : [`service: ${input.service.replaceAll('_', ' ')}`]),
    ...(input.jurisdiction === undefined ? [] : [input.jurisdiction]),
  ];
  return parts.join('; ');
}

function linesOf(steps: readonly Step[], most: number) {
  return foldSteps(steps, most).map((line) => ({
    iso: line.from,
    day: line.from === line.to ? dayText(line.from) : `${dayText(line.from)} to ${dayText(line.to)}`,
    what: stepWords(line.kind),
    why: line.why,
    source: line.source,
  }));
}

function heldWords(deadline: Deadline, today: string): string {
  const on = heldTo(deadline, today);
  if (on === null) return 'the clock is stopped';
  if (on === deadline.pendingOn) return `${dayText(on)}, by an extension that is not confirmed yet`;
  if (on === deadline.extendedOn) return `${dayText(on)}, by an extension confirmed in writing`;
  const moment = momentText({ on, time: hourHeld(deadline, on) });
  return deadline.workingOn === null ? `${moment}, the earliest reading` : `${moment}, the working date`;
}
