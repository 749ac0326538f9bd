import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build, freePort, startServer } from '../support/server-process.js';

describe('serving', function () {
  this.timeout(300_000); // the first to need a server builds it

  it('on a port that is taken ends with a sentence and leaves no lock behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-serve-'));
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    try {
      const { port } = other.address() as AddressInfo;
      const error = await startServer(folder, port).catch((thrown: unknown) => thrown);
      expect(String(error)).to.match(/ended with 78 before it listened: PORT: \d+ is in use/);
      expect((await readdir(folder)).filter((name) => name.endsWith('.lock'))).to.deep.equal([]);
    } finally {
      other.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('that is asked to end in the moment it says that it listens ends in order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-serve-'));
    try {
      build();
      const child = spawn(process.execPath, ['dist/main.js'], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        env: { PATH: process.env['PATH'], PORT: String(await freePort()), DATA_DIR: folder },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      child.kill('SIGTERM');
      expect(await ended).to.deep.equal([0, null]);
      expect((await readdir(folder)).filter((name) => name.endsWith('.lock'))).to.deep.equal([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
