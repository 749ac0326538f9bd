import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

describe('the command before anything is built', () => {
  it('says what to run, and ends with 78', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-test-'));
    try {
      await cp('bin', join(folder, 'bin'), { recursive: true });
      const { code, stderr } = await runIn(folder);
      expect(stderr).to.equal(
        'Rejoinder is not built yet. Run npm run build in its folder, then the same command again.\n',
      );
      expect(code).to.equal(78);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

function runIn(folder: string): Promise<{ code: unknown; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [join(folder, 'bin', 'rejoinder.mjs'), 'sample'], (error, _stdout, stderr) => {
      done({ code: error?.code, stderr });
    });
  });
}
