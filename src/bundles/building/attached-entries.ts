import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cameAttached, headersOf } from '../../documents/blocks-of.js';
import { askDocumentType, askReadDocument } from '../../documents/questions.js';
import type { Attachment } from '../../documents/reading.js';
import { DocumentChildError } from '../../platform/ask.js';
import { note, stop } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { wantsPaint } from '../painting/paint-entry.js';
import type { Entry, MailHeaders } from './bundle-entry.js';
import type { GatherInput } from './document-pages.js';
import { inParallel } from './in-parallel.js';
import { prepareEntry } from './prepare-entry.js';
import type { Prepared } from './prepare-entry.js';
import type { HeldBack, SpecDocument } from './spec.js';
import { NOT_REPRODUCED, slipFor, unreadableFinding } from './unreadable-entry.js';

const MAIL = new Set(['message/rfc822', 'application/vnd.ms-outlook']);
const AT_ONCE = 2;
/** Mails attached to mails attached to mails; what came with the last of them is listed on it and not enclosed. */
const DEEPEST = 3;
const READ_MS = 60_000;

/** What all mails of a bundle share. */
interface Families {
  readonly input: GatherInput;
  /** The documents of the SPEC by the hash of their bytes: what is decided of one holds for a copy that came attached. */
  readonly chosen: ReadonlyMap<string, Entry>;
}

/**
 * Every mail with an entry behind it for each file that came attached, and theirs behind them. A mail that is withheld
 * takes its attachments with it. Throws `MissingFileError`.
 */
export async function withAttachments(input: GatherInput, opened: readonly Prepared[]): Promise<Prepared[]> {
  const chosen = new Map(
    opened.flatMap(({ entry }) => (entry.sha256 === null ? [] : [[entry.sha256, entry] as const])),
  );
  const families = await inParallel(opened, AT_ONCE, (own, index) =>
    familyOf({ input, chosen }, own, String(index + 1), 1),
  );
  return families.flat();
}

async function familyOf(families: Families, own: Prepared, name: string, depth: number): Promise<Prepared[]> {
  if (own.entry.isNative) return [await nativeMail(families, own, name)];
  const mediaType = await mailTypeOf(families.input, own);
  if (mediaType === null || own.source === null) return [own];
  const folder = join(families.input.workFolder, `attached-${name}`);
  const read = await takenOut(families.input, own.source.path, own.source.file, folder);
  if (typeof read === 'string') {
    const { document } = own.entry;
    const reason = `Its attachments could not be taken out. ${read}`;
    const finding = unreadableFinding(document, families.input.onUnreadable, reason);
    return [{ ...own, findings: [...own.findings, finding] }];
  }
  const { attachments, headers } = read;
  const mail = asMail(
    own,
    mediaType,
    headers,
    attachments.map(({ name: called }, at) => attachmentFile(own.entry, at + 1, called)),
  );
  const findings = [...own.findings, ...unknownNumbers(own.entry.document, attachments.length)];
  if (attachments.length === 0) return [{ ...own, entry: withHeaders(own.entry, headers), findings }];
  if (depth > DEEPEST) {
    const tooDeep = note(
      own.entry.document.file,
      'It lies so deep in other mails that what came with it is not enclosed.',
    );
    return [{ ...own, entry: mail, findings: [...findings, tooDeep] }];
  }
  const files: string[] = [];
  const behind: Prepared[] = [];
  for (const [at, attachment] of attachments.entries()) {
    const twin = families.chosen.get(attachment.sha256);
    files.push(twin === undefined ? attachmentFile(own.entry, at + 1, attachment.name) : twin.document.file);
    const child = await attachedEntry(
      families,
      own.entry,
      { attachment, number: at + 1, depth, twin },
      folder,
      name,
    );
    behind.push(...child);
  }
  const entry = mail.mail === undefined ? mail : { ...mail, mail: { ...mail.mail, attachments: files } };
  return [{ ...own, entry, findings }, ...behind];
}

/**
 * A mail that goes along as it is takes with it all that came attached: it does not go where any of that is held back, and
 * a person has to have looked where any came at all.
 */
