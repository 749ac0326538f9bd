import { expect } from 'chai';
import { recordEvent } from '../../src/audit/audit-store.js';
import { bundleNumber, type Bundle } from '../../src/bundles/bundle.js';
import { listBundles } from '../../src/bundles/bundle-store.js';
import type { FileState } from '../../src/bundles/file-state.js';
import { rememberedFiles } from '../../src/bundles/remembered-files.js';
import { inTransaction } from '../../src/platform/database.js';
import { openBundleRoom, type BundleRoom } from './bundle-room.js';

describe('how the files of bundles stood, remembered', () => {
  let room: BundleRoom;
  const matters: string[] = [];
  before(async () => {
    room = await openBundleRoom();
    for (let at = 0; at < 2; at += 1) {
      const matterId = await room.open();
      matters.push(matterId);
      for (let bundle = 0; bundle < 2; bundle += 1) await room.begin(matterId, []);
    }
  });
  after(() => room.started.close());

  const happen = (matterId: string): Promise<void> =>
    inTransaction(room.started.deps, (tx) =>
      recordEvent(tx, {
        ...{ by: room.started.actor('dana'), at: room.started.deps.clock.now(), action: 'bundle.edited' },
        ...{ subject: matterId, matterId, detail: { number: 'B-0001', fields: 'details' } },
      }),
    );
  const fileOf = ({ id, state }: Bundle): FileState => ({
    ...{ buildId: id, name: `Final file of ${state}`, path: '/', isDraft: false, builtAt: null, why: [] },
    ...{ chip: { text: 'built', kind: 'ok' }, waits: true },
  });
  /** Asks for the files of some bundles; gives for which of them they were looked for. */
  const ask = async (bundles: readonly Bundle[], found: (one: Bundle) => FileState | null = fileOf) => {
    const looked: string[] = [];
    const files = await rememberedFiles(room.started.deps.db, bundles, (missing) => {
      looked.push(...missing.map(({ number }) => bundleNumber(number)).sort());
      return Promise.resolve(
        new Map(
          missing.flatMap((one) =>
            found(one) === null ? [] : [[one.id, found(one) ?? fileOf(one)] as const],
          ),
        ),
      );
    });
    return { looked, files };
  };
  const all = async (): Promise<Bundle[]> => {
    const lists = await Promise.all(matters.map((id) => listBundles(room.started.deps.db, id)));
    return lists.flat();
  };

  it('are looked for once while nothing happens, those without a file too', async () => {
    const bundles = await all();
    const first = await ask(bundles, (one) => (one.number === 1 ? fileOf(one) : null));
    expect(first.looked).to.deep.equal(['B-0001', 'B-0002', 'B-0001', 'B-0002']);
    expect([...first.files.keys()]).to.have.length(2);
    const again = await ask(bundles);
    expect(again.looked).to.deep.equal([]);
    expect(again.files).to.deep.equal(first.files);
  });

  it('are looked for anew in a matter where something happened, and in no other', async () => {
    const bundles = await all();
    await ask(bundles);
    await happen(matters[1] ?? '');
    const { looked, files } = await ask(bundles);
    expect(looked).to.deep.equal(['B-0001', 'B-0002']);
    expect(files.size).to.be.at.least(2);
    expect((await ask(bundles)).looked).to.deep.equal([]);
  });

  it('what happens while they are looked for is seen the next time', async () => {
    const bundles = (await all()).filter(({ matterId }) => matterId === matters[0]);
    await happen(matters[0] ?? '');
    await rememberedFiles(room.started.deps.db, bundles, async () => {
      await happen(matters[0] ?? '');
      return new Map();
    });
    expect((await ask(bundles)).looked).to.deep.equal(['B-0001', 'B-0002']);
  });

  it('what was found for a bundle as it was before is not told of it as it is now', async () => {
    const [bundle] = await all();
    if (bundle === undefined) throw new Error('No bundle.');
    await ask([bundle]);
    const approved: Bundle = { ...bundle, state: 'approved' };
    const { looked, files } = await ask([approved]);
    expect(looked).to.have.length(1);
    expect(files.get(bundle.id)?.name).to.equal('Final file of approved');
    expect((await ask([{ ...approved, version: approved.version + 1 }])).looked).to.have.length(1);
  });
});
