import { readFileSync } from 'node:fs';
import type { Sheet } from './letters.js';
import { METHOD_NOTE, NOTICE_TEXT } from './sheets.js';
import type { Synthetic } from './synthetic.js';
import {
  eveningReadingsCsv,
  indexTableCsv,
  noticeCountsCsv,
  peakSummaryCsv,
  upToSampleDay,
} from './tables.js';

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

const INDEX_FILE = new URL('../../data/sample/isp-speed-index.csv', import.meta.url);
const METHOD = 'The method';
const READINGS = 'Readings and deliveries (synthetic)';

/**
 * The exhibits the reply cites, Ex. 1 to Ex. 6. `lastMonth` (YYYY-MM) is the last the index had
 * published by then, in words like “April 2014”.
 */
export function sampleExhibits(
  synthetic: Synthetic,
  index: { lastMonth: string; words: string; date: string },
): SampleExhibit[] {
  const readings = upToSampleDay(synthetic.readings);
  const deliveries = upToSampleDay(synthetic.deliveries);
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
      title: 'Peak against off-peak speed, network by network, 1 May to 5 June 2014 (synthetic)',
      date: '2014-06-06',
      section: READINGS,
      content: { csv: peakSummaryCsv(readings) },
    },
    {
      mark: '5',
      fileName: 'Readings of 27 May 2014 (synthetic).csv',
      title: 'Readings of one evening, 27 May 2014, 19:00 to 23:00 Eastern (synthetic)',
      date: '2014-06-06',
      section: READINGS,
      content: { csv: eveningReadingsCsv(readings) },
    },
    {
      mark: '6',
      fileName: 'Notices by network and week (synthetic).csv',
      title: 'Deliveries of the notice by network and week, 13 May to 5 June 2014 (synthetic)',
      date: '2014-06-06',
      section: READINGS,
      content: { csv: noticeCountsCsv(deliveries) },
    },
  ];
}

/** The published index, one figure a row: `month, provider, mbps`. */
function readIndex(): string {
  return readFileSync(INDEX_FILE, 'utf8');
}
