import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { deflateSync } from 'node:zlib';
import type { Assembly, IndexRow, Part } from '../src/pdf/assembly.js';
import { layOutIndex } from '../src/pdf/draw-index.js';
import { paperSize } from '../src/pdf/paper.js';
import { PdfWriter } from '../src/pdf/pdf-writer.js';

// Prints how long one bundle of 10,000 pages from 400 files takes, beside qpdf merely concatenating the
// same files, and how much memory the assembling process needs. Nothing is asserted: machines differ.

const FILES = 400;
const PAGES_A_FILE = 25;
const LINES = 46;
const RUNS = 3;
const COMPILED = 'node_modules/.cache/rejoinder-bench';
const WORDS =
  'notice network reading measured viewer provider evidence letter demand customer statement peak hour speed link peering message'.split(
    ' ',
  );

const RESOURCES = '/Resources<</Font<</F1 3 0 R>>/ProcSet[/PDF/Text]>>';
const FONT =
  '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[' +
  `${'500 '.repeat(95)}]>>`;

const folder = mkdtempSync(join(tmpdir(), 'rejoinder-bench-'));
try {
  const files = makeFiles();
  const assembly = assemblyOf(files);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify({ assembly, out: join(folder, 'bundle.pdf') }));
  compile();
  const concatenated = best(() => concatenate(files));
  const built = bestBuild();
  const bytes = files.reduce((all, file) => all + statSync(file).size, 0);
  const pages = assembly.parts.reduce((all, part) => all + part.pageCount, 0);
  console.log(
    `\n${pages.toLocaleString('en')} pages (${FILES} files, ${(bytes / 1e6).toFixed(1)} MB), Node ${process.version}\n`,
  );
  row('what', 'seconds', 'ratio', 'peak MB');
  if (concatenated !== null) row('qpdf --empty --pages', concatenated, 1, null);
  row('bundle, its whole process', built.whole, concatenated && built.whole / concatenated, built.megabytes);
  row(
    'bundle, assembling alone',
    built.seconds,
    concatenated && built.seconds / concatenated,
    built.megabytes,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Letters of text: every second file with object streams, the others with a plain table. */
function makeFiles(): string[] {
  mkdirSync(join(folder, 'sources'));
  const random = randomFrom(20_140_605);
  return Array.from({ length: FILES }, (_, index) => {
    const path = join(folder, 'sources', `${String(index).padStart(3, '0')}.pdf`);
    const contents = Array.from({ length: PAGES_A_FILE }, () => deflateSync(Buffer.from(textPage(random))));
    if (index % 2) writeWithStreams(path, contents);
    else writeWithTable(path, contents);
    return path;
  });
}

function textPage(random: () => number): string {
  const lines = Array.from({ length: LINES }, () => {
    const words = Array.from({ length: 12 }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '');
    return `[(${words.join(')-250(')})] TJ T*`;
  });
  return `BT /F1 10 Tf 14 TL 72 720 Td\n${lines.join('\n')}\nET\n`;
}

function writeWithTable(path: string, contents: readonly Buffer[]): void {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const push = (data: string | Buffer): void => {
    const bytes = Buffer.from(data);
    parts.push(bytes);
    at += bytes.length;
  };
  const object = (body: string | Buffer[]): void => {
    offsets.push(at);
    push(`${offsets.length} 0 obj\n`);
    for (const part of [body].flat()) push(part);
    push('\nendobj\n');
  };
  push('%PDF-1.4\n');
  object('<</Type/Catalog/Pages 2 0 R>>');
  object(
    `<</Type/Pages/Count ${contents.length}/Kids[${contents.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}]>>`,
  );
  object(FONT);
  contents.forEach((data, index) => {
    object(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]${RESOURCES}/Contents ${5 + index * 2} 0 R>>`);
    object([
      Buffer.from(`<</Filter/FlateDecode/Length ${data.length}>>\nstream\n`),
      data,
      Buffer.from('\nendstream'),
    ]);
  });
  const start = at;
  push(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  push(offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join(''));
  push(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
  writeFileSync(path, Buffer.concat(parts));
}

function writeWithStreams(path: string, contents: readonly Buffer[]): void {
  const writer = PdfWriter.open(path);
  const tree = writer.reserve();
  const font = writer.add(FONT);
  const pages = contents.map((data) => {
    const stream = writer.addStream('/Filter/FlateDecode', data);
    return writer.add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 612 792]${RESOURCES.replace('3', String(font))}/Contents ${stream} 0 R>>`,
    );
  });
  writer.object(
    tree,
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((id) => `${id} 0 R`).join(' ')}]>>`,
  );
  writer.finish(writer.add(`<</Type/Catalog/Pages ${tree} 0 R>>`), writer.add('<<>>'));
}

function assemblyOf(files: readonly string[]): Assembly {
  const rowsFrom = (first: number): { rows: IndexRow[]; parts: Part[]; outline: Assembly['outline'] } => {
    let page = first;
    const rows: IndexRow[] = [];
    const parts: Part[] = [];
    const outline = files.map((path, index) => {
      const [sheet, start] = [page, page + 1];
      const last = page + PAGES_A_FILE;
      const title = `Letter ${index + 1} about the notices`;
      const bates = (at: number): string => `NFLX${String(at).padStart(6, '0')}`;
      rows.push({
        kind: 'document',
        exhibit: `Ex. ${index + 1}`,
        date: '2014-06-05',
        title,
        firstPage: sheet,
        lastPage: last,
        bates: { first: bates(sheet), last: bates(last) },
      });
      parts.push({
        kind: 'sheet',
        firstPage: sheet,
        pageCount: 1,
        mark: `Ex. ${index + 1}`,
        title,
        date: '2014-06-05',
        pages: { first: start, last },
        bates: bates(sheet),
      });
      parts.push({
        kind: 'copied',
        path,
        firstPage: start,
        pageCount: PAGES_A_FILE,
        sourcePage: 1,
        bates: Array.from({ length: PAGES_A_FILE }, (_, offset) => bates(start + offset)),
        links: [],
      });
      page = last + 1;
      return { title: `Ex. ${index + 1} ${title}`, page: sheet, children: [] };
    });
    return { rows, parts, outline };
  };
  const paper = 'letter';
  const pageCount = layOutIndex('Index', rowsFrom(1).rows, paperSize(paper)).length;
  const { rows, parts, outline } = rowsFrom(pageCount + 1);
  return {
    paper,
    title: 'Ten thousand pages',
    date: '2014-06-09',
    legend: 'Confidential',
    isDraft: false,
    parts: [{ kind: 'index', heading: 'Index', firstPage: 1, pageCount, rows }, ...parts],
    outline,
  };
}

/** Compiled as it is installed: a loader that translates at run time would be measured too. */
function compile(): void {
  const out = ['--outDir', COMPILED, '--tsBuildInfoFile', join(COMPILED, 'build-info'), '--noCheck'];
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json', ...out], { stdio: 'inherit' });
}

function concatenate(files: readonly string[]): number | null {
  const args = ['--empty', '--pages', ...files, '--', join(folder, 'qpdf.pdf')];
  const started = performance.now();
  const { error } = spawnSync('qpdf', args, { stdio: 'inherit' });
  return error ? null : (performance.now() - started) / 1000;
}

interface Built {
  readonly whole: number;
  readonly seconds: number;
  readonly megabytes: number;
}

function bestBuild(): Built {
  const runs = Array.from({ length: RUNS }, build);
  return runs.reduce((one, other) => (other.whole < one.whole ? other : one));
}

function build(): Built {
  const module = new URL(`../${COMPILED}/pdf/assemble-pdf.js`, import.meta.url).href;
  const script = `
    const { readFileSync } = await import('node:fs');
    const { assemblePdf } = await import(${JSON.stringify(module)});
    const plan = JSON.parse(readFileSync(${JSON.stringify(join(folder, 'plan.json'))}, 'utf8'));
    const started = performance.now();
    await assemblePdf(plan, () => undefined);
    const seconds = (performance.now() - started) / 1000;
    console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));`;
  const started = performance.now();
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  const whole = (performance.now() - started) / 1000;
  const { seconds, megabytes } = JSON.parse(said) as { seconds: number; megabytes: number };
  return { whole, seconds, megabytes };
}

function best(run: () => number | null): number | null {
  const times = Array.from({ length: RUNS }, run).filter((time) => time !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

function row(
  what: string,
  seconds: number | string,
  ratio: number | string | null,
  megabytes: number | string | null,
): void {
  const cell = (value: number | string | null, digits: number): string =>
    (typeof value === 'number' ? value.toFixed(digits) : (value ?? '-')).padStart(10);
  console.log(`${what.padEnd(30)}${cell(seconds, 2)}${cell(ratio, 2)}${cell(megabytes, 0)}`);
}

/** The same numbers on every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
