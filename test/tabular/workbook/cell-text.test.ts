import { expect } from 'chai';
import { cellFormat } from '../../../src/tabular/workbook/cell-text.js';

/** Each was compared by hand with what LibreOffice 7.4 shows for the same format and value; see docs/decisions/0014. */
const AGREED: readonly (readonly [string, number | string, string])[] = [
  ['General', 0, '0'],
  ['General', -7.5, '-7.5'],
  ['General', 0.1, '0.1'],
  ['General', 12345678901, '12345678901'],
  ['0', 2.5, '3'],
  ['0', -0.4, '0'],
  ['0', Number('12345678901234567'), '12345678901234600'],
  ['0.00', 1.005, '1.01'],
  ['0.00', 2.675, '2.68'],
  ['0.00', -0.001, '0.00'],
  ['#,##0', 1234567.8, '1,234,568'],
  ['#,##0.00', 1234.5, '1,234.50'],
  ['#,##0_);(#,##0)', -1234, '(1,234)'],
  ['#,##0.00_);[Red](#,##0.00)', -1234.567, '(1,234.57)'],
  ['"$"#,##0.00_);\\("$"#,##0.00\\)', -1234.5, '($1,234.50)'],
  ['_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', -1234.5, '$(1,234.50)'],
  ['_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', 0, '$-'],
  ['[$€-407] #,##0.00', 1234.5, '€ 1,234.50'],
  ['#,##0.00\\ [$€-407]', 1234.5, '1,234.50 €'],
  ['[$£-809]#,##0.00', 1234.5, '£1,234.50'],
  ['0%', 0.125, '13%'],
  ['0.00%', 0.12345, '12.35%'],
  ['0.00E+00', 12345678, '1.23E+07'],
  ['##0.0E+0', 12345678, '12.3E+6'],
  ['# ?/?', 5.25, '5 1/4'],
  ['# ?/8', 0.375, '3/8'],
  ['0.0,,"M"', 12345678, '12.3M'],
  ['00000', 2134, '02134'],
  ['000-00-0000', 123456789, '123-45-6789'],
  ['(###) ###-####', 2025550143, '(202) 555-0143'],
  ['m/d/yyyy', 41795, '6/5/2014'],
  ['mm/dd/yy', 41795, '06/05/14'],
  ['yyyy-mm-dd', 41795, '2014-06-05'],
  ['d-mmm-yy', 41795, '5-Jun-14'],
  ['dddd, mmmm d, yyyy', 41795, 'Thursday, June 5, 2014'],
  ['mmm-yy', 41795, 'Jun-14'],
  ['yyyy-mm-dd hh:mm:ss', 41795.7506944444, '2014-06-05 18:01:00'],
  ['m/d/yyyy h:mm', 41795.5, '6/5/2014 12:00'],
  ['[$-409]mmmm d, yyyy', 41795, 'June 5, 2014'],
  ['[$-407]d. mmmm yyyy', 41795, '5. Juni 2014'],
  ['[$-F800]dddd, mmmm dd, yyyy', 41795, 'Thursday, June 5, 2014'],
  ['dd.mm.yyyy', 41795, '05.06.2014'],
  ['h:mm AM/PM', 0.75, '6:00 PM'],
  ['h:mm:ss', 0.999988426, '23:59:59'],
  ['[h]:mm:ss', 1.5, '36:00:00'],
  ['[h]:mm', 26.0208333333, '624:30'],
  ['[mm]:ss', 0.05, '72:00'],
  ['mm:ss.0', 0.000728009, '01:02.9'],
  ['[<1]0.00%;0.0', 0.5, '50.00%'],
  ['[>=100]"high";[<0]"below";0.0', 150, 'high'],
  ['0;-0;"none"', 0, 'none'],
  ['0 "units"', 12, '12 units'],
  ['"No. "0', 12, 'No. 12'],
  ['General" Mbps"', 3.25, '3.25 Mbps'],
  ['+0;-0;0', 5, '+5'],
  ['0.00;@', 'words', 'words'],
  ['@', '007', '007'],
];

/** Where Excel differs from LibreOffice: its own rules for General, its leap day of 1900, and what it shows of no day. */
const EXCEL: readonly (readonly [string, number | string, string])[] = [
  ['General', 1 / 3, '0.333333333'],
  ['General', 1234567.891, '1234567.891'],
  ['General', 123456789012, '1.23457E+11'],
  ['General', Number('12345678901234567'), '1.23457E+16'],
  ['General', 0.00001234, '0.00001234'],
  ['General', 1e-10, '1E-10'],
  ['General', 0.1 + 0.2, '0.3'],
  ['0.###', 5, '5.'],
  ['m/d/yyyy', 60, '2/29/1900'],
  ['m/d/yyyy', 59, '2/28/1900'],
  ['m/d/yyyy', 1, '1/1/1900'],
  ['m/d/yyyy', -1, '########'],
  ['h:mm', -0.5, '########'],
  ['"Name: "@', 'Ann', 'Name: Ann'],
  ['#', 0, ''],
  [';;;', 5, ''],
  [';;;', 'words', ''],
];

describe('what Excel shows of a value', () => {
  for (const [code, value, shown] of [...AGREED, ...EXCEL])
    it(`${JSON.stringify(value)} as ${code} is ${shown}`, () => {
      expect(cellFormat(code, false).show(value)).to.equal(shown);
    });

  it('counts days from 1904 where the workbook does, and hours that go on counting from nothing', () => {
    expect(cellFormat('yyyy-mm-dd', true).show(40333)).to.equal('2014-06-05');
    expect(cellFormat('m/d/yyyy', true).show(0)).to.equal('1/1/1904');
    expect(cellFormat('[h]:mm', true).show(1.5)).to.equal('36:00');
  });

  it('shows a value as it is where the format cannot be understood, and says so', () => {
    const format = cellFormat('0.00[oops', false);
    expect(format.isBroken).to.equal(true);
    expect(format.show(2.5)).to.equal('2.5');
  });

  it('knows a whole number whose digits cannot all be read', () => {
    expect(cellFormat('General', false).cutsDigits(4111111111111111)).to.equal(true);
    expect(cellFormat('0', false).cutsDigits(4111111111111111)).to.equal(false);
    expect(cellFormat('General', false).cutsDigits(20140605)).to.equal(false);
  });

  it('leaves words as they are typed, blanks at their beginning too', () => {
    expect(cellFormat('0.00', false).show('  007 ')).to.equal('  007 ');
    expect(cellFormat('General', false).show(true)).to.equal('TRUE');
  });
});
