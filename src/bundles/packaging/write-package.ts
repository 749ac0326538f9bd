import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Assembled, Assembly, PageChange, Part } from '../../pdf/assembly.js';
import { assemblePdf, pageText, pictureText } from '../../pdf/questions.js';
import type { Asker } from '../../platform/ask.js';
import { hashOf } from '../../platform/file-store.js';
import type { Entry, EntryPages } from '../building/bundle-entry.js';
import { inParallel } from '../building/in-parallel.js';
import { concordanceDat, opticonOpt } from './load-files.js';
import type { ProducedDocument } from './load-files.js';
import { familyOf } from './produced-family.js';
import { manifestOf, manifestText, sumsText } from './manifest.js';
import type { PackagedFile } from './manifest.js';
import { lostBy } from '../building/lost-document.js';
import { titleOutside } from '../building/place-entries.js';
import { exhibitName } from '../building/place-entries.js';
import type { Plan } from '../building/plan-bundle.js';
import type { Placed } from '../building/place-entries.js';
import { paperDate } from '../building/paper-date.js';
import { privilegeLog } from './privilege-log.js';
import { withoutFootLine } from './produced-text.js';
import type { SourceFile } from '../building/source-file.js';
import type { Spec } from '../building/spec.js';
import { verifyPage } from './verify-page.js';

const AT_ONCE = 2;
const LONG_MS = 10 * 60_000;

export interface PackageInput {
  readonly asker: Asker;
  readonly spec: Spec;
  readonly plan: Plan;
  readonly sources: readonly SourceFile[];
  readonly assembled: Assembled;
  /** Holds bundle.pdf already. */
  readonly folder: string;
}

/** Writes everything of a package around its bundle.pdf: what may leave, named as sent. Returns every file of it, by path. */
export async function writePackage(input: PackageInput): Promise<PackagedFile[]> {
  const { spec, plan, assembled, folder } = input;
  const natives = await writeNatives(input);
  const parts = spec.purpose === 'production' ? await writeProduction(input, natives) : [];
  const bundle: PackagedFile = { path: 'bundle.pdf', bytes: assembled.bytes, sha256: assembled.sha256 };
  const files = [bundle, ...[...natives.values(), ...parts].sort(byPath)];

  const manifest = await write(folder, 'manifest.json', manifestText(manifestOf(spec, plan, bundle, files)));
  const listed = [...files, manifest].sort(byPath);
  const page = await write(
    folder,
    'verify.html',
    verifyPage({ title: spec.title, date: paperDate(spec.date, spec.paper), files: listed }),
  );
  const summed = [...listed, page].sort(byPath);
  return [...summed, await write(folder, 'SHA256SUMS', sumsText(summed))].sort(byPath);
}

/** One PDF and one text a document, the load files and the privilege log. A draft has no numbers to name them by. */
async function writeProduction(
  input: PackageInput,
  natives: ReadonlyMap<Placed, PackagedFile>,
): Promise<PackagedFile[]> {
  const { spec, plan, folder } = input;
  const log = await write(folder, 'privilege-log.csv', privilegeLog(plan.placed, spec));
  if (plan.assembly.isDraft) return [log];
  const written = await inParallel(plan.placed, AT_ONCE, async (placed) => {
    const name = placed.bates?.[0] ?? String(placed.firstPage);
    const { pdf, text } = await documentFiles(input, placed, name).catch((error: unknown) => {
      throw lostBy(placed.entry, error);
    });
    const { withhold, date } = placed.entry.document;
    const produced: ProducedDocument = {
      title: titleOutside(placed.entry),
      date,
      ...peopleOf(placed.entry),
      bates: placed.bates ?? [],
      family: familyOf(plan.placed, placed),
      pdfPath: pdf.path,
      textPath: text.path,
      nativePath: natives.get(placed)?.path ?? null,
      sha256: pdf.sha256,
      isWithheld: withhold !== null,
      legend: spec.legend,
    };
    return { produced, files: [pdf, text] };
  });
  const produced = written.map((one) => one.produced);
  return [
    log,
    ...written.flatMap(({ files }) => files),
    await write(folder, 'load/VOL001.dat', concordanceDat(produced)),
    await write(folder, 'load/VOL001.opt', opticonOpt(produced)),
  ];
}

/**
 * Who had a document, wrote it and received it. A mail with boxes on it says so only where a person gave it: its headers
 * may be what the boxes cover.
 */
function peopleOf({
  document,
  becomes,
  headers,
}: Entry): Pick<ProducedDocument, 'custodian' | 'author' | 'recipients'> {
  const { withhold } = document;
  if (withhold !== null) return { custodian: null, author: withhold.author, recipients: withhold.recipients };
  const isRedacted = becomes.kind === 'pages' && becomes.painted.some(({ codes }) => codes.length > 0);
  const own = isRedacted ? undefined : headers;
  return {
    custodian: document.custodian ?? null,
    author: document.author ?? own?.author ?? null,
    recipients: document.recipients ?? own?.recipients ?? null,
  };
}

