import { decode } from 'html-entities';
import type { Progress } from '../platform/ask.js';
import { profileTable } from '../tabular/profile-table.js';
import { detectType } from './detect-type.js';
import type { DetectedType } from './detect-type.js';
import { isWorkbook } from './media-types.js';
import { findMessages } from './mailbox/find-messages.js';
import { hiddenNote } from './mail/fuller-form.js';
import { partHtml } from './mail/hidden-words.js';
import { coreProperties } from './opening/core-properties.js';
import { headingInBlocks, headingInText, openingOf } from './opening/heading.js';
import { readMail, textOfHtml } from './read-mail.js';
import { readOutlook } from './read-outlook.js';
import { readPdf } from './read-pdf.js';
import { readRtf } from './read-rtf.js';
import { readPicture } from './read-picture.js';
import { readText } from './read-text.js';
import { readWord } from './read-word.js';
import { UnreadableDocument } from './reading.js';
import type { DocumentFacts, PageWords, ReadDocument, ReadInput } from './reading.js';
import { textOfBlocks } from './text-of-blocks.js';
import { whyNotShown } from './why-not-shown.js';
import { readWorkbook } from './workbook/read-workbook.js';

/** What a reader of one kind adds to the type: the rest is empty. */
type Content = Partial<Pick<ReadDocument, 'reason' | 'pages' | 'pageText' | 'facts' | 'table' | 'workbook'>>;

const NULS =
  'The file has NUL bytes among its words, which no letter has: they are left out here. It may be damaged; compare it with another copy.';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * Reads any original: what it is, in what state, its words and what it says of itself. A bad document is an
 * answer with a state and a reason; this throws only when the file itself cannot be reached.
 */
export async function readDocument(input: ReadInput, progress: Progress): Promise<ReadDocument> {
  const type = await detectType(input.path, input.name);
  const notes = type.note === null ? [] : [type.note];
  try {
    const content = await readAs(type, input, progress);
    const nuls = (content.pageText ?? []).some((page) => page.text.includes('\0'));
    return {
      mediaType: type.mediaType,
      label: type.label,
      state: 'readable',
      reason: content.reason ?? null,
      pages: content.pages ?? null,
      pageText: (content.pageText ?? []).map((page) => ({ ...page, text: page.text.replaceAll('\0', '') })),
      facts: {
        ...content.facts,
        notes: [...notes, ...(nuls ? [NULS] : []), ...(content.facts?.notes ?? [])],
      },
      table: content.table ?? null,
      ...(content.workbook === undefined ? {} : { workbook: content.workbook }),
    };
  } catch (error) {
    const { state, reason } = whyUnreadable(error, type);
    return {
      mediaType: type.mediaType,
      label: type.label,
      state,
      reason,
      pages: null,
      pageText: [],
      facts: { notes },
      table: null,
    };
  }
}

