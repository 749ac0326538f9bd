import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const WORKER = new URL('../../src/processes/worker.ts', import.meta.url);

describe('the job worker', function () {
  this.timeout(120_000);
  let folder: string;
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'rejoinder-worker-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [shows, when] of [
    ['before it has opened its folder', 'spawn'],
    ['while it works', 'locked'],
  ] as const)
    it(`whose server ended ${shows} ends too, and the folder is free for the next`, async () => {
      const lock = join(folder, 'worker.lock');
      const worker = fork(WORKER, [], {
        execArgv: ['--import', 'tsx'],
        env: { PATH: process.env['PATH'], DATA_DIR: folder, LOG_LEVEL: 'error' },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const gone = new Promise<number | null>((resolve) => worker.once('exit', resolve));
      if (when === 'locked')
        while (!existsSync(lock)) await new Promise((resolve) => setTimeout(resolve, 50));
      worker.disconnect();
      expect(await gone).to.equal(0);
      expect(existsSync(lock)).to.equal(false);
    });
});
