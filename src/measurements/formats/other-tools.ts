import { draft, isObject, listIn, numberIn, over, stated, textIn, within } from './record.js';
import type { JsonObject, KnownRecord } from './record.js';
import { instantOfUnix } from './unix-time.js';

const PROGRESS = 'It reports progress, it is no result.';

/** Ookla's own command, `-f json` or `jsonl`: bandwidth in bytes per second in every machine format. */
export const ooklaJson: KnownRecord = {
  format: 'ookla-json',
  name: 'Ookla Speedtest CLI, JSON',
  caveat: null,
  notes: ['Packet loss may be absent: then it was not measured.'],
  conversions: ['download and upload: byte/s ÷ 125000 = Mbit/s', 'loss: % ÷ 100 = share'],
  is: (record) =>
    typeof record['type'] === 'string' &&
    (isObject(record['download']) ||
      isObject(record['upload']) ||
      isObject(record['ping']) ||
      record['type'] === 'testStart') &&
    !('prb_id' in record),
  read: (record) => {
    if (record['type'] !== 'result') return [draft({ why: PROGRESS })];
    return [
      draft({
        ...stated(textIn(record, 'timestamp')),
        network: textIn(record, 'isp'),
        session: textIn(within(record, 'result'), 'id'),
        download: over(numberIn(within(record, 'download'), 'bandwidth'), 125_000),
        upload: over(numberIn(within(record, 'upload'), 'bandwidth'), 125_000),
        roundTrip: numberIn(within(record, 'ping'), 'latency'),
        loss: over(numberIn(record, 'packetLoss'), 100),
        method: 'Ookla Speedtest CLI',
      }),
    ];
  },
};

/** sivel's speedtest-cli, another tool than Ookla's: bits per second. */
export const speedtestCliJson: KnownRecord = {
  format: 'speedtest-cli-json',
  name: 'speedtest-cli (sivel), JSON',
  caveat: null,
  notes: [],
  conversions: ['download and upload: bit/s ÷ 1000000 = Mbit/s'],
  is: (record) =>
    typeof record['download'] === 'number' &&
    typeof record['ping'] === 'number' &&
    isObject(record['server']),
  read: (record) => [
    draft({
      ...stated(textIn(record, 'timestamp')),
      network: textIn(within(record, 'client'), 'isp'),
      download: over(numberIn(record, 'download'), 1_000_000),
      upload: over(numberIn(record, 'upload'), 1_000_000),
      roundTrip: numberIn(record, 'ping'),
      method: 'speedtest-cli',
    }),
  ],
};

/** `iperf3 -J` (src/iperf_api.c of esnet/iperf): the headline is what arrived, `end.sum_received`. */
export const iperf3: KnownRecord = {
  format: 'iperf3',
  name: 'iperf3, JSON',
  caveat:
    'iperf3 measures the path between two hosts of one’s own, not what a provider delivers to its customers.',
  notes: ['Reverse runs (server to client) are downloads, all others uploads.'],
  conversions: [
    'throughput: end.sum_received.bits_per_second ÷ 1000000 = Mbit/s',
    'loss (UDP): end.sum.lost_percent ÷ 100 = share',
  ],
  is: (record) => isObject(record['start']) && (isObject(record['end']) || 'error' in record),
  read: (record) => {
    const start = within(record, 'start');
    const test = within(start, 'test_start');
    const end = within(record, 'end');
    const seconds = numberIn(within(start, 'timestamp'), 'timesecs');
    const said = {
      takenAt: instantOfUnix(seconds),
      clock: seconds === null ? ('none' as const) : ('stated' as const),
      session: textIn(start, 'cookie'),
      method: `${textIn(start, 'version') ?? 'iperf3'}, ${textIn(test, 'protocol') ?? 'unknown protocol'}`,
    };
    const failed = textIn(record, 'error');
    if (failed !== null) return [draft({ ...said, why: `iperf3 failed: ${failed}` })];
    const isUdp = test['protocol'] === 'UDP';
    const sum = isObject(end['sum_received']) ? within(end, 'sum_received') : within(end, 'sum');
    const received = over(numberIn(sum, 'bits_per_second'), 1_000_000);
    const streams = listIn(end, 'streams').filter(isObject);
    const roundTrips = streams.flatMap((stream) => numberIn(within(stream, 'sender'), 'min_rtt') ?? []);
    return [
      draft({
        ...said,
        [test['reverse'] === 1 ? 'download' : 'upload']: received,
        roundTrip: roundTrips.length === 0 ? null : Math.min(...roundTrips) / 1000,
        loss: isUdp ? over(numberIn(within(end, 'sum'), 'lost_percent'), 100) : null,
        why: received === null ? 'The run has no sum of what was received.' : null,
      }),
    ];
  },
};

/** RIPE Atlas ping results; what a field means depends on the probe's firmware (`fw`). */
export const atlasPing: KnownRecord = {
  format: 'ripe-atlas',
  name: 'RIPE Atlas, ping',
  caveat: 'RIPE Atlas measures between its probe and one target, from where volunteers host probes.',
  notes: [
    'A probe that last set its clock more than 10 minutes before, or never, has an unverified clock.',
    'The public address of the probe is not kept.',
  ],
  conversions: ['round trip: min, in ms', 'loss: 1 − rcvd ÷ sent'],
  is: (record) => 'prb_id' in record && 'msm_id' in record,
  read: (record) => {
    const type = textIn(record, 'type');
    const firmware = numberIn(record, 'fw', true);
    // Firmware 0 and 1 write numbers as text.
    const isOld = firmware !== null && firmware <= 1;
    const synced = numberIn(record, 'lts', isOld);
    const sent = numberIn(record, 'sent', isOld);
    const received = numberIn(record, 'rcvd', isOld);
    const least = numberIn(record, 'min', isOld);
    return [
      draft({
        takenAt: instantOfUnix(numberIn(record, 'timestamp', isOld)),
        clock: synced === -1 || (synced !== null && synced > 600) ? 'unverified' : 'by format',
        account: idOf(record, 'prb_id'),
        session: idOf(record, 'msm_id'),
        roundTrip: least === -1 ? null : least,
        loss: sent !== null && sent > 0 && received !== null ? 1 - received / sent : null,
        method: `RIPE Atlas ping, firmware ${firmware ?? 'unknown'}`,
        why: type === 'ping' ? null : `It is a ${type ?? 'record without a type'}, not a ping.`,
      }),
    ];
  },
};

function idOf(record: JsonObject, key: string): string | null {
  const id = record[key];
  return typeof id === 'number' || typeof id === 'string' ? String(id) : null;
}
