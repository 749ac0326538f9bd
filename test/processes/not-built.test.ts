import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

describe('the build', () => {
  it('makes the command one that can be run, also where the checkout came without file modes', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { build: string } };
    expect(scripts.build).to.match(/ && node scripts\/mark-executable\.mjs$/);
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-test-'));
    try {
      for (const part of ['bin', 'scripts']) await cp(part, join(folder, part), { recursive: true });
      const command = join(folder, 'bin', 'rejoinder.mjs');
      await chmod(command, 0o644);
      await promisify(execFile)(process.execPath, [join(folder, 'scripts', 'mark-executable.mjs')]);
      expect((await stat(command)).mode & 0o111).to.equal(0o111);
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
