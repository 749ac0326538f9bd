import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cameAttached, headersOf, picturesWithin } from '../../documents/blocks-of.js';
import { askDocumentType, askReadDocument } from '../../documents/questions.js';
import type { Attachment } from '../../documents/reading.js';
import { DocumentChildError } from '../../platform/ask.js';
import { note, stop, type Finding } from '../findings/finding.js';
import { wantsPaint } from '../painting/paint-entry.js';
import type { Entry, MailHeaders } from './bundle-entry.js';
import type { GatherInput } from './document-pages.js';
import type { Prepared } from './prepare-entry.js';
import type { SpecDocument } from './spec.js';
import { NOT_REPRODUCED, slipFor } from './unreadable-entry.js';

export const MAIL = new Set(['message/rfc822', 'application/vnd.ms-outlook']);
const READ_MS = 60_000;

/** What all mails of a bundle share. */
export interface Families {
  readonly input: GatherInput;
  /** The documents of the SPEC by the hash of their bytes: what is decided of one holds for a copy that came attached. */
  readonly chosen: ReadonlyMap<string, Entry>;
}

/**
 * A mail that goes along as it is takes with it all that came attached: it does not go where any of that is held back, and
 * a person has to have looked where any came at all.
 */
export async function nativeMail(families: Families, own: Prepared, name: string): Promise<Prepared> {
  const { input } = families;
  const { entry, source } = own;
  if (source === null) return own;
  const { document } = entry;
  const { mediaType } = await input.asker.ask(askDocumentType, { path: source.path, name: source.file });
  if (!MAIL.has(mediaType)) return own;
  const say = input.spec.purpose === 'internal' ? note : stop;
  const read = await takenOut(input, source.path, source.file, join(input.workFolder, `attached-${name}`));
  const withFinding = (what: string): Prepared => ({
    ...own,
    findings: [...own.findings, say(document.file, what)],
  });
  if (typeof read === 'string') return withFinding(`What came attached to it could not be seen: ${read}`);
  const isHeld = (one: Attachment, at: number): boolean => {
    const decided = document.attachments?.find(({ number }) => number === at + 1);
    return whyKept(families, one) !== null || (decided !== undefined && isKept(decided));
  };
  const held = read.attachments.flatMap((one, at) => (isHeld(one, at) ? [at + 1] : []));
  const hasKeptPicture = read.pictures.some((one) => whyKept(families, one) !== null);
  if (held.length > 0 || hasKeptPicture) {
    const attached = held.length === 1 ? `attachment ${held.join()}` : `attachments ${held.join(', ')}`;
    const which = [
      ...(held.length === 0 ? [] : [attached]),
      ...(hasKeptPicture ? ['a picture within it'] : []),
    ].join(', ');
    const told = withFinding(
      `Its native carries what is held back (${which}), so the native does not go along: include the mail instead.`,
    );
    return { ...told, entry: { ...entry, isNative: false, becomes: slipFor(document, NOT_REPRODUCED) } };
  }
  const count = read.attachments.length;
  if (count === 0) return own;
  return withFinding(
    count === 1
      ? 'A file came attached to it and goes along as it is, and nobody has gone through it.'
      : `${count} files came attached to it and go along as they are, and nobody has gone through them.`,
  );
}

/** Why what came with a mail does not go out: held back wherever it came, or decided so of the same bytes; null where it may. */
export function whyKept(
  { input, chosen }: Families,
  { sha256 }: Pick<Attachment, 'sha256'>,
): 'held-back' | 'decided' | null {
  if (input.spec.heldBack?.some((held) => held.sha256 === sha256) === true) return 'held-back';
  const twin = chosen.get(sha256)?.document;
  return twin !== undefined && isKept(twin) ? 'decided' : null;
}

/**
 * The pictures that the pages of a mail show although the same bytes are held back or covered elsewhere. What is held back
 * wherever it came is left out where the mail is set, but not of pages on which boxes were put before.
 */
export function pictureFindings(
  families: Families,
  { entry }: Prepared,
  pictures: readonly Attachment[],
): Finding[] {
  const { document, becomes } = entry;
  if (becomes.kind !== 'pages') return [];
  const say = families.input.spec.purpose === 'internal' ? note : stop;
  return pictures.flatMap((picture) => {
    const why = whyKept(families, picture);
    if (why === null || (why === 'held-back' && !wantsPaint(document))) return [];
    return [
      say(
        document.file,
        `It shows the picture “${picture.name}” among its words, and the same bytes are held back or covered for themselves: cover it with a box here too, or hold the mail back.`,
      ),
    ];
  });
}

/** Whether a document, or part of it, was decided to stay away. */
function isKept({
  withhold,
  treatment,
  redactions = [],
}: Pick<SpecDocument, 'withhold' | 'treatment' | 'redactions'>): boolean {
  return withhold !== null || treatment === 'leave-out' || redactions.length > 0;
}

/** What came with a mail. */
interface TakenOut {
  readonly attachments: readonly Attachment[];
  /** Shown among its words. */
  readonly pictures: readonly Attachment[];
  readonly headers: MailHeaders;
}

/** Writes what came attached into `folder`, each named by its hash, and reads the headers; or the sentence why that failed. */
export async function takenOut(
  { asker }: GatherInput,
  path: string,
  file: string,
  folder: string,
): Promise<TakenOut | string> {
  await mkdir(folder, { recursive: true });
  try {
    const read = await asker.ask(
      askReadDocument,
      { path, name: basename(file), attachmentsTo: folder },
      { timeoutMs: READ_MS },
    );
    return read.state === 'readable' || read.state === 'empty'
      ? {
          attachments: cameAttached(read.facts),
          pictures: picturesWithin(read.facts),
          headers: headersOf(read.facts),
        }
      : (read.reason ?? 'The mail cannot be read.');
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return error.message;
  }
}
