import { findUnit } from '../units.js';
import type { Quantity } from '../units.js';
import { NDT_CAVEAT } from '../known-tables.js';
import { draft, isObject, listIn, numberIn, over, stated, textIn, within } from './record.js';
import type { Draft, JsonObject, KnownRecord } from './record.js';

const DERIVATION = [
  'download: 8 × TCPInfo.BytesAcked ÷ TCPInfo.ElapsedTime (µs) of the last server measurement = Mbit/s',
  'upload: 8 × TCPInfo.BytesReceived ÷ TCPInfo.ElapsedTime (µs) of the last server measurement = Mbit/s',
  'round trip: TCPInfo.MinRTT (µs) ÷ 1000 = ms',
  'loss: TCPInfo.BytesRetrans ÷ TCPInfo.BytesSent of a download; of an upload it cannot be measured',
];

/** ndt-server's archival record (spec/data-format.md of m-lab/ndt-server). */
export const ndt7Archival: KnownRecord = {
  format: 'ndt7-archival',
  name: 'M-Lab NDT7, archival JSON',
  caveat: NDT_CAVEAT,
  notes: ['For an upload the receiver cannot tell reordering from loss: it has none.'],
  conversions: DERIVATION,
  is: (record) =>
    ['Download', 'Upload'].some((way) => Array.isArray(within(record, way)['ServerMeasurements'])),
  read: (record) =>
    (['Download', 'Upload'] as const).flatMap((way) => {
      const test = within(record, way);
      if (!Array.isArray(test['ServerMeasurements'])) return [];
      const last = listIn(test, 'ServerMeasurements').at(-1);
      const measured = isObject(last) ? ofTcp(within(last, 'TCPInfo'), way) : null;
      const said = {
        ...stated(textIn(test, 'StartTime') ?? textIn(record, 'StartTime')),
        session: textIn(test, 'UUID')?.replace('_unsafe', '') ?? null,
        method: `NDT7, ndt-server ${textIn(record, 'Version') ?? 'of unknown version'}`,
      };
      return [draft({ ...said, ...(measured ?? { why: 'The test has no server measurement.' }) })];
    }),
};

/** One server measurement a line, as a client traces it; the last line is the result, so each stands for its instant only. */
export const ndt7Trace: KnownRecord = {
  format: 'ndt7-trace',
  name: 'M-Lab NDT7, measurements one a line',
  caveat: NDT_CAVEAT,
  notes: [
    'The lines are measurements within one test: the last of each test is its result. They name no time.',
  ],
  conversions: DERIVATION,
  is: (record) => isObject(record['TCPInfo']) && isObject(record['ConnectionInfo']),
  read: (record, fileName) => {
    const way = /upload/i.test(fileName) ? 'Upload' : 'Download';
    const session = textIn(within(record, 'ConnectionInfo'), 'UUID')?.replace('_unsafe', '') ?? null;
    return [draft({ ...ofTcp(within(record, 'TCPInfo'), way), session, method: 'NDT7' })];
  },
};

/** The last line of `ndt7-client -format json`; each value names its own unit, which has changed over time. */
export const ndt7Summary: KnownRecord = {
  format: 'ndt7-client',
  name: 'M-Lab NDT7 client, summary',
  caveat: NDT_CAVEAT,
  notes: ['The summary has no time: it can be summarised by network, not by hour.'],
  conversions: ['every value by the unit written beside it'],
  is: (record) => 'ServerFQDN' in record && (isObject(record['Download']) || isObject(record['Upload'])),
  read: (record) => {
    const download = within(record, 'Download');
    const upload = within(record, 'Upload');
    try {
      return [
        draft({
          session: textIn(download, 'UUID') ?? textIn(upload, 'UUID'),
          download: valued(download, 'Throughput', 'throughput'),
          upload: valued(upload, 'Throughput', 'throughput'),
          roundTrip: valued(download, 'Latency', 'time'),
          loss: valued(download, 'Retransmission', 'loss'),
          method: 'NDT7 client',
        }),
      ];
    } catch (error) {
      if (error instanceof UnitError) return [draft({ why: error.message })];
      throw error;
    }
  },
};

/** The older protocol's archival record: the server reports Mbit/s itself, round trips in nanoseconds. */
export const ndt5: KnownRecord = {
  format: 'ndt5',
  name: 'M-Lab NDT5, archival JSON',
  caveat: NDT_CAVEAT,
  notes: ['NDT5 and NDT7 measure differently: they are told apart by their method.'],
  conversions: [
    'download: S2C.MeanThroughputMbps',
    'upload: C2S.MeanThroughputMbps',
    'round trip: S2C.MinRTT (ns) ÷ 1000000 = ms',
  ],
  is: (record) => isObject(record['C2S']) || isObject(record['S2C']),
  read: (record) => {
    const method = `NDT5, ndt-server ${textIn(record, 'Version') ?? 'of unknown version'}`;
    const ways: Draft[] = [];
    const down = within(record, 'S2C');
    const up = within(record, 'C2S');
    if (isObject(record['S2C']))
      ways.push(
        draft({
          ...stated(textIn(down, 'StartTime')),
          session: textIn(down, 'UUID'),
          download: numberIn(down, 'MeanThroughputMbps'),
          roundTrip: over(numberIn(down, 'MinRTT'), 1_000_000),
          method,
        }),
      );
    if (isObject(record['C2S']))
      ways.push(
        draft({
          ...stated(textIn(up, 'StartTime')),
          session: textIn(up, 'UUID'),
          upload: numberIn(up, 'MeanThroughputMbps'),
          method,
        }),
      );
    return ways;
  },
};

class UnitError extends Error {
  override name = 'UnitError';
}

function ofTcp(tcp: JsonObject, way: 'Download' | 'Upload'): Partial<Draft> {
  const elapsed = numberIn(tcp, 'ElapsedTime');
  const bytes = numberIn(tcp, way === 'Download' ? 'BytesAcked' : 'BytesReceived');
  const rate = elapsed !== null && elapsed > 0 && bytes !== null ? (8 * bytes) / elapsed : null;
  const minRtt = numberIn(tcp, 'MinRTT');
  const sent = numberIn(tcp, 'BytesSent');
  const again = numberIn(tcp, 'BytesRetrans');
  const isLossKnown = way === 'Download' && sent !== null && sent > 0 && again !== null;
  return {
    [way === 'Download' ? 'download' : 'upload']: rate,
    roundTrip: minRtt === null ? null : minRtt / 1000,
    loss: isLossKnown ? again / sent : null,
  };
}

function valued(test: JsonObject, key: string, quantity: Quantity): number | null {
  const value = numberIn(within(test, key), 'Value');
  if (value === null) return null;
  const written = textIn(within(test, key), 'Unit') ?? '';
  const unit = findUnit(quantity, written);
  if (!unit) throw new UnitError(`${key} is in “${written}”, which is no unit that is known here.`);
  return (value * unit.times) / unit.over;
}
