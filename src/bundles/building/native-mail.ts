import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cameAttached, headersOf } from '../../documents/blocks-of.js';
import { askDocumentType, askReadDocument } from '../../documents/questions.js';
import type { Attachment } from '../../documents/reading.js';
import { DocumentChildError } from '../../platform/ask.js';
import { note, stop } from '../findings/finding.js';
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
  const { input, chosen } = families;
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
  const isHeld = ({ sha256 }: Attachment, at: number): boolean => {
    const twin = chosen.get(sha256)?.document;
    const decided = [twin, document.attachments?.find(({ number }) => number === at + 1)];
    return (
      input.spec.heldBack?.some((held) => held.sha256 === sha256) === true ||
      decided.some((one) => one !== undefined && isKept(one))
    );
  };
  const held = read.attachments.flatMap((one, at) => (isHeld(one, at) ? [at + 1] : []));
  if (held.length > 0) {
    const which = held.length === 1 ? `attachment ${held.join()}` : `attachments ${held.join(', ')}`;
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

/** Whether a document, or part of it, was decided to stay away. */
function isKept({
  withhold,
  treatment,
  redactions = [],
}: Pick<SpecDocument, 'withhold' | 'treatment' | 'redactions'>): boolean {
  return withhold !== null || treatment === 'leave-out' || redactions.length > 0;
}

/** Writes what came attached into `folder`, each named by its hash, and reads the headers; or the sentence why that failed. */
export async function takenOut(
  { asker }: GatherInput,
  path: string,
  file: string,
  folder: string,
): Promise<{ readonly attachments: readonly Attachment[]; readonly headers: MailHeaders } | string> {
  await mkdir(folder, { recursive: true });
  try {
    const read = await asker.ask(
      askReadDocument,
      { path, name: basename(file), attachmentsTo: folder },
      { timeoutMs: READ_MS },
    );
    return read.state === 'readable' || read.state === 'empty'
      ? { attachments: cameAttached(read.facts), headers: headersOf(read.facts) }
      : (read.reason ?? 'The mail cannot be read.');
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return error.message;
  }
}
