import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { setTimeout as turn } from 'node:timers/promises';
import { expect } from 'chai';
import ts from 'typescript';
import { ByteRing } from '../../../src/pdf/writing/byte-ring.js';
import { OutputFile } from '../../../src/pdf/writing/output-file.js';
import { workFolder } from '../../support/pdf-fixtures.js';

const LARGE = randomBytes(300_000);

const MOST_TURNS = 2_000;

/** The thread's modules as they are installed: a thread loads no TypeScript. */
async function compiledThread(folder: string): Promise<URL> {
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['byte-ring', 'disk-thread']) {
    const source = await readFile(new URL(`../../../src/pdf/writing/${name}.ts`, import.meta.url), 'utf8');
    const { target, module } = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
    const { outputText } = ts.transpileModule(source, { compilerOptions: { target, module } });
    await writeFile(join(folder, `${name}.js`), outputText);
  }
  return pathToFileURL(join(folder, 'disk-thread.js'));
}

/** Puts a little in again and again until the other thread has taken over. */
async function handOver(file: OutputFile, put: (data: Buffer) => void): Promise<void> {
  for (let at = 0; at < 30; at += 1) put(LARGE);
  for (let at = 0; at < MOST_TURNS && !file.isHandedOver; at += 1) {
    put(LARGE.subarray(0, 70_000));
    await turn(10);
  }
  expect(file.isHandedOver).to.equal(true);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('the file a PDF is written to', () => {
  let folder = '';
  let thread: URL;
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
    thread = await compiledThread(folder);
  });
  after(async () => {
    await remove();
  });

  it('has what was put into it, in order, and says its hash', async () => {
    const path = join(folder, 'small.pdf');
    const file = OutputFile.create(path);
    file.text('caf\xe9 ');
    file.bytes(LARGE);
    file.text('x'.repeat(600_000));
    file.bytes(Buffer.from('end'));
    const all = Buffer.concat([
      Buffer.from('caf\xe9 ', 'latin1'),
      LARGE,
      Buffer.from(`${'x'.repeat(600_000)}end`),
    ]);
    expect(file.size).to.equal(all.length);
    expect(file.hashSoFar()).to.equal(sha256Of(all));
    file.text('!');
    expect(file.finish()).to.equal(sha256Of(Buffer.concat([all, Buffer.from('!')])));
    expect((await readFile(path)).subarray(0, all.length).equals(all)).to.equal(true);
  });

  it('knows the bytes that stand in it', () => {
    const file = OutputFile.create(join(folder, 'known.pdf'));
    file.text('before ');
    file.bytes(LARGE);
    file.text(' behind');
    expect(file.holds(7, LARGE)).to.equal(true);
    expect(file.holds(7, LARGE.subarray(0, 20_000))).to.equal(true);
    expect(file.holds(8, LARGE.subarray(0, 20_000))).to.equal(false);
    const changed = Buffer.from(LARGE);
    changed[290_000] = (changed[290_000] ?? 0) ^ 1;
    expect(file.holds(7, changed)).to.equal(false);
    expect(file.holds(307_000, LARGE)).to.equal(false);
    file.close();
  });

  it('is written by another thread once it is large, with the same bytes', async () => {
    const path = join(folder, 'large.pdf');
    const file = OutputFile.create(path, thread);
    const hash = createHash('sha256');
    const put = (data: Buffer): void => {
      hash.update(data);
      file.bytes(data);
    };
    await handOver(file, put);
    const first = file.size;
    for (let at = 0; at < 60; at += 1) {
      put(Buffer.from(`${at} between`));
      put(LARGE);
    }
    expect(file.holds(0, LARGE)).to.equal(true);
    expect(file.holds(first + 9, LARGE)).to.equal(true);
    expect(file.holds(first + 10, LARGE)).to.equal(false);
    expect(file.hashSoFar()).to.equal(hash.copy().digest('hex'));
    put(Buffer.from('end'));
    const sha256 = file.finish();
    expect(sha256).to.equal(hash.digest('hex'));
    expect(sha256Of(await readFile(path))).to.equal(sha256);
  });

  it('is left alone by the other thread once it is closed', async () => {
    const path = join(folder, 'given-up.pdf');
    const file = OutputFile.create(path, thread);
    await handOver(file, (data) => {
      file.bytes(data);
    });
    for (let at = 0; at < 10; at += 1) file.bytes(LARGE);
    file.close();
    const { length } = await readFile(path);
    await turn(20);
    expect(await readFile(path)).to.have.length(length);
  });

  it('says what the disk said to the other thread', async () => {
    const path = join(folder, 'read-only.pdf');
    await writeFile(path, 'It can be read, and not written.');
    const opened = await open(path, 'r');
    const ring = new ByteRing();
    const started = new Worker(thread, { workerData: { file: opened.fd, shared: ring.shared } });
    const ended = once(started, 'exit');
    ring.put(LARGE);
    expect(() => {
      ring.settle();
    }).to.throw('EBADF');
    ring.end();
    await ended;
    await opened.close();
  });

  it('says what the disk said when it is full', async () => {
    const file = OutputFile.create('/dev/full');
    expect(() => {
      file.bytes(LARGE);
    }).to.throw('ENOSPC');
    file.close();
  });
});
