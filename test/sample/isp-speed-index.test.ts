import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { indexTableCsv } from '../../src/sample/tables.js';

const text = readFileSync(new URL('../../data/sample/isp-speed-index.csv', import.meta.url), 'utf8');
const rows = text
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));

const published = [
  // provider          month      Mbps
  ['Verizon - FiOS', '2014-04', '1.99'],
  ['Verizon - FiOS', '2014-05', '1.90'],
  ['Verizon - FiOS', '2014-06', '1.58'],
  ['Comcast', '2014-05', '2.72'],
  ['Comcast', '2012-11', '2.17'],
  ['AT&T - DSL', '2015-02', '2.20'],
] as const;

describe('the ISP Speed Index of the sample', () => {
  for (const [provider, month, mbps] of published)
    it(`${provider}, ${month}: ${mbps} Mbps as published`, () =>
      expect(rows).to.deep.include([month, provider, mbps]));

  it('has every provider for every month from November 2012 to February 2015, once', () => {
    const months = new Set(rows.map(([month]) => month));
    const keys = new Set(rows.map(([month, provider]) => `${month} ${provider}`));
    expect(months.size).to.equal(28);
    expect(keys.size).to.equal(28 * 5);
    expect(rows).to.have.lengthOf(28 * 5);
    expect(text).to.match(/^month,provider,mbps\n2012-11,/);
  });

  it('becomes a table of one month a row that stops at the month asked for', () => {
    const table = indexTableCsv(text, '2014-05').trimEnd().split('\n');
    expect(table).to.have.lengthOf(1 + 19);
    expect(table.at(-1)).to.equal('2014-05,2.72,2.94,1.70,1.90,1.26');
  });
});
