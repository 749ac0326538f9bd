import { pageText } from '../../pdf/questions.js';
import { DocumentChildError } from '../../platform/ask.js';
import { UnreadableError } from '../findings/inspected-pages.js';
import { notes } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { lookedOf } from '../findings/look-at-pages.js';
import { lookedFindings, unlooked } from '../findings/looked-findings.js';
import { withAttachments } from './attached-entries.js';
import type { Entry, LetterPages } from './bundle-entry.js';
import { pagesOf } from './document-pages.js';
import type { GatherInput } from './document-pages.js';
import { inParallel } from './in-parallel.js';
import { findCitations } from './letter-citations.js';
import { prepareEntry } from './prepare-entry.js';
import { MissingFileError, readSource } from './source-file.js';
import type { SourceFile } from './source-file.js';

const AT_ONCE = 2;

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

/** Opens every document once and decides what becomes of it. Throws `MissingFileError` when one is not there. */
export async function gatherEntries(input: GatherInput): Promise<Gathered> {
  const { spec, onProgress } = input;
  const documents = spec.sections.flatMap((section, at) =>
    section.documents.map((document) => ({ document, at })),
  );
  let done = 0;
  const opened = await inParallel(documents, AT_ONCE, async ({ document, at }, index) => {
    const result = await prepareEntry(input, document, at, String(index + 1));
    onProgress(++done, documents.length, document.title);
    return result;
  });
  const prepared = await withAttachments(input, opened);
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
      footRooms,
      changed,
      notes: said,
    } = await pagesOf(input, source, { title: letter.title }, 'letter.pdf');
    const looked = await lookedOf(input.asker, { path, pages: pageCount, sha256: source.sha256 }, null);
    const citations = letter.citations ?? (await citationsIn(input, path));
    return {
      pages: {
        ...{ path, pageCount, footBaselines, citations, sha256: source.sha256, changed },
        ...(footRooms && { footRooms }),
      },
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
