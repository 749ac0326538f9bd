import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ConflictError } from '../../platform/errors.js';
import { isAlive } from '../../platform/lock.js';

/** The folder to make is taken: by something that is not an earlier bundle, or by another build. */
export class OutFolderError extends ConflictError {
  override name = 'OutFolderError';
}

/** Who builds there, and in which folder beside it. */
const ownerSchema = z.object({ pid: z.int(), host: z.string(), folder: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Folders this very process builds now. */
const inHand = new Set<string>();

/**
 * Builds in a folder beside `out` and puts what is in its `out` there when `isDone` says so: whole or not at all, and
 * never two builds into one. What a build that was killed left behind is removed. Throws `OutFolderError`.
 */
export async function buildInto<T>(
  given: string,
  replace: boolean,
  build: (temp: string) => Promise<T>,
  isDone: (built: T) => boolean,
): Promise<T> {
  const out = await realpath(given).catch(() => resolve(given));
  await mkdir(dirname(out), { recursive: true });
  const temp = await take(out);
  try {
    await expectFree(out, replace);
    await mkdir(temp, { mode: 0o700 });
    const built = await build(temp);
    if (isDone(built)) {
      if (!(await isOurs(out, temp)))
        throw new OutFolderError(`Another build took “${out}” meanwhile; build again once it has ended.`);
      await putInPlace(temp, out, replace);
    }
    return built;
  } finally {
    // An earlier bundle that could not be put back stays where it is.
    if ((await namesIn(earlierIn(temp))).length === 0) await rm(temp, { recursive: true, force: true });
    if (await isOurs(out, temp)) await rm(lockOf(out), { force: true });
    inHand.delete(out);
  }
}

/** Whether the mark on `out` is the one that this build made. */
async function isOurs(out: string, temp: string): Promise<boolean> {
  return (await ownerIn(lockOf(out)))?.folder === basename(temp);
}

/** Marks `out` as being built and returns the folder to build in, which is still to be made. */
async function take(out: string): Promise<string> {
  const lock = lockOf(out);
  const folder = `.${basename(out)}-${randomBytes(6).toString('hex')}`;
  const owner: Owner = { pid: process.pid, host: hostname(), folder };
  if (!inHand.has(out)) await removeLeft(out, lock);
  try {
    await writeFile(lock, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const holder = await ownerIn(lock);
    const who = holder === null ? 'another build' : `process ${holder.pid} on ${holder.host}`;
    throw new OutFolderError(
      `“${out}” is being built by ${who}. Wait for it or choose another folder; if nothing builds there, delete “${lock}”.`,
    );
  }
  inHand.add(out);
  return join(dirname(out), folder);
}

/** A build that was killed could not tidy up; one on another machine cannot be asked whether it still runs. */
async function removeLeft(out: string, lock: string): Promise<void> {
  const owner = await ownerIn(lock);
  if (owner === null || owner.host !== hostname() || isAlive(owner.pid)) return;
  // Of several builds that find it only one gets it. The mark itself stays where it is until all is tidied: while it was
  // away for a moment, another build could begin.
  const claimed = `${lock}-${createHash('sha256').update(owner.folder).digest('hex').slice(0, 12)}`;
  try {
    await link(lock, claimed);
  } catch (error) {
    return unless('ENOENT', 'EEXIST')(error);
  }
  // A build that was faster has made its own mark by now.
  if ((await ownerIn(claimed))?.folder !== owner.folder) return rm(claimed, { force: true });
  if (owner.folder === basename(owner.folder) && owner.folder.startsWith(`.${basename(out)}-`)) {
    const left = join(dirname(out), owner.folder);
    // Killed between two steps, it had taken an earlier bundle away and put nothing in its place.
    await rename(earlierIn(left), out).catch(unless('ENOENT', 'ENOTEMPTY', 'EEXIST'));
    if ((await namesIn(earlierIn(left))).length === 0) await rm(left, { recursive: true, force: true });
  }
  await rm(lock, { force: true });
  await rm(claimed, { force: true });
}

async function ownerIn(lock: string): Promise<Owner | null> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  try {
    const read = ownerSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null; // it is just being written, or is none of ours
  }
}

/** Only an earlier bundle is ever replaced, and only where that was asked for. Returns whether one is there. */
async function expectFree(out: string, replace: boolean): Promise<boolean> {
  const names = await namesIn(out);
  if (names.length === 0) return false;
  const isOurs = (names.includes('record.json') && names.includes('package')) || names.includes('volume-1');
  if (!isOurs)
    throw new OutFolderError(`“${out}” is not empty and is not an earlier bundle; choose another folder.`);
  if (!replace)
    throw new OutFolderError(
      `“${out}” holds an earlier bundle; add --replace to overwrite it, or choose another folder.`,
    );
  return true;
}

async function namesIn(out: string): Promise<readonly string[]> {
  try {
    return await readdir(out);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    if (isCode(error, 'ENOTDIR')) throw new OutFolderError(`“${out}” is a file; give a folder to make.`);
    throw error;
  }
}

/** A build takes its time: what came to `out` meanwhile is as safe as what was there before. */
async function putInPlace(temp: string, out: string, replace: boolean): Promise<void> {
  const isEarlier = await expectFree(out, replace);
  try {
    if (isEarlier) await rename(out, earlierIn(temp));
    else await rmdir(out).catch(unless('ENOENT'));
    await rename(join(temp, 'out'), out);
  } catch (error) {
    if (isEarlier) await putBack(temp, out);
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    throw new OutFolderError(
      `Something was put into “${out}” while the bundle was built; choose another folder.`,
    );
  }
  await rm(earlierIn(temp), { recursive: true, force: true });
}

/** Where its place is taken, the earlier bundle is kept beside it. */
async function putBack(temp: string, out: string): Promise<void> {
  try {
    await rename(earlierIn(temp), out);
  } catch {
    await rename(earlierIn(temp), `${out}-earlier-${temp.slice(-12)}`).catch(unless('ENOENT'));
  }
}

function earlierIn(temp: string): string {
  return join(temp, 'earlier');
}

function lockOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.building`);
}

/** Lets errors of these codes pass and throws any other. */
function unless(...codes: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (!isCode(error, ...codes)) throw error;
  };
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
