import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemFileWords } from '../../documents/system-file.js';
import type { Looked } from '../../pdf/findings/look-at-pdf.js';
import { findPersonalData } from '../../pdf/findings/personal-data.js';
import { pageText } from '../../pdf/questions.js';
import { DocumentChildError } from '../../platform/ask.js';
import { accountFindings, isTable } from '../findings/account-columns.js';
import { UnreadableError, type Pages } from '../findings/inspected-pages.js';
import { note, notes, stop } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { hiddenFindings } from '../findings/hidden-findings.js';
import { lookedOf } from '../findings/look-at-pages.js';
import { lookedFindings, unlooked } from '../findings/looked-findings.js';
import { nativeFindings } from '../findings/native-findings.js';
import { NO_PAINT, paintedOf, wantsPaint } from '../painting/paint-entry.js';
import { withheldSlip } from './bundle-entry.js';
import type { Entry, EntryPages, EntryPainted } from './bundle-entry.js';
import { pagesOf } from './document-pages.js';
import type { GatherInput } from './document-pages.js';
import { rangeWithin } from './page-range.js';
import { MissingFileError, readSource } from './source-file.js';
import type { SourceFile } from './source-file.js';
import type { Spec, SpecDocument } from './spec.js';
import { NOT_REPRODUCED, slipFor, unreadableEntry, unreadableFinding } from './unreadable-entry.js';

const SETTLEMENT_WORDS = /\bwithout\s+prejudice\b|\b(?:FRE|Rule|Fed\.\s*R\.\s*Evid\.)\s*408\b/i;
const SETTLEMENT_PAGES = 20;

/** A document that was opened, with what is to be said of it. */
export interface Prepared {
  readonly entry: Entry;
  readonly source: SourceFile | null;
  /** Of the original, where it was opened to show its pages. */
  readonly mediaType: string | null;
  readonly findings: readonly Finding[];
}

/** Opens one document and decides what becomes of it; `name` tells its renditions apart. Throws `MissingFileError`. */
export async function prepareEntry(
  input: GatherInput,
  document: SpecDocument,
  section: number,
  name: string,
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
    return { entry, source, mediaType: null, findings: [] };
  }
  const source = await readSource(document.file, await input.locate(document.file));
  const { sha256 } = source;
  if (document.withhold !== null) {
    const isTraceless = spec.purpose === 'enclosures';
    const becomes = isTraceless
      ? ({ kind: 'absent', status: 'withheld' } as const)
      : withheldSlip(document.withhold);
    const reason = document.reason ?? (document.withhold.ground || null);
    return {
      entry: { ...common, becomes, sha256, reason },
      source,
      mediaType: null,
      findings: withheldFindings(spec, document),
    };
  }
  if (document.treatment !== 'include') {
    const isChosen = document.treatment === 'native';
    const cut = isChosen ? whatNativeUndoes(document) : null;
    // What was decided of its pages cannot be kept in a file that goes as it is.
    const isNative = isChosen && cut === null;
    const says = isNative ? 'Provided in native form.' : NOT_REPRODUCED;
    const findings = isNative
      ? [
          ...(await nativeFindings(asker, spec.purpose, document.file, source.path)),
          ...(await namedIn(input, document, source)),
        ]
      : cut === null
        ? []
        : [stop(document.file, cut)];
    return {
      entry: { ...common, becomes: slipFor(document, says), isNative, sha256 },
      source,
      mediaType: null,
      findings,
    };
  }
  try {
    const pages = await pagesOf(input, source, document, `document-${name}.pdf`);
    const range = rangeWithin(document.pages, pages.pageCount);
    const out = join(workFolder, `painted-${name}.pdf`);
    const painted = wantsPaint(document) ? await paintedOf(asker, document, pages, range, out) : NO_PAINT;
    const problems = [...(range.ok ? [] : [range.problem]), ...painted.problems];
    if (!range.ok || problems.length > 0) {
      const entry: Entry = {
        ...common,
        becomes: slipFor(document, NOT_REPRODUCED),
        sha256,
        reason: problems.join(' '),
      };
      return {
        entry,
        source,
        mediaType: null,
        findings: problems.map((problem) => stop(document.file, problem)),
      };
    }
    const { first, last } = range.range;
    const becomes = {
      kind: 'pages',
      path: pages.path,
      sourcePage: first,
      pageCount: last - first + 1,
      ...(last - first + 1 < pages.pageCount && { excerptOf: pages.pageCount }),
      footBaselines: pages.footBaselines.slice(first - 1, last),
      ...(pages.footRooms && { footRooms: pages.footRooms.slice(first - 1, last) }),
      painted: painted.pages,
      bookmarks: bookmarksWithin(pages, range.range, painted.pages),
    } as const;
    const looked = await lookedOf(
      asker,
      { path: pages.path, pages: pages.pageCount, sha256, withMarks: showsMore(document) },
      input.looks ?? null,
    );
    return {
      entry: { ...common, becomes, sha256, changed: pages.changed },
      source,
      mediaType: pages.mediaType,
      findings: [
        ...notes(document.file, pages.notes),
        ...(typeof looked === 'string'
          ? [unlooked(spec.purpose, document.file, looked)]
          : lookedFindings(spec.purpose, document.file, withoutRedacted(looked, becomes))),
        ...(isTable(pages.mediaType) ? await namedIn(input, document, source) : []),
        ...(await hiddenFindings(asker, spec.purpose, document, source.path, pages.mediaType)),
        ...(await settlementStops(input, document, becomes)),
      ],
    };
  } catch (error) {
    if (!(error instanceof UnreadableError || error instanceof DocumentChildError)) throw error;
    return {
      entry: unreadableEntry(document, section, sha256, error.message),
      source,
      mediaType: null,
      findings: [unreadableFinding(document, input.onUnreadable, error.message)],
    };
  }
}

