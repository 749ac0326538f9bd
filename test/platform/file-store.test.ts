import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FileTooLargeError, openFileStore, pathOf, type FileStore } from '../../src/platform/file-store.js';
import { systemClock } from '../../src/platform/clock.js';
import { IntegrityError } from '../../src/platform/errors.js';

describe('the file store', () => {
  let root: string;
  let files: FileStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'files-'));
    files = await openFileStore(root, systemClock.machineNow);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('keeps bytes under their SHA-256 and gives them back, whole or in part', async () => {
    const sha256 = await files.keep(await files.receive(bytes('five days from the date'), 100));
    expect(sha256).to.match(/^[0-9a-f]{64}$/);
    expect(await text(await files.read(sha256))).to.equal('five days from the date');
    expect(await text(await files.read(sha256, { start: 5, end: 8 }))).to.equal('days');
    expect(await files.isWhole(sha256)).to.equal(true);
  });

  it('keeping the same bytes twice is harmless', async () => {
    const first = await files.keep(await files.receive(bytes('same'), 100));
    const second = await files.keep(await files.receive(bytes('same'), 100));
    expect(second).to.equal(first);
    const names = [];
    for await (const name of files.names()) names.push(name);
    expect(names).to.deep.equal([first]);
  });

  it('what systems and people leave in its folders is none of its files, and stops nobody', async () => {
    const sha256 = await files.keep(await files.receive(bytes('same'), 100));
    const [one, two] = [sha256.slice(0, 2), sha256.slice(2, 4)];
    const elsewhere = `${one}/${two}/${'0'.repeat(64)}`;
    const left = [`${one}/.DS_Store`, `${one}/${two}/.DS_Store`, elsewhere];
    for (const path of left) await writeFile(join(root, path), 'left');
    await writeFile(join(root, '.DS_Store'), 'left');
    const [names, strays]: [string[], string[]] = [[], []];
    for await (const name of files.names()) names.push(name);
    for await (const path of files.strays()) strays.push(path);
    expect(names).to.deep.equal([sha256]);
    expect(strays).to.have.members(left);
  });

  it('never gives out a file whose bytes have changed', async () => {
    const sha256 = await files.keep(await files.receive(bytes('original'), 100));
    await appendFile(pathOf(root, sha256), '!');
    await rejects(files.read(sha256), IntegrityError, /bytes have changed/);
    await rejects(files.localPath(sha256), IntegrityError, /damaged/);
    expect(await files.isWhole(sha256)).to.equal(false);
  });

  it('a file over the limit leaves nothing behind', async () => {
    await rejects(files.receive(bytes('x'.repeat(101)), 100), FileTooLargeError, /at most 100 bytes/);
    expect(await readdir(join(root, 'temp'))).to.deep.equal([]);
  });

  it('a sender who goes away leaves nothing behind', async () => {
    async function* broken(): AsyncIterable<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('gone');
    }
    await rejects(files.receive(broken(), 100), Error, /gone/);
    expect(await readdir(join(root, 'temp'))).to.deep.equal([]);
  });

  it('sweeps what an interrupted upload left', async () => {
    await writeFile(join(root, 'temp', 'left'), 'half');
    await files.workFolder();
    expect(await files.sweepTemp()).to.equal(2);
    expect(await readdir(join(root, 'temp'))).to.deep.equal([]);
  });

  for (const name of ['../../etc/passwd', 'AB'.repeat(32), '', 'a'.repeat(63), `${'a'.repeat(62)}/.`])
    it(`a name from outside never becomes a path: ${JSON.stringify(name)}`, () => {
      expect(() => pathOf(root, name)).to.throw(IntegrityError);
    });

  it('a file that is gone is a fault to be heard of, not something that never was', () =>
    rejects(files.read('0'.repeat(64)), IntegrityError, /is missing/));
});

async function* bytes(words: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(words);
}

async function text(stream: AsyncIterable<unknown>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

async function rejects(
  work: Promise<unknown>,
  kind: new (...args: never[]) => Error,
  words: RegExp,
): Promise<void> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(kind);
  expect((error as Error).message).to.match(words);
}
