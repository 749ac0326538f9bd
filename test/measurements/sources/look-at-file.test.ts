import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import { lookAtFile } from '../../../src/measurements/sources/look-at-file.js';
import type { FileLook } from '../../../src/measurements/sources/look-at-file.js';
import { storeReadings } from '../../../src/measurements/store-readings.js';
import type { ReadReadings } from '../../../src/measurements/store-readings.js';
import type { SourceFile } from '../../../src/measurements/prepare-source.js';
import type { GivenReading } from '../../../src/tabular/table-reading.js';

const AS_OF = '2026-01-01T00:00:00Z';
const TABLE =
  'taken_at,network,download_mbps\n2014-05-01T00:00:00Z,Café Net,1.5\n2014-05-01T01:00:00Z,Beta,2.5\n';

describe('a look at a file of measurements', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'look-'))));
  after(() => rm(folder, { recursive: true }));

  const keep = async (content: string | Buffer): Promise<string> => {
    const path = join(folder, 'source');
    await writeFile(path, content);
    return path;
  };
  const look = async (
    content: string | Buffer,
    fileName = 'file.csv',
    given: GivenReading = {},
  ): Promise<FileLook> =>
    lookAtFile({ path: await keep(content), fileName, given, work: join(folder, 'work'), asOf: AS_OF });
  const read = async (content: string | Buffer, said: Partial<SourceFile> = {}): Promise<ReadReadings> =>
    storeReadings(
      { path: await keep(content), fileName: 'file.csv', ...said },
      join(folder, 'out.parquet'),
      join(folder, 'work'),
      AS_OF,
      () => undefined,
    );

  const WRITTEN: readonly [string, string | Buffer, string][] = [
    ['UTF-8', TABLE, 'utf-8'],
    ['UTF-8 with a mark', `\uFEFF${TABLE}`, 'utf-8'],
    ['UTF-16', iconv.encode(TABLE, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['Latin-1', iconv.encode(TABLE, 'windows-1252'), 'windows-1252'],
    ['semicolons', TABLE.replaceAll(',', ';'), 'utf-8'],
    ['a carriage return alone', TABLE.replaceAll('\n', '\r'), 'utf-8'],
    ['zipped', gzipSync(TABLE), 'utf-8'],
  ];
  for (const [what, content, encoding] of WRITTEN)
    it(`shows the same table written another way: ${what}`, async () => {
      const { table, known, proposed } = await look(content);
      expect(known).to.equal(null);
      expect(table?.encoding).to.equal(encoding);
      expect(
        table?.columns.map(({ name, kind, unit, min, max }) => [name, kind, unit, min, max]),
      ).to.deep.equal([
        ['taken_at', 'instant', null, '2014-05-01T00:00:00Z', '2014-05-01T01:00:00Z'],
        ['network', 'text', null, null, null],
        ['download_mbps', 'number', 'Mbit/s', 1.5, 2.5],
      ]);
      expect(table?.first[0]?.cells[1]).to.equal('Café Net');
      expect(proposed?.values).to.deep.equal({ download: { column: 'download_mbps', unit: 'Mbit/s' } });
      const { used, records } = await read(content);
      expect([used, records]).to.deep.equal([2, 2]);
    });

  it('tells two columns of one name apart, and counts what is empty', async () => {
    const { table } = await look('time,speed,speed\n2014-05-01T00:00:00Z,,3\n2014-05-01T00:00:00Z,2,\n');
    expect(table?.columns.map(({ name, nulls }) => [name, nulls])).to.deep.equal([
      ['time', 0],
      ['speed', 1],
      ['speed (2)', 1],
    ]);
  });

  it('never takes a unit from the size of a number', async () => {
    const { proposed } = await look('time,speed\n2014-05-01T00:00:00Z,3500000\n');
    expect(proposed?.values).to.deep.equal({ download: { column: 'speed', unit: '' } });
  });

  it('says which times name no zone, and whether a known format leaves it open', async () => {
    const fcc =
      'unit_id,dtime,target,rtt_avg,rtt_min,rtt_max,rtt_std,successes,failures\n6,2011-02-08 19:39:43,x,2,1,3,1,19,1\n';
    const told = await look(fcc, 'curr_ping.csv');
    expect([told.known?.format.slice(0, 3), told.timeColumn, told.withoutZone]).to.deep.equal([
      'fcc',
      null,
      ['dtime'],
    ]);
    const local = await look(
      'datetimestart,datetimestop,provider,server,distance,ping,download,upload\n2017-10-13 23:30:01,2017-10-13 23:30:29,a,b,1,2,3,4\n',
    );
    expect(local.timeColumn).to.equal('datetimestart');
  });

  const REFUSED: readonly [string, string | Buffer, RegExp][] = [
    ['nothing in it', '', /has nothing in it/],
    ['blank lines alone', '\n \n', /has nothing in it/],
    ['JSON of another kind', '{"a": 1}', /in no format of measurements that is known here/],
    ['a zip that was cut', gzipSync(TABLE.repeat(500)).subarray(0, 60), /zipped, but damaged or cut off/],
    [
      'ten thousand columns',
      `${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')}\n`,
      /10,000 columns; at most 1,000/,
    ],
  ];
  for (const [what, content, words] of REFUSED)
    it(`says in plain words what is wrong: ${what}`, async () => {
      const error = await look(content).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(Error);
      expect((error as Error).message).to.match(words);
    });

  it('a quote that is never closed costs its own line, which is kept aside with the reason', async () => {
    const broken = `${TABLE}2014-05-01T02:00:00Z,"open,3\n2014-05-01T03:00:00Z,Beta,4\n`;
    const { used, reasons } = await read(broken);
    expect(used).to.equal(3);
    expect(reasons).to.deep.equal([{ reason: 'A quote that opens on this line is never closed.', count: 1 }]);
  });

  it('a mapping that names a column or a unit the file has not is refused by name', async () => {
    const said = { time: null, network: null, account: null, session: null, method: null, absent: [] };
    const refusal = async (values: NonNullable<SourceFile['said']>['values']): Promise<string> =>
      read(TABLE, { said: { ...said, values } }).then(
        () => 'nothing',
        (error: unknown) => (error as Error).message,
      );
    expect(await refusal({ download: { column: 'speed', unit: 'Mbit/s' } })).to.include(
      'There is no column “speed”',
    );
    expect(await refusal({ download: { column: 'download_mbps', unit: 'furlongs' } })).to.include(
      '“furlongs” is no unit',
    );
    expect(await refusal({})).to.include('No column is said to be a measurement');
  });

  it('cells that a person says mean “not measured” are no reading and no mistake', async () => {
    const said = { time: 'taken_at', network: null, account: null, session: null, method: null };
    const values = { download: { column: 'download_mbps', unit: 'Mbit/s' } };
    const content = `${TABLE}2014-05-01T02:00:00Z,Beta,-\n2014-05-01T02:00:00Z,Beta,0\n`;
    const kept = await read(content, { said: { ...said, values, absent: ['-'] } });
    expect([kept.used, kept.reasons.length]).to.deep.equal([4, 0]);
    expect(kept.profile.columns.find(({ name }) => name === 'download')).to.include({ nulls: 1, min: 0 });
    const strict = await read(content, { said: { ...said, values, absent: [] } });
    expect(strict.reasons).to.deep.equal([{ reason: 'The download is not a number.', count: 1 }]);
  });
});
