import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runReconcile } from '../../src/notices/notice-command.js';
import { documentAsker } from '../support/document-asker.js';

const NOTICES = [
  'notice_id,account,network,shown_at',
  'N1,x,A,2014-06-05T18:00:00Z',
  'N2,y,A,2014-06-05T18:00:00Z',
  'N3,z,A,2014-06-06T18:00:00Z',
  'N3,z,A,2014-06-06T18:00:00Z',
  'N4,w,A,2014-06-05T18:00:00Z',
  'N5,v,A,2014-06-05T18:00:00Z',
  '',
].join('\n');

const MEASUREMENTS = [
  'account,network,taken_at,download_mbps',
  'x,A,2014-06-05T17:59:00Z,1.0',
  'y,A,2014-06-05T17:59:00Z,3.0',
  'z,A,2014-06-06T17:59:00Z,2.0',
  'o,B,2014-06-06T18:10:00Z,1.0',
  'o,B,2014-06-05T18:10:00Z,8.0',
  'v,B,2014-06-05T17:59:00Z,8.0',
  '',
].join('\n');

describe('rejoinder notices reconcile', function () {
  this.timeout(60_000);
  let folder = '';
  let notices = '';
  let measurements = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reconcile-command-'));
    notices = join(folder, 'notices.csv');
    measurements = join(folder, 'measurements.csv');
    await writeFile(notices, NOTICES);
    await writeFile(measurements, MEASUREMENTS);
  });
  after(() => rm(folder, { recursive: true }));

  async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const code = await runReconcile(args, {
      stdout: (words) => (out += words),
      stderr: (words) => (err += words),
      now: () => '2026-01-01T00:00:00Z',
      openAsker: documentAsker,
    });
    return { code, out, err };
  }
  const method = ['--within', '30m', '--below', '3.0'];
  const files = (): string[] => ['--notices', notices, '--measurements', measurements];

  it('prints every count as JSON, the same bytes each time', async () => {
    const once = await command(...files(), ...method, '--cease', '2014-06-05', '--json');
    expect([once.code, once.err]).to.deep.equal([0, '']);
    expect(JSON.parse(once.out)).to.deep.include({
      notices: 6,
      measurements: 6,
      supported: 1,
      sharedCause: 1,
      contradicted: 1,
      unmeasured: 2,
      notCompared: 0,
      duplicates: 1,
      networkMismatch: 1,
      afterCease: 1,
    });
    const again = await command(...files(), ...method, '--cease', '2014-06-05', '--json');
    expect(again.out).to.equal(once.out);
  });

  it('prints the neutral words for people, with the result’s hash', async () => {
    const { out } = await command(...files(), ...method);
    expect(out).to.include('6 notices, 6 measurements').and.include('below level, others not\t1');
    expect(out)
      .to.include('at or above level\t1')
      .and.match(/result [0-9a-f]{64}/);
    expect(out).not.to.match(/supported|contradicted/);
  });

  it('writes the rows with their lines, names columns otherwise called, and counts rows it cannot use', async () => {
    const odd = join(folder, 'odd.csv');
    const renamed = NOTICES.replace('account,network,shown_at', 'who,isp_name,at').replace('N4,w,A', 'N4,,A');
    await writeFile(odd, renamed);
    const rows = join(folder, 'rows.csv');
    const { code, err } = await command(
      ...['--notices', odd, '--measurements', measurements, ...method, '--rows', rows],
      ...[
        '--notice-column',
        'account=who',
        '--notice-column',
        'network=isp_name',
        '--notice-column',
        'shown=at',
      ],
    );
    expect([code, err]).to.deep.equal([
      1,
      '1 rows of the notices are in no count: The account is missing.\n',
    ]);
    const lines = (await readFile(rows, 'utf8')).trim().split('\n');
    expect(lines).to.have.length(6);
    expect(lines[1]).to.match(/^2,N1,x,A,2014-06-05T18:00:00Z,supported,"below level, others not",1\.0,/);
    expect(lines[4]).to.match(/^5,N3,z,A,.*duplicate,repeats an earlier row,.*,4$/);
  });

  it('says that ids shared by other deliveries may be those of texts, and counts each without them', async () => {
    const texts = join(folder, 'texts.csv');
    await writeFile(texts, NOTICES.replace(/^N\d/gm, 'T1'));
    const given = ['--notices', texts, '--measurements', measurements, ...method];
    const byId = await command(...given);
    expect(byId.out).to.include('repeats an earlier row\t5');
    expect(byId.err).to.include('another account, network or time: 5. If the id is that of a text');
    const without = await command(...given, '--notice-column', 'notice=');
    expect([without.out.includes('repeats an earlier row\t1'), without.err]).to.deep.equal([true, '']);
  });

  const wrong = [
    ['no file', [...method], 64, '--notices and --measurements each name a file.'],
    ['no window', ['--below', '3'], 64, '--within takes a time like 30m'],
    ['no level', ['--within', '30m'], 64, '--below takes the level in Mbit/s'],
    ['a level that is no number', ['--within', '30m', '--below', 'slow'], 64, 'below'],
    ['a day that is none', [...method, '--cease', '2014-06-31'], 64, '--cease takes a date'],
    ['an option nobody knows', [...method, '--faster'], 64, 'faster'],
  ] as const;
  for (const [what, args, expected, words] of wrong)
    it(`bad input: ${what}`, async () => {
      const given = what === 'no file' ? [] : files();
      const { code, out, err } = await command(...given, ...args);
      expect([code, out]).to.deep.equal([expected, '']);
      expect(err).to.include(words).and.include('usage: rejoinder notices reconcile');
    });

  it('bad input: a file that is not there, and one without the columns', async () => {
    const gone = await command(
      '--notices',
      join(folder, 'gone.csv'),
      '--measurements',
      measurements,
      ...method,
    );
    expect([gone.code, gone.err.includes('is no file that can be read')]).to.deep.equal([66, true]);
    const none = await command('--notices', measurements, '--measurements', measurements, ...method);
    expect([none.code, none.err.includes('has no column shown_at')]).to.deep.equal([66, true]);
  });
});
