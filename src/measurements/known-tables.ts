import { findUnit } from './units.js';
import type { Unit } from './units.js';
import type { Mapping } from './mapping.js';

/** A kind of table whose columns and units its maker documents. */
export interface KnownTable {
  readonly format: string;
  readonly name: string;
  readonly caveat: string | null;
  readonly notes: readonly string[];
  /** One for each tool that a row reports. */
  readonly mappings: readonly Mapping[];
}

const MBIT = unitNamed('throughput', 'Mbit/s');
const BIT = unitNamed('throughput', 'bit/s');
const BYTE = unitNamed('throughput', 'byte/s');
const MS = unitNamed('time', 'ms');
const US = unitNamed('time', 'µs');
const RATIO = unitNamed('loss', 'ratio');
const PERCENT = unitNamed('loss', '%');

export const NDT_CAVEAT =
  'M-Lab: “This is not necessarily a measurement of your last mile speed.” Valid tests (IsValidBest) are complete, on a production server, without an error, of at least 8,192 bytes and of 9 to 60 seconds.';
const FCC_CAVEAT =
  'FCC: raw, unaudited data “as is”; the FCC says it is not suited to comparing providers. Collection through SamKnows ended on 1 August 2023.';
export const INDEX_CAVEAT =
  'Netflix: the average bitrate of streams in prime time, “not a measure of maximum throughput or capacity” of a provider.';

const NOTHING: Mapping = {
  time: null,
  network: null,
  account: null,
  session: null,
  method: null,
  values: {},
  absent: ['N/A', 'NA', 'null', 'NULL'],
};

/**
 * What kind of table it is by its header, never by the size of its numbers; null for any other. `zone` is what a person
 * says of times that name none; `fileName` tells two FCC tables with the same columns apart.
 */
export function recogniseTable(
  columns: readonly string[],
  fileName: string,
  zone: string | null,
): KnownTable | null {
  const has = (...names: string[]): boolean => names.every((name) => columns.includes(name));
  const said = zone === null ? 'stated' : 'by mapping';
  if (has('server name', 'server id', 'download', 'upload', 'share url')) {
    const latency = columns.includes('idle latency') ? 'idle latency' : 'latency';
    return {
      format: 'ookla-csv',
      name: 'Ookla Speedtest CLI, CSV',
      caveat: null,
      notes: [
        'The table has no time: it can be summarised by network, not by hour.',
        'Bandwidth is in bytes per second in every machine format of this tool.',
      ],
      mappings: [
        {
          ...NOTHING,
          method: { words: 'Ookla Speedtest CLI' },
          values: {
            download: { column: 'download', unit: BYTE },
            upload: { column: 'upload', unit: BYTE },
            ...(columns.includes(latency) && { roundTrip: { column: latency, unit: MS } }),
            ...(columns.includes('packet loss') && { loss: { column: 'packet loss', unit: PERCENT } }),
          },
        },
      ],
    };
  }
  if (has('Server ID', 'Sponsor', 'Timestamp', 'Ping', 'Download', 'Upload'))
    return {
      format: 'speedtest-cli-csv',
      name: 'speedtest-cli (sivel), CSV',
      caveat: null,
      notes: [
        'Throughput is in bits per second. “Sponsor” is who runs the server, not the network that was measured.',
      ],
      mappings: [
        {
          ...NOTHING,
          time: { column: 'Timestamp', zone, clock: said },
          method: { words: 'speedtest-cli' },
          values: {
            download: { column: 'Download', unit: BIT },
            upload: { column: 'Upload', unit: BIT },
            roundTrip: { column: 'Ping', unit: MS },
          },
        },
      ],
    };
  if (has('datetimestart', 'datetimestop', 'provider', 'ping', 'download', 'upload'))
    return {
      format: 'speedtest-log-csv',
      name: 'speedtest-cli, logged start and stop, CSV',
      caveat: null,
      notes: [
        'Throughput is in Mbit/s and round trip in ms as its maker says; times are local and name no zone.',
      ],
      mappings: [
        {
          ...NOTHING,
          time: { column: 'datetimestart', zone, clock: said },
          network: 'provider',
          method: { words: 'speedtest-cli' },
          values: {
            download: { column: 'download', unit: MBIT },
            upload: { column: 'upload', unit: MBIT },
            roundTrip: { column: 'ping', unit: MS },
          },
        },
      ],
    };
  return (
    recogniseFcc(columns, fileName) ??
    recogniseNdt(columns, said, zone) ??
    recogniseOthers(columns, said, zone)
  );
}

