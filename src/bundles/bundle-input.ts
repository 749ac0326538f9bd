import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Asker } from '../platform/ask.js';
import { note, type Finding } from './findings/finding.js';
import { UsageError } from './bundle-arguments.js';
import type { BuildValues } from './bundle-arguments.js';
import { readContinued } from './building/read-continued.js';
import type { ContinuedProduction } from './building/read-continued.js';
import { seenInFolder } from './building/seen-titles.js';
import { specFromFolder, type FolderSpecOr } from './building/spec-from-folder.js';
import { parseSpec } from './building/spec.js';
import type { Spec, SpecOr } from './building/spec.js';

/** What is to be built is not there or cannot be read; the message is what to show. */
export class InputError extends Error {
  override name = 'InputError';
}

/** The SPEC of a file, or of a folder, with what the command line says of it. Throws `InputError` and `UsageError`. */
export async function readInput(
  input: string,
  values: BuildValues,
  today: () => string,
  asker: Asker,
): Promise<{ spec: Spec; specFolder: string; said: readonly Finding[] }> {
  const kind = await stat(input).catch(() => null);
  if (kind === null) throw new InputError(`“${input}” is not there.`);
  const isFolder = kind.isDirectory();
  const continued = values.continues === null ? null : await readContinued(values.continues);
  if (typeof continued === 'string') throw new InputError(continued);
  const read = isFolder
    ? await folderSpec(input, values, continued, today, asker)
    : withNothingSaid(await fileSpec(input, values, continued));
  if (!read.ok) throw new InputError(read.problems.join('\n'));
  const said = read.said.map(({ file, what }) => note(file, what));
  return { spec: read.spec, specFolder: isFolder ? resolve(input) : dirname(resolve(input)), said };
}

/** Whoever wrote a SPEC gave its titles and dates. */
function withNothingSaid(read: SpecOr): FolderSpecOr {
  return read.ok ? { ...read, said: [] } : read;
}

async function folderSpec(
  folder: string,
  values: BuildValues,
  continued: ContinuedProduction | null,
  today: () => string,
  asker: Asker,
): Promise<FolderSpecOr> {
  const { title, matter, legend, letter, marks, profile, exhibitPages, roomForNumber, log } = values;
  const bates = values.bates ?? continued?.bates ?? null;
  const purpose = values.purpose ?? 'enclosures';
  if (purpose === 'production' && bates === null)
    throw new UsageError(
      'A production needs Bates numbers: give --bates PREFIX:START:DIGITS, like NFLX:1:6.',
    );
  const date = values.date ?? today();
  return specFromFolder(folder, {
    seenIn: (files) => seenInFolder(asker, folder, files),
    title,
    matter,
    purpose,
    paper: values.paper ?? 'letter',
    bates,
    legend,
    date,
    letter,
    marks,
    profile,
    continues: continued?.continues ?? null,
    exhibitPages,
    roomForNumber,
    log,
  });
}

/** What is said on the command line goes before what the SPEC says. */
async function fileSpec(
  path: string,
  values: BuildValues,
  continued: ContinuedProduction | null,
): Promise<SpecOr> {
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problems: [`“${path}” is not JSON: ${error.message}`] };
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return parseSpec(raw);
  const { title, matter, purpose, paper, legend, date, profile, exhibitPages, roomForNumber, log } = values;
  const bates = values.bates ?? continued?.bates ?? null;
  const continues = continued?.continues ?? null;
  const said = Object.entries({
    title,
    matter,
    purpose,
    paper,
    bates,
    legend,
    date,
    profile,
    continues,
    exhibitPages,
    roomForNumber,
    log,
  }).filter(([, value]) => value !== null);
  return parseSpec({ ...raw, ...Object.fromEntries(said) });
}