async function readAs(type: DetectedType, input: ReadInput, progress: Progress): Promise<Content> {
  const { path } = input;
  const { mediaType } = type;
  if (mediaType === 'application/x-empty') throw new UnreadableDocument('empty', 'The file has 0 bytes.');
  if (mediaType === 'application/x-office-encrypted')
    throw new UnreadableDocument('needs-password', 'The Office file is encrypted; it needs a password.');
  if (mediaType === 'application/pdf') return readPdf(path, progress);
  if (mediaType === 'message/rfc822') return fromMail(await readMail(input));
  if (mediaType === 'application/vnd.ms-outlook') return fromMail(await readOutlook(input));
  if (mediaType === WORD) {
    const { blocks, notes, hidden } = await readWord(path, null);
    const text = textOfBlocks(blocks);
    const said = { ...(await coreProperties(path)), ...saidAtTop(text, headingInBlocks(blocks)) };
    return {
      pageText: [onePage(text)],
      facts: { notes, ...said, ...(hidden.length === 0 ? {} : { hidden }) },
    };
  }
  if (mediaType === 'text/csv' || mediaType === 'text/tab-separated-values') return fromTable(path);
  if (mediaType === 'application/mbox') {
    let count = 0;
    for await (const _ of findMessages(path)) count += 1;
    throw new UnreadableDocument(
      'unsupported',
      `A mailbox with ${count === 1 ? '1 message' : `${count} messages`}: dropped among the letters, its messages can be chosen from a list.`,
    );
  }
  if (mediaType === 'application/rtf') {
    const { pages, notes, hidden } = await readRtf(path);
    return {
      pageText: pages.map((text, index) => ({ ...onePage(text), page: index + 1 })),
      facts: {
        notes,
        ...saidAtTop(pages[0] ?? '', null),
        ...(hidden.length === 0 ? {} : { hidden }),
      },
    };
  }
  if (isWorkbook(mediaType)) {
    const { workbook, notes } = await readWorkbook(path, progress);
    return { workbook, facts: { notes, ...(await coreProperties(path)) } };
  }
  const reason = whyNotShown(mediaType);
  if (reason !== null) throw new UnreadableDocument('unsupported', reason);
  if (mediaType.startsWith('image/')) {
    return { facts: await readPicture(path, mediaType) };
  }
  return fromText(path, mediaType);
}

function fromMail({ text, other, facts }: Awaited<ReturnType<typeof readMail>>): Content {
  const second = other === null ? [] : [{ ...onePage(other.text), page: 2 }];
  return { pageText: [onePage(text), ...second], facts };
}

async function fromTable(path: string): Promise<Content> {
  const table = await profileTable(path);
  const { rejectedCount } = table;
  const rows = rejectedCount === 1 ? '1 row' : `${rejectedCount} rows`;
  return {
    table,
    reason: rejectedCount === 0 ? null : `${rows} could not be read; each is listed with its line.`,
  };
}

async function fromText(path: string, mediaType: string): Promise<Content> {
  const isPage = mediaType === 'text/html';
  const { text, isCut, note } = await readText(path, isPage);
  const notes = isCut ? ['Only the first 8 MB are searched and shown.'] : [];
  if (note !== null && (isPage || mediaType === 'text/plain')) notes.push(note);
  if (!isPage) {
    const said = mediaType === 'text/plain' ? saidAtTop(text, headingInText(text)) : {};
    return { pageText: [onePage(text)], facts: { notes, ...said } };
  }
  notes.push('A web page: its words are shown without the layout; nothing it points at was loaded.');
  const { seen, hidden } = partHtml(text);
  if (hidden.length > 0) notes.push(hiddenNote('web page', hidden.length));
  const words = await textOfHtml(seen);
  const said = { title: titleOfHtml(text), ...saidAtTop(words, null) };
  return {
    pageText: [onePage(words)],
    facts: { notes, ...said, ...(hidden.length === 0 ? {} : { hidden }) },
  };
}

function saidAtTop(text: string, heading: string | null): Pick<DocumentFacts, 'heading' | 'opening'> {
  return { heading, opening: openingOf(text) };
}

function titleOfHtml(html: string): string | null {
  const words = /<title[^>]{0,200}>([^<]{1,500})<\/title/i.exec(html.slice(0, 64 * 1024))?.[1] ?? '';
  return (
    decode(words)
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim() || null
  );
}

function onePage(text: string): PageWords {
  return { page: 1, text, lines: [], width: 0, height: 0 };
}

function whyUnreadable(
  error: unknown,
  type: DetectedType,
): Pick<ReadDocument, 'reason'> & {
  state: Exclude<ReadDocument['state'], 'readable'>;
} {
  if (error instanceof UnreadableDocument) return { state: error.state, reason: error.message };
  const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return {
    state: 'damaged',
    reason: `The file (${type.label}) cannot be read: ${words.replace(/\.$/, '')}.`,
  };
}
