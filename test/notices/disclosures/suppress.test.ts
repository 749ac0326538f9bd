import { expect } from 'chai';
import fc from 'fast-check';
import type { Counts } from '../../../src/notices/disclosures/count-deliveries.js';
import { SMALLEST_COUNT, suppressSmall } from '../../../src/notices/disclosures/suppress.js';

/** Cells of one account a delivery, told apart by their network. */
function counts(...cells: readonly number[]): Counts {
  const sum = cells.reduce((total, n) => total + n, 0);
  return {
    deliveries: sum,
    accounts: sum,
    cells: cells.map((n, i) => ({
      period: null,
      network: `N${i}`,
      finding: null,
      part: null,
      deliveries: n,
      accounts: n,
    })),
  };
}

const given = (of: Counts): (number | null)[] => suppressSmall(of).cells.map((cell) => cell.deliveries);

describe('small counts', () => {
  const cases = [
    // what it shows                                         cells             given
    ['five is given', [5, 20], [5, 20]],
    ['two under five are left out, the rest given', [4, 3, 20], [null, null, 20]],
    ['one alone takes the next smallest with it', [4, 9, 20], [null, null, 20]],
    ['together they are at least five', [1, 2, 9, 20], [null, null, null, 20]],
    ['where only two cells are, both go', [2, 100], [null, null]],
    ['nothing small, nothing left out', [5, 5, 5], [5, 5, 5]],
  ] as const;
  for (const [shows, cells, expected] of cases)
    it(shows, () => expect(given(counts(...cells))).to.deep.equal(expected));

  it('people are counted, not deliveries: one viewer of a hundred notices is left out', () => {
    const of: Counts = {
      deliveries: 160,
      accounts: 41,
      cells: [
        { period: null, network: 'A', finding: null, part: null, deliveries: 100, accounts: 1 },
        { period: null, network: 'B', finding: null, part: null, deliveries: 20, accounts: 20 },
        { period: null, network: 'C', finding: null, part: null, deliveries: 40, accounts: 20 },
      ],
    };
    expect(given(of)).to.deep.equal([null, null, 40]);
  });

  it('cells left out stand for five people together: six deliveries to two people are not told by the total', () => {
    const of: Counts = {
      deliveries: 66,
      accounts: 62,
      cells: [
        { period: null, network: 'A', finding: null, part: null, deliveries: 3, accounts: 1 },
        { period: null, network: 'B', finding: null, part: null, deliveries: 3, accounts: 1 },
        { period: null, network: 'C', finding: null, part: null, deliveries: 20, accounts: 20 },
        { period: null, network: 'D', finding: null, part: null, deliveries: 40, accounts: 40 },
      ],
    };
    expect(given(of)).to.deep.equal([null, null, null, 40]);
  });

  it('a cell is not told by the total of its week or its network, which other counts of the list may give', () => {
    const cell = (period: string, network: string, n: number) => ({
      ...{ period, network, finding: null, part: null, deliveries: n, accounts: n },
    });
    const cells = [
      ...[cell('w1', 'A', 3), cell('w1', 'B', 30), cell('w1', 'C', 50)],
      ...[cell('w2', 'A', 40), cell('w2', 'B', 2), cell('w2', 'C', 60)],
    ];
    const safe = suppressSmall({ deliveries: 185, accounts: 185, cells });
    for (const key of ['period', 'network'] as const)
      for (const name of new Set(cells.map((one) => one[key]))) {
        const left = safe.cells.filter((one) => one[key] === name && one.deliveries === null);
        expect(left.length, name).not.to.equal(1);
      }
    expect(safe.cells.map((one) => one.deliveries)).to.include(50);
  });

  it('a list of fewer than five people gives no number at all', () => {
    const { deliveries, accounts, cells, suppressed } = suppressSmall(counts(2, 2));
    expect([deliveries, accounts, suppressed]).to.deep.equal([null, null, 2]);
    expect(cells.every((cell) => cell.deliveries === null && cell.accounts === null)).to.equal(true);
  });

  it('no small cell is ever given, nor can one be found by subtracting the rest from the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12 }), (cells) => {
        const of = counts(...cells);
        const safe = suppressSmall(of);
        const shown = safe.cells.flatMap((cell) => (cell.deliveries === null ? [] : [cell.deliveries]));
        expect(shown.every((n) => n >= SMALLEST_COUNT)).to.equal(true);
        const hidden = safe.cells.length - shown.length;
        if (safe.deliveries === null || hidden === 0) return;
        const rest = safe.deliveries - shown.reduce((sum, n) => sum + n, 0);
        // One hidden cell would be the rest itself; a lone list of one cell has nothing to be told apart from.
        expect(hidden > 1 || cells.length === 1).to.equal(true);
        expect(rest >= SMALLEST_COUNT || hidden === cells.length).to.equal(true);
      }),
      { seed: 5 },
    );
  });
});
