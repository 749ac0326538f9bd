import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { preparedSources } from './prepared-sources.js';

/** Small files of our own in the columns of each format; figures alone are those of published files. */
describe('files of measurements', () => {
  const { prepare, readings } = preparedSources();

  const ndt7 = (way: 'Download' | 'Upload', tcp: object): string =>
    JSON.stringify({
      Version: 'v0.14.2',
      StartTime: '2020-03-18T00:06:57.568382877Z',
      [way]: {
        UUID: 'ndt-x_unsafe_01',
        StartTime: '2020-03-18T00:06:57.568560744Z',
        ServerMeasurements: [
          { TCPInfo: { BytesAcked: 1, ElapsedTime: 1, MinRTT: 1, BytesSent: 1, BytesRetrans: 1 } },
          { TCPInfo: tcp },
        ],
      },
    });
  const DOWN = {
    BytesAcked: 48396999,
    ElapsedTime: 10000921,
    MinRTT: 285804,
    BytesSent: 57838400,
    BytesRetrans: 6957479,
  };
  const UP = {
    BytesAcked: 53_747,
    BytesReceived: 3_356_080,
    ElapsedTime: 10_000_111,
    MinRTT: 173_733,
    BytesSent: 54_849,
    BytesRetrans: 0,
  };

  it('NDT7 archival JSON: download, round trip and loss of the last server measurement', async () => {
    for (const content of [ndt7('Download', DOWN), gzipSync(ndt7('Download', DOWN))])
      expect(await readings(await prepare('ndt7-download.json.gz', content))).to.deep.equal([
        {
          line: '1',
          taken_at: '2020-03-18T00:06:57.568560Z',
          download: 38.714033637501984,
          round_trip: 285.804,
          loss: 0.12029169202467564,
          method: 'NDT7, ndt-server v0.14.2',
          clock: 'stated',
        },
      ]);
  });

  it('NDT7 archival JSON: an upload has no loss, though the record says 0', async () => {
    expect(await readings(await prepare('ndt7-upload.json', ndt7('Upload', UP)))).to.deep.equal([
      {
        line: '1',
        taken_at: '2020-03-18T00:06:57.568560Z',
        upload: 2.6848341983403983,
        round_trip: 173.733,
        method: 'NDT7, ndt-server v0.14.2',
        clock: 'stated',
      },
    ]);
  });

  it('NDT7 measurements one a line: the last of each test is its result', async () => {
    const line = (bytes: number): string =>
      JSON.stringify({
        ConnectionInfo: { UUID: 'u' },
        BBRInfo: {},
        TCPInfo: { BytesAcked: bytes, ElapsedTime: 8, MinRTT: 5, BytesSent: bytes, BytesRetrans: 0 },
      });
    const found = await readings(await prepare('trace-download.jsonl', `${line(3)}\n${line(5)}\n`));
    expect(found.map(({ download, why }) => [download, why])).to.deep.equal([
      [3, 'The same test goes on: its last line is the result.'],
      [5, undefined],
    ]);
  });

  it('NDT7 client summary: each value by the unit beside it', async () => {
    const value = (Value: number, Unit: string): object => ({ Value, Unit });
    const summary = {
      ServerFQDN: 's',
      Download: {
        UUID: 'u',
        Throughput: value(94_000, 'kbit/s'),
        Latency: value(9, 'ms'),
        Retransmission: value(1.5, '%'),
      },
      Upload: { Throughput: value(11, 'Mbit/s') },
    };
    expect(await readings(await prepare('summary.json', JSON.stringify(summary)))).to.deep.equal([
      {
        line: '1',
        download: 94,
        upload: 11,
        round_trip: 9,
        loss: 0.015,
        method: 'NDT7 client',
        clock: 'none',
      },
    ]);
    const odd = { ...summary, Download: { Throughput: value(1, 'furlong') } };
    expect((await readings(await prepare('summary.json', JSON.stringify(odd))))[0]?.['why']).to.contain(
      'furlong',
    );
  });

  it('NDT5: the server’s own Mbit/s, round trips in nanoseconds', async () => {
    const record = {
      Version: 'v0.20.10',
      Control: {},
      C2S: { StartTime: '2022-06-17T20:06:13Z', MeanThroughputMbps: 0.25 },
      S2C: { StartTime: '2022-06-17T20:06:24Z', MeanThroughputMbps: 0.5, MinRTT: 40_000_000 },
    };
    expect(
      (await readings(await prepare('ndt5.json', JSON.stringify(record)))).map(
        ({ download, upload, round_trip }) => [download, upload, round_trip],
      ),
    ).to.have.deep.members([
      [0.5, undefined, 40],
      [undefined, 0.25, undefined],
    ]);
  });

  it('NDT unified views: names flattened in any way, no loss of an upload', async () => {
    for (const dot of ['.', '_']) {
      const csv = `date,a${dot}UUID,a${dot}TestTime,a${dot}Direction,a${dot}MeanThroughputMbps,a${dot}MinRTT,a${dot}LossRate,client${dot}Network${dot}ASName\n2020-03-18,u,2020-03-18T00:06:57.568560744Z,download,38.714033637501984,285.804,0.12029169202467564,Telstra\n2020-03-18,v,2020-03-18T00:13:52Z,upload,2.5,173.733,0,Telstra\n`;
      const source = await prepare('ndt.csv', csv);
      expect(source.facts.caveat).to.contain('not necessarily a measurement of your last mile speed');
      expect(
        (await readings(source)).map(({ network, download, upload, round_trip, loss }) => [
          network,
          download,
          upload,
          round_trip,
          loss,
        ]),
      ).to.deep.equal([
        ['Telstra', 38.714033637501984, undefined, 285.804, 0.12029169202467564],
        ['Telstra', undefined, 2.5, 173.733, undefined],
      ]);
    }
  });

  it('Ookla CLI JSON: bytes per second, packet loss absent or in percent, progress is no result', async () => {
    const result = {
      type: 'result',
      timestamp: '2020-06-16T01:07:49Z',
      ping: { jitter: 0.2, latency: 7.869 },
      download: { bandwidth: 11_130_794 },
      upload: { bandwidth: 1_250_000 },
      isp: 'Cable',
    };
    const lines = [
      { type: 'download', timestamp: '2020-06-16T01:07:48Z', download: { bandwidth: 1 } },
      result,
      { ...result, packetLoss: 2.5 },
    ];
    const found = await readings(
      await prepare('ookla.jsonl', lines.map((one) => JSON.stringify(one)).join('\n')),
    );
    expect(found[0]?.['why']).to.equal('It reports progress, it is no result.');
    expect(
      found
        .slice(1)
        .map(({ network, download, upload, round_trip, loss }) => [
          network,
          download,
          upload,
          round_trip,
          loss,
        ]),
    ).to.deep.equal([
      ['Cable', 89.046352, 10, 7.869, undefined],
      ['Cable', 89.046352, 10, 7.869, 0.025],
    ]);
  });

  for (const [version, latency] of [
    ['1.0', 'latency'],
    ['1.2', 'idle latency'],
  ] as const)
    it(`Ookla CLI CSV ${version}: bytes per second and no time`, async () => {
      const csv = `"server name","server id","${latency}","jitter","packet loss","download","upload","download bytes","upload bytes","share url"\n"A - B","1","7.5","0.2","N/A","12500000","1250000","1","1","u"\n"A - B","1","7.5","0.2","1","12500000","0","1","1","u"\n`;
      expect(
        (await readings(await prepare('o.csv', csv))).map(({ download, upload, round_trip, loss, clock }) => [
          download,
          upload,
          round_trip,
          loss,
          clock,
        ]),
      ).to.deep.equal([
        [100, 10, 7.5, undefined, 'none'],
        [100, 0, 7.5, 0.01, 'none'],
      ]);
    });

  it('speedtest-cli CSV: bits per second; the sponsor is no network', async () => {
    const csv =
      'Server ID,Sponsor,Server Name,Timestamp,Distance,Ping,Download,Upload,Share,IP Address\n1,ISP Ltd,Town,2019-01-01T10:00:00.123456Z,5.3,19.176,32370000.5,1110000,,192.0.2.1\n';
    expect(await readings(await prepare('s.csv', csv))).to.deep.equal([
      {
        line: '2',
        taken_at: '2019-01-01T10:00:00.123456Z',
        download: 32.3700005,
        upload: 1.11,
        round_trip: 19.176,
        method: 'speedtest-cli',
        clock: 'stated',
      },
    ]);
  });

  it('a speedtest log in local time: none of it counts until somebody says the zone', async () => {
    const csv =
      'datetimestart,datetimestop,provider,server,distance,ping,download,upload\n2017-10-13 23:30:01,2017-10-13 23:30:29,Telco,T,5.31,19.176,32.37,1.11\n';
    expect((await readings(await prepare('log.csv', csv)))[0]?.['why']).to.equal('The time names no zone.');
    expect(
      (await readings(await prepare('log.csv', csv, { zone: 'Australia/Brisbane' })))[0],
    ).to.deep.include({
      taken_at: '2017-10-13T13:30:01.000000Z',
      clock: 'by mapping',
      network: 'Telco',
      download: 32.37,
    });
  });

  it('iperf3: what was received, a download only in reverse, loss only of UDP', async () => {
    const run = (test: object, end: object): string =>
      JSON.stringify(
        {
          start: {
            version: 'iperf 3.0.11',
            timestamp: { timesecs: 1_498_663_888 },
            cookie: 'c',
            test_start: test,
          },
          intervals: [],
          end,
        },
        null,
        '\t',
      );
    const sums = { sum_sent: { bits_per_second: 9.35992e8 }, sum_received: { bits_per_second: 9.34268e8 } };
    expect(
      await readings(await prepare('iperf.json', run({ protocol: 'TCP', reverse: 0 }, sums))),
    ).to.deep.equal([
      {
        line: '1',
        taken_at: '2017-06-28T15:31:28.000000Z',
        upload: 934.268,
        method: 'iperf 3.0.11, TCP',
        clock: 'stated',
      },
    ]);
    expect(
      (await readings(await prepare('iperf.json', run({ protocol: 'TCP', reverse: 1 }, sums))))[0],
    ).to.deep.include({ download: 934.268 });
    expect(
      (
        await readings(
          await prepare(
            'iperf.json',
            run({ protocol: 'UDP' }, { sum: { bits_per_second: 1e6, lost_percent: 12.5 } }),
          ),
        )
      )[0],
    ).to.deep.include({ upload: 1, loss: 0.125 });
    expect(
      (await readings(await prepare('iperf.json', '{"start":{},"end":{},"error":"unable to connect"}')))[0]?.[
        'why'
      ],
    ).to.equal('iperf3 failed: unable to connect');
  });

  it('FCC tables: bytes per second, microseconds, failures of all attempts, UTC', async () => {
    const lct =
      'unit_id,ddate,dtime,target,address,packets_received,packets_sent,packet_size,bytes_total,duration,bytes_sec,error_code,successes,failures\n386,2023-01-02,2023-01-03 01:53:08,t,192.0.2.1,52,100,1400,72800,763,85835096,NO_ERROR,1,0\n';
    expect(await readings(await prepare('curr_lct_dl.csv', lct))).to.deep.equal([
      {
        line: '2',
        taken_at: '2023-01-03T01:53:08.000000Z',
        account: '386',
        download: 686.680768,
        method: 'SamKnows lightweight capacity test',
        clock: 'by format',
      },
    ]);
    expect((await readings(await prepare('curr_lct_ul.csv', lct)))[0]).to.deep.include({
      upload: 686.680768,
    });
    const ping =
      'unit_id,dtime,target,rtt_avg,rtt_min,rtt_max,rtt_std,successes,failures\n6333,2011-02-08 19:39:43,t,229911.0,30137.0,330918.0,101610.0,19,1\n1,2011-02-08 19:39:43,t,1,1,1,1,0,0\n';
    expect(
      (await readings(await prepare('curr_ping.csv', ping))).map(({ round_trip, loss }) => [
        round_trip,
        loss,
      ]),
    ).to.deep.equal([
      [229.911, 0.05],
      [0.001, undefined],
    ]);
  });

  it('RIPE Atlas: by the firmware; a clock that was never set is not verified; nothing back is no round trip', async () => {
    const lines = [
      {
        fw: 0,
        type: 'ping',
        prb_id: 677,
        msm_id: 1,
        timestamp: 1_328_019_792,
        min: '57.876',
        avg: '58.042',
        sent: '3',
        rcvd: '3',
      },
      {
        fw: 4570,
        type: 'ping',
        prb_id: 202,
        msm_id: 1,
        timestamp: 1_384_500_425,
        lts: -1,
        min: 36.424,
        avg: 36.6,
        sent: 3,
        rcvd: 2,
      },
      {
        fw: 4650,
        type: 'ping',
        prb_id: 270,
        msm_id: 1,
        timestamp: 1_406_561_624,
        lts: 76,
        min: -1,
        avg: -1,
        sent: 4,
        rcvd: 0,
      },
      { fw: 4650, type: 'traceroute', prb_id: 270, msm_id: 1, timestamp: 1_406_561_624 },
    ];
    const expected = [
      [57.876, 0, 'by format', undefined],
      [36.424, 1 - 2 / 3, 'unverified', undefined],
      [undefined, 1, 'by format', undefined],
      [undefined, undefined, 'by format', 'It is a traceroute, not a ping.'],
    ];
    for (const content of [
      lines.map((one) => JSON.stringify(one)).join('\n'),
      JSON.stringify(lines, null, 1),
    ])
      expect(
        (await readings(await prepare('atlas.json', content))).map(({ round_trip, loss, clock, why }) => [
          round_trip,
          loss,
          clock,
          why,
        ]),
      ).to.deep.equal(expected);
  });

  it('Netflix ISP Speed Index: a reading for each month, cells padded, an empty one none', async () => {
    const csv =
      'Provider      ,Apr-14,May-14,Jun-14\nComcast       ,2.77  ,2.72  ,\nVerizon - FiOS,1.99  ,1.9   ,1.58';
    const source = await prepare('index.csv', csv);
    expect(
      (await readings(source)).map(({ network, period, download }) => [network, period, download]),
    ).to.have.deep.members([
      ['Comcast', '2014-04', 2.77],
      ['Comcast', '2014-05', 2.72],
      ['Verizon - FiOS', '2014-04', 1.99],
      ['Verizon - FiOS', '2014-05', 1.9],
      ['Verizon - FiOS', '2014-06', 1.58],
    ]);
    const board = await prepare(
      'board.csv',
      'Rank,ISP,Speed,Previous Month Speed,Change,Type\n1,Comcast,4.1,4.15,,Cable\n',
    );
    expect((await readings(board)).map(({ network, download }) => [network, download])).to.deep.equal([
      ['Comcast', 4.1],
    ]);
  });

  it('Netrics: one row is two readings, told apart by their tool', async () => {
    const csv =
      'time,speedtest_ookla_download,speedtest_ookla_upload,speedtest_ndt7_download,speedtest_ookla_latency,speedtest_ookla_pktloss2,speedtest_ndt7_minrtt\n2021-06-30 20:14:01.991457+00:00,928.3,41.7,819.7,8.4,,3.3\n';
    expect(
      (await readings(await prepare('n.csv', csv))).map(({ method, download, round_trip, loss }) => [
        method,
        download,
        round_trip,
        loss,
      ]),
    ).to.deep.equal([
      ['NDT7', 819.7, 3.3, undefined],
      ['Ookla Speedtest', 928.3, 8.4, undefined],
    ]);
  });

  it('any table by its names or by a mapping, with the unit in the name, said, or in the cell', async () => {
    const named = await prepare(
      't.csv',
      'taken_at,isp,download_kbps,rtt_us,loss_percent\n2014-06-05T18:00:00Z,A,3500,12000,5\n',
    );
    expect((await readings(named))[0]).to.deep.include({
      network: 'A',
      download: 3.5,
      round_trip: 12,
      loss: 0.05,
    });
    const said = await prepare('t.csv', 'when;who;rate\n2014-06-05 18:00;A;3,5\n', {
      columns: ['time=when', 'network=who', 'download=rate:MB/s'],
      zone: 'America/New_York',
    });
    expect((await readings(said))[0]).to.deep.include({
      network: 'A',
      download: 28,
      taken_at: '2014-06-05T22:00:00.000000Z',
    });
    const mixed = await prepare(
      't.csv',
      'taken_at,network,download_mbps\n2014-06-05T18:00:00Z,A,350 kbps\n2014-06-05T18:00:00Z,A,3.5 Mbit/s\n2014-06-05T18:00:00Z,A,2.5\n2014-06-05T18:00:00Z,A,2 bananas\n',
    );
    expect((await readings(mixed)).map(({ download, why }) => [download, why])).to.deep.equal([
      [0.35, undefined],
      [3.5, undefined],
      [2.5, undefined],
      [undefined, 'The download is not a number.'],
    ]);
    expect(said.facts.conversions).to.deep.equal(['download from “rate”: MB/s × 8 = Mbit/s']);
  });
});
