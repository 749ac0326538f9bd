import { expect } from 'chai';
import { pageName, pageRange } from '../../src/pdf/page-names.js';
import type { PageRun } from '../../src/pdf/page-names.js';

describe('names of pages', () => {
  const runs: readonly PageRun[] = [
    { firstPage: 1, prefix: '', style: 'roman', start: 1 },
    { firstPage: 5, prefix: 'A', style: 'arabic', start: 1 },
    { firstPage: 7, prefix: 'B', style: 'arabic', start: 41 },
  ];

  it('are their numbers in the whole file where nothing else is said', () => {
    expect([1, 12].map((page) => pageName(undefined, page))).to.deep.equal(['1', '12']);
    expect(pageRange(undefined, 4, 9)).to.equal('4–9');
    expect(pageRange(undefined, 4, 4)).to.equal('4');
  });

  it('begin anew with each run, or go on where an earlier volume ended', () => {
    expect([1, 4, 5, 6, 7, 9].map((page) => pageName(runs, page))).to.deep.equal([
      'i',
      'iv',
      'A1',
      'A2',
      'B41',
      'B43',
    ]);
    expect(pageRange(runs, 5, 8)).to.equal('A1–B42');
  });

  it('in roman are those that viewers count', () => {
    const front = [{ firstPage: 1, prefix: '', style: 'roman', start: 1 }] as const;
    const pages = [9, 14, 40, 49, 90, 99, 400, 1994];
    expect(pages.map((page) => pageName(front, page))).to.deep.equal([
      'ix',
      'xiv',
      'xl',
      'xlix',
      'xc',
      'xcix',
      'cd',
      'mcmxciv',
    ]);
  });
});
