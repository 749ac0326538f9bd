import { expect } from 'chai';
import { listBuilds } from '../../src/bundles/build-store.js';
import { listEntries } from '../../src/bundles/bundle-store.js';
import { listVolumes } from '../../src/bundles/volume-store.js';
import { idOf, openBundleRoom, PRODUCTION, type BundleRoom } from './bundle-room.js';
import { emlOf, pdfOf } from './mixed-files.js';

/** Everything a build leaves, by hash. */
interface Built {
  readonly spec: string | null;
  readonly files: readonly (string | null)[];
}

describe('the same bundle in another house', function () {
  this.timeout(120_000);
  const rooms: BundleRoom[] = [];
  before(async () => {
    // The second is on SQLite in any case: where the tests run on PostgreSQL, the two engines are compared.
    rooms.push(await openBundleRoom(), await openBundleRoom({ onSqlite: true }));
  });
  after(() => Promise.all(rooms.map(({ started }) => started.close())));

  const builtOf = async ({ started }: BundleRoom, bundle: string): Promise<Built> => {
    const [build] = await listBuilds(started.deps.db, idOf(bundle));
    expect(build?.state, build?.reason ?? '').to.equal('built');
    const volumes = await listVolumes(started.deps.db, build?.id ?? '');
    const own = [build?.pdfSha256, build?.packageSha256, build?.recordSha256];
    const further = volumes.flatMap((one) => [one.pdfSha256, one.packageSha256, one.recordSha256]);
    return { spec: build?.specSha256 ?? null, files: [...own.map((hash) => hash ?? null), ...further] };
  };

  /** A production in volumes with something held back and something painted, and what continues it. */
  const produce = async (room: BundleRoom): Promise<Built[]> => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      'a.pdf': await fixed('Alpha', 3),
      'b.eml': emlOf('The notice', 'Words of a mail.'),
      'c.csv': 'network,mbps\nVale,9\nHarbour,3\n',
      'd.pdf': await fixed('Delta', 4),
      'e.pdf': await fixed('Alpha corrected', 2),
    });
    await room.started.runJobs();
    const first = await room.begin(matterId, items.slice(0, 4), { ...PRODUCTION, maxPages: '9' });
    const entries = await listEntries(room.started.deps.db, idOf(first));
    const path = (at: number) => `${first}/entries/${entries[at]?.id ?? ''}`;
    const held = {
      title: 'Held',
      treatment: 'withhold',
      ground: 'Work product',
      description: 'A table',
      author: 'A',
      recipients: 'B',
    };
    expect((await room.save(path(2), held)).status).to.equal(303);
    const box = { left: '50', top: '370', width: '200', height: '30', reason: 'PII' };
    expect((await room.save(`${path(3)}/pages/1`, box, `${path(3)}/pages/1/boxes`)).status).to.equal(303);
    await room.build(first, 'final');
    const once = await builtOf(room, first);
    const again = await room.build(first, 'final');
    expect(await builtOf(room, first)).to.deep.equal(once);
    await room.readAll(again);
    const approved = await room.approve(again);
    expect(approved.status, approved.text.slice(0, 2000)).to.equal(303);
    const second = (await room.dana.post(`${first}/supplement`)).location ?? '';
    await room.save(`${second}/items`, { item: [items[4] ?? ''], replaces: 'NFLX000001' });
    await room.build(second, 'final');
    return [once, await builtOf(room, second)];
  };

  it('has the same SPEC, the same files and the same record to the byte, on either database', async () => {
    const results: Built[][] = [];
    for (const room of rooms) results.push(await produce(room));
    expect(results[0]?.[0]?.files.length).to.be.above(3);
    expect(results[1]).to.deep.equal(results[0]);
  });
});

const made = new Map<string, Promise<Uint8Array>>();

/** One file for both houses: the library that makes it writes the time into it. */
function fixed(words: string, pages: number): Promise<Uint8Array> {
  const known = made.get(words) ?? pdfOf(words, pages);
  made.set(words, known);
  return known;
}
