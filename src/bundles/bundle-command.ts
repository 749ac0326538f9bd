import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { batesProblem } from './building/bates.js';
import type { BatesStart } from './building/bates.js';
import { buildBundle, buildVolumes, OutFolderError } from './building/build-bundle.js';
import type { BuildResult } from './building/build-gathered.js';
import { PROFILE_IDS, volumeLimits } from './building/court-profiles.js';
import { readContinued } from './building/read-continued.js';
import type { ContinuedProduction } from './building/read-continued.js';
import { findingText, stopsOf } from './findings/finding.js';
import { MissingFileError } from './building/source-file.js';
import { specFromFolder } from './building/spec-from-folder.js';
import { parseSpec, PURPOSES } from './building/spec.js';
import { VolumeError } from './building/split-volumes.js';
import type { Purpose, Spec, SpecOr } from './building/spec.js';
import { NotAPackageError, verifyPackage } from './packaging/verify-package.js';
import type { Asker } from '../platform/ask.js';
import { ConflictError } from '../platform/errors.js';
import { isPlainDate } from '../platform/plain-date.js';

/** The options of both commands. */
export const BUILD_HELP = `rejoinder bundle build SPEC.json|FOLDER --out DIR
    [--title T] [--matter M] [--purpose enclosures|production|court|internal] [--paper letter|a4]
    [--bates PREFIX:START:DIGITS] [--legend WORDS] [--date YYYY-MM-DD] [--letter FILE] [--marks letters|numbers]
    [--on-unreadable slip|stop] [--no-self-check] [--replace] [--json]
    [--max-pages N] [--max-mb N] [--profile ID] [--continues DIR]
rejoinder bundle verify DIR|FILE.zip [--sources DIR] [--json]
`;

const FINE = 0;
const FINDINGS = 1;
const USAGE = 64;
const NO_INPUT = 66;

/** What the commands need of the process around them. */
export interface BundleIo {
  /** Data. */
  readonly stdout: (text: string) => void;
  /** Words for people. */
  readonly stderr: (text: string) => void;
  /** Today as YYYY-MM-DD, for a bundle that says no other date. */
  readonly today: () => string;
  readonly openAsker: () => Asker;
}

/** The arguments cannot be used as they are; the message is the sentence to show. */
class UsageError extends Error {
  override name = 'UsageError';
}

class InputError extends Error {
  override name = 'InputError';
}

/** `bundle build`: exit code 0 built, 1 stopped by findings, 64 usage, 66 input missing or unreadable. */
export async function runBundleBuild(args: readonly string[], io: BundleIo): Promise<number> {
  return withExitCodes(io, async () => {
    const { input, values } = buildArguments(args);
    const { spec, specFolder } = await readInput(input, values, io);
    const asker = io.openAsker();
    try {
      const options = {
        specFolder,
        out: values.out,
        onUnreadable: values.onUnreadable,
        selfCheck: values.selfCheck,
        replace: values.replace,
        isDraft: false,
      };
      const limits = volumeLimits(spec, { pages: values.maxPages, megabytes: values.maxMegabytes });
      const built =
        limits === null
          ? [await buildBundle(asker, spec, options)]
          : await buildVolumes(asker, spec, options, limits);
      return report(built, values, io);
    } finally {
      await asker.close();
    }
  });
}

/** `bundle verify`: exit code 0 the same, 1 something differs, 64 usage, 66 nothing to verify. */
export async function runBundleVerify(args: readonly string[], io: BundleIo): Promise<number> {
  return withExitCodes(io, async () => {
    const { positionals, values } = parsed(() =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { sources: { type: 'string' }, json: { type: 'boolean' } },
      }),
    );
    const [input] = positionals;
    if (input === undefined || positionals.length > 1) throw new UsageError('Give one folder or zip file.');
    const asker = io.openAsker();
    try {
      const verification = await verifyPackage(asker, input, values.sources ?? null);
      if (values.json) io.stdout(`${JSON.stringify(verification, null, 2)}\n`);
      else io.stdout(verification.ok ? 'fine\n' : `differs: ${verification.differs ?? ''}\n`);
      for (const what of verification.checked) io.stderr(`${what}\n`);
      return verification.ok ? FINE : FINDINGS;
    } finally {
      await asker.close();
    }
  });
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface BuildValues {
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
  readonly json: boolean;
}

