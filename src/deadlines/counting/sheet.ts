import { AID } from './computation.js';
import { dayOf, dayWords } from './day.js';
import type { DeadlineInput, DeadlineResult, DueAt } from './deadline-input.js';
import { foldSteps, type StepLine } from './fold-steps.js';

/** Lines of working that a sheet of plain text on one page has room for. */
const MOST_LINES = 36;

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
    ...result.readings.map(
      (one) =>
        `reading   ${words(one.due)}${atWords(one.dueAt)}  ${one.why}${one.verified ? '' : ' (not verified)'}`,
    ),
    '',
    ...foldSteps(result.steps, (all) => all.length <= MOST_LINES).map(stepLine),
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

function stepLine({ from, to, kind, why, source }: StepLine): string {
  const days = from === to ? words(from) : `${words(from)} to ${words(to)}`;
  return `${kind.padEnd(9)} ${days}  ${why}  [${source}]`;
}

function words(date: string): string {
  return dayWords(dayOf(date, 'date'));
}

function atWords(at: DueAt | null): string {
  return at === null ? '' : `, ${at.local.slice(11)} ${at.zone} (${at.instant})`;
}
