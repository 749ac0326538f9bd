import type { Request, Response } from 'express';
import multer from 'multer';
import type { FileStore, ReceivedFile } from '../platform/file-store.js';
import { FileTooLargeError } from '../platform/file-store.js';
import { BadRequestError } from './guards.js';

/** A file as it was sent: its bytes are on disk under a temporary name. */
export interface UploadedFile {
  /** What the sender called it, cleaned for showing; with folders when a folder was dropped. Never a path on our side. */
  readonly name: string;
  readonly received: ReceivedFile;
}

export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
}

export const UPLOAD_LIMITS = {
  fileBytes: 2 * 1024 ** 3,
  files: 500,
  fields: 200,
  fieldBytes: 64_000,
} as const;

/**
 * Reads a multipart form, streaming each file into the store's temporary place while hashing it.
 * Throws `BadRequestError` or `FileTooLargeError`; then nothing is left behind. The caller keeps or discards the files.
 */
export async function receiveUpload(
  req: Request,
  res: Response,
  files: FileStore,
  limits: { fileBytes: number; files: number } = UPLOAD_LIMITS,
): Promise<Upload> {
  if (!req.is('multipart/form-data'))
    throw new BadRequestError('Send the file with the form on the page.', 415);
  const received: UploadedFile[] = [];
  const arriving: Promise<UploadedFile>[] = []; // in the order they were sent, whichever is done first
  const parser = multer({
    storage: {
      _handleFile: (_req, file, done) => {
        const arrived = files.receive(file.stream, limits.fileBytes).then((one) => {
          const uploaded = { name: displayName(file.originalname), received: one };
          received.push(uploaded);
          return uploaded;
        });
        arriving.push(arrived);
        arrived.then(
          () => done(null, {}),
          (error: unknown) => done(error),
        );
      },
      _removeFile: (_req, _file, done) => done(null), // removed together below
    },
    defParamCharset: 'utf8',
    preservePath: true,
    limits: {
      fileSize: limits.fileBytes,
      files: limits.files,
      fields: UPLOAD_LIMITS.fields,
      fieldSize: UPLOAD_LIMITS.fieldBytes,
      fieldNestingDepth: 1,
    },
  }).any();
  try {
    await new Promise<void>((resolve, reject) => {
      parser(req, res, (error: unknown) => (error ? reject(uploadError(error, limits)) : resolve()));
    });
  } catch (error) {
    await Promise.allSettled(arriving); // a file still on its way must be whole or gone before it is discarded
    await discardAll(files, received);
    throw error;
  }
  return { fields: fieldsOf(req.body), files: await Promise.all(arriving) };
}

export async function discardAll(files: FileStore, uploaded: readonly UploadedFile[]): Promise<void> {
  for (const file of uploaded) await files.discard(file.received);
}

/** A name safe to show: no control or direction-changing characters, no drive, no way out of its folder, at most 255 bytes. */
export function displayName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replaceAll(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^[A-Za-z]:/, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
  const short = shortened(plain, 255);
  return short === '' ? 'file without a name' : short;
}

function shortened(name: string, bytes: number): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(`${stem}…${ending}`) > bytes) stem = [...stem].slice(0, -1).join('');
  return `${stem}…${ending}`;
}

function fieldsOf(body: unknown): Record<string, string> {
  const fields = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(body ?? {})) {
    if (typeof value !== 'string') throw new BadRequestError(`The form sends “${name}” twice.`);
    fields[name] = value;
  }
  return fields;
}

function uploadError(error: unknown, limits: { fileBytes: number; files: number }): Error {
  if (!(error instanceof multer.MulterError)) {
    if (error instanceof Error && /Multipart|boundary|Unexpected end|Malformed/i.test(error.message))
      return new BadRequestError('The upload was cut off or is not a form; nothing was kept. Send it again.');
    return error instanceof Error ? error : new Error(String(error));
  }
  if (error.code === 'LIMIT_FILE_SIZE')
    return new FileTooLargeError(`A file may have at most ${sizeText(limits.fileBytes)}; nothing was kept.`);
  if (error.code === 'LIMIT_FILE_COUNT')
    return new BadRequestError(
      `At most ${limits.files} files can be sent at once; nothing was kept. Send them in parts.`,
      413,
    );
  return new BadRequestError('The form sent more than it may; nothing was kept.', 413);
}

/** `1.5 MB`, in units of 1,024. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value >= 10 ? Math.round(value) : value.toFixed(1).replace(/\.0$/, '')} ${units[unit]}`;
}
