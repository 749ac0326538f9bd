import { join } from 'node:path';
import { askDocumentType } from '../../documents/questions.js';
import type { Attachment } from '../../documents/reading.js';
import { note, stop } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { wantsPaint } from '../painting/paint-entry.js';
import type { Entry, MailHeaders } from './bundle-entry.js';
import type { GatherInput } from './document-pages.js';
import { inParallel } from './in-parallel.js';
import { MAIL, nativeMail, pictureFindings, takenOut, type Families } from './native-mail.js';
import { prepareEntry } from './prepare-entry.js';
import type { Prepared } from './prepare-entry.js';
import type { HeldBack, SpecDocument } from './spec.js';
import { unreadableFinding } from './unreadable-entry.js';

const AT_ONCE = 2;
/** Mails attached to mails attached to mails; what came with the last of them is listed on it and not enclosed. */
const DEEPEST = 3;

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

async function familyOf(
  families: Families,
  prepared: Prepared,
  name: string,
  depth: number,
): Promise<Prepared[]> {
  const own = prepared.entry.isNative ? await nativeMail(families, prepared, name) : prepared;
  if (own.entry.isNative) return [own];
  const mediaType = await mailTypeOf(families.input, own);
  if (mediaType === null || own.source === null) return [own];
  const folder = join(families.input.workFolder, `attached-${name}`);
  const read = await takenOut(families.input, own.source.path, own.source.file, folder);
  const isSheet = own.entry.becomes.kind === 'slip' && own.entry.becomes.status === 'slip-sheet';
  if (isSheet)
    return typeof read === 'string'
      ? [own]
      : behindSheet(families, own, read.attachments, name, depth, folder);
  if (typeof read === 'string') {
    const { document } = own.entry;
    const reason = `Its attachments could not be taken out. ${read}`;
    const finding = unreadableFinding(document, families.input.onUnreadable, reason);
    return [{ ...own, findings: [...own.findings, finding] }];
  }
  const { attachments, pictures, headers } = read;
  const mail = asMail(
    own,
    mediaType,
    headers,
    attachments.map(({ name: called }, at) => attachmentFile(own.entry, at + 1, called)),
  );
  const findings = [
    ...own.findings,
    ...unknownNumbers(own.entry.document, attachments.length),
    ...pictureFindings(families, own, pictures),
  ];
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
 * A sheet that stands for a mail stands for what came with it too; what of that is held back keeps its own, behind the mail
 * and on the log: the claim is made document by document (FRCP 26(b)(5)(A)).
 */
async function behindSheet(
  families: Families,
  own: Prepared,
  attachments: readonly Attachment[],
  name: string,
  depth: number,
  folder: string,
): Promise<Prepared[]> {
  const { document } = own.entry;
  const behind: Prepared[] = [];
  let others = 0;
  for (const [at, attachment] of attachments.entries()) {
    const number = at + 1;
    const twin = families.chosen.get(attachment.sha256);
    const held = families.input.spec.heldBack?.find(({ sha256 }) => sha256 === attachment.sha256);
    const said = document.attachments?.find((one) => one.number === number);
    const isHeld = (held !== undefined && held.ground !== null) || (said?.withhold ?? null) !== null;
    if (isHeld)
      behind.push(
        ...(await attachedEntry(families, own.entry, { attachment, number, depth, twin }, folder, name)),
      );
    else others += 1;
  }
  const findings =
    others === 0
      ? own.findings
      : [
          ...own.findings,
          note(
            document.file,
            `The slip sheet stands also for ${others === 1 ? 'a file that' : `${others} files that`} came attached to it.`,
          ),
        ];
  return [{ ...own, findings }, ...behind];
}

/** Null where the document is no mail, or leaves no trace. */
async function mailTypeOf(
  input: GatherInput,
  { entry, source, mediaType }: Prepared,
): Promise<string | null> {
  const { becomes } = entry;
  if (becomes.kind === 'pages') return mediaType !== null && MAIL.has(mediaType) ? mediaType : null;
  if (becomes.kind !== 'slip' || source === null) return null;
  const found = await input.asker.ask(askDocumentType, { path: source.path, name: source.file });
  return MAIL.has(found.mediaType) ? found.mediaType : null;
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
