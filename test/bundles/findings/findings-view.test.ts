import { expect } from 'chai';
import { findingsView } from '../../../src/bundles/findings/findings-view.js';
import type { Bundle, StoredFinding } from '../../../src/bundles/bundle.js';

const BUNDLE = { id: 'bundle', matterId: 'matter', replyId: null } as Bundle;

const note = (document: string | null, what: string, more: Partial<StoredFinding> = {}): StoredFinding => ({
  ...{ id: `${document} ${what}`, buildId: 'build', level: 'note', document, page: null, what },
  ...{ clearedAt: null, clearedBy: null, clearReason: null, volume: null, sourcePages: '[]', isPaintable: 0 },
  ...more,
});

const groupsOf = (findings: readonly StoredFinding[]) =>
  findingsView(findings, { bundle: BUNDLE, entries: [], zone: 'UTC', names: new Map([['a', 'Dana']]) }).notes;

describe('notes of a bundle as a person reads them', () => {
  it('the same said of several documents is read once, with each document and its pages', () => {
    const groups = groupsOf([
      note('R-0001 a.pdf', 'A link was taken out.', { page: 3 }),
      note('R-0002 b.pdf', 'A link was taken out.', { page: 5 }),
      note('R-0003 c.pdf', 'A layer was flattened.'),
    ]);
    expect(groups.map(({ documents }) => documents.map(({ name, pages }) => [name, pages]))).to.deep.equal([
      [
        ['R-0001 a.pdf', 'page 3'],
        ['R-0002 b.pdf', 'page 5'],
      ],
      [['R-0003 c.pdf', '']],
    ]);
    expect(groups[0]?.findings.map(({ what }) => what)).to.deep.equal(['A link was taken out.']);
  });

  it('what one person read is not put beside what nobody has', () => {
    const read = { clearedAt: '2014-06-06T12:00:00.000Z', clearedBy: 'a' };
    const groups = groupsOf([note('a.pdf', 'Same.', read), note('b.pdf', 'Same.')]);
    expect(groups.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
  });

  it('what can be mended on a page, and what is about the whole, stand by themselves', () => {
    const painted = { isPaintable: 1, sourcePages: '[1]' } as const;
    const groups = groupsOf([
      note('a.pdf', 'Same.', painted),
      note('b.pdf', 'Same.', painted),
      note(null, 'Same.'),
      note('c.pdf', 'Same.'),
    ]);
    expect(groups).to.have.length(4);
  });
});
