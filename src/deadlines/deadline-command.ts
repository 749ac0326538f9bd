import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { checkCases } from './cases.js';
import { AID, computeDeadline } from './counting/computation.js';
import { DeadlineInputError } from './counting/deadline-input-error.js';
import { withoutNulls, type DeadlineInput } from './counting/deadline-input.js';
import { loadReference } from './counting/reference.js';
import { UNITS, type Rule } from './counting/rule.js';
import { sheetText } from './counting/sheet.js';

/** Where a command writes: data to `stdout`, words to `stderr`. `process` is one. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const FINE = 0;
const FINDINGS = 1;
const USAGE = 64;
const UNREADABLE = 66;

export const CHECK_HELP =
  'usage: rejoinder deadline check CASES.json [--json]\n' +
  'CASES.json is a list of cases, like [{"id": "A", "rule": "FRCP 6(a)", "trigger": "2026-06-04", "count": 21, "unit": "days", "expected": "2026-06-25"}].\n' +
  'Each may also say direction, roll, service, extension, holidays, state_holidays, extra_holidays, closures, tz, jurisdiction, act and cutoff.\n';
const COMPUTE_USAGE =
  'usage: rejoinder deadline compute --rule ID --trigger DATE --count N --unit U [--direction D] [--service S] [--served-on DATE] ' +
  '[--holidays H] [--tz Z] [--jurisdiction J] [--act court_office|party] [--roll R] [--cutoff HH:MM] [--closed DATE]… [--tolled FROM..TO]… [--extension "N unit"] [--extended-to DATE] [--json]\n';

/** What `deadline compute --help` prints: every option, rule, unit and calendar. */
export function computeHelp(): string {
  const { rules, tables } = loadReference();
  return [
    COMPUTE_USAGE,
    'rules',
    ...rules.map((rule) => `  ${rule.id.padEnd(34)} ${rule.name}; ${rule.units.join(', ')}`),
    'holidays (join with +)',
    ...tables.map((table) => `  ${table.calendar.id.padEnd(34)} ${table.calendar.name}`),
    'jurisdiction (for the rules of a federal court, after an event)',
    `  the district or state, like "C.D. Cal." or California: the state’s holidays count where its table is held: ${statesHeld(rules)}`,
    'extension',
    '  --extension "7 days" adds days in place of those the rule adds for --service; a later date agreed or ordered',
    '  beside them is --extended-to DATE',
    'units',
    `  days (as the rule means them), ${UNITS.join(', ')}`,
    '',
    `${AID}\n`,
  ].join('\n');
}

function statesHeld(rules: readonly Rule[]): string {
  const states = rules.flatMap(({ stateCalendars }) => Object.entries(stateCalendars));
  return states.map(([place, table]) => `${place} (${table})`).join(', ');
}

/** `rejoinder deadline compute`: 0 counted, 1 counted but not verified, 64 cannot be counted as asked. */
export function runDeadlineCompute(args: readonly string[], io: CommandIo): number {
  const options = parsed(args, COMPUTE_OPTIONS);
  if (typeof options === 'string') return usage(io, options, COMPUTE_USAGE);
  const { values, positionals } = options;
  if (positionals.length > 0) return usage(io, `“${positionals[0]}” is one word too many.`, COMPUTE_USAGE);
  try {
    const input = inputOf(values);
    const result = computeDeadline(input);
    const isJson = values['json'] === true;
    io.stdout.write(isJson ? `${JSON.stringify(result, null, 2)}\n` : sheetText(result, input));
    for (const note of result.notes)
      if (isJson || note.startsWith('Not verified')) io.stderr.write(`${note}\n`);
    if (isJson) io.stderr.write(`${AID}\n`);
    return result.verified ? FINE : FINDINGS;
  } catch (error) {
    if (error instanceof DeadlineInputError) return usage(io, error.message, '');
    throw error;
  }
}

/** `rejoinder deadline check`: 0 all agree, 1 some do not, 64 usage, 66 the file is missing or not a list of cases. */
export function runDeadlineCheck(args: readonly string[], io: CommandIo): number {
  const options = parsed(args, { json: { type: 'boolean' } });
  if (typeof options === 'string') return usage(io, options, CHECK_HELP);
  const [path, ...others] = options.positionals;
  if (path === undefined || others.length > 0) return usage(io, 'Name one file of cases.', CHECK_HELP);
  const cases = readCases(path);
  if (typeof cases === 'string') {
    io.stderr.write(`${cases}\n`);
    return UNREADABLE;
  }
  const failed = cases.filter((one) => !one.ok);
  if (options.values['json'] === true) io.stdout.write(`${JSON.stringify(cases, null, 2)}\n`);
  else for (const one of failed) io.stdout.write(`${one.id}: expected ${one.expected}, got ${one.got}\n`);
  const count = `${cases.length - failed.length} passed, ${failed.length} failed\n`;
  (options.values['json'] === true ? io.stderr : io.stdout).write(count);
  return failed.length === 0 ? FINE : FINDINGS;
}

