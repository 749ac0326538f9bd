import { basename, join } from 'node:path';
import { askDocumentType, askRenderDocument } from '../../documents/questions.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Asker } from '../../platform/ask.js';
import { inspectedPages, UnreadableError, withNotes } from '../findings/inspected-pages.js';
import type { Pages } from '../findings/inspected-pages.js';
import type { LookCache } from '../findings/look-at-pages.js';
import type { SourceFile } from './source-file.js';
import type { Spec, SpecDocument } from './spec.js';
import type { OnUnreadable } from './unreadable-entry.js';

const RENDER_MS = 120_000;

/** A copy of a document that a person had made: with its password, or repaired. */
export interface OpenedCopy {
  readonly path: string;
  /** How, and what its pages may not show as they should, in words for the internal record. */
  readonly said: readonly string[];
}

export interface GatherInput {
  readonly asker: Asker;
  readonly spec: Spec;
  /** Where the bytes of a file named in the SPEC are. */
  readonly locate: (file: string) => Promise<string>;
  readonly opened?: (file: string) => Promise<OpenedCopy | null>;
  /** A folder for renditions; whoever made it removes it. */
  readonly workFolder: string;
  readonly onUnreadable: OnUnreadable;
  readonly onProgress: (done: number, total: number, note: string) => void;
  /** What was found in the pages of an original before. */
  readonly looks?: LookCache;
  /** Files, by hash, that were made to leave as they are: who they name was decided there. */
  readonly decided?: ReadonlySet<string>;
}

export interface TypedPages extends Pages {
  /** Of the original, by its content. */
  readonly mediaType: string;
}

/** What of a document of the SPEC decides how it is set on pages; of a letter in front it is the title alone. */
type ShownDocument = Pick<SpecDocument, 'title'> &
  Partial<Pick<SpecDocument, 'hidden' | 'marks' | 'pages' | 'redactions'>>;

/** The PDF a document's pages come from: itself, or a rendition made in the work folder. */
export async function pagesOf(
  input: GatherInput,
  source: SourceFile,
  document: ShownDocument,
  renditionName: string,
): Promise<TypedPages> {
  const { asker, spec, workFolder } = input;
  // Pages that are set here leave their feet free.
  const inspected = (path: string, said: readonly string[]): Promise<Pages> =>
    inspectedPages(asker, path, source.bytes, said, spec.roomForNumber === true);
  try {
    const { mediaType, note: named } = await asker.ask(askDocumentType, {
      path: source.path,
      name: source.file,
    });
    const warned = named === null ? [] : [named];
    const opened = (await input.opened?.(source.file)) ?? null;
    if (opened !== null) return { mediaType, ...(await inspected(opened.path, opened.said)) };
    if (mediaType === 'application/pdf')
      return { mediaType, ...withNotes(warned, await inspected(source.path, [])) };
    const out = join(workFolder, renditionName);
    return {
      mediaType,
      ...withNotes(
        warned,
        await renderedPages(asker, spec, {
          path: source.path,
          name: source.file,
          mediaType,
          title: document.title,
          out,
          ...tableChoices(document),
        }),
      ),
    };
  } catch (error) {
    if (error instanceof DocumentChildError) throw new UnreadableError(error.message);
    throw error;
  }
}

/** A checksum would let whoever has the rest of a file try out what stays away. */
function tableChoices(document: ShownDocument): Pick<Rendition, 'hidden' | 'marks' | 'withChecksum'> {
  const { hidden, marks, pages, redactions = [] } = document;
  return {
    ...(hidden === undefined ? {} : { hidden }),
    ...(marks === undefined ? {} : { marks }),
    withChecksum: pages === null && redactions.length === 0,
  };
}

export interface Rendition {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  readonly title: string;
  readonly out: string;
  /** Of a mail: where each of its attachments stands, in words for outside. */
  readonly attachments?: readonly string[];
  /** Of a table: what of it is shown, and whether its checksum is. */
  readonly hidden?: 'show' | 'drop';
  readonly marks?: 'show' | 'drop';
  readonly withChecksum?: boolean;
}

/** Sets an original that is no PDF as one at `out`. Throws `UnreadableError` and `DocumentChildError`. */
export async function renderedPages(
  asker: Asker,
  { paper, date, purpose, heldBack = [] }: Pick<Spec, 'paper' | 'date' | 'purpose' | 'heldBack'>,
  { name, ...rendition }: Rendition,
): Promise<Pages> {
  const hashes = heldBack.map(({ sha256 }) => sha256);
  // What is held back leaves no trace among enclosures.
  const says = purpose === 'enclosures' ? null : '[a picture within the message is held back]';
  const { notes } = await asker.ask(
    askRenderDocument,
    { ...rendition, name: basename(name), paper, date, heldBack: { hashes, says } },
    { timeoutMs: RENDER_MS },
  );
  return inspectedPages(asker, rendition.out, 0, notes);
}