function buildArguments(args: readonly string[]): { input: string; values: BuildValues } {
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
      maxPages: countOf('--max-pages', values['max-pages']),
      maxMegabytes: countOf('--max-mb', values['max-mb']),
      profile: oneOf('--profile', values.profile, PROFILE_IDS),
      continues: values.continues ?? null,
      json: values.json === true,
    },
  };
}

function countOf(name: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(given))
    throw new UsageError(`${name} is a whole number, like 500, not “${given}”.`);
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

async function readInput(
  input: string,
  values: BuildValues,
  io: BundleIo,
): Promise<{ spec: Spec; specFolder: string }> {
  const kind = await stat(input).catch(() => null);
  if (kind === null) throw new InputError(`“${input}” is not there.`);
  const isFolder = kind.isDirectory();
  const continued = values.continues === null ? null : await readContinued(values.continues);
  if (typeof continued === 'string') throw new InputError(continued);
  const read = isFolder
    ? await folderSpec(input, values, continued, io)
    : await fileSpec(input, values, continued);
  if (!read.ok) throw new InputError(read.problems.join('\n'));
  return { spec: read.spec, specFolder: isFolder ? resolve(input) : dirname(resolve(input)) };
}

async function folderSpec(
  folder: string,
  values: BuildValues,
  continued: ContinuedProduction | null,
  io: BundleIo,
): Promise<SpecOr> {
  const { title, matter, legend, letter, marks, profile } = values;
  const bates = values.bates ?? continued?.bates ?? null;
  const purpose = values.purpose ?? 'enclosures';
  if (purpose === 'production' && bates === null)
    throw new UsageError(
      'A production needs Bates numbers: give --bates PREFIX:START:DIGITS, like NFLX:1:6.',
    );
  const date = values.date ?? io.today();
  return specFromFolder(folder, {
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
  const { title, matter, purpose, paper, legend, date, profile } = values;
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
  }).filter(([, value]) => value !== null);
  return parseSpec({ ...raw, ...Object.fromEntries(said) });
}

function report(results: readonly BuildResult[], { json, out }: BuildValues, io: BundleIo): number {
  const isOne = results.length === 1;
  const isBuilt = results.every((result) => result.isBuilt);
  const findings = results.flatMap(({ record }) => record.findings);
  for (const finding of findings) io.stderr(`${findingText(finding)}\n`);
  const stops = stopsOf(findings).length;
  const records = results.map(({ record }) => record);
  if (json) io.stdout(`${JSON.stringify(isOne ? records[0] : records, null, 2)}\n`);
  results.forEach(({ record }, at) => {
    const folder = isOne ? out : resolve(out, `volume-${at + 1}`);
    if (isBuilt && !json) io.stdout(`${resolve(folder, 'package', 'bundle.pdf')}\n`);
    if (isBuilt)
      io.stderr(`${record.documents.length} documents, ${record.pages} pages, SHA-256 ${record.bundle}\n`);
  });
  if (!isBuilt)
    io.stderr(`Nothing was written: ${stops === 1 ? '1 stop' : `${stops} stops`} to clear first.\n`);
  const total = (of: (seconds: BuildResult['seconds']) => number): string =>
    results.reduce((sum, { seconds }) => sum + of(seconds), 0).toFixed(2);
  const inspected = (results[0]?.seconds.inspected ?? 0).toFixed(2); // all volumes were opened together
  io.stderr(
    `inspected in ${inspected} s, assembled in ${total((s) => s.assembled)} s, checked in ${total((s) => s.checked)} s\n`,
  );
  return isBuilt && stops === 0 ? FINE : FINDINGS;
}

async function withExitCodes(io: BundleIo, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`${error.message}\n${BUILD_HELP}`);
      return USAGE;
    }
    if (error instanceof OutFolderError) {
      io.stderr(`${error.message}\n`);
      return USAGE;
    }
    if (
      error instanceof InputError ||
      error instanceof MissingFileError ||
      error instanceof NotAPackageError
    ) {
      io.stderr(`${error.message}\n`);
      return NO_INPUT;
    }
    if (error instanceof ConflictError || error instanceof VolumeError) {
      io.stderr(`${error.message}\n`);
      return FINDINGS;
    }
    throw error;
  }
}
