import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { askDocumentType, askRenderDocument } from '../../documents/questions.js';
import type { Looked } from '../../pdf/findings/look-at-pdf.js';
import { findPersonalData } from '../../pdf/findings/personal-data.js';
import { pageText } from '../../pdf/questions.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Asker } from '../../platform/ask.js';
import { withheldSlip } from './bundle-entry.js';
import type { Entry, EntryPages, LetterPages } from './bundle-entry.js';
import { note, stop } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { inParallel } from './in-parallel.js';
import { findCitations } from './letter-citations.js';
import { lookedFindings, unlooked } from '../findings/looked-findings.js';
import { lookedOf } from '../findings/look-at-pages.js';
import type { LookCache } from '../findings/look-at-pages.js';
import { NO_PAINT, paintedOf, wantsPaint } from '../painting/paint-entry.js';
import { rangeWithin } from './page-range.js';
import { inspectedPages, UnreadableError, withNotes } from '../findings/inspected-pages.js';
import type { Pages } from '../findings/inspected-pages.js';
import { nativeFindings } from '../findings/native-findings.js';
import { MissingFileError, readSource } from './source-file.js';
import type { SourceFile } from './source-file.js';
import type { Spec, SpecDocument } from './spec.js';
import { slipFor, unreadableEntry, unreadableFinding } from './unreadable-entry.js';
import type { OnUnreadable } from './unreadable-entry.js';

const AT_ONCE = 2;
const SETTLEMENT_WORDS = /\bwithout\s+prejudice\b|\b(?:FRE|Rule|Fed\.\s*R\.\s*Evid\.)\s*408\b/i;
const SETTLEMENT_PAGES = 20;
const RENDER_MS = 120_000;

export interface GatherInput {
  readonly asker: Asker;
  readonly spec: Spec;
  /** Where the bytes of a file named in the SPEC are. */
  readonly locate: (file: string) => Promise<string>;
  /** A folder for renditions; whoever made it removes it. */
  readonly workFolder: string;
  readonly onUnreadable: OnUnreadable;
  readonly onProgress: (done: number, total: number, note: string) => void;
  /** What was found in the pages of an original before. */
  readonly looks?: LookCache;
}

export interface Gathered {
  readonly entries: readonly Entry[];
  readonly letter: LetterPages | null;
  /** The letter as the SPEC names it. */
  readonly letterFile: string | null;
  /** Exhibit marks that stand in another volume. */
  readonly elsewhere?: ReadonlySet<string>;
  readonly sources: readonly SourceFile[];
  readonly findings: readonly Finding[];
}

interface Prepared {
  readonly entry: Entry;
  readonly source: SourceFile | null;
  readonly findings: readonly Finding[];
}

/** Opens every document once and decides what becomes of it. Throws `MissingFileError` when one is not there. */
export async function gatherEntries(input: GatherInput): Promise<Gathered> {
  const { spec, onProgress } = input;
  const documents = spec.sections.flatMap((section, at) =>
    section.documents.map((document) => ({ document, at })),
  );
  let done = 0;
  const prepared = await inParallel(documents, AT_ONCE, async ({ document, at }, index) => {
    const result = await prepare(input, document, at, index);
    onProgress(++done, documents.length, document.title);
    return result;
  });
  const letter = await gatherLetter(input);
  return {
    entries: prepared.map(({ entry }) => entry),
    letter: letter.pages,
    letterFile: spec.letter?.file ?? null,
    sources: [
      ...(letter.source === null ? [] : [letter.source]),
      ...prepared.flatMap(({ source }) => source ?? []),
    ],
    findings: [...letter.findings, ...prepared.flatMap(({ findings }) => findings)],
  };
}

