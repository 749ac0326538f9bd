import { parseArgs } from 'node:util';
import { isPlainDate } from '../platform/plain-date.js';
import { batesProblem } from './building/bates.js';
import type { BatesStart } from './building/bates.js';
import { PROFILE_IDS } from './building/court-profiles.js';
import { LOG_STYLES, PURPOSES } from './building/spec.js';
import type { Purpose } from './building/spec.js';
import { MOST_PAGES } from './findings/plan-findings.js';

/** The arguments cannot be used as they are; the message is the sentence to show. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What the command line of `bundle build` says; null where it says nothing. */
export interface BuildValues {
  readonly out: string;
  readonly title: string | null;
  readonly matter: string | null;
  readonly purpose: Purpose | null;
  readonly paper: 'letter' | 'a4' | null;
  readonly bates: BatesStart | null;
  readonly legend: string | null;
  readonly date: string | null;
  readonly letter: string | null;
  readonly marks: 'letters' | 'numbers';
  readonly onUnreadable: 'stop' | 'slip';
  readonly selfCheck: boolean;
  readonly replace: boolean;
  readonly maxPages: number | null;
  readonly maxMegabytes: number | null;
  readonly profile: string | null;
  readonly continues: string | null;
  /** False keeps the pages of exhibits uncounted; null where nothing was said. */
  readonly exhibitPages: false | null;
  /** True makes a page smaller where something is in the way of its foot line; null where nothing was said. */
  readonly roomForNumber: true | null;
  readonly log: (typeof LOG_STYLES)[number] | null;
  readonly json: boolean;
}

/** Reads the command line. Throws `UsageError`. */
export function buildArguments(args: readonly string[]): { input: string; values: BuildValues } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { positionals, values } = parsed(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: text,
        title: text,
        matter: text,
        purpose: text,
        paper: text,
        bates: text,
        legend: text,
        date: text,
        letter: text,
        marks: text,
        'on-unreadable': text,
        'no-self-check': flag,
        replace: flag,
        'max-pages': text,
        'max-mb': text,
        profile: text,
        continues: text,
        'no-exhibit-pages': flag,
        'room-for-number': flag,
        'privilege-log': text,
        json: flag,
      },
    }),
  );
  const [input] = positionals;
  if (input === undefined || positionals.length > 1)
    throw new UsageError('Give one SPEC.json or one folder.');
  if (values.out === undefined) throw new UsageError('Give --out and the folder to make.');
  if (values.date !== undefined && !isPlainDate(values.date))
    throw new UsageError(`--date is a date like 2014-06-09, not “${values.date}”.`);
  return {
    input,
    values: {
      out: values.out,
      title: values.title ?? null,
      matter: values.matter ?? null,
      purpose: oneOf('--purpose', values.purpose, PURPOSES),
      paper: oneOf('--paper', values.paper, ['letter', 'a4']),
      bates: values.bates === undefined ? null : batesOf(values.bates),
      legend: values.legend ?? null,
      date: values.date ?? null,
      letter: values.letter ?? null,
      marks: oneOf('--marks', values.marks, ['letters', 'numbers']) ?? 'letters',
      onUnreadable: oneOf('--on-unreadable', values['on-unreadable'], ['stop', 'slip']) ?? 'slip',
      selfCheck: values['no-self-check'] !== true,
      replace: values.replace === true,
      maxPages: countOf('--max-pages', values['max-pages'], MOST_PAGES),
      maxMegabytes: countOf('--max-mb', values['max-mb']),
      profile: oneOf('--profile', values.profile, PROFILE_IDS),
      continues: values.continues ?? null,
      exhibitPages: values['no-exhibit-pages'] === true ? false : null,
      roomForNumber: values['room-for-number'] === true ? true : null,
      log: oneOf('--privilege-log', values['privilege-log'], LOG_STYLES),
      json: values.json === true,
    },
  };
}

function countOf(name: string, given: string | undefined, most = Infinity): number | null {
  if (given === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(given))
    throw new UsageError(`${name} is a whole number, like 500, not “${given}”.`);
  if (Number(given) > most)
    throw new UsageError(
      `${name} is at most ${most.toLocaleString('en-US')}, not ${given}: one file holds no more.`,
    );
  return Number(given);
}

function oneOf<T extends string>(name: string, given: string | undefined, allowed: readonly T[]): T | null {
  if (given === undefined) return null;
  const found = allowed.find((value) => value === given);
  if (found === undefined) throw new UsageError(`${name} is one of ${allowed.join(', ')}, not “${given}”.`);
  return found;
}

function batesOf(text: string): BatesStart {
  const found = /^([^:]*):(\d{1,10}):(\d{1,2})$/.exec(text);
  if (found === null)
    throw new UsageError(`--bates is written PREFIX:START:DIGITS, like NFLX:1:6, not “${text}”.`);
  const bates = { prefix: found[1] ?? '', start: Number(found[2]), digits: Number(found[3]) };
  const problem = batesProblem(bates);
  if (problem !== null) throw new UsageError(problem);
  return bates;
}

/** What `parse` makes of a command line. Throws `UsageError` with what it finds wrong. */
export function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
