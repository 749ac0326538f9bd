import type { Request, Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import type { Deps } from '../platform/deps.js';
import { dayText, instantText, longDayText, nowIn } from '../platform/plain-date.js';
import { queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { AID } from './counting/computation.js';
import type { Step } from './counting/deadline-input.js';
import { foldSteps, type StepLine } from './counting/fold-steps.js';
import { inHand, requireCounted } from './deadline-in-hand.js';
import { factsOf, rowOf } from './deadline-view.js';
import { stepWords, workingOf } from './working-view.js';
import { heldTo, type Counted, type Deadline } from './deadline.js';
import { hourHeld, momentText } from './hour.js';
import { calendarOf } from './deadline-choices.js';
import { dayOffReadings, dayOffText } from './extensions/extension.js';
import { listExtensions } from './extensions/extension-store.js';
import { listClosuresToCount } from './closures/closure-store.js';
import type { Matter } from '../matters/matter.js';
import { countedOfReading } from './reading-followed.js';
import {
  adoptedApart,
  cameThrough,
  notesForOutside,
  sourceForOutside,
  startOf,
} from './sheet-for-outside.js';
import { fitsOnPage, LONG_QUOTE } from './sheet-room.js';
import { ON_PAPER } from './strip.js';

/**
 * The computation sheet, one printed page as long as what it says goes on one: days are drawn together until it does. Its
 * days are those of the reading adopted, and of the usual one where none is. It is internal unless the version for outside is chosen: that one shows a
 * single reading with its working, and nothing of what counsel adopted, why, or how else the words can be read.
 */
export async function showSheet(deps: Deps, req: Request, res: Response): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const names = await namesOfAccounts(deps.db);
  const isOutside = queryText(req, 'for') === 'outside';
  const counted = requireCounted(deadline);
  const chosen = isOutside ? (queryText(req, 'reading') ?? deadline.workingOn) : deadline.workingOn;
  const followed = countedOfReading(counted, chosen);
  const apart = isOutside ? adoptedApart(deadline, counted, deadline.workingOn) : null;
  const given = apart !== null && chosen === apart.on ? apart : null;
  const shown = isOutside ? only(followed, followed.result.due) : counted;
  const internal = workingOf(shown, isOutside ? null : deadline.workingOn, ON_PAPER);
  const working = isOutside ? { ...internal, notes: notesForOutside(internal.notes) } : internal;
  const now = nowIn(deps.clock.now(), deadline.zone);
  const extension = await extensionShown(deps, matter, deadline);
  const steps = extension === null ? followed.result.steps : [...followed.result.steps, extension.step];
  const through = isOutside ? await cameThrough(deps.db, deadline.id) : [];
  const fits = fitsOnPage({
    ...{ words: deadline.words, working, isOutside },
    adoptedWhy: isOutside ? through.map(({ text }) => text).join(' ') : (deadline.adoptedWhy ?? ''),
  });
  const lines = foldSteps(steps, fits);
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
      readings: [...(apart === null ? [] : [apart.choice]), ...daysOf(counted)],
      shownOn: given?.on ?? shown.result.due,
      given,
      outside: {
        start: startOf(shown.result.readings[0] ?? { why: '' }),
        source: sourceForOutside(working.source),
        cameThrough: through,
      },
      isLongQuote: (deadline.words?.length ?? 0) > LONG_QUOTE,
      followed: {
        due: dayText(followed.result.due),
        what:
          followed.result.due === deadline.workingOn
            ? 'the reading adopted'
            : followed.result.due === counted.result.due
              ? 'the usual reading'
              : 'another reading',
      },
      extension,
      lines: linesOf(lines),
      isTight: !fits(lines),
      held: heldWords(deadline, now.today),
      facts: factsOf(deadline, names, matter),
      printed: instantText(deps.clock.now(), matter.zone),
      aid: AID,
    },
  );
}

function only({ input, result }: Counted, due: string): Counted {
  return {
    input,
    result: { ...result, earliest: due, readings: result.readings.filter((one) => one.due === due) },
  };
}

/** A confirmed extension that the date is held to: the day, with whom and when it was agreed, and its line among the days. */
async function extensionShown(deps: Deps, matter: Matter, { id, extendedOn }: Deadline) {
  if (extendedOn === null) return null;
  const all = await listExtensions(deps.db, id);
  const extension = all.find((one) => one.state === 'confirmed' && one.extendedTo === extendedOn);
  if (!extension) return null;
  const { agreedWith, agreedOn } = extension;
  const step: Step = {
    date: extendedOn,
    kind: 'added',
    count: null,
    why: 'the day to which the time was extended',
    source: `agreed with ${agreedWith} on ${dayText(agreedOn)}, confirmed in writing`,
  };
  const closures = await listClosuresToCount(deps.db, matter.id);
  const ways = dayOffText(dayOffReadings(extendedOn, calendarOf(matter), closures));
  return { day: longDayText(extendedOn), how: step.source, step, ways };
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

function linesOf(lines: readonly StepLine[]) {
  return lines.map((line) => ({
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