function recogniseFcc(columns: readonly string[], fileName: string): KnownTable | null {
  if (!columns.includes('unit_id') || !columns.includes('dtime')) return null;
  const base: Mapping = {
    ...NOTHING,
    // Inferred: ddate is the local date, and dtime of the same row lies on the next day where UTC does.
    time: { column: 'dtime', zone: 'UTC', clock: 'by format' },
    account: 'unit_id',
  };
  const known = {
    caveat: FCC_CAVEAT,
    notes: ['The rows name no network: join the unit profile of that year by unit_id.', 'dtime is UTC.'],
  };
  if (columns.includes('rtt_avg'))
    return {
      ...known,
      format: 'fcc-ping',
      name: 'FCC Measuring Broadband America, ping',
      mappings: [
        {
          ...base,
          method: { words: 'SamKnows ping, rtt_avg' },
          values: { roundTrip: { column: 'rtt_avg', unit: US } },
          lossCounts: { failed: 'failures', succeeded: 'successes' },
        },
      ],
    };
  if (!columns.includes('bytes_sec')) return null;
  const isUpload = /post|lct_ul|ulping|upload/i.test(fileName);
  const isDownload = /get|lct_dl|dlping|download/i.test(fileName);
  if (isUpload === isDownload) return null;
  const isLight = columns.includes('packets_received');
  return {
    ...known,
    format: isLight ? 'fcc-lct' : 'fcc-http',
    name: `FCC Measuring Broadband America, ${isLight ? 'lightweight capacity test' : 'HTTP'}, ${isUpload ? 'upload' : 'download'}`,
    notes: [
      ...known.notes,
      ...(isLight ? [] : ['One test is several rows (sequence), one for each interval.']),
    ],
    mappings: [
      {
        ...base,
        method: { words: isLight ? 'SamKnows lightweight capacity test' : 'SamKnows HTTP multi-thread' },
        values: { [isUpload ? 'upload' : 'download']: { column: 'bytes_sec', unit: BYTE } },
      },
    ],
  };
}

/** Exports flatten the names by hand: `a.MeanThroughputMbps`, `a_MeanThroughputMbps` and the bare name. */
function recogniseNdt(
  columns: readonly string[],
  said: 'stated' | 'by mapping',
  zone: string | null,
): KnownTable | null {
  const find = (...ends: string[]): string | null =>
    ends.flatMap((end) =>
      columns.filter((column) => flat(column) === flat(end) || flat(column) === flat(`a.${end}`)),
    )[0] ?? null;
  const download = find('MeanThroughputMbps');
  if (download === null) return null;
  const time = find('TestTime');
  const direction = find('Direction');
  const roundTrip = find('MinRTT');
  const loss = find('LossRate');
  return {
    format: 'ndt-bigquery',
    name: 'M-Lab NDT, unified view, CSV',
    caveat: NDT_CAVEAT,
    notes: [
      ...(direction === null
        ? ['The rows name no direction: they are read as downloads, the table unified_downloads.']
        : []),
      'LossRate is a share of bytes, 0 to 1; for an upload loss cannot be measured.',
    ],
    mappings: [
      {
        ...NOTHING,
        time: time === null ? null : { column: time, zone, clock: said },
        network: find('client.Network.ASName', 'client.Network.ASNumber', 'ASName', 'ASNumber'),
        session: find('UUID', 'id'),
        method: { words: 'NDT' },
        values: {
          download: { column: download, unit: MBIT },
          ...(roundTrip !== null && { roundTrip: { column: roundTrip, unit: MS } }),
          ...(loss !== null && { loss: { column: loss, unit: RATIO } }),
        },
        ...(direction !== null && { direction: { column: direction, upload: 'upload' } }),
      },
    ],
  };
}

function recogniseOthers(
  columns: readonly string[],
  said: 'stated' | 'by mapping',
  zone: string | null,
): KnownTable | null {
  if (columns.includes('time') && columns.includes('speedtest_ookla_download')) {
    const time = { column: 'time', zone, clock: said } as const;
    const pick = <T>(name: string, value: T): T | undefined => (columns.includes(name) ? value : undefined);
    const valuesOf = (entries: Record<string, { column: string; unit: Unit }>): Mapping['values'] =>
      Object.fromEntries(Object.entries(entries).filter(([, { column }]) => pick(column, true)));
    return {
      format: 'netrics-csv',
      name: 'Netrics, CSV',
      caveat: null,
      notes: [
        'A row reports two tools: it is two readings, told apart by their method.',
        'The rows name no network.',
      ],
      mappings: [
        {
          ...NOTHING,
          time,
          method: { words: 'Ookla Speedtest' },
          values: valuesOf({
            download: { column: 'speedtest_ookla_download', unit: MBIT },
            upload: { column: 'speedtest_ookla_upload', unit: MBIT },
            roundTrip: { column: 'speedtest_ookla_latency', unit: MS },
            loss: { column: 'speedtest_ookla_pktloss2', unit: PERCENT },
          }),
        },
        {
          ...NOTHING,
          time,
          method: { words: 'NDT7' },
          values: valuesOf({
            download: { column: 'speedtest_ndt7_download', unit: MBIT },
            upload: { column: 'speedtest_ndt7_upload', unit: MBIT },
            roundTrip: { column: 'speedtest_ndt7_minrtt', unit: MS },
          }),
        },
      ],
    };
  }
  if (columns.includes('Rank') && columns.includes('ISP') && columns.includes('Speed'))
    return {
      format: 'netflix-leaderboard',
      name: 'Netflix ISP Speed Index, leaderboard',
      caveat: INDEX_CAVEAT,
      notes: ['The table does not say its month.'],
      mappings: [
        {
          ...NOTHING,
          network: 'ISP',
          method: { words: 'Netflix ISP Speed Index' },
          values: { download: { column: 'Speed', unit: MBIT } },
        },
      ],
    };
  return null;
}

function flat(column: string): string {
  return column.toLowerCase().replaceAll('.', '_');
}

function unitNamed(quantity: 'throughput' | 'time' | 'loss', shown: string): Unit {
  const unit = findUnit(quantity, shown);
  if (!unit) throw new Error(`The reference has no unit ${shown}.`);
  return unit;
}
