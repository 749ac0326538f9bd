import { expect } from 'chai';
import fc from 'fast-check';
import { cellKey, givenOf } from '../../../src/notices/disclosures/complements.js';
import type { Given } from '../../../src/notices/disclosures/complements.js';
import type { CountCell, Counts } from '../../../src/notices/disclosures/count-deliveries.js';
import { suppressSmall } from '../../../src/notices/disclosures/suppress.js';
import { isToldByAll } from '../../../src/notices/disclosures/told-by-all.js';
import type { AtomOfAll } from '../../../src/notices/disclosures/told-by-all.js';
import { workOut } from '../../../src/notices/disclosures/worked-out.js';

type Grid = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** One account a delivery: counts by day and network, only by network, only by day, or in all. */
function table(grid: Grid, by: { day?: true; network?: true }): Counts {
  const cells = new Map<string, CountCell>();
  for (const [day, networks] of Object.entries(grid))
    for (const [network, n] of Object.entries(networks)) {
      if (n === 0) continue;
      const shared = {
        period: by.day ? day : null,
        network: by.network ? network : null,
        finding: null,
        part: null,
      };
      const before = cells.get(cellKey(shared))?.deliveries ?? 0;
      cells.set(cellKey(shared), { ...shared, deliveries: before + n, accounts: before + n });
    }
  const all = Object.values(grid).flatMap((networks) => Object.values(networks));
  const sum = all.reduce((total, n) => total + n, 0);
  return { deliveries: sum, accounts: sum, cells: by.day || by.network ? [...cells.values()] : [] };
}

/** The same deliveries as several tables see them. */
function atomsOf(grid: Grid, tables: readonly { day?: true; network?: true }[]): AtomOfAll[] {
  return Object.entries(grid).flatMap(([day, networks]) =>
    Object.entries(networks).flatMap(([network, n]) =>
      n === 0
        ? []
        : [
            {
              cells: tables.map((by) =>
                cellKey({
                  period: by.day ? day : null,
                  network: by.network ? network : null,
                  finding: null,
                  part: null,
                }),
              ),
              accounts: Array.from({ length: Math.min(n, 5) }, (_, i) => `${day}${network}${i}`),
            },
          ],
    ),
  );
}

/** Two blocks of small counts, and the two viewers of network C on day 2 between them. */
const PLANTED: Grid = {
  'day 1': { A: 3, B: 4, C: 40, D: 50 },
  'day 2': { A: 4, B: 3, C: 2, D: 60 },
  'day 3': { A: 30, B: 31, C: 3, D: 4 },
  'day 4': { A: 41, B: 42, C: 4, D: 3 },
};

const ALL_FOUR = [{}, { network: true }, { day: true }, { day: true, network: true }] as const;

