import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { BundleIo } from './bundles/bundle-command.js';
import { inParallel } from './bundles/building/in-parallel.js';
import type { Assembled, Assembly, Part } from './pdf/assembly.js';
import type { PdfFinding } from './pdf/assemble-questions.js';
import type { Inspection } from './pdf/inspection.js';
import { assemblePdf, checkPdf, inspectPdf } from './pdf/questions.js';
import { DocumentChildError } from './platform/ask.js';
import type { Asker } from './platform/ask.js';

const PDF_USAGE = 'rejoinder pdf selftest DIR [--json]';
const FINE = 0;
const FINDINGS = 1;
const USAGE = 64;
const NO_INPUT = 66;
const AT_ONCE = 2;
const DATE = '2014-06-09';
const BASE_MS = 20_000;
const MS_A_PAGE = 20;
const BYTES_A_PAGE = 10_000;
const MEMORY_MB = 768;

/** What the bundle path makes of one PDF. */
export interface SelfTest {
  /** Path within the folder. */
  readonly file: string;
  /**
   * `copied` page by page through the allow-list, `painted` where a page could only be shown by a renderer,
   * `slip-sheet` where the document cannot be shown, `failed` where the finished file does not pass its check.
   */
  readonly status: 'copied' | 'painted' | 'slip-sheet' | 'failed';
  /** Pages of the document in the finished file. */
  readonly pages: number;
  readonly reason: string | null;
  readonly ms: number;
}

/** `pdf selftest`: exit code 0 every PDF is shown, 1 one is not, 64 usage, 66 no folder or no PDF in it. */
export async function runPdfSelftest(args: readonly string[], io: BundleIo): Promise<number> {
  const read = argumentsOf(args);
  if (!read) {
    io.stderr(`${PDF_USAGE}\n`);
    return USAGE;
  }
  const files = await pdfsBelow(read.folder);
  if (!files || files.length === 0) {
    io.stderr(
      files ? `No PDF is in “${read.folder}”.\n` : `“${read.folder}” is no folder that can be read.\n`,
    );
    return NO_INPUT;
  }
  const asker = io.openAsker();
  try {
    const tests = await testPdfs(asker, read.folder, files, (test) => {
      if (!read.isJson) io.stdout(`${lineOf(test)}\n`);
    });
    if (read.isJson) io.stdout(`${JSON.stringify(tests, null, 2)}\n`);
    io.stderr(`${summaryOf(tests)}\n`);
    return tests.every(isShown) ? FINE : FINDINGS;
  } finally {
    await asker.close();
  }
}

/** Every file through the bundle path: opened, copied into a bundle of its own, and that checked. */
export async function testPdfs(
  asker: Asker,
  folder: string,
  files: readonly string[],
  onTested: (test: SelfTest) => void,
): Promise<SelfTest[]> {
  const work = await mkdtemp(join(tmpdir(), 'rejoinder-selftest-'));
  try {
    return await inParallel(files, AT_ONCE, async (file, index) => {
      const started = performance.now();
      const found = await testPdf(asker, folder, file, join(work, `${index}.pdf`));
      await rm(join(work, `${index}.pdf`), { force: true });
      const test = { ...found, ms: Math.round(performance.now() - started) };
      onTested(test);
      return test;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function testPdf(
  asker: Asker,
  folder: string,
  file: string,
  out: string,
): Promise<Omit<SelfTest, 'ms'>> {
  const path = join(folder, file);
  try {
    const { size } = await stat(path);
    const inspection = await asker.ask(inspectPdf, { path }, limitsFor(size / BYTES_A_PAGE));
    if (inspection.status !== 'readable') return await slipSheet(asker, file, out, inspection.reason);
    const copied = await assembled(asker, copiedPart(path, inspection), out);
    const stops = copied.findings.filter(({ level }) => level === 'stop').map(({ what }) => what);
    if (stops.length > 0) return { file, status: 'failed', pages: 0, reason: stops.join(' ') };
    const said = [...new Set(copied.result.changes.map(({ what }) => what))];
    const status = said.some((what) => what.startsWith('rendered as an image')) ? 'painted' : 'copied';
    return { file, status, pages: copied.result.pages, reason: said.join('; ') || null };
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return slipSheet(asker, file, out, error.message);
  }
}

function limitsFor(pages: number): { timeoutMs: number; memoryMb: number } {
  return { timeoutMs: BASE_MS + Math.ceil(pages) * MS_A_PAGE, memoryMb: MEMORY_MB };
}

function copiedPart(path: string, { pages }: Inspection): Part {
  return {
    kind: 'copied',
    path,
    firstPage: 1,
    pageCount: pages.length,
    sourcePage: 1,
    bates: null,
    footBaselines: pages.map(({ footBaseline }) => footBaseline),
    links: [],
  };
}

/** The last step down: a page that says why the document is not shown. */
async function slipSheet(
  asker: Asker,
  file: string,
  out: string,
  reason: string | null,
): Promise<Omit<SelfTest, 'ms'>> {
  const says = reason ?? 'It cannot be shown as pages.';
  const part: Part = {
    kind: 'slip',
    firstPage: 1,
    pageCount: 1,
    mark: null,
    title: basename(file),
    reason: says,
    bates: null,
  };
  await assembled(asker, part, out);
  return { file, status: 'slip-sheet', pages: 0, reason: says };
}

async function assembled(
  asker: Asker,
  part: Part,
  out: string,
): Promise<{ result: Assembled; findings: readonly PdfFinding[] }> {
  const assembly: Assembly = {
    paper: 'letter',
    title: 'Self-test',
    date: DATE,
    legend: null,
    isDraft: false,
    parts: [part],
    outline: [{ title: 'Document', page: 1, children: [] }],
  };
  const limits = limitsFor(part.pageCount);
  const result = await asker.ask(assemblePdf, { assembly, out }, limits);
  const { findings } = await asker.ask(checkPdf, { path: out, assembly }, limits);
  return { result, findings };
}

function argumentsOf(args: readonly string[]): { folder: string; isJson: boolean } | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const [folder] = positionals;
    return folder === undefined || positionals.length > 1
      ? null
      : { folder: resolve(folder), isJson: values.json === true };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Names ending in `.pdf`, in sub-folders too, in order; null when there is no such folder. */
async function pdfsBelow(folder: string): Promise<string[] | null> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.pdf'))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
}

function isShown({ status }: SelfTest): boolean {
  return status === 'copied' || status === 'painted';
}

function lineOf({ file, status, pages, reason, ms }: SelfTest): string {
  const said = `${status.padEnd(10)} ${String(pages).padStart(5)} pages ${String(ms).padStart(6)} ms  ${file}`;
  return reason === null ? said : `${said}: ${reason}`;
}

function summaryOf(tests: readonly SelfTest[]): string {
  const count = (status: SelfTest['status']): string =>
    `${tests.filter((test) => test.status === status).length} ${status}`;
  return `${tests.length} PDFs: ${(['copied', 'painted', 'slip-sheet', 'failed'] as const).map(count).join(', ')}`;
}
