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
});