type Options = Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>;
type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

const text = { type: 'string' } as const;
const COMPUTE_OPTIONS = {
  rule: text,
  trigger: text,
  count: text,
  unit: text,
  direction: text,
  service: text,
  'served-on': text,
  holidays: text,
  tz: text,
  jurisdiction: text,
  act: text,
  roll: text,
  cutoff: text,
  closed: { type: 'string', multiple: true },
  tolled: { type: 'string', multiple: true },
  extension: text,
  'extended-to': text,
  json: { type: 'boolean' },
} as const;

function parsed(
  args: readonly string[],
  options: Options,
): { values: Values; positionals: string[] } | string {
  try {
    const { values, positionals } = parseArgs({ args: joined(args), options, allowPositionals: true });
    return { values, positionals };
  } catch (error) {
    if (error instanceof TypeError) return error.message.split('. ')[0] ?? error.message;
    throw error;
  }
}

/** `--count -3` as one argument: a count below zero is answered by what is wrong with it. */
function joined(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    if (arg === '--count' && /^-\d+$/.test(args[index + 1] ?? '')) return [`${arg}=${args[index + 1]}`];
    return args[index - 1] === '--count' && /^-\d+$/.test(arg) ? [] : [arg];
  });
}

function usage(io: CommandIo, problem: string, help: string): number {
  io.stderr.write(`${problem}\n${help}`);
  return USAGE;
}

function inputOf(values: Values): DeadlineInput {
  const given = (name: string) => (typeof values[name] === 'string' ? values[name] : null);
  const needed = (name: string) => {
    const value = given(name);
    if (value === null) throw new DeadlineInputError(name, `--${name} is missing.`);
    return value;
  };
  const unit = needed('unit');
  const isCounted = !/^(fixed_date|end_of_day|deemed_service)/.test(unit);
  const count = given('count') ?? (isCounted ? needed('count') : '0');
  if (!/^-?\d+$/.test(count)) throw new DeadlineInputError('count', `“${count}” is not a whole number.`);
  if (unit.startsWith('deemed_service') && Number(count) !== 0)
    throw new DeadlineInputError(
      'count',
      `The day of deemed service counts no number; leave --count out, or use --unit clear_days_after_deemed_service for ${count} days after it.`,
    );
  const act = given('act');
  if (act !== null && act !== 'court_office' && act !== 'party')
    throw new DeadlineInputError('act', `“${act}” is not an act known here; use court_office or party.`);
  const extension = given('extension');
  const added = extension === null ? null : /^(\d+)\s+(\w[\w\s-]*)$/.exec(extension.trim());
  if (extension !== null && !added)
    throw new DeadlineInputError(
      'extension',
      `“${extension}” is not an extension; write it like "5 calendar_days".`,
    );
  const { closed, tolled } = values;
  return withoutNulls({
    rule: needed('rule'),
    trigger: needed('trigger'),
    count: Number(count),
    unit,
    direction: given('direction'),
    service: given('service'),
    servedOn: given('served-on'),
    holidays: given('holidays'),
    zone: given('tz'),
    jurisdiction: given('jurisdiction'),
    act,
    roll: given('roll'),
    cutOff: given('cutoff'),
    closures: Array.isArray(closed) ? closed.map((on) => ({ on: String(on) })) : null,
    tolling: Array.isArray(tolled) ? tolled.map((one) => tollingOf(String(one))) : null,
    extendedTo: given('extended-to'),
    extension: added ? { count: Number(added[1]), unit: added[2] ?? '' } : null,
  });
}

/** `2026-03-04..2026-03-10`, both days included. */
function tollingOf(text: string): { from: string; to: string } {
  const [from, to, more] = text.split('..');
  if (!from || !to || more !== undefined)
    throw new DeadlineInputError(
      'tolling',
      `“${text}” is not a stop of the clock; write it like 2026-03-04..2026-03-10.`,
    );
  return { from, to };
}

function readCases(path: string): ReturnType<typeof checkCases> | string {
  let contents: string;
  try {
    contents = readFileSync(path, 'utf8');
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  try {
    return checkCases(JSON.parse(contents));
  } catch (error) {
    if (error instanceof SyntaxError) return `${path} is not JSON: ${error.message}`;
    if (error instanceof ZodError) return `${path} is not a list of cases.`;
    throw error;
  }
}