async function nativeMail(families: Families, own: Prepared, name: string): Promise<Prepared> {
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

/** Null where nothing that came attached would go in: the document is no mail, or is represented by one sheet. */
async function mailTypeOf(
  input: GatherInput,
  { entry, source, mediaType }: Prepared,
): Promise<string | null> {
  const { becomes } = entry;
  if (becomes.kind === 'pages') return mediaType !== null && MAIL.has(mediaType) ? mediaType : null;
  if (becomes.kind !== 'slip' || becomes.status !== 'withheld' || source === null) return null;
  const found = await input.asker.ask(askDocumentType, { path: source.path, name: source.file });
  return MAIL.has(found.mediaType) ? found.mediaType : null;
}

/** Writes what came attached into `folder`, each named by its hash, and reads the headers; or the sentence why that failed. */
async function takenOut(
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

/** As its pages show them: one that is held back, or goes in without its first page, shows none. */
function withHeaders(entry: Entry, headers: MailHeaders): Entry {
  const { becomes } = entry;
  return becomes.kind === 'pages' && becomes.sourcePage === 1 ? { ...entry, headers } : entry;
}

/** Painted pages are pictures of what was set before: they are not set anew. */
function asMail(
  { entry, source }: Prepared,
  mediaType: string,
  headers: MailHeaders,
  attachments: readonly string[],
): Entry {
  const own = withHeaders(entry, headers);
  if (entry.becomes.kind !== 'pages' || source === null || wantsPaint(entry.document)) return own;
  return { ...own, mail: { path: source.path, mediaType, attachments, said: null } };
}

interface Child {
  readonly attachment: Attachment;
  readonly number: number;
  readonly depth: number;
  /** A document of the SPEC with the same bytes. */
  readonly twin: Entry | undefined;
}

async function attachedEntry(
  families: Families,
  mail: Entry,
  { attachment, number, depth, twin }: Child,
  folder: string,
  name: string,
): Promise<Prepared[]> {
  const held = families.input.spec.heldBack?.find(({ sha256 }) => sha256 === attachment.sha256);
  const document = withHeldBack(attachedDocument(mail, number, attachment.name), held);
  const attached = { to: mail.document.file, number, depth };
  if (twin !== undefined && mail.document.withhold === null) {
    const reason = `It has the same bytes as ${twin.document.file}, which is in the bundle for itself.`;
    const becomes = { kind: 'absent', status: 'left-out' } as const;
    const { sha256 } = attachment;
    const entry: Entry = {
      document,
      section: mail.section,
      becomes,
      isNative: false,
      sha256,
      reason,
      changed: [],
      attached,
    };
    return [{ entry, source: null, mediaType: null, findings: [] }];
  }
  const own = `${name}-${number}`;
  const locate = async (): Promise<string> => join(folder, attachment.sha256);
  // Nobody can decide about an attachment alone before it is an item of its own: a sheet stands for it until then.
  const onUnreadable = families.input.onUnreadable === 'ask' ? 'slip' : families.input.onUnreadable;
  const input = { ...families.input, locate, onUnreadable };
  const prepared = await prepareEntry(input, document, mail.section, own);
  return familyOf(families, { ...prepared, entry: { ...prepared.entry, attached } }, own, depth + 1);
}

/** As the SPEC says of it, otherwise as any document; a mail that is withheld says it of all that came with it. */
function attachedDocument(mail: Entry, number: number, name: string): SpecDocument {
  const { document } = mail;
  const said = document.attachments?.find((one) => one.number === number);
  const title = said?.title ?? `Attachment ${number} to ${document.title}`;
  const { number: _, ...choices } = said ?? { ...UNDECIDED, number };
  const { withhold } = document;
  const description =
    withhold === null || withhold.description === '' ? '' : `${withhold.description} (attachment ${number})`;
  const custodian = said?.custodian ?? document.custodian;
  return {
    ...choices,
    ...(custodian === undefined ? {} : { custodian }),
    file: attachmentFile(mail, number, name),
    title,
    date: null,
    exhibit: null,
    ...(document.settlement === null ? {} : { settlement: choices.settlement ?? document.settlement }),
    ...(withhold === null ? {} : { withhold: { ...withhold, description }, treatment: 'include' }),
  };
}

function withHeldBack(document: SpecDocument, held: HeldBack | undefined): SpecDocument {
  if (held === undefined || document.withhold !== null) return document;
  if (held.ground === null)
    return { ...document, treatment: 'leave-out', reason: 'The file is out of the matter.' };
  const withhold = { ground: held.ground, description: '', author: null, recipients: null };
  return { ...document, treatment: 'include', withhold };
}

const UNDECIDED = {
  withhold: null,
  pages: null,
  treatment: 'include',
  reason: null,
  settlement: null,
} as const;

/** How an attachment is called inside: on the record and in findings, never on what leaves. */
function attachmentFile({ document }: Entry, number: number, name: string): string {
  return `${document.file}, attachment ${number}: ${name.replace(/[\p{C}/\\]/gu, '_')}`;
}

function unknownNumbers({ file, attachments = [] }: SpecDocument, count: number): Finding[] {
  const has = count === 0 ? 'none' : count === 1 ? '1' : String(count);
  return attachments
    .filter(({ number }) => number > count)
    .map(({ number }) =>
      stop(file, `There is no attachment ${number} to decide about: the mail has ${has}.`),
    );
}
