import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { combined, WEEKENDS, type Calendar } from './calendar.js';
import { dayOf } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import { UNITS, type Regime, type Rule } from './rule.js';

/** The rules and holiday tables of one folder. */
export interface Reference {
  readonly rules: readonly Rule[];
  readonly tables: readonly HolidayTable[];
  /** The rule of that name or cite (`FRCP 6(a)(1)(C)`, `CPR 6.26 row 1`). Throws DeadlineInputError. */
  readonly findRule: (name: string) => Rule;
  /** `US-FEDERAL`, `US-FEDERAL+US-CA`, with single days as `2025-03-31`. Throws DeadlineInputError. */
  readonly findCalendar: (name: string) => Calendar;
}

export interface HolidayTable {
  readonly calendar: Calendar;
  readonly aliases: readonly string[];
  /** A state table supplements a base one, for periods after an event only (Fed. R. Civ. P. 6(a)(6)(C)). */
  readonly kind: 'base' | 'state';
  readonly notes: readonly string[];
}

/** `data/reference` of this package, the same two folders up from `src` and from `dist`. */
const REFERENCE_FOLDER = fileURLToPath(new URL('../../../data/reference', import.meta.url));

const loaded = new Map<string, Reference>();

const holidayFile = z.strictObject({
  id: z.string(),
  aliases: z.array(z.string()),
  name: z.string(),
  version: z.string(),
  validFrom: z.string(),
  fromYear: z.number().int(),
  toYear: z.number().int(),
  kind: z.enum(['base', 'state']),
  notes: z.array(z.string()),
  sources: z.record(z.string(), z.string()),
  days: z.array(
    z.strictObject({
      date: z.string(),
      name: z.string(),
      source: z.string(),
      observed: z.boolean().optional(),
    }),
  ),
  contested: z.array(z.strictObject({ date: z.string(), name: z.string(), source: z.string() })),
});

const unit = z.enum(UNITS);
const roll = z.enum(['none', 'onward', 'next', 'previous']);
const ruleFile = z.strictObject({
  ruleset: z.string(),
  name: z.string(),
  regime: z.enum(['private', 'us-federal', 'us-california', 'england-wales']),
  version: z.string(),
  validFrom: z.string(),
  source: z.string(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      aliases: z.array(z.string()).default([]),
      validFrom: z.string().optional(),
      source: z.string().optional(),
      daysMean: unit,
      units: z.array(unit),
      first: z.enum(['excluded', 'included']),
      direction: z.enum(['forward', 'backward', 'at-least']).default('forward'),
      roll: roll.default('none'),
      isRollBackArgued: z.boolean().default(false),
      rollForCourtOffice: roll.nullable().default(null),
      closedOffice: z.enum(['onward', 'next']).default('onward'),
      clear: z.boolean().default(false),
      shortPeriod: z.number().int().nullable().default(null),
      calendar: z.string().nullable().default(null),
      stateCalendars: z.record(z.string(), z.string()).default({}),
      extensionOrder: z.enum(['roll-add-roll', 'add-roll']).default('roll-add-roll'),
      services: z
        .array(
          z.strictObject({
            method: z.string(),
            aliases: z.array(z.string()),
            count: z.number().int(),
            unit: z.enum(['calendar_days', 'court_days']),
            source: z.string(),
            validFrom: z.string().nullable().default(null),
            validUntil: z.string().nullable().default(null),
          }),
        )
        .default([]),
      deemed: z
        .array(
          z.strictObject({
            method: z.string(),
            aliases: z.array(z.string()),
            arrives: z.enum(['second-day', 'same-day', 'second-business-day']),
            source: z.string(),
          }),
        )
        .default([]),
      deemedAs: z.string().optional(),
      serviceCutOff: z.string().nullable().default(null),
      alsoReadAs: z.array(z.string()).default([]),
      notes: z.array(z.string()).default([]),
      cites: z.record(z.string(), z.string()),
    }),
  ),
});

/** Reads a reference folder once; later calls return the same. Throws if a file is missing, malformed or names no source. */
export function loadReference(folder: string = REFERENCE_FOLDER): Reference {
  const known = loaded.get(folder);
  if (known) return known;
  const files = readdirSync(folder).sort();
  const tables = files
    .filter((file) => file.startsWith('holidays-'))
    .map((file) => readTable(join(folder, file)));
  const rules = files
    .filter((file) => file.startsWith('rules-'))
    .flatMap((file) => readRules(join(folder, file)));
  const reference = indexed(rules, tables);
  loaded.set(folder, reference);
  return reference;
}