async function prepare(
  input: GatherInput,
  document: SpecDocument,
  section: number,
  index: number,
): Promise<Prepared> {
  const { asker, spec, workFolder } = input;
  const common = { document, section, isNative: false, reason: document.reason, changed: [] };
  if (document.treatment === 'leave-out') {
    const source = await readIfThere(input, document.file);
    const entry: Entry = {
      ...common,
      becomes: { kind: 'absent', status: 'left-out' },
      sha256: source?.sha256 ?? null,
    };
    return { entry, source, findings: [] };
  }
  const source = await readSource(document.file, await input.locate(document.file));
  const { sha256 } = source;
  if (document.withhold !== null) {
    const isTraceless = spec.purpose === 'enclosures';
    const becomes = isTraceless
      ? ({ kind: 'absent', status: 'withheld' } as const)
      : withheldSlip(document.withhold);
    const reason = document.reason ?? (document.withhold.ground || null);
    return { entry: { ...common, becomes, sha256, reason }, source, findings: withheldFindings(document) };
  }
  if (document.treatment !== 'include') {
    const isNative = document.treatment === 'native';
    const says = isNative ? 'Provided in native form.' : 'This document is not reproduced here.';
    const findings = isNative ? await nativeFindings(asker, spec.purpose, document.file, source.path) : [];
    return { entry: { ...common, becomes: slipFor(document, says), isNative, sha256 }, source, findings };
  }
  try {
    const pages = await pagesOf(input, source, document.title, `document-${index + 1}.pdf`);
    const range = rangeWithin(document.pages, pages.pageCount);
    const out = join(workFolder, `painted-${index + 1}.pdf`);
    const painted = wantsPaint(document) ? await paintedOf(asker, document, pages, range, out) : NO_PAINT;
    const problems = [...(range.ok ? [] : [range.problem]), ...painted.problems];
    if (!range.ok || problems.length > 0) {
      const entry: Entry = {
        ...common,
        becomes: slipFor(document, 'This document is not reproduced here.'),
        sha256,
        reason: problems.join(' '),
      };
      return { entry, source, findings: problems.map((problem) => stop(document.file, problem)) };
    }
    const { first, last } = range.range;
    const becomes = {
      kind: 'pages',
      path: pages.path,
      sourcePage: first,
      pageCount: last - first + 1,
      footBaselines: pages.footBaselines.slice(first - 1, last),
      painted: painted.pages,
    } as const;
    const looked = await lookedOf(
      asker,
      { path: pages.path, pages: pages.pageCount, sha256 },
      input.looks ?? null,
    );
    return {
      entry: { ...common, becomes, sha256, changed: pages.changed },
      source,
      findings: [
        ...notes(document.file, pages.notes),
        ...(typeof looked === 'string'
          ? [unlooked(spec.purpose, document.file, looked)]
          : lookedFindings(spec.purpose, document.file, withoutRedacted(looked, becomes))),
        ...(await settlementStops(input, document, becomes)),
      ],
    };
  } catch (error) {
    if (!(error instanceof UnreadableError || error instanceof DocumentChildError)) throw error;
    return {
      entry: unreadableEntry(document, section, sha256, error.message),
      source,
      findings: [unreadableFinding(document, input.onUnreadable, error.message)],
    };
  }
}

/** Of a page with boxes on it, only what is left to be read counts. */
function withoutRedacted({ pages }: Looked, { painted, sourcePage }: EntryPages): Looked {
  const redacted = painted.filter(({ codes }) => codes.length > 0);
  const rest = pages.filter(({ page }) => !redacted.some(({ index }) => sourcePage + index === page));
  const anew = redacted.map(({ index, text }) => ({
    page: sourcePage + index,
    hidden: [],
    personal: findPersonalData(text),
  }));
  return { pages: [...rest, ...anew].sort((a, b) => a.page - b.page) };
}

