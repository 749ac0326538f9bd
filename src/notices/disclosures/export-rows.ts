import { numberOf, text } from '../../tabular/duck.js';
import type { Verdict } from '../reconciliation.js';
import { openTables, rowsOf } from './count-deliveries.js';
import type { Tables } from './count-deliveries.js';

export type Grain = 'day' | 'hour' | 'instant';

export interface ExportInput extends Tables {
  readonly grain: Grain;
  /** A file in a folder of its own, made here: one JSON object a line, as `ExportedRow`. */
  readonly out: string;
  readonly folder: string;
}

export interface ExportedRow {
  readonly account: string;
  readonly network: string;
  readonly shown: string;
  readonly variant: string | null;
  readonly finding: Verdict | null;
}

/** Writes every delivery that counts, one a line; says how many. The order tells nothing of the accounts' names. */
export async function exportRows(input: ExportInput): Promise<number> {
  const { grain, zone, out, folder } = input;
  const duck = await openTables(input, [folder]);
  try {
    const local = `shown_at at time zone ${text(zone)}`;
    const grains: Readonly<Record<Grain, string>> = {
      day: `strftime(${local}, '%Y-%m-%d')`,
      hour: `strftime(${local}, '%Y-%m-%d %H:00')`,
      instant: `strftime(shown_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')`,
    };
    const from = rowsOf(input);
    await duck.run(
      `copy (select account, network, ${grains[grain]} as shown, variant, finding from ${from} order by shown_at, line) to ${text(out)} (format json)`,
    );
    const [all = {}] = await duck.rows(`select count(*) as n from ${from}`);
    return numberOf(all['n']);
  } finally {
    duck.close();
  }
}