async function documentFiles(input: PackageInput, placed: Placed, name: string) {
  const { pdf, changes } = await writeDocumentPdf(input, placed, `documents/${name}.pdf`);
  const text = await textOf(input, placed, pdf, changes);
  return { pdf, text: await write(input.folder, `text/${name}.txt`, text) };
}

/** The same stamps as in the bundle; its own pages count from 1. */
async function writeDocumentPdf(
  { asker, spec, plan, folder }: PackageInput,
  placed: Placed,
  path: string,
): Promise<{ readonly pdf: PackagedFile; readonly changes: readonly PageChange[] }> {
  const own = plan.assembly.parts.filter(
    ({ firstPage }) => firstPage >= placed.firstPage && firstPage <= placed.lastPage,
  );
  if (own[0]?.firstPage !== placed.firstPage)
    throw new RangeError(`No part of the plan starts at page ${placed.firstPage}.`);
  const parts = own.map((part): Part => ({ ...part, firstPage: part.firstPage - placed.firstPage + 1 }));
  const assembly: Assembly = {
    paper: spec.paper,
    title: titleOutside(placed.entry),
    date: spec.date,
    legend: spec.legend,
    isDraft: plan.assembly.isDraft,
    parts,
    outline: [],
  };
  await mkdir(dirname(join(folder, path)), { recursive: true });
  const { bytes, sha256, changes } = await asker.ask(
    assemblePdf,
    { assembly, out: join(folder, path) },
    { timeoutMs: LONG_MS },
  );
  return { pdf: { path, bytes, sha256 }, changes };
}

/** Read from the produced pages, never from the source: what they do not show stays behind. */
async function textOf(
  { asker, spec, folder }: PackageInput,
  { entry: { becomes }, bates }: Placed,
  pdf: PackagedFile,
  changes: readonly PageChange[],
): Promise<string> {
  if (becomes.kind === 'absent') return '';
  if (becomes.kind === 'slip') return `${becomes.title}\n${becomes.says}\n`;
  const { pages } = await asker.ask(pageText, { path: join(folder, pdf.path) }, { timeoutMs: LONG_MS });
  const pictured = await textOfPictures(asker, becomes, changes);
  return pages
    .map(({ page, text }) => {
      const words = { number: page, bates: bates?.[page - 1] ?? null, legend: spec.legend };
      const painted = becomes.painted.find(({ index }) => index === page - 1);
      // A picture has no words to read; what shows on it was read where it was painted.
      if (painted !== undefined) return `${painted.text}\n`;
      const shown = pictured.get(page);
      if (shown !== undefined) return `${shown}\n`;
      return `${withoutFootLine(text, words)}\n`;
    })
    .join('\f');
}

/** Of pages that only a picture can show, by page of the document. */
async function textOfPictures(
  asker: Asker,
  { path, sourcePage }: EntryPages,
  changes: readonly PageChange[],
): Promise<ReadonlyMap<number, string>> {
  const pages = changes.flatMap(({ page, picture }) =>
    picture === undefined ? [] : [{ page: sourcePage + page - 1, withMarks: picture.withMarks }],
  );
  if (pages.length === 0) return new Map();
  const read = await asker.ask(pictureText, { path, pages }, { timeoutMs: LONG_MS });
  return new Map(read.pages.map(({ page, text }) => [page - sourcePage + 1, text]));
}

/** Originals that go along as they are, named by their number or mark, never by their own name. */
async function writeNatives({ plan, sources, folder }: PackageInput): Promise<Map<Placed, PackagedFile>> {
  const natives = new Map<Placed, PackagedFile>();
  for (const placed of plan.placed) {
    const { document, isNative } = placed.entry;
    const source = sources.find(({ file }) => file === document.file);
    if (!isNative || source === undefined) continue;
    const name =
      placed.bates?.[0] ??
      (document.exhibit === null ? `Page ${placed.firstPage}` : exhibitName(document.exhibit));
    const path = `natives/${name}${nativeEnding(source.file)}`;
    await mkdir(join(folder, 'natives'), { recursive: true });
    await copyFile(source.path, join(folder, path));
    natives.set(placed, await packaged(folder, path));
  }
  return natives;
}

function nativeEnding(file: string): string {
  const ending = extname(file).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(ending) ? ending : '';
}

async function write(folder: string, path: string, text: string): Promise<PackagedFile> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  return packaged(folder, path);
}

async function packaged(folder: string, path: string): Promise<PackagedFile> {
  const full = join(folder, path);
  return { path, bytes: (await stat(full)).size, sha256: await hashOf(full) };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
