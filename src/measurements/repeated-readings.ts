import { numberOf, openDuck } from '../tabular/duck.js';
import type { Duck } from '../tabular/duck.js';
import type { SourceFacts } from './measurement.js';
import type { PreparedSource } from './prepare-source.js';

/** Readings that are equal to an earlier one in everything that is read of them. Each counts: which is which, a person knows. */
export interface RepeatedReadings {
  readonly count: number;
  /** The first twenty, in the order of the file. */
  readonly first: readonly { readonly line: number; readonly firstLine: number }[];
}

const MOST_LISTED = 20;
const USABLE = 'why is null and taken_at is not null';
const PARTS = 'taken_at, network, account, session, download, upload, round_trip, loss, method';
const HASH = `hash(${PARTS})`;

/** Finds them among readings in SQL; one without a clock time is equal to others by what it is, and is no repeat. */
export async function findRepeats(duck: Duck, readings: string): Promise<RepeatedReadings> {
  // Readings whose hashes differ are different: only the few whose hash comes twice are compared by what they are.
  const twice = `select ${HASH} from ${readings} where ${USABLE} group by all having count(*) > 1`;
  await duck.run(`create temp table repeated_reading as select line, first_line
    from (select line, min(line) over same as first_line, row_number() over (same order by line) as place
      from ${readings} where ${USABLE} and ${HASH} in (${twice})
      window same as (partition by ${PARTS}))
    where place > 1`);
  const [all] = await duck.rows('select count(*) as n from repeated_reading');
  const first = await duck.rows(
    `select line, first_line from repeated_reading order by line, first_line limit ${MOST_LISTED}`,
  );
  await duck.run('drop table repeated_reading');
  return {
    count: numberOf(all?.['n']),
    first: first.map((row) => ({ line: numberOf(row['line']), firstLine: numberOf(row['first_line']) })),
  };
}

/** Of one prepared file. */
export async function findRepeatsOf({
  source,
  spill,
}: {
  readonly source: PreparedSource;
  readonly spill: string;
}): Promise<RepeatedReadings> {
  const duck = await openDuck({ files: [source.parquet], folders: [], spill });
  try {
    return await findRepeats(duck, source.sql);
  } finally {
    duck.close();
  }
}

/** What is known of a file, with a word on what it repeats: printed beside every figure that rests on it. */
export function withRepeats(facts: SourceFacts, { count }: Pick<RepeatedReadings, 'count'>): SourceFacts {
  return count === 0 ? facts : { ...facts, notes: [...facts.notes, repeatWords(count)] };
}

function repeatWords(count: number): string {
  return count === 1
    ? 'One reading is equal to an earlier one of the file in everything that is read of it; both count.'
    : `${count.toLocaleString('en-US')} readings are equal to an earlier one of the file in everything that is read of them; each counts.`;
}
