import { expect } from 'chai';
import iconv from 'iconv-lite';
import { preparedSources } from './prepared-sources.js';

/** What a file has that is no measurement: the whole is refused, or the row is kept aside with its reason. */
describe('files of measurements that are not in order', () => {
  const { prepare, readings } = preparedSources();

  const refusals = [
    [
      'a value without a unit',
      'taken_at,network,download\n2014-06-05T18:00:00Z,A,3\n',
      /“download” states no unit/,
    ],
    [
      'no measurement at all',
      'taken_at,network\n2014-06-05T18:00:00Z,A\n',
      /No column is named as a measurement/,
    ],
    ['JSON of no known format', '{"hello": 1}', /in no format of measurements that is known/],
    ['an empty file', '', /empty/],
  ] as const;
  for (const [shows, content, words] of refusals)
    it(`refuses ${shows} in words that say what to do`, async () => {
      expect(await prepare('x.csv', content).catch((error: Error) => error.message)).to.match(words);
    });

  const badCells = [
    ['NaN', 'The download is not a number.'],
    ['Infinity', 'The download is not a number.'],
    ['-2', 'The download is below zero.'],
    ['1e308', 'The download is beyond anything that can be measured.'],
  ] as const;
  for (const [cell, why] of badCells)
    it(`keeps ${cell} aside with its reason`, async () => {
      const rows = `taken_at,network,download_mbps\n2014-06-05T18:00:00Z,A,3\n2014-06-05T18:00:00Z,A,${cell}\n`;
      expect((await readings(await prepare('x.csv', rows)))[1]?.['why']).to.equal(why);
      const record = {
        type: 'result',
        timestamp: '2014-06-05T18:00:00Z',
        ping: {},
        download: { bandwidth: 'CELL' },
      };
      if (cell === '-2' || cell === '1e308')
        expect(
          (await readings(await prepare('x.json', JSON.stringify(record).replace('"CELL"', cell))))[0]?.[
            'why'
          ],
        ).to.equal(why);
    });

  it('keeps a truncated line, a foreign record and a nesting without end aside, each with its line', async () => {
    const good = JSON.stringify({
      type: 'result',
      timestamp: '2014-06-05T18:00:00Z',
      ping: {},
      download: { bandwidth: 1 },
    });
    const found = await readings(
      await prepare(
        'x.ndjson',
        `${good}\n{"prb_id":1}\n${'['.repeat(10_000)}\n${good}\n${good.slice(0, 40)}`,
      ),
    );
    expect(found.map(({ line, why }) => [line, why !== undefined])).to.deep.equal([
      ['1', false],
      ['2', true],
      ['3', true],
      ['4', false],
      ['5', true],
    ]);
  });

  it('keeps what lies in the future aside, in tables and records', async () => {
    const found = await readings(
      await prepare(
        'x.csv',
        'taken_at,network,download_mbps\n2026-01-01T00:00:01Z,A,3\n2026-01-01T00:00:00Z,A,3\n',
      ),
    );
    expect(found.map(({ why }) => why)).to.deep.equal(['The time lies in the future.', undefined]);
  });

  it('reads UTF-16 and windows-1252 tables alike', async () => {
    const csv = 'taken_at,network,download_mbps\n2014-06-05T18:00:00Z,Réseau,3\n';
    for (const bytes of [iconv.encode(csv, 'utf-16le', { addBOM: true }), iconv.encode(csv, 'windows-1252')])
      expect((await readings(await prepare('x.csv', bytes)))[0]).to.deep.include({
        network: 'Réseau',
        download: 3,
      });
  });
});
