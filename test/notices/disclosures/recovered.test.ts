import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { compareCounts } from '../../../src/notices/disclosures/compare-counts.js';
import type { CompareInput, ComparedTable } from '../../../src/notices/disclosures/compare-counts.js';
import { cellKey } from '../../../src/notices/disclosures/complements.js';
import { countDeliveries } from '../../../src/notices/disclosures/count-deliveries.js';
import type { Divided, Part } from '../../../src/notices/disclosures/count-deliveries.js';
import { tablesGiven } from '../../../src/notices/disclosures/disclosure.js';
import { suppressSmall } from '../../../src/notices/disclosures/suppress.js';
import type { EarlierCounts } from '../../../src/notices/disclosures/told-together.js';
import { whyToldTogether } from '../../../src/notices/disclosures/told-together.js';
import { openDuck, text } from '../../../src/tabular/duck.js';

/** Some accounts that one delivery each was made to, all alike but for their names. */
interface Group {
  readonly day: number;
  readonly isLate: boolean;
  readonly network: string;
  readonly finding: 'supported' | 'contradicted' | 'unmeasured';
  readonly isPart: boolean;
  readonly n: number;
  /** Of them, those who are in the later export alone. */
  readonly isNew: boolean;
}

/** What is asked for: of the first export or the later one, divided so, in that zone. */
interface Asked {
  readonly isLater: boolean;
  readonly zone: string;
  readonly isPaper: boolean;
  readonly byNetwork: boolean;
  readonly byFinding: boolean;
  readonly period: 'none' | 'day' | 'week';
}

const RUNS = 6;
const PARTS_ASKED: readonly Part[] = ['notCompared', 'networkMismatch', 'afterCease'];

const group: fc.Arbitrary<Group> = fc.record({
  day: fc.integer({ min: 2, max: 4 }),
  isLate: fc.boolean(),
  network: fc.constantFrom('North', 'South'),
  finding: fc.constantFrom('supported', 'contradicted', 'unmeasured'),
  isPart: fc.boolean(),
  n: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 12 })),
  isNew: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const asked: fc.Arbitrary<Asked> = fc.record({
  isLater: fc.boolean(),
  zone: fc.constantFrom('America/Los_Angeles', 'UTC'),
  isPaper: fc.boolean(),
  byNetwork: fc.boolean(),
  byFinding: fc.boolean(),
  period: fc.constantFrom('none', 'day', 'day', 'week'),
});

describe('what can be worked out of everything that was told', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'told-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is no count of fewer than five accounts that a table left out, and not who came to a later export', async () => {
    let [told, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(group, { minLength: 4, maxLength: 8 }).filter((all) => all.some(({ isNew }) => !isNew)),
        fc.array(asked, { minLength: 3, maxLength: 3 }),
        async (groups, wishes) => {
          const reader = new Reader(groups);
          const earlier: EarlierCounts[] = [];
          const files = await writeExports(folder, groups);
          for (const [i, wish] of wishes.entries()) {
            const tables = tablesOf(files, wish, join(folder, 'spill'));
            const why = await whyToldTogether({ asker }, tables, earlier);
            if (why !== null) {
              refused += 1;
              continue;
            }
            told += 1;
            earlier.push({ number: `D-${i}`, item: `R-${i}`, hasLeft: false, tables });
            for (const table of tables) await reader.read(table, wish.isLater);
            expect(reader.found(), JSON.stringify({ groups, wishes })).to.deep.equal([]);
          }
        },
      ),
      { seed: 1, numRuns: RUNS, endOnFailure: true },
    );
    expect(told, 'some are told').to.be.greaterThan(RUNS);
    expect(refused, 'some are not').to.be.greaterThan(0);
  });
});

/** As the worker asks, without a child: what is asked is answered here. */
const asker = {
  ask: (_question: unknown, input: unknown) => compareCounts(input as CompareInput),
} as unknown as Parameters<typeof whyToldTogether>[0]['asker'];

interface Exports {
  readonly first: Export;
  readonly later: Export;
}
interface Export {
  readonly deliveries: string;
  readonly judged: string;
  readonly original: string;
}

/** Both exports as their lists and runs keep them: the later one gives thousandths of a second. */
async function writeExports(folder: string, groups: readonly Group[]): Promise<Exports> {
  const duck = await openDuck({ files: [], folders: [folder], spill: join(folder, 'spill') });
  const write = async (name: string, isLater: boolean): Promise<Export> => {
    const rows = groups.flatMap((one, at) =>
      one.isNew && !isLater
        ? []
        : Array.from({ length: one.n }, (_, i) => ({ one, account: `a${at}-${i}`, i })),
    );
    const deliveries = rows.map(({ one, account, i }, line) => {
      const hour = one.isLate ? 5 : 19;
      const shown = `2014-06-0${one.day} ${hour}:00:${String(i).padStart(2, '0')}${isLater ? `.${100 + i}` : ''}Z`;
      return `(${line}, null::varchar, ${text(account)}, ${text(one.network)}, timestamptz ${text(shown)}, null::varchar, null::varchar, null::bigint)`;
    });
    const judged = rows.map(
      ({ one }, line) =>
        `(${line}, ${text(one.finding)}, ${one.isPart ? '0, true, true' : '3, false, false'})`,
    );
    const paths = {
      deliveries: join(folder, `${name}.parquet`),
      judged: join(folder, `${name}-judged.parquet`),
    };
    const columns = 'line, notice_id, account, network, shown_at, variant, why, repeats_line';
    await duck.run(
      `copy (select * from (values ${deliveries.join(', ')}) as t(${columns})) to ${text(paths.deliveries)} (format parquet)`,
    );
    await duck.run(
      `copy (select * from (values ${judged.join(', ')}) as t(line, verdict, others_in_hour, network_mismatch, after_cease)) to ${text(paths.judged)} (format parquet)`,
    );
    return { ...paths, original: name };
  };
  try {
    return { first: await write('first', false), later: await write('later', true) };
  } finally {
    duck.close();
  }
}

