import { expect } from 'chai';
import { isToldTogether } from '../../../src/notices/disclosures/complements.js';
import type { Atom, Given } from '../../../src/notices/disclosures/complements.js';

const people = (from: number, n: number): string[] =>
  Array.from({ length: Math.min(n, 5) }, (_, i) => `a${from + i}`);
const atom = (one: string | null, other: string | null, from: number, n: number): Atom => ({
  one: one === null ? null : `${one}\u001f\u001f`,
  other: other === null ? null : `${other}\u001f\u001f`,
  accounts: people(from, n),
});
const gives = (cells: readonly string[], hasTotal = true): Given => ({
  cells: new Set(cells.map((cell) => `${cell}\u001f\u001f`)),
  hasTotal,
});

describe('two tables of counts together', () => {
  // Weeks against a month: the week of 26 May reaches into June.
  const straddling = (inJune: number): Atom[] => [
    atom('May', 'w1', 0, 20),
    atom('May', 'w2', 20, 20),
    atom('June', 'w2', 40, inJune),
    atom('June', 'w3', 60, 20),
  ];
  const cases: readonly [string, boolean, readonly Atom[], Given, Given][] = [
    [
      'weeks less the month they cover leave three people of June',
      true,
      straddling(3),
      gives(['May', 'June']),
      gives(['w1', 'w2', 'w3']),
    ],
    ['… five people are not few', false, straddling(5), gives(['May', 'June']), gives(['w1', 'w2', 'w3'])],
    [
      '… a week that is not given tells nothing',
      false,
      straddling(3),
      gives(['May', 'June'], false),
      gives(['w1'], false),
    ],
    [
      'a later list less the earlier one is the two who came to it',
      true,
      [atom('all', 'all', 0, 30), atom(null, 'all', 30, 2)],
      gives(['all']),
      gives(['all']),
    ],
    [
      '… also where only the totals are given',
      true,
      [atom('all', 'all', 0, 30), atom(null, 'all', 30, 2)],
      gives([]),
      gives([]),
    ],
    [
      '… a list that gained and lost people is told by neither number',
      false,
      [atom('all', 'all', 0, 30), atom(null, 'all', 30, 2), atom('all', null, 40, 2)],
      gives(['all']),
      gives(['all']),
    ],
    [
      'lists of other deliveries have nothing to do with each other',
      false,
      [atom('all', null, 0, 30), atom(null, 'all', 40, 30)],
      gives(['all']),
      gives(['all']),
    ],
    [
      'the same people twice in what is left are one',
      true,
      [atom('x', 'p', 0, 20), atom('x', 'q', 7, 1), atom('x', 'r', 7, 1)],
      gives(['x']),
      gives(['p'], false),
    ],
    [
      'the same table twice tells no more than once',
      false,
      [atom('x', 'x', 0, 20), atom('y', 'y', 20, 3), atom('z', 'z', 23, 8)],
      gives(['x']),
      gives(['x']),
    ],
  ];
  for (const [shows, expected, atoms, one, other] of cases)
    it(shows, () => {
      expect(isToldTogether(atoms, one, other)).to.equal(expected);
      const turned = atoms.map((each) => ({ ...each, one: each.other, other: each.one }));
      expect(isToldTogether(turned, other, one)).to.equal(expected);
    });
});
