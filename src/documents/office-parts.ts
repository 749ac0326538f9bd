import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { open as openZip } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { UnreadableDocument } from './reading.js';

/** The parts of a Word file that are read apart from its text. */
export interface OfficeParts {
  readonly names: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

const MOST_ENTRIES = 10_000;
const MOST_INFLATED = 256 * 1024 * 1024;
const MOST_RATIO = 100;
const RATIO_MATTERS_FROM = 16 * 1024 * 1024;
const LARGEST_PART = 32 * 1024 * 1024;

const open = promisify<string, { lazyEntries: boolean; autoClose: boolean }, ZipFile>(openZip);

/**
 * Reads the parts whose names `wanted` accepts, as text. Throws `UnreadableDocument` for a file that would
 * inflate beyond its limits, is encrypted or broken, or declares its own entities.
 */
export async function readOfficeParts(path: string, wanted: (name: string) => boolean): Promise<OfficeParts> {
  const zip = await open(path, { lazyEntries: true, autoClose: false }).catch(damaged);
  try {
    const entries = await listEntries(zip);
    refuseBombs(entries);
    const texts = new Map<string, string>();
    for (const entry of entries) {
      if (!wanted(entry.fileName)) continue;
      const text = await readEntry(zip, entry);
      if (/<!(DOCTYPE|ENTITY)/i.test(text.slice(0, 64 * 1024)))
        throw new UnreadableDocument(
          'unsupported',
          'The file declares its own entities; its text is not read.',
        );
      texts.set(entry.fileName, text);
    }
    return { names: entries.map((entry) => entry.fileName), texts };
  } finally {
    zip.close();
  }
}

/** The file again with other words in some of its parts, as bytes. The parts of `path` were read, and found sound, before. */
export async function withOtherParts(path: string, others: ReadonlyMap<string, string>): Promise<Buffer> {
  const zip = await open(path, { lazyEntries: true, autoClose: false }).catch(damaged);
  try {
    const made = new ZipWriter();
    for (const entry of await listEntries(zip)) {
      if (entry.fileName.endsWith('/')) continue;
      const other = others.get(entry.fileName);
      made.addBuffer(other === undefined ? await bytesOf(zip, entry) : Buffer.from(other), entry.fileName);
    }
    made.end();
    return await buffer(made.outputStream);
  } finally {
    zip.close();
  }
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES)
        reject(new UnreadableDocument('unsupported', 'The file has more than 10,000 parts.'));
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: Error) => reject(asDamaged(error)));
    zip.readEntry();
  });
}

function refuseBombs(entries: readonly Entry[]): void {
  const inflated = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (entries.some((entry) => (entry.generalPurposeBitFlag & 1) === 1))
    throw new UnreadableDocument('needs-password', 'The file is encrypted; it needs a password.');
  if (inflated > MOST_INFLATED || (inflated > RATIO_MATTERS_FROM && inflated > packed * MOST_RATIO))
    throw new UnreadableDocument(
      'unsupported',
      'The file unpacks to more than its size can explain (limit 256 MB).',
    );
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > LARGEST_PART)
    throw new UnreadableDocument('unsupported', `Its part ${entry.fileName} is larger than 32 MB.`);
  return (await bytesOf(zip, entry)).toString('utf8');
}

async function bytesOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const openStream = promisify(
    zip.openReadStream.bind(zip) as (
      entry: Entry,
      done: (error: Error | null, stream?: NodeJS.ReadableStream) => void,
    ) => void,
  );
  const stream = await openStream(entry).catch(damaged);
  const pieces: Buffer[] = [];
  try {
    for await (const piece of stream ?? []) pieces.push(Buffer.from(piece));
  } catch (error) {
    return damaged(error);
  }
  return Buffer.concat(pieces);
}

function damaged(error: unknown): never {
  throw asDamaged(error);
}

function asDamaged(error: unknown): Error {
  if (error instanceof UnreadableDocument) return error;
  return new UnreadableDocument(
    'damaged',
    `The file is damaged: ${error instanceof Error ? error.message : 'unknown'}.`,
  );
}
