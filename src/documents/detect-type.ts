import { open, stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import iconv from 'iconv-lite';
import { firstBytes, sniffEncoding } from '../tabular/table-format.js';
import { endingOf, mediaTypeNamed } from './media-types.js';
import { looksLikeText, textTypeOf } from './text-types.js';

/** What a file is by its content. The name it came with is only compared with that, never believed. */
export interface DetectedType {
  readonly mediaType: string;
  /** For people: 'PDF', 'Email', 'Table (CSV)'. */
  readonly label: string;
  /** The name's ending fits the content. */
  readonly trustedExtension: boolean;
  /** What to tell the person when it does not, else null. */
  readonly note: string | null;
}

const SAMPLE_BYTES = 256 * 1024;
/** The names of the streams inside an OLE2 file are UTF-16. */
const OUTLOOK_STREAM = Buffer.from('__properties_version1.0', 'utf16le');
/** What a winmail.dat begins with (MS-OXTNEF 2.1.3.1). */
const TNEF = 0x223e9f78;
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/** Looks at the content of a file. Never throws for what the content is. */
export async function detectType(path: string, name: string): Promise<DetectedType> {
  const ending = endingOf(name);
  const { size } = await stat(path);
  const mediaType = size === 0 ? 'application/x-empty' : await mediaTypeOf(path, size, ending);
  const { label, endings } = mediaTypeNamed(mediaType);
  const trustedExtension = endings.includes(ending);
  return { mediaType, label, trustedExtension, note: noteOn(mediaType, label, ending, trustedExtension) };
}

async function mediaTypeOf(path: string, size: number, ending: string): Promise<string> {
  const start = await firstBytes(path, SAMPLE_BYTES);
  // A PDF may have other bytes before its header; readers look for it in the first 1,024.
  const header = start.subarray(0, 1024).indexOf('%PDF-');
  if (header === 0) return 'application/pdf';
  if (start.length >= 4 && start.readUInt32LE(0) === TNEF) return 'application/vnd.ms-tnef';

  const detected = await byMagicNumber(path);
  if (detected === 'application/x-cfb') return insideOle(path, size);

  const encoding = await sniffEncoding(path);
  const isWhole = size <= start.length;
  const decoded = iconv.decode(start, encoding);
  const text = isWhole ? decoded : decoded.slice(0, -4);
  // Words come first: a letter that begins with "BM" has the magic number of a bitmap.
  if (
    (looksLikeText(text) || (detected === null && isTextButForNuls(text))) &&
    !(detected && encoding.startsWith('utf-16') && !hasByteOrderMark(start))
  ) {
    const type = textTypeOf(text.replaceAll('\0', ''), isWhole, ending);
    return header > 0 && type === 'text/plain' ? 'application/pdf' : type;
  }
  if (header > 0) return 'application/pdf';
  return detected ? canonical(detected) : 'application/octet-stream';
}

/** A stray NUL byte makes a letter no program: mail servers and old disks leave them. */
function isTextButForNuls(text: string): boolean {
  const bare = text.replaceAll('\0', '');
  return (
    text.length - bare.length <= Math.max(1, text.length / 500) && bare.length > 1 && looksLikeText(bare)
  );
}

function hasByteOrderMark(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff';
}

async function byMagicNumber(path: string): Promise<string | null> {
  try {
    return (await fileTypeFromFile(path))?.mime ?? null;
  } catch (error) {
    // A file that breaks off inside its own header is of no type; anything else is a fault of the machine.
    if (error instanceof Error && !('code' in error)) return null;
    throw error;
  }
}

function canonical(mediaType: string): string {
  if (mediaType === 'image/heif' || mediaType === 'image/heic-sequence') return 'image/heic';
  return mediaType;
}

/** Outlook messages, encrypted Office files and Word 97 share one container. */
async function insideOle(path: string, size: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const piece = Buffer.alloc(1024 * 1024);
    const overlap = 128;
    for (let at = 0; at < size; at += piece.length - overlap) {
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      const read = piece.subarray(0, bytesRead);
      if (read.includes(OUTLOOK_STREAM)) return 'application/vnd.ms-outlook';
      if (read.includes(ENCRYPTED_STREAM)) return 'application/x-office-encrypted';
    }
  } finally {
    await file.close();
  }
  return 'application/x-office-legacy';
}

function noteOn(mediaType: string, label: string, ending: string, isTrusted: boolean): string | null {
  if (isTrusted || mediaType === 'application/x-empty') return null;
  if (ending === '') return `The name has no ending; by its content it is: ${label}.`;
  return mediaType === 'application/octet-stream'
    ? `What a file named .${ending} contains could not be recognised.`
    : `The name says .${ending}, the content is: ${label}.`;
}