/** FRE 408 and without-prejudice papers do not go in a court bundle by an oversight: their own words tell. */
async function settlementStops(
  { asker, spec }: GatherInput,
  document: SpecDocument,
  { path, sourcePage, pageCount }: EntryPages,
): Promise<Finding[]> {
  if (spec.purpose !== 'court' || document.settlement !== null) return [];
  const wanted = Array.from({ length: Math.min(pageCount, SETTLEMENT_PAGES) }, (_, i) => sourcePage + i);
  const { pages } = await asker.ask(pageText, { path, pages: wanted });
  const found = pages
    .map(({ text }) => SETTLEMENT_WORDS.exec(text)?.[0])
    .find((words) => words !== undefined);
  if (found === undefined) return [];
  const said = found.replace(/\s+/g, ' ');
  return [stop(document.file, `It says “${said}”; a court bundle takes it only with a reason.`)];
}

async function gatherLetter(
  input: GatherInput,
): Promise<{ pages: LetterPages | null; source: SourceFile | null; findings: Finding[] }> {
  const { letter } = input.spec;
  if (letter === null) return { pages: null, source: null, findings: [] };
  const source = await readSource(letter.file, await input.locate(letter.file));
  try {
    const {
      path,
      pageCount,
      footBaselines,
      changed,
      notes: said,
    } = await pagesOf(input, source, letter.title, 'letter.pdf');
    const looked = await lookedOf(input.asker, { path, pages: pageCount, sha256: source.sha256 }, null);
    const citations = letter.citations ?? (await citationsIn(input, path));
    return {
      pages: { path, pageCount, footBaselines, citations, sha256: source.sha256, changed },
      source,
      findings: [
        ...notes(letter.file, said),
        ...(typeof looked === 'string'
          ? [unlooked(input.spec.purpose, letter.file, looked)]
          : lookedFindings(input.spec.purpose, letter.file, looked, false)),
      ],
    };
  } catch (error) {
    if (!(error instanceof UnreadableError || error instanceof DocumentChildError)) throw error;
    throw new MissingFileError(`The letter “${letter.file}” could not be opened: ${error.message}`);
  }
}

/** The PDF a document's pages come from: itself, or a rendition made in the work folder. */
async function pagesOf(
  input: GatherInput,
  source: SourceFile,
  title: string,
  renditionName: string,
): Promise<Pages> {
  const { asker, spec, workFolder } = input;
  try {
    const { mediaType, note: named } = await asker.ask(askDocumentType, {
      path: source.path,
      name: source.file,
    });
    const warned = named === null ? [] : [named];
    if (mediaType === 'application/pdf')
      return withNotes(warned, await inspectedPages(asker, source.path, source.bytes, []));
    const out = join(workFolder, renditionName);
    const { notes: said } = await asker.ask(
      askRenderDocument,
      {
        path: source.path,
        name: basename(source.file),
        mediaType,
        out,
        paper: spec.paper,
        title,
        date: spec.date,
      },
      { timeoutMs: RENDER_MS },
    );
    return withNotes(warned, await inspectedPages(asker, out, 0, said));
  } catch (error) {
    if (error instanceof DocumentChildError) throw new UnreadableError(error.message);
    throw error;
  }
}

async function citationsIn(input: GatherInput, path: string): Promise<LetterPages['citations']> {
  const { pages } = await input.asker.ask(pageText, { path });
  return findCitations(
    pages.flatMap(({ page, lines }) =>
      lines.map(({ text, left, bottom, right, top }) => ({
        page,
        text,
        box: [left, bottom, right, top] as const,
      })),
    ),
  );
}

/** What is left out need not be readable; a link is not followed even for its hash. */
async function readIfThere(input: GatherInput, file: string): Promise<SourceFile | null> {
  try {
    const path = await input.locate(file);
    if (!(await lstat(path)).isFile()) return null;
    return await readSource(file, path);
  } catch (error) {
    if (
      error instanceof MissingFileError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return null;
    throw error;
  }
}

function withheldFindings({ file, withhold }: SpecDocument): Finding[] {
  if (withhold === null) return [];
  if (withhold.ground === '')
    return [stop(file, 'It is held back without a ground; state one, or include it.')];
  return withhold.description === ''
    ? [note(file, 'It is held back without a description of what it is; a privilege log has one.')]
    : [];
}

function notes(file: string, said: readonly string[]): Finding[] {
  return said.map((what) => note(file, what));
}
