import { AID } from './computation.js';
import { dayOf, dayWords } from './day.js';
import type { DeadlineInput, DeadlineResult, DueAt, Step } from './deadline-input.js';

/** Steps listed one by one before runs of plain days are drawn together, so that a sheet stays one page. */
const MOST_STEPS = 36;
const SHORTEST_RUN = 4;

/** A computation sheet as plain text: what was asked, the date, every reading, the working day by day, the notes. */
export function sheetText(result: DeadlineResult, input: DeadlineInput): string {
  const lines = [
    `due       ${words(result.due)}${atWords(result.dueAt)}`,
    `earliest  ${words(result.earliest)}`,
    `rule      ${result.ruleId}: ${result.ruleName}`,
    `asked     ${askedWords(input)}`,
    `calendar  ${result.calendar ? `${result.calendar.name} (${result.calendar.id})` : 'none: Saturdays and Sundays only, where they matter'}`,
    `version   ${result.version}`,
    `source    ${result.source}`,
    `verified  ${result.verified ? 'yes' : 'no'}`,
    '',
    ...result.readings.map((one) => `reading   ${words(one.due)}${atWords(one.dueAt)}  ${one.why}`),
    '',
    ...stepLines(result.steps),
    '',
    ...result.notes.map((note) => `note      ${note}`),
    AID,
  ];
  return `${lines.join('\n')}\n`;
}

function askedWords(input: DeadlineInput): string {
  const parts = [
    `${input.count} ${input.unit.replaceAll('_', ' ')}`,
    `from ${input.trigger}`,
    input.servedOn && `served on ${input.servedOn}`,
    input.direction,
    input.service && `service: ${input.service}`,
    input.extension && `${input.extension.count} ${input.extension.unit.replaceAll('_', ' ')} added`,
    input.jurisdiction,
    input.act && `act: ${input.act.replace('_', ' ')}`,
    input.roll && `roll: ${input.roll}`,
    input.closures && `closed: ${input.closures.map((one) => one.on).join(', ')}`,
    input.tolling && `stopped: ${input.tolling.map((one) => `${one.from} to ${one.to}`).join(', ')}`,
    input.extendedTo && `extended to ${input.extendedTo}`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('; ');
}

function stepLines(steps: readonly Step[]): string[] {
  if (steps.length <= MOST_STEPS) return steps.map(stepLine);
  const lines: string[] = [];
  let run: Step[] = [];
  for (const step of [...steps, null]) {
    if (step?.kind === 'counted' && step.count !== null && step.source === (run[0] ?? step).source) {
      run.push(step);
      continue;
    }
    lines.push(...runLines(run));
    run = step?.kind === 'counted' && step.count !== null ? [step] : [];
    if (step && run.length === 0) lines.push(stepLine(step));
  }
  return lines;
}

/** “Fri 6 Jun 2014 to Thu 19 Jun 2014  days 1 to 14”. */
function runLines(run: readonly Step[]): string[] {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || run.length < SHORTEST_RUN) return run.map(stepLine);
  return [
    `${'counted'.padEnd(9)} ${words(first.date)} to ${words(last.date)}  ${first.count} to ${last.count}  [${first.source}]`,
  ];
}

function stepLine(step: Step): string {
  return `${step.kind.padEnd(9)} ${words(step.date)}  ${step.why}  [${step.source}]`;
}

function words(date: string): string {
  return dayWords(dayOf(date, 'date'));
}

function atWords(at: DueAt | null): string {
  return at === null ? '' : `, ${at.local.slice(11)} ${at.zone} (${at.instant})`;
}
