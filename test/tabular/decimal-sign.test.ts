import { expect } from 'chai';
import { decimalSignOf } from '../../src/tabular/decimal-sign.js';
import type { Delimiter } from '../../src/tabular/table-format.js';

describe('the sign that parts a fraction', () => {
  const times = (n: number, cell: string): string[] => Array.from({ length: n }, () => cell);
  const cases: readonly (readonly [string, Delimiter, readonly string[], '.' | ',', boolean])[] = [
    // what it shows                                     cells part by, cells,                              sign, known
    ['whole numbers show nothing', ',', ['1', '20'], '.', true],
    ['a point', ',', ['3.5'], '.', true],
    ['a comma that is quoted', ',', ['1,99'], ',', true],
    ['a comma beside semicolons', ';', ['3,5'], ',', true],
    ['a point beside semicolons', ';', ['3.5'], '.', true],
    ['three digits behind a comma beside semicolons', ';', ['1,434', '5,216'], ',', true],
    ['three digits behind a point', ';', ['1.990'], '.', true],
    ['three digits behind a quoted comma may be thousands', ',', ['1,990', '2,150'], '.', false],
    ['the same beside tabs', '\t', ['1,990', '2,150'], ',', false],
    ['thousands and a fraction', ',', ['1,234.5', '1,990'], '.', true],
    ['thousands and a fraction the other way', ';', ['1.990', '2.150,5', '2.150'], ',', true],
    ['thousands parted twice', '\t', ['1,234,567', '1,990'], '.', true],
    ['a fraction in the same column', ';', ['1.990', '20,5', '2.150', '20,5'], ',', true],
    ['a fraction in a cell with its unit', ';', ['1.990', '980,5 kbit/s'], ',', true],
    ['a zero parts no thousands', ';', ['0.125', '1.990'], '.', true],
    ['an address is no number', ';', ['24.105.138.200', '1.990'], '.', true],
    ['a version beside decimal commas leaves it open', ';', ['2.1', '1,434', '2.1', '1,434'], '.', false],
    ['a point and a comma leave it open', '\t', ['2.1', '20,5'], '.', false],
    ['one comma among many points is a mistake', ',', [...times(20, '3.25'), '12,5'], '.', true],
    [
      'one comma among many that may mean either says nothing',
      '\t',
      [...times(20, '3.125'), '12,5'],
      ',',
      false,
    ],
    ['one comma where cells are parted by commas leaves points open', ',', ['3.125', '12,5'], ',', false],
    ['both ways with three digits', '|', ['1.990', '2,150'], ',', false],
  ];
  const column = (cells: readonly string[]): string[][] => cells.map((cell) => [cell]);
  for (const [shows, delimiter, cells, decimal, isDecimalKnown] of cases)
    it(shows, () => {
      expect(decimalSignOf(column(cells), delimiter)).to.deep.equal({ decimal, isDecimalKnown });
    });

  describe('points that commas of another column could make thousands', () => {
    const besides: readonly (readonly [string, readonly string[], readonly string[], boolean])[] = [
      // what it shows,                                   the column, the other one,         known
      ['stay open beside channels', ['4.943', '2.150'], ['36,40', '1,6'], false],
      ['stay open beside words', ['4.943', '2.150'], ['12,34 Main', '2,4 GHz'], false],
      ['are thousands beside numbers too small to be parted', ['1.990', '870'], ['20,5', '20,1'], true],
      ['are thousands beside a comma of their own', ['1.990', '870,5'], ['20,5', '20,1'], true],
    ];
    for (const delimiter of [';', '\t'] as const)
      for (const [shows, cells, others, isDecimalKnown] of besides)
        it(`${shows}, cells parted by ${JSON.stringify(delimiter)}`, () => {
          const rows = cells.map((cell, row) => [cell, others[row] ?? '']);
          expect(decimalSignOf(rows, delimiter)).to.deep.equal({ decimal: ',', isDecimalKnown });
        });
  });
});
