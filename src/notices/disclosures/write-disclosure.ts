import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { csvLine } from '../../tabular/safe-csv.js';
import { openLines } from '../../tabular/line-file.js';
import { FIGURES } from '../runs/notice-run.js';
import type { Pseudonymise } from '../identities/pseudonyms.js';
import type { Choices } from './disclosure.js';
import type { ExportedRow } from './export-rows.js';
import type { SafeCounts } from './suppress.js';

export const NOT_GIVEN = 'not given';
export const SMALL_COUNTS = 'Counts behind which stand fewer than five accounts are not given.';

const PERIOD_WORDS = { none: 'period', day: 'day', week: 'week from', month: 'month' } as const;

/** Counts as CSV, the total first; a number that is not given says so. */
export function countsCsv(counts: SafeCounts, choices: Choices, zone: string): string {
  const { period, byNetwork, byFinding } = choices;
  const divided: ((cell: { period: string; network: string; finding: string }) => string)[] = [];
  const header: string[] = [];
  if (period !== 'none') {
    header.push(`${PERIOD_WORDS[period]} (${zone})`);
    divided.push((cell) => cell.period);
  }
  if (byNetwork) {
    header.push('network');
    divided.push((cell) => cell.network);
  }
  if (byFinding) {
    header.push('finding');
    divided.push((cell) => cell.finding);
  }
  const numbers = ({ deliveries, accounts }: Pick<SafeCounts, 'deliveries' | 'accounts'>) => [
    deliveries ?? NOT_GIVEN,
    accounts ?? NOT_GIVEN,
    deliveries === null ? SMALL_COUNTS : '',
  ];
  const all = { period: 'all', network: 'all', finding: 'all' };
  return [
    csvLine([...header, 'deliveries', 'accounts', 'note']),
    csvLine([...divided.map((of) => of(all)), ...numbers(counts)]),
    ...counts.cells.map((cell) => {
      const named = {
        period: cell.period ?? '',
        network: cell.network ?? '',
        finding: cell.finding === null ? '' : FIGURES[cell.finding],
      };
      return csvLine([...divided.map((of) => of(named)), ...numbers(cell)]);
    }),
  ].join('');
}

export interface RowsToWrite {
  /** One `ExportedRow` as JSON a line, by time. */
  readonly from: string;
  readonly to: string;
  readonly choices: Choices;
  readonly hasVariants: boolean;
  readonly zone: string;
  /** Null where the accounts are named. */
  readonly pseudonymise: Pseudonymise | null;
}

/**
 * Deliveries as CSV, one a row. Under pseudonyms the rows of one time as it is given stand in the order of the pseudonyms,
 * so that their order says no more of when each was shown than their time does.
 */
export async function writeRows(rows: RowsToWrite): Promise<void> {
  const { choices, hasVariants, zone, pseudonymise } = rows;
  const out = openLines(rows.to);
  const shown = choices.grain === 'instant' ? 'shown at (UTC)' : `shown, ${choices.grain} (${zone})`;
  await out.write(
    csvLine([
      pseudonymise === null ? 'account' : 'pseudonym',
      ...(choices.byNetwork ? ['network'] : []),
      shown,
      ...(hasVariants ? ['text'] : []),
      ...(choices.byFinding ? ['finding'] : []),
    ]),
  );
  const lineOf = (row: ExportedRow): string =>
    csvLine([
      row.account,
      ...(choices.byNetwork ? [row.network] : []),
      row.shown,
      ...(hasVariants ? [row.variant ?? ''] : []),
      ...(choices.byFinding ? [row.finding === null ? '' : FIGURES[row.finding]] : []),
    ]);
  let together: ExportedRow[] = [];
  const flush = async (): Promise<void> => {
    if (pseudonymise !== null) together.sort((a, b) => (a.account < b.account ? -1 : 1));
    for (const row of together) await out.write(lineOf(row));
    together = [];
  };
  for await (const line of createInterface({ input: createReadStream(rows.from), crlfDelay: Infinity })) {
    const row = JSON.parse(line) as ExportedRow; // written by the document child for us
    if (together[0] !== undefined && together[0].shown !== row.shown) await flush();
    together.push(pseudonymise === null ? row : { ...row, account: pseudonymise(row.account) });
  }
  await flush();
  await out.close();
}
