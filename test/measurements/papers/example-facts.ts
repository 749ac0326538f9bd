import { bucketEdges } from '../../../src/measurements/charts/distribution.js';
import type { SummaryFacts } from '../../../src/measurements/papers/summary-facts.js';
import type { Figures } from '../../../src/measurements/summary.js';

const NETWORKS = ['Halcyon Fiber', 'Tidewater Broadband', null];

/** A summary of two networks and one that is not named, as facts; nothing in it was measured. */
export function exampleFacts(changes: Partial<SummaryFacts> = {}): SummaryFacts {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const days = ['2014-06-03', '2014-06-04', '2014-06-05', '2014-06-06'];
  return {
    matter: 'Halcyon Fiber – Lumenreel',
    run: {
      number: 2,
      madeBy: 'Omar Reyes',
      madeAt: '2014-06-07T15:00:00.000Z',
      software: 'Rejoinder, a test',
    },
    method: {
      number: 1,
      windowMinutes: 30,
      note: 'Sessions under ten seconds are not in the export.',
      reason: 'The rate below which the picture is not shown in high definition.',
      setBy: 'Omar Reyes',
      setAt: '2014-06-06T13:00:00.000Z',
    },
    sources: [
      {
        fileName: 'sessions.csv',
        sha256: 'ab'.repeat(32),
        bytes: 48_211,
        custodian: 'Data engineering',
        receivedAt: '2014-06-05T18:00:00.000Z',
        format: 'Table with a mapping',
        caveat: 'A session reading is a mean.',
        conversions: ['download: kbit/s ÷ 1000 = Mbit/s'],
        notes: ['Times without a zone were read as UTC.'],
        records: 2_400,
        used: 2_380,
        rejected: 20,
      },
    ],
    figures: {
      method: {
        measure: 'download',
        level: 3,
        peak: { from: 19, to: 23, days: 'all' },
        zone: 'America/New_York',
      },
      unit: 'Mbit/s',
      quantiles: '',
      records: 2_400,
      used: 2_380,
      reasons: [
        { reason: 'The time cannot be read.', count: 15 },
        { reason: 'No download was measured.', count: 5 },
      ],
      withoutHour: 7,
      withoutDay: 0,
      networks: NETWORKS.map((network, at) => ({ network, ...figuresOf(2 + at) })),
      hours: NETWORKS.flatMap((network, at) =>
        hours.map((hour) => ({ network, hour, ...figuresOf(2 + at) })),
      ),
      days: NETWORKS.flatMap((network, at) => days.map((day) => ({ network, day, ...figuresOf(2 + at) }))),
      months: NETWORKS.map((network, at) => ({ network, month: '2014-06', ...figuresOf(2 + at) })),
      peak: NETWORKS.map((network, at) => ({
        network,
        peak: figuresOf(1 + at),
        offPeak: figuresOf(2 + at),
        ratio: (1 + at) / (2 + at),
      })),
      buckets: NETWORKS.flatMap((network) =>
        bucketEdges(3, 9).map((from, at, edges) => ({ network, from, to: edges[at + 1] ?? null, n: at })),
      ),
      methods: [],
      clocks: [{ clock: 'by mapping', n: 2_380 }],
      sources: [],
      resultHash: 'cd'.repeat(32),
    },
    marked: [{ on: '2014-06-05', words: 'letter from Halcyon Fiber' }],
    examination: 'At the offices of counsel, any business day from 9:00 to 17:00.',
    ...changes,
  };
}

function figuresOf(median: number): Figures {
  return { n: 120, p10: median / 2, median, p90: median * 2, below: 30, shareBelow: 0.25 };
}