function tablesOf({ first, later }: Exports, wish: Asked, spill: string): ComparedTable[] {
  const { isPaper, period, byNetwork, byFinding, zone } = wish;
  const shape = isPaper ? 'paper' : 'table';
  const choices = { shape, period, byNetwork, byFinding, grain: 'day', networkReason: '' } as const;
  return tablesGiven(choices, isPaper ? PARTS_ASKED : []).map((divided) => ({
    ...{ ...(wish.isLater ? later : first), zone, spill },
    ...divided,
  }));
}

/**
 * Somebody outside who has every table and knows who is like whom, but not how many they are: adds and subtracts all numbers
 * that were ever given, in whole fractions, and looks for the counts that were left out.
 */
class Reader {
  private readonly sums: Sum[] = [];
  private readonly sought: { readonly what: string; readonly groups: readonly number[] }[] = [];

  private readonly groups: readonly Group[];

  constructor(groups: readonly Group[]) {
    this.groups = groups;
    const fresh = groups.flatMap(({ isNew }, at) => (isNew ? [at] : []));
    this.seek('those who came later', fresh);
    for (const day of [2, 3, 4]) {
      const late = groups.flatMap((one, at) => (one.isLate && one.day === day ? [at] : []));
      this.seek(`those of another day in another zone, ${day}`, late);
    }
  }

  async read(table: ComparedTable, isLater: boolean): Promise<void> {
    const safe = suppressSmall(await countDeliveries(table));
    const seen = this.groups.flatMap((one, at) =>
      (isLater || !one.isNew) && keyOf(one, table) !== null ? [at] : [],
    );
    if (safe.deliveries !== null) this.sums.push(sumOf(seen));
    for (const cell of safe.cells) {
      const groups = seen.filter((at) => keyOf(this.groups[at], table) === cellKey(cell));
      if (cell.deliveries !== null) this.sums.push(sumOf(groups));
      else this.seek(`${table.original} ${cellKey(cell)}`, groups);
    }
  }

  /** The small counts that follow. */
  found(): string[] {
    const solved = solve(this.sums);
    return this.sought.flatMap(({ what, groups }) =>
      reduce(sumOf(groups), solved).size === 0 ? [what] : [],
    );
  }

  private seek(what: string, groups: readonly number[]): void {
    const n = groups.reduce((sum, at) => sum + (this.groups[at]?.n ?? 0), 0);
    if (n > 0 && n < 5) this.sought.push({ what, groups });
  }
}

/** The cell of a table that a group stands in; null where the table says nothing of it. */
function keyOf(
  one: Group | undefined,
  { period, byNetwork, byFinding, part, zone }: Divided & { zone: string },
): string | null {
  if (one === undefined) return null;
  if (part === 'notCompared' && one.finding !== 'supported') return null;
  if (part === 'networkMismatch' && one.finding !== 'unmeasured') return null;
  const day = one.isLate && zone !== 'UTC' ? one.day - 1 : one.day;
  const monday = day < 2 ? '2014-05-26' : '2014-06-02';
  return cellKey({
    period: period === 'day' ? `2014-06-0${day}` : period === 'week' ? monday : null,
    network: byNetwork ? one.network : null,
    finding: byFinding ? one.finding : null,
    part: part === null ? null : one.isPart ? 'yes' : 'no',
  });
}

type Fraction = readonly [bigint, bigint];
type Sum = ReadonlyMap<number, Fraction>;

function sumOf(groups: readonly number[]): Sum {
  return new Map(groups.map((at) => [at, [1n, 1n]]));
}

/** Each solved for the first group in it. */
function solve(sums: readonly Sum[]): Map<number, Sum> {
  const solved = new Map<number, Sum>();
  for (const sum of sums) {
    const left = reduce(sum, solved);
    const [first] = [...left].sort(([a], [b]) => a - b);
    if (first === undefined) continue;
    const [at, [up, down]] = first;
    solved.set(at, scaled(left, [down, up]));
  }
  return solved;
}

/** What is left of a sum once everything that is solved is taken out of it. */
function reduce(sum: Sum, solved: ReadonlyMap<number, Sum>): Sum {
  let left = sum;
  for (;;) {
    const hit = [...left].find(([at]) => solved.has(at));
    const row = hit && solved.get(hit[0]);
    if (!hit || !row) return left;
    const [, [up, down]] = hit;
    const next = new Map(left);
    for (const [at, [n, d]] of scaled(row, [-up, down])) {
      const [m, e] = next.get(at) ?? [0n, 1n];
      const added = lowest([m * d + n * e, e * d]);
      if (added[0] === 0n) next.delete(at);
      else next.set(at, added);
    }
    left = next;
  }
}

function scaled(sum: Sum, [up, down]: Fraction): Sum {
  return new Map([...sum].map(([at, [n, d]]) => [at, lowest([n * up, d * down])]));
}

function lowest([up, down]: Fraction): Fraction {
  let [a, b] = [up < 0n ? -up : up, down < 0n ? -down : down];
  while (b !== 0n) [a, b] = [b, a % b];
  const sign = down < 0n ? -1n : 1n;
  return a === 0n ? [0n, 1n] : [(sign * up) / a, (sign * down) / a];
}
