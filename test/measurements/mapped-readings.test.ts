import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { prepareSource } from '../../src/measurements/prepare-source.js';
import type { SourceFile } from '../../src/measurements/prepare-source.js';
import { openDuck } from '../../src/tabular/duck.js';
import type { DuckRow } from '../../src/tabular/duck.js';

const AS_OF = '2026-01-01T00:00:00Z';

describe('the readings of a table', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'mapped-'))));
  after(() => rm(folder, { recursive: true }));

  async function readings(content: string, said: Partial<SourceFile> = {}): Promise<DuckRow[]> {
    const path = join(folder, 'source');
    await writeFile(path, content);
    const source = await prepareSource(
      { path, fileName: 'source.csv', ...said },
      join(folder, 'out.parquet'),
      join(folder, 'work'),
      AS_OF,
      () => undefined,
    );
    const duck = await openDuck({ files: [source.parquet], folders: [], spill: join(folder, 'spill') });
    try {
      return await duck.rows(
        `select network, account, session, method, download, upload, round_trip, loss, why from ${source.sql} order by line`,
      );
    } finally {
      duck.close();
    }
  }

  it('keeps account, network, session and method as they are written, whatever number they look like', async () => {
    const cells = ['8901260862291477114', '8901260862291477115', '+15551234567', '12E3', '12000', '10.10'];
    const rows = cells.map((cell) => `2014-06-05T01:10:00Z,${cell},${cell},${cell},${cell},1.0`);
    const found = await readings(
      `taken_at,account,network,session_id,method,download_mbps\n${rows.join('\n')}\n`,
      { columns: ['account=account', 'session=session_id', 'method=method'] },
    );
    for (const column of ['account', 'network', 'session', 'method'])
      expect(
        found.map((row) => row[column]),
        column,
      ).to.deep.equal(cells);
    expect(found.map(({ download }) => download)).to.deep.equal(cells.map(() => 1));
  });

  it('keeps the unit of an FCC table as it is written', async () => {
    const found = await readings(
      'unit_id,dtime,bytes_sec\n8901260862291477114,2014-06-05 01:00:00,125000\n8901260862291477115,2014-06-05 01:00:00,125000\n',
      { fileName: 'curr_httpgetmt.csv' },
    );
    expect(found.map(({ account, download }) => [account, download])).to.deep.equal([
      ['8901260862291477114', 1],
      ['8901260862291477115', 1],
    ]);
  });

  const values = async (
    content: string,
    said: Partial<SourceFile> = {},
  ): Promise<(number | string | null | undefined)[]> =>
    (await readings(content, said)).map(({ download, why }) => (why ?? download) as string | number | null);
  const rows = (cells: readonly string[], delimiter: string, name = 'download_kbps'): string =>
    `taken_at${delimiter}network${delimiter}${name}\n${cells.map((cell) => ['2014-06-05T01:00:00Z', 'A', cell].join(delimiter)).join('\n')}\n`;
  const NONE = 'The download is not a number.';
  const UNCLEAR =
    'The download is written like 1,990 or 1.990, and nothing says which sign parts its fraction. It counts once that is said.';

  it('reads decimal commas beside a cell that is no number, or states its unit', async () => {
    const found = rows(['1,99', '2,15 Mbit/s', '3', 'n/a', '12,5 kbit/s'], ';', 'download_mbps');
    expect(await values(found)).to.deep.equal([1.99, 2.15, 3, NONE, 0.0125]);
  });

  it('reads points as thousands where commas part fractions, whether or not every cell is a number', async () => {
    const cells = ['1.990', '2.150,5', '1.200 kbit/s', '980,5', '1.234.567'];
    expect(await values(rows(cells, ';'))).to.deep.equal([1.99, 2.1505, 1.2, 0.9805, 1234.567]);
    expect(await values(rows([...cells, 'k. A.'], ';'))).to.deep.equal([
      ...[1.99, 2.1505, 1.2, 0.9805, 1234.567],
      NONE,
    ]);
    const said = { given: { decimal: ',' } } as const;
    expect(await values(rows(['1.990', 'k. A.'], ';'), said)).to.deep.equal([1.99, NONE]);
    expect(await values(rows(['1.990', '2.150'], ';'), said)).to.deep.equal([1.99, 2.15]);
    const point = { given: { decimal: '.' } } as const;
    expect(await values(rows(['1.990', 'k. A.'], ';'), point)).to.deep.equal([0.00199, NONE]);
  });

  it('reads commas as thousands where points part fractions, whether or not every cell is a number', async () => {
    const cells = ['"1,234.5"', '"1,990"', '3'];
    expect(await values(rows(cells, ','))).to.deep.equal([1.2345, 1.99, 0.003]);
    expect(await values(rows([...cells, 'n/a'], ','))).to.deep.equal([1.2345, 1.99, 0.003, NONE]);
  });

  it('takes neither thousands nor a fraction where nothing says which it is', async () => {
    expect(await values(rows(['"1,990"', '"2,150"', '3'], ','))).to.deep.equal([UNCLEAR, UNCLEAR, 0.003]);
    const said = (decimal: '.' | ','): Partial<SourceFile> => ({ given: { decimal } });
    expect(await values(rows(['"1,990"', '"2,150"'], ','), said('.'))).to.deep.equal([1.99, 2.15]);
    expect(await values(rows(['"1,990"', '"2,150"'], ','), said(','))).to.deep.equal([0.00199, 0.00215]);
    expect(await values(rows(['"1,990"', '"2,15"'], ','))).to.deep.equal([0.00199, 0.00215]);
    expect(await values(rows(['"0,990"', '"1,5"', '"0,990 kbit/s"'], ','))).to.deep.equal([
      0.00099, 0.0015, 0.00099,
    ]);
  });

  const PING = 'unit_id,dtime,target,rtt_avg,rtt_min,rtt_max,rtt_std,successes,failures\n';
  const attempts = async (counts: readonly string[]): Promise<unknown[]> => {
    const lines = counts.map((one) => `1,2014-06-05 01:00:00,x,20000,1,1,1,${one}`);
    const found = await readings(`${PING}${lines.join('\n')}\n`, { fileName: 'curr_ping.csv' });
    return found.map(({ loss, round_trip: roundTrip, why }) => why ?? [loss, roundTrip]);
  };

  it('FCC ping: attempts that were not counted give no loss, and the file is read', async () => {
    expect(await attempts(['90,10', 'NULL,NULL', '50,', ',', '0,0'])).to.deep.equal([
      [0.1, 20],
      [null, 20],
      [null, 20],
      [null, 20],
      [null, 20],
    ]);
    expect(await attempts([',', ','])).to.deep.equal([
      [null, 20],
      [null, 20],
    ]);
  });

  it('FCC ping: attempts below zero, and none that is a number, are set aside', async () => {
    const below = 'A count of attempts is below zero.';
    expect(await attempts(['90,-10', '-1,1', '0,100'])).to.deep.equal([below, below, [1, 20]]);
    expect(await attempts(['90,-10', '90,many'])).to.deep.equal([
      below,
      'A count of attempts is not a number.',
    ]);
  });
});
