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
    const log = join(folder, 'log');
    const code = `
      const { buildInto } = await import(${JSON.stringify(new URL('../../../src/bundles/building/out-folder.ts', import.meta.url).href)});
      const { mkdir, writeFile, appendFile } = await import('node:fs/promises');
      let end;
      const build = async (temp) => {
        await appendFile(${JSON.stringify(log)}, 'begun ');
        await mkdir(temp + '/out/package', { recursive: true });
        await writeFile(temp + '/out/record.json', String(process.pid));
        await new Promise((ended) => (end = ended));
        await appendFile(${JSON.stringify(log)}, 'ended ');
        return true;
      };
      process.on('message', (said) => {
        if (said === 'end') return end?.();
        buildInto(${JSON.stringify(out())}, true, build, (isDone) => isDone).then(
          () => process.send('made'),
          (error) => process.send(error.name === 'OutFolderError' ? 'refused' : String(error)),
        );
      });
      process.send('ready');`;
    const builds = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    );
    const next = async (child: (typeof builds)[number]): Promise<unknown> =>
      ((await once(child, 'message')) as unknown[])[0];
    try {
      expect(await Promise.all(builds.map(next))).to.deep.equal(['ready', 'ready', 'ready']);
      for (let round = 0; round < 3; round++) {
        await rm(out(), { recursive: true, force: true });
        await rm(log, { force: true });
        await leave(spawnSync(process.execPath, ['--version']).pid);
        let refused = 0;
        const answers = builds.map(async (child) => {
          const said = await next(child);
          // Whoever builds goes on until the two others had their answer; were two of them building, a while ends it.
          if (said === 'refused' && (refused += 1) === 2) for (const other of builds) other.send('end');
          return said;
        });
        const late = setTimeout(() => {
          for (const child of builds) child.send('end');
        }, 20_000);
        for (const child of builds) child.send('go');
        expect((await Promise.all(answers)).sort(), `round ${round}`).to.deep.equal([
          'made',
          'refused',
          'refused',
        ]);
        clearTimeout(late);
        expect(await readFile(log, 'utf8')).to.equal('begun ended ');
        expect((await readdir(folder)).sort()).to.deep.equal(['log', 'out']);
      }
    } finally {
      for (const child of builds) child.kill();
    }
  }).timeout(60_000);
});
