import { openDuck, textOf } from '../../tabular/duck.js';
import { givenOf, isToldTogether } from './complements.js';
import type { Atom, Given } from './complements.js';
import { countDeliveries, DIMENSIONS, dividedBy, rowsOf } from './count-deliveries.js';
import type { CountInput } from './count-deliveries.js';
import { SMALLEST_COUNT } from './suppress.js';
import { isToldByAll } from './told-by-all.js';
import type { AtomOfAll } from './told-by-all.js';

/** A table of counts, with the SHA-256 of the file that its list was read from. */
export interface ComparedTable extends CountInput {
  readonly original: string;
}

export interface CompareInput {
  readonly tables: readonly ComparedTable[];
}

/** What says that rows of several tables are the same delivery: columns, in SQL, and what counts rows that share them. */
interface Match {
  readonly key: string;
  readonly order: string;
}

/** Rows of one file are the same delivery where they stand on the same line, however the file was read. */
const OF_ONE_FILE: readonly Match[] = [{ key: 'line', order: 'line' }];

/**
 * A later export of the same log may give times more exactly, or less, or differently read, and may give ids or not: rows
 * are matched by each of these, and few must follow from none. Times less than a minute apart are near.
 */
const OF_SEVERAL_FILES: readonly Match[] = [
  { key: 'account, network, shown_at', order: 'line' },
  { key: 'account, network, near', order: 'shown_at, line' },
  {
    key: `account, coalesce('i' || notice_id, 'r' || network || chr(31) || epoch_us(shown_at))`,
    order: 'line',
  },
];

/** Whether two or more tables of counts give together what none gives alone: a count of fewer than five accounts. */
export async function compareCounts({ tables }: CompareInput): Promise<boolean> {
  const given: Given[] = [];
  for (const table of tables) given.push(givenOf(await countDeliveries(table)));
  const isOneFile = new Set(tables.map(({ original }) => original)).size === 1;
  for (const match of isOneFile ? OF_ONE_FILE : OF_SEVERAL_FILES)
    if (isTold(await atomsOf(tables, match), given)) return true;
  return false;
}

function isTold(atoms: readonly AtomOfAll[], given: readonly Given[]): boolean {
  const [first, second] = given;
  const isPair = given.length === 2 && first !== undefined && second !== undefined;
  const pair = (atom: AtomOfAll): Atom => ({
    ...{ one: atom.cells[0] ?? null, other: atom.cells[1] ?? null, accounts: atom.accounts },
  });
  return (isPair && isToldTogether(atoms.map(pair), first, second)) || isToldByAll(atoms, given);
}

async function atomsOf(tables: readonly ComparedTable[], { key, order }: Match): Promise<AtomOfAll[]> {
  const files = tables.flatMap(({ deliveries, judged }) => [deliveries, judged ?? deliveries]);
  const [spill = ''] = tables.map((table) => table.spill);
  const duck = await openDuck({ files: [...new Set(files)], folders: [], spill });
  try {
    const cell = DIMENSIONS.map((name) => `coalesce(c.${name}, '')`).join(', ');
    const rowsIn = (input: ComparedTable, table: number): string =>
      `select ${table} as of_table, line, notice_id, account, network, shown_at, concat_ws(chr(31), ${cell}) as cell
        from (select line, notice_id, account, network, shown_at, {${dividedBy(input)
          .map(([name, sql]) => `'${name}': ${sql}`)
          .join(', ')}} as c from ${rowsOf(input)})`;
    const isFar = `shown_at - lag(shown_at) over (partition by account, network order by shown_at) > interval 1 minute`;
    const near = `select *, count(*) filter (is_far) over (partition by account, network order by shown_at) as near
      from (select *, ${isFar} as is_far from (${tables.map(rowsIn).join(' union all ')}))`;
    const cells = tables.map((_, table) => `max(cell) filter (of_table = ${table}) as c${table}`);
    const names = tables.map((_, table) => `c${table}`).join(', ');
    // The same delivery in all tables: what names it, and its place among those that share the name.
    const rows = await duck.rows(`select ${names}, min(account, ${SMALLEST_COUNT}) as accounts
      from (select distinct ${names}, account from
        (select min(account) as account, ${cells.join(', ')}
          from (select *, row(${key}) as same, row_number() over (partition by of_table, ${key} order by ${order}) as place from (${near}))
          group by same, place))
      group by ${names}`);
    return rows.map((row) => ({
      cells: tables.map((_, table) => textOf(row[`c${table}`])),
      accounts: (Array.isArray(row['accounts']) ? row['accounts'] : []).map(String),
    }));
  } finally {
    duck.close();
  }
}
