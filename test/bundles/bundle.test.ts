import { expect } from 'chai';
import { exhibitMarks, inBundleOrder } from '../../src/bundles/bundle.js';

const bundle = { purpose: 'enclosures', exhibitStyle: 'letters' } as const;
const entry = (id: string, section: string, treatment: 'include' | 'withhold' = 'include') => ({
  id,
  section,
  treatment,
});

describe('exhibit marks of a stored bundle', () => {
  it('follow the order of the paper: what came later into an earlier section stands with it', () => {
    const entries = [entry('letter', 'Letters'), entry('table', 'Data'), entry('second letter', 'Letters')];
    expect(inBundleOrder(entries).map(({ id }) => id)).to.deep.equal(['letter', 'second letter', 'table']);
    expect([...exhibitMarks(bundle, entries)]).to.deep.equal([
      ['letter', 'A'],
      ['second letter', 'B'],
      ['table', 'C'],
    ]);
  });

  it('leave no gap for what is held back from enclosures', () => {
    const entries = [entry('note', 'Letters', 'withhold'), entry('letter', 'Letters')];
    expect([...exhibitMarks(bundle, entries)]).to.deep.equal([['letter', 'A']]);
  });
});