/** The rules a page offers for a matter: those of its regime, and the private ones everywhere. */
export function rulesFor(reference: Reference, regime: Regime): readonly Rule[] {
  return reference.rules.filter((rule) => rule.regime === 'private' || rule.regime === regime);
}

function readTable(path: string): HolidayTable {
  const table = holidayFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const sourceOf = (key: string) => {
    const words = table.sources[key];
    if (!words) throw new Error(`${path}: no source named ${key}`);
    return words;
  };
  return {
    aliases: table.aliases,
    kind: table.kind,
    notes: table.notes,
    calendar: {
      id: table.id,
      name: table.name,
      version: table.version,
      fromYear: table.fromYear,
      toYear: table.toYear,
      holidays: new Map(
        table.days.map((day) => [
          dayOf(day.date, path),
          { why: day.name, source: sourceOf(day.source), observed: day.observed ?? false },
        ]),
      ),
      contested: new Map(
        table.contested.map((day) => [
          dayOf(day.date, path),
          { why: day.name, source: sourceOf(day.source) },
        ]),
      ),
    },
  };
}

function readRules(path: string): Rule[] {
  const file = ruleFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  return file.rules.map(({ deemedAs, ...rule }) => ({
    ...rule,
    ruleset: file.ruleset,
    regime: file.regime,
    version: file.version,
    validFrom: rule.validFrom ?? file.validFrom,
    source: rule.source ?? file.source,
    deemed: file.rules.find((other) => other.id === deemedAs)?.deemed ?? rule.deemed,
  }));
}

function indexed(rules: readonly Rule[], tables: readonly HolidayTable[]): Reference {
  const names = new Map(
    rules.flatMap((rule) => [rule.id, ...rule.aliases].map((name) => [keyOf(name), rule] as const)),
  );
  const foundRules = new Map<string, Rule>();
  const foundCalendars = new Map<string, Calendar>();

  const findRule = (name: string): Rule => {
    const found = foundRules.get(name) ?? names.get(keyOf(name)) ?? byPrefix(names, keyOf(name));
    if (!found)
      throw new DeadlineInputError(
        'rule',
        `There is no rule “${name}” here; the rules are ${rules.map((rule) => rule.id).join(', ')}.`,
      );
    if (foundRules.size < 1000) foundRules.set(name, found);
    return found;
  };

  const findCalendar = (name: string): Calendar => {
    const known = foundCalendars.get(name);
    if (known) return known;
    const parts = name.split(/\s*[+,;&]\s*/).filter((part) => part.trim() !== '');
    if (parts.length === 0)
      throw new DeadlineInputError('holidays', 'Name a holiday calendar, like US-FEDERAL, or NONE for none.');
    const calendar = combined(parts.map((part) => partOf(tables, part)));
    if (foundCalendars.size < 1000) foundCalendars.set(name, calendar);
    return calendar;
  };

  return { rules, tables, findRule, findCalendar };
}

/** What a holiday calendar is called: `US federal legal holidays`. Throws DeadlineInputError for one that is not here. */
export function calendarName(id: string, reference: Reference = loadReference()): string {
  return reference.findCalendar(id).name;
}

/** A longer cite is the rule whose name it begins with, up to a bracket, a comma or a space. */
function byPrefix(names: ReadonlyMap<string, Rule>, key: string): Rule | undefined {
  const starts = [...names.keys()].filter(
    (name) => key.startsWith(name) && !/[a-z0-9.]/i.test(key.charAt(name.length)),
  );
  const longest = starts.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : names.get(longest);
}

function partOf(tables: readonly HolidayTable[], part: string): Calendar {
  const key = keyOf(part);
  if (key === 'NONE' || key === 'WEEKENDS') return WEEKENDS;
  if (/^\d{4}-\d{2}-\d{2}$/.test(part)) {
    const off = { why: 'holiday entered for this count', source: 'entered by hand', observed: false };
    return { ...WEEKENDS, id: part, name: part, holidays: new Map([[dayOf(part, 'holidays'), off]]) };
  }
  const table = tables.find((one) => [one.calendar.id, ...one.aliases].some((name) => keyOf(name) === key));
  if (!table)
    throw new DeadlineInputError(
      'holidays',
      `There is no holiday calendar “${part}” here; the calendars are ${tables.map((one) => one.calendar.id).join(', ')}.`,
    );
  return table.calendar;
}

function keyOf(name: string): string {
  return name
    .trim()
    .replace(/[\s_]+/g, ' ')
    .toUpperCase();
}