describe('a total, counts by network, counts by day and counts by both, together', () => {
  const small = new Set(
    table(PLANTED, { day: true, network: true })
      .cells.filter(({ accounts }) => accounts < 5)
      .map(cellKey),
  );
  const onlySmallHidden = (by: { day?: true; network?: true }): Given => ({
    cells: new Set(
      table(PLANTED, by).cells.flatMap((cell) => (small.has(cellKey(cell)) ? [] : cellKey(cell))),
    ),
    hasTotal: true,
  });

  it('tell of two viewers where the small cells alone are left out, though no row and no column has only one', () => {
    const atoms = atomsOf(PLANTED, ALL_FOUR);
    expect(isToldByAll(atoms, ALL_FOUR.map(onlySmallHidden))).to.equal(true);
  });

  it('tell of nobody once the cells beside them are left out too', () => {
    const safe = suppressSmall(table(PLANTED, { day: true, network: true }));
    expect(safe.suppressed).to.be.greaterThan(small.size);
    expect(safe.cells.some(({ deliveries }) => deliveries !== null)).to.equal(true);
    const given = ALL_FOUR.map((by) => givenOf(table(PLANTED, by)));
    expect(isToldByAll(atomsOf(PLANTED, ALL_FOUR), given)).to.equal(false);
  });

  it('tell of two who are in one list and in neither of the lists of its networks', () => {
    const people = (of: string, n: number) => Array.from({ length: n }, (_, i) => `${of}${i}`);
    const atoms: AtomOfAll[] = [
      { cells: ['all', 'north', null], accounts: people('n', 5) },
      { cells: ['all', null, 'south'], accounts: people('s', 5) },
      { cells: ['all', null, null], accounts: people('new', 2) },
    ];
    const gives = (cell: string): Given => ({ cells: new Set([cell]), hasTotal: true });
    const [all, north, south] = [gives('all'), gives('north'), gives('south')];
    expect(isToldByAll(atoms, [all, north, south])).to.equal(true);
    const beside = (a: number, b: number) =>
      atoms.map(({ cells, accounts }) => ({ accounts, cells: [cells[a] ?? null, cells[b] ?? null] }));
    expect(isToldByAll(beside(0, 1), [all, north])).to.equal(false);
    expect(isToldByAll(beside(0, 2), [all, south])).to.equal(false);
  });

  it('five cells of one viewer each are not told by their sum being five', () => {
    const of: Counts = table({ 'day 1': { A: 1, B: 1, C: 1, D: 1, E: 1, F: 7, G: 30 } }, { network: true });
    const hidden = suppressSmall(of).cells.filter(({ deliveries }) => deliveries === null);
    expect(hidden.map(({ network }) => network)).to.deep.equal(['A', 'B', 'C', 'D', 'E', 'F']);
  });

  it('never tell of a small count, whatever the counts are', () => {
    const grids = fc.array(fc.array(fc.nat({ max: 14 }), { minLength: 2, maxLength: 5 }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(grids, (rows) => {
        const grid: Grid = Object.fromEntries(
          rows.map((row, day) => [`d${day}`, Object.fromEntries(row.map((n, i) => [`n${i}`, n]))]),
        );
        const counts = table(grid, { day: true, network: true });
        if (counts.accounts < 5) return;
        const safe = suppressSmall(counts);
        if (safe.suppressed === safe.cells.length) return;
        const hidden = counts.cells.filter((_, i) => safe.cells[i]?.deliveries === null);
        const bridges = bridgesOf(grid, hidden);
        expect(bridges.filter(({ accounts }) => accounts < 5)).to.deep.equal([]);
      }),
      { seed: 14, numRuns: 400 },
    );
  });
});

/**
 * The hidden cells that rows, columns and the total tell: told another way than the product does. A hidden cell joins its
 * day and its network; it is told where taking it away leaves the two unconnected. Days, and networks, that their own
 * table leaves out are given only by their sum: they are one end.
 */
function bridgesOf(grid: Grid, hidden: readonly CountCell[]): CountCell[] {
  const days = givenOf(table(grid, { day: true })).cells;
  const networks = givenOf(table(grid, { network: true })).cells;
  const dayOf = ({ period }: CountCell): string => {
    const key = cellKey({ period, network: null, finding: null, part: null });
    return days.has(key) ? `day ${key}` : 'the other days';
  };
  const networkOf = ({ network }: CountCell): string => {
    const key = cellKey({ period: null, network, finding: null, part: null });
    return networks.has(key) ? `network ${key}` : 'the other networks';
  };
  return hidden.filter((cell) => {
    const reached = new Set([dayOf(cell)]);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const other of hidden) {
        if (other === cell) continue;
        const ends = [dayOf(other), networkOf(other)];
        if (ends.some((one) => reached.has(one))) for (const one of ends) reached.add(one);
      }
    }
    return !reached.has(networkOf(cell));
  });
}

describe('what follows from sums', () => {
  it('is what adding and subtracting them gives, and nothing else', () => {
    const solved = workOut([
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 1, 2, 3, 4],
    ]);
    expect(solved?.follows([4])).to.equal(true);
    expect(solved?.follows([0, 2, 4])).to.equal(false);
    expect(solved?.follows([0])).to.equal(false);
    expect(solved?.follows([0, 1, 2, 3])).to.equal(true);
  });

  it('three sums of two tell all three', () => {
    const solved = workOut([
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
    expect([0, 1, 2].map((place) => solved?.follows([place]))).to.deep.equal([true, true, true]);
  });

  it('is not known where it would take too long: then nothing is taken for safe', () => {
    const random = (seed: number): number => (seed * 48_271) % 2_147_483_647;
    let seed = 7;
    const sums = Array.from({ length: 500 }, () =>
      Array.from({ length: 500 }, (_, place) => place).filter(() => {
        seed = random(seed);
        return seed % 2 === 0;
      }),
    );
    expect(workOut(sums)).to.equal(null);
  });
});
