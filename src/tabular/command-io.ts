import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DocumentChildError } from '../platform/ask.js';
import type { Asker, AskOptions } from '../platform/ask.js';
import type { GivenReading } from './table-reading.js';

/** What a command about tables needs of its surroundings. */
export interface TableIo {
  stdout(words: string): void;
  stderr(words: string): void;
  /** The present instant as ISO text. */
  now(): string;
  openAsker(): Asker;
}

export const EXIT = { fine: 0, findings: 1, usage: 64, noInput: 66 } as const;

/** Room and time for files of 2 GB and 20 million rows. */
export const TABLE_LIMITS: AskOptions = { timeoutMs: 2 * 3_600_000, memoryMb: 1_024 };

/** Wrong words on the command line; the message says what to write instead. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** An input file is missing or cannot be read. */
export class InputError extends Error {
  override name = 'InputError';
}

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>>;

export interface Arguments {
  readonly files: readonly string[];
  one(name: string): string | null;
  all(name: string): readonly string[];
  has(name: string): boolean;
}

/** How a table is written, where what is detected must be corrected. */
export const READING_OPTIONS = {
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  decimal: { type: 'string' },
  'no-header': { type: 'boolean' },
} as const satisfies Options;

export const READING_HELP =
  '[--encoding utf-8|utf-16le|utf-16be|windows-1252] [--delimiter , | ; | tab | bar] [--decimal . | ,] [--no-header]';

/** Throws `UsageError` for an option that is not known or has no value. */
export function argumentsOf(args: readonly string[], options: Options): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const all = (name: string): string[] =>
      [values[name] ?? []].flat().filter((value) => typeof value === 'string');
    return {
      files: positionals,
      all,
      one: (name) => all(name).at(-1) ?? null,
      has: (name) => values[name] === true,
    };
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0] ?? error.message);
    throw error;
  }
}

/** Throws `UsageError` for a value that is none of those offered. */
export function givenReading(given: Arguments): GivenReading {
  const encoding = oneOf(given.one('encoding'), 'encoding', {
    'utf-8': 'utf-8',
    'utf-16le': 'utf-16le',
    'utf-16be': 'utf-16be',
    'windows-1252': 'windows-1252',
    'latin-1': 'windows-1252',
  } as const);
  const delimiter = oneOf(given.one('delimiter'), 'delimiter', {
    ',': ',',
    ';': ';',
    tab: '\t',
    '\t': '\t',
    bar: '|',
    '|': '|',
  } as const);
  const decimal = oneOf(given.one('decimal'), 'decimal', { '.': '.', ',': ',' } as const);
  return {
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    ...(decimal && { decimal }),
    ...(given.has('no-header') && { hasHeader: false }),
  };
}

/** Runs a command with a folder for its work, removed afterwards; wrong words and unreadable files end it in a sentence. */
export async function runTableCommand(
  io: TableIo,
  usage: string,
  work: (asker: Asker, folder: string) => Promise<number>,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'rejoinder-table-'));
  const asker = io.openAsker();
  try {
    return await work(asker, folder);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`${error.message}\nusage: ${usage}\n`);
      return EXIT.usage;
    }
    if (error instanceof InputError || error instanceof DocumentChildError) {
      io.stderr(`${error.message}\n`);
      return EXIT.noInput;
    }
    throw error;
  } finally {
    await asker.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws `InputError` unless every path is a file. */
export async function needFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    });
    if (!found?.isFile()) throw new InputError(`“${path}” is no file that can be read.`);
  }
}

function oneOf<T extends string>(
  words: string | null,
  option: string,
  known: Readonly<Record<string, T>>,
): T | null {
  if (words === null) return null;
  const value = known[words.toLowerCase()];
  if (value === undefined)
    throw new UsageError(
      `“${words}” is no ${option}; it is one of ${Object.keys(known).join(', ').replace('\t, ', '')}.`,
    );
  return value;
}
