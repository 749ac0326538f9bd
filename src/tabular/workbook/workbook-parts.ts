import { promisify } from 'node:util';
import iconv from 'iconv-lite';
import { open as openZip } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { WorkbookProblem } from './workbook-problem.js';

/** The parts of a workbook, by their names in the archive. */
export interface WorkbookParts {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The bytes of a part as they are inflated, as text cut anywhere. */
  stream(name: string): AsyncGenerator<string>;
  close(): void;
}

const MOST_PARTS = 10_000;
const MOST_INFLATED = 768 * 1024 * 1024;
const MOST_RATIO = 100;
const RATIO_MATTERS_FROM = 16 * 1024 * 1024;

const open = promisify<string, { lazyEntries: boolean; autoClose: boolean }, ZipFile>(openZip);

/**
 * Opens a workbook as the archive it is. Throws `WorkbookProblem` for one that is encrypted or damaged, names a part twice,
 * or would unpack beyond its limits: what it unpacks to is checked again while it does.
 */
export async function openWorkbookParts(path: string): Promise<WorkbookParts> {
  const zip = await open(path, { lazyEntries: true, autoClose: false }).catch(damaged);
  try {
    const entries = await listEntries(zip);
    refuseBombs([...entries.values()]);
    return {
      names: [...entries.keys()],
      has: (name) => entries.has(name),
      stream: (name) => textOf(zip, entries.get(name), name),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      const name = entry.fileName.replace(/^\//, '');
      if (entries.has(name))
        reject(
          new WorkbookProblem(
            'damaged',
            `The workbook has two parts called ${name}; which one counts nobody can say.`,
          ),
        );
      else if (entries.size >= MOST_PARTS)
        reject(new WorkbookProblem('unsupported', 'The workbook has more than 10,000 parts.'));
      else {
        entries.set(name, entry);
        zip.readEntry();
      }
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: Error) => reject(asDamaged(error)));
    zip.readEntry();
  });
}

function refuseBombs(entries: readonly Entry[]): void {
  if (entries.some((entry) => (entry.generalPurposeBitFlag & 1) === 1))
    throw new WorkbookProblem('needs-password', 'The workbook is encrypted; it needs a password.');
  const inflated = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (inflated > MOST_INFLATED || (inflated > RATIO_MATTERS_FROM && inflated > packed * MOST_RATIO))
    throw new WorkbookProblem(
      'unsupported',
      'The workbook unpacks to more than its size can explain (limit 768 MB).',
    );
}

async function* textOf(zip: ZipFile, entry: Entry | undefined, name: string): AsyncGenerator<string> {
  if (entry === undefined)
    throw new WorkbookProblem('damaged', `The workbook is damaged: its part ${name} is missing.`);
  const openStream = promisify(
    zip.openReadStream.bind(zip) as (
      entry: Entry,
      done: (error: Error | null, stream?: NodeJS.ReadableStream) => void,
    ) => void,
  );
  const stream = await openStream(entry).catch(damaged);
  let decoder: ReturnType<typeof iconv.getDecoder> | null = null;
  try {
    for await (const piece of stream ?? []) {
      const bytes = Buffer.from(piece);
      decoder ??= iconv.getDecoder(encodingOf(bytes));
      yield decoder.write(bytes);
    }
    const rest = decoder?.end();
    if (rest !== undefined) yield rest;
  } catch (error) {
    damaged(error);
  }
}

/** XML in UTF-16 says so by its byte order mark; without one it is UTF-8. */
function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function damaged(error: unknown): never {
  throw asDamaged(error);
}

function asDamaged(error: unknown): Error {
  if (error instanceof WorkbookProblem) return error;
  return new WorkbookProblem(
    'damaged',
    `The workbook is damaged: ${error instanceof Error ? error.message.replace(/\.$/, '') : 'unknown'}.`,
  );
}
