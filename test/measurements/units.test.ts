import { expect } from 'chai';
import { findUnit, unitInName } from '../../src/measurements/units.js';

describe('the unit that a column’s name states', () => {
  for (const [column, shown] of [
    ['download_mbps', 'Mbit/s'],
    ['Download Mb/s', 'Mbit/s'],
    ['download_Mb/s', 'Mbit/s'],
    ['speed (Mb/s)', 'Mbit/s'],
    ['Download Gb/s', 'Gbit/s'],
    ['download_kbps', 'kbit/s'],
    ['Download kb/s', 'kbit/s'],
    ['Download MB/s', 'MB/s'],
    ['download_MBps', 'MB/s'],
    ['Download kB/s', 'kB/s'],
    ['download_KBps', 'kB/s'],
    ['speed (MB/s)', 'MB/s'],
    ['RTT_MS', 'ms'],
    // Bits or bytes: the name leaves it open, so a person says which.
    ['download_mb/s', null],
    ['speed (mb/s)', null],
    ['download_kb/S', null],
  ] as const)
    it(`${column}: ${shown ?? 'none, it is asked for'}`, () =>
      expect(unitInName(column)?.shown ?? null).to.equal(shown));

  it('said by a person it follows the same rule', () => {
    expect(findUnit('throughput', 'MB/s')?.times).to.equal(8);
    expect(findUnit('throughput', 'Mb/s')?.times).to.equal(1);
    expect(findUnit('throughput', 'MBps')?.times).to.equal(8);
    expect(findUnit('throughput', 'mbps')?.times).to.equal(1);
    expect(findUnit('throughput', 'mb/s')).to.equal(null);
  });
});