/** Why a document does not go along as it is, as a sentence; null where nothing speaks against it. */
function whatNativeUndoes({ redactions = [], pages }: SpecDocument): string | null {
  if (redactions.length > 0)
    return 'There are redactions on it, which its native would undo, so the native does not go along: include its pages, or take the boxes away.';
  return pages === null
    ? null
    : 'Only some of its pages are to go in, and its native holds all, so the native does not go along: include its pages, or take the range away.';
}

/** What was found in its pages before was found without what is shown now. */
function showsMore({ marks, hidden }: SpecDocument): boolean {
  return marks === 'show' || hidden === 'show';
}

/** Whom a table names, unless it was made to name them. */
async function namedIn(
  { asker, spec, decided }: GatherInput,
  document: SpecDocument,
  { path, sha256 }: SourceFile,
): Promise<Finding[]> {
  if (decided?.has(sha256)) return [];
  return accountFindings(asker, spec.purpose, document.file, path, document.names?.basis ?? null);
}

/** The words of a bookmark may be what a painted page no longer says, so those of painted pages stay away. */
function bookmarksWithin(
  { bookmarks }: Pages,
  { first, last }: { readonly first: number; readonly last: number },
  painted: readonly EntryPainted[],
): EntryPages['bookmarks'] {
  return bookmarks
    .filter(({ page }) => page >= first && page <= last)
    .map(({ title, page, depth }) => ({ title, index: page - first, depth }))
    .filter((one) => !painted.some(({ index }) => index === one.index));
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

/** What is left out need not be readable; a link is not followed even for its hash. */
async function readIfThere(input: GatherInput, file: string): Promise<SourceFile | null> {
  try {
    // Systems write theirs anew at any moment: a hash of one proves nothing, and would be found changed.
    if (systemFileWords(file) !== null) return null;
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

/** The log that goes to the other side with a production says of each what its form has a column for (FRCP 26(b)(5)(A)). */
function withheldFindings({ purpose, log }: Spec, { file, withhold }: SpecDocument): Finding[] {
  if (withhold === null) return [];
  if (withhold.ground === '')
    return [stop(file, 'It is held back without a ground; state one, or include it.')];
  const { description, author, recipients } = withhold;
  if (purpose !== 'production')
    return description === ''
      ? [note(file, 'It is held back without a description of what it is; a privilege log has one.')]
      : [];
  const missing = [
    ...(description === '' ? [log === 'metadata' ? 'topic' : 'description'] : []),
    ...(author === null ? ['author'] : []),
    ...(recipients === null ? ['recipients'] : []),
  ];
  if (missing.length === 0) return [];
  const words = missing.join(', ').replace(/, ([^,]+)$/, ' and $1');
  return [
    stop(
      file,
      `The privilege log that goes with it has no ${words} of it: give what is missing, “not known” where nobody knows.`,
    ),
  ];
}
