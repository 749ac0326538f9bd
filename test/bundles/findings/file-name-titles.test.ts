import { expect } from 'chai';
import { listFindings } from '../../../src/bundles/build-store.js';
import { idOf, openBundleRoom, type BundleRoom } from '../bundle-room.js';

describe('titles that are still the names of their files', function () {
  this.timeout(60_000);
  let room: BundleRoom;
  before(async () => (room = await openBundleRoom()));
  after(() => room.started.close());

  /** What the findings of a draft with these files say of titles. */
  async function saidOf(files: Record<string, string>, more: Record<string, string> = {}): Promise<string[]> {
    const matterId = await room.open();
    const items = await room.drop(matterId, files);
    const build = await room.build(await room.begin(matterId, items, more), 'draft');
    const findings = await listFindings(room.started.deps.db, idOf(build));
    return findings.map(({ what }) => what).filter((what) => /in the index/.test(what));
  }

  it('are said, so that no name leaves unseen', async () => {
    expect(await saidOf({ 'PRIV_memo.txt': 'a' })).to.deep.equal([
      'A title in the index is still the name of its file: “PRIV memo”. Where that should not leave, give the document a title of its own.',
    ]);
    expect(
      await saidOf({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'd.txt': 'd', 'e.txt': 'e' }),
    ).to.deep.equal([
      '5 titles in the index are still the names of their files: “a”, “b”, “c” and 2 more. Where that should not leave, give the document a title of its own.',
    ]);
  });

  it('are not said of a bundle that stays in the house, nor of a document with a title of its own', async () => {
    expect(await saidOf({ 'PRIV_memo.txt': 'a' }, { purpose: 'internal' })).to.deep.equal([]);
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'PRIV_memo.txt': 'a' });
    await room.started.deps.db.updateTable('item').set({ title: 'Memorandum' }).execute();
    const build = await room.build(await room.begin(matterId, items), 'draft');
    const findings = await listFindings(room.started.deps.db, idOf(build));
    expect(findings.filter(({ what }) => /in the index/.test(what))).to.deep.equal([]);
  });
});
