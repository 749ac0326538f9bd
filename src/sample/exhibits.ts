import { readFileSync } from 'node:fs';
import type { Sheet } from './letters.js';
import { METHOD_NOTE, NOTICE_TEXT } from './sheets.js';
import type { Synthetic } from './synthetic.js';
import { eveningReadingsCsv, indexTableCsv, peakSummaryCsv, upToSampleDay } from './tables.js';

/** What may stand behind the reply: an exhibit's number there, its file, and either a sheet to set or a table's text. */
export interface SampleExhibit {
  readonly mark: string;
  readonly fileName: string;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly section: string;
  readonly content: { readonly sheet: Sheet } | { readonly csv: string };
}

/** The numbers behind the reply of what is made from the logs: a summary, the reconciliation, and what answers for the list. */
export const MADE = { summary: '6', reconciliation: '7', counts: '8', rows: '9' } as const;

const INDEX_FILE = new URL('../../data/sample/isp-speed-index.csv', import.meta.url);
const METHOD = 'The method';
export const READINGS = 'Readings and deliveries (synthetic)';

/**
 * The exhibits the reply cites that are there from the start, Ex. 1 to Ex. 5. `lastMonth` (YYYY-MM) is the last the index had
 * published by then, in words like “April 2014”.
 */
export function sampleExhibits(
  synthetic: Synthetic,
  index: { lastMonth: string; words: string; date: string },
): SampleExhibit[] {
  const readings = upToSampleDay(synthetic.readings);
  const sheet = (of: Sheet) => ({
    fileName: of.fileName,
    title: of.title,
    date: of.date,
    content: { sheet: of },
  });
  return [
    {
      mark: '1',
      fileName: 'ISP Speed Index.csv',
      title: `ISP Speed Index of five providers to ${index.words} (monthly prime-time average, Mbps)`,
      date: index.date,
      section: METHOD,
      content: { csv: indexTableCsv(readIndex(), index.lastMonth) },
    },
    { mark: '2', section: METHOD, ...sheet(METHOD_NOTE) },
    {
      mark: '3',
      section: METHOD,
      ...sheet(NOTICE_TEXT),
      title: 'Text of the on-screen notice (reconstruction)',
    },
    {
      mark: '4',
      fileName: 'Peak against off-peak (synthetic).csv',
      title: 'Peak against off-peak speed, network by network, May 1 to June 5, 2014 (synthetic)',
      date: '2014-06-06',
      section: READINGS,
      content: { csv: peakSummaryCsv(readings) },
    },
    {
      mark: '5',
      fileName: 'Readings of 27 May 2014 (synthetic).csv',
      title: 'Readings of one evening, May 27, 2014, 19:00 to 23:00 Eastern (synthetic)',
      date: '2014-06-06',
      section: READINGS,
      content: { csv: eveningReadingsCsv(readings) },
    },
  ];
}

/** The published index, one figure a row: `month, provider, mbps`. */
function readIndex(): string {
  return readFileSync(INDEX_FILE, 'utf8');
}
