import { stat } from 'node:fs/promises';
import { ConflictError } from '../../platform/errors.js';
import { hashOf } from '../../platform/file-store.js';

/** A file of the SPEC as it was when the build began. */
export interface SourceFile {
  /** As the SPEC names it. */
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Changes whenever the file does. */
  readonly state: string;
}

/** A file the SPEC names is not there or cannot be read: nothing can be built. */
export class MissingFileError extends Error {
  override name = 'MissingFileError';
}

/** Hashes a file in pieces. Throws `MissingFileError` naming it as the SPEC does. */
export async function readSource(file: string, path: string): Promise<SourceFile> {
  try {
    const { size, mtimeMs, ino, isRegular } = await stateOf(path);
    if (!isRegular) throw new MissingFileError(`“${file}” is not a file.`);
    return { file, path, bytes: size, sha256: await hashOf(path), state: `${ino}:${size}:${mtimeMs}` };
  } catch (error) {
    if (error instanceof MissingFileError) throw error;
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new MissingFileError(
      isAbsent ? `“${file}” is not there.` : `“${file}” cannot be read: ${messageOf(error)}`,
    );
  }
}

/** Throws `ConflictError` naming the first file that is no longer what was inspected. */
export async function expectUnchanged(sources: readonly SourceFile[]): Promise<void> {
  for (const { file, path, state } of sources) {
    const now = await stateOf(path).catch(() => null);
    if (now === null || `${now.ino}:${now.size}:${now.mtimeMs}` !== state)
      throw new ConflictError(`“${file}” changed while the bundle was being built; build again.`);
  }
}

async function stateOf(path: string) {
  const now = await stat(path);
  return { size: now.size, mtimeMs: now.mtimeMs, ino: now.ino, isRegular: now.isFile() };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
