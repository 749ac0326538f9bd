import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Asker } from '../platform/ask.js';
import { ConflictError } from '../platform/errors.js';
import { buildArguments, parsed, UsageError } from './bundle-arguments.js';
import type { BuildValues } from './bundle-arguments.js';
import { InputError, readInput } from './bundle-input.js';
import { buildBundle, buildVolumes } from './building/build-bundle.js';
import type { BuildResult } from './building/build-gathered.js';
import { volumeLimits } from './building/court-profiles.js';
import { OutFolderError } from './building/out-folder.js';
import { MissingFileError } from './building/source-file.js';
import { VolumeError } from './building/split-volumes.js';
import { continuedNotes } from './earlier-production.js';
import { counted, documentsText } from './packaging/documents-text.js';
import { findingText, stopsOf } from './findings/finding.js';
import { NotAPackageError, verifyPackage } from './packaging/verify-package.js';

/** The options of both commands. */
export const BUILD_HELP = `rejoinder bundle build SPEC.json|FOLDER --out DIR
    [--title T] [--matter M] [--purpose enclosures|production|court|internal] [--paper letter|a4]
    [--bates PREFIX:START:DIGITS] [--legend WORDS] [--date YYYY-MM-DD] [--letter FILE] [--marks letters|numbers]
    [--on-unreadable slip|stop] [--no-self-check] [--replace] [--json]
    [--max-pages N] [--max-mb N] [--profile ID] [--continues DIR]
    [--no-exhibit-pages] [--room-for-number] [--privilege-log document|metadata|category]
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

/** `bundle build`: exit code 0 built, 1 stopped by findings, 64 usage, 66 input missing or unreadable. */
export async function runBundleBuild(args: readonly string[], io: BundleIo): Promise<number> {
  return withExitCodes(io, async () => {
    const { input, values } = buildArguments(args);
    const asker = io.openAsker();
    try {
      const { spec, specFolder, said } = await readInput(input, values, io.today, asker);
      const options = {
        specFolder,
        out: values.out,
        onUnreadable: values.onUnreadable,
        selfCheck: values.selfCheck,
        replace: values.replace,
        isDraft: false,
        known: [...continuedNotes(spec), ...said],
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
      if (verification.proves !== null) io.stderr(`${verification.proves}\n`);
      return verification.ok ? FINE : FINDINGS;
    } finally {
      await asker.close();
    }
  });
}

function report(results: readonly BuildResult[], { json, out }: BuildValues, io: BundleIo): number {
  const isOne = results.length === 1;
  const isBuilt = results.every((result) => result.isBuilt);
  const findings = results.flatMap(({ record }) => record.findings);
  // What is said of all volumes is said once.
  for (const text of new Set(findings.map(findingText))) io.stderr(`${text}\n`);
  const left = results
    .flatMap(({ record }) => record.documents)
    .filter(({ status }) => status === 'left-out');
  for (const { file, reason } of left)
    io.stderr(`left out: ${file}${reason === null ? '' : `, ${reason}`}\n`);
  const stops = stopsOf(findings).length;
  const records = results.map(({ record }) => record);
  if (json) io.stdout(`${JSON.stringify(isOne ? records[0] : records, null, 2)}\n`);
  results.forEach(({ record }, at) => {
    const folder = isOne ? out : resolve(out, `volume-${at + 1}`);
    if (isBuilt && !json) io.stdout(`${resolve(folder, 'package', 'bundle.pdf')}\n`);
    if (isBuilt)
      io.stderr(
        `${documentsText(record.documents)}, ${counted(record.pages, 'page')}, SHA-256 ${record.bundle}\n`,
      );
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
