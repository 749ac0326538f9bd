import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInto, OutFolderError } from '../../../src/bundles/building/out-folder.js';

describe('the folder to make', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-out-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const out = () => join(folder, 'out');
  /** A build that makes a record and a package; `meanwhile` happens before it is done. */
  const build =
    (words: string, meanwhile: () => Promise<unknown> = async () => undefined) =>
    async (temp: string): Promise<boolean> => {
      await mkdir(join(temp, 'out', 'package'), { recursive: true });
      await writeFile(join(temp, 'out', 'record.json'), words);
      await meanwhile();
      return true;
    };
  const into = (words: string, replace = false, meanwhile?: () => Promise<unknown>) =>
    buildInto(out(), replace, build(words, meanwhile), (isDone) => isDone);
  const refusal = (built: Promise<unknown>): Promise<string> =>
    built.then(
      () => 'nothing refused',
      (error: unknown) => {
        expect(error).to.be.instanceOf(OutFolderError);
        return String(error);
      },
    );
  const recordAt = (path: string) => readFile(join(path, 'record.json'), 'utf8');
  /** What a build of that process left when it was killed. */
  const leave = async (pid: number, host = hostname()) => {
    await mkdir(join(folder, '.out-left', 'work'), { recursive: true });
    await writeFile(join(folder, '.out.building'), JSON.stringify({ pid, host, folder: '.out-left' }));
  };

  it('two builds into one folder: the second is refused, the first is there', async () => {
    let second = '';
    await into('first', false, async () => {
      second = await refusal(into('second'));
    });
    expect(second)
      .to.include(`is being built by process ${process.pid}`)
      .and.to.include('choose another folder');
    expect(await recordAt(out())).to.equal('first');
    expect(await readdir(folder)).to.deep.equal(['out']);
  });

  it('two builds with --replace: the second is refused as well', async () => {
    await into('earlier');
    let second = '';
    await into('first', true, async () => {
      second = await refusal(into('second', true));
    });
    expect(second).to.include('is being built by');
    expect(await recordAt(out())).to.equal('first');
  });

  it('what was put there meanwhile stays, and the build says so', async () => {
    const put = async () => {
      await mkdir(join(out(), 'package'), { recursive: true });
      await writeFile(join(out(), 'record.json'), 'of another');
    };
    expect(await refusal(into('own', false, put))).to.include('holds an earlier bundle');
    expect(await recordAt(out())).to.equal('of another');
    expect(await readdir(folder)).to.deep.equal(['out']);
  });

  it('takes an empty folder, and keeps an earlier bundle when a build fails', async () => {
    await mkdir(out());
    await into('first');
    const failing = into('second', true, () => Promise.reject(new Error('no more room')));
    expect(await failing.catch(String)).to.include('no more room');
    expect(await recordAt(out())).to.equal('first');
    expect(await readdir(folder)).to.deep.equal(['out']);
  });

  it('says that a file is no folder', async () => {
    await writeFile(out(), 'x');
    expect(await refusal(into('own'))).to.include('is a file; give a folder to make');
  });

  it('removes what a build left whose process is gone', async () => {
    await leave(spawnSync(process.execPath, ['--version']).pid);
    await into('own');
    expect(await readdir(folder)).to.deep.equal(['out']);
  });

  it('puts an earlier bundle back that a build had taken away when it was killed', async () => {
    await leave(spawnSync(process.execPath, ['--version']).pid);
    await mkdir(join(folder, '.out-left', 'earlier', 'package'), { recursive: true });
    await writeFile(join(folder, '.out-left', 'earlier', 'record.json'), 'earlier');
    expect(await refusal(into('own'))).to.include('holds an earlier bundle');
    expect(await recordAt(out())).to.equal('earlier');
    expect(await readdir(folder)).to.deep.equal(['out']);
  });

  it('leaves what belongs to a process that runs, or to another machine', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    try {
      await leave(child.pid ?? 0);
      expect(await refusal(into('own'))).to.include(`is being built by process ${child.pid ?? 0} on`);
    } finally {
      child.stdin.end();
      await once(child, 'exit');
    }
    await leave(1, 'another.example');
    expect(await refusal(into('own'))).to.include('on another.example');
    expect(await readdir(folder)).to.have.members(['.out-left', '.out.building']);
  });

  it('of several builds that find what a killed one left, one makes the folder and the others are refused', async () => {
    const module = new URL('../../../src/bundles/building/out-folder.ts', import.meta.url).href;
    const code = `
      const { buildInto } = await import(${JSON.stringify(module)});
      const { mkdir, writeFile, appendFile } = await import('node:fs/promises');
      process.stdout.write('ready');
      await new Promise((go) => process.stdin.once('data', go));
      const build = async (temp) => {
        await appendFile(${JSON.stringify(join(folder, 'log'))}, 'begun ');
        await mkdir(temp + '/out/package', { recursive: true });
        await writeFile(temp + '/out/record.json', String(process.pid));
        await new Promise((later) => setTimeout(later, 300));
        await appendFile(${JSON.stringify(join(folder, 'log'))}, 'ended ');
        return true;
      };
      await buildInto(${JSON.stringify(out())}, true, build, (isDone) => isDone).catch((error) => {
        if (error.name !== 'OutFolderError') throw error;
        process.exitCode = 75;
      });
      process.stdin.destroy();`;
    for (let round = 0; round < 3; round++) {
      await rm(out(), { recursive: true, force: true });
      await rm(join(folder, 'log'), { force: true });
      const { pid = 0 } = spawnSync(process.execPath, ['--version']);
      await leave(pid);
      const builds = [1, 2, 3].map(() =>
        spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
          stdio: ['pipe', 'pipe', 'inherit'],
        }),
      );
      const ended = builds.map(async (child) => (await once(child, 'exit'))[0] as number);
      await Promise.all(builds.map((child) => once(child.stdout, 'data')));
      for (const child of builds) child.stdin.write('go');
      const codes = await Promise.all(ended);
      // One that begins only once another has ended makes the folder anew; never do two build at a time.
      const made = codes.filter((code) => code === 0).length;
      expect(made, `round ${round}`).to.be.at.least(1);
      expect(codes.filter((code) => code === 75)).to.have.length(codes.length - made);
      expect(await readFile(join(folder, 'log'), 'utf8')).to.equal('begun ended '.repeat(made));
      expect((await readdir(folder)).sort()).to.deep.equal(['log', 'out']);
    }
  }).timeout(60_000);
});
