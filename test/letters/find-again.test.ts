import { expect } from 'chai';
import { listProvisional } from '../../src/deadlines/deadline-store.js';
import { countedAsFound } from '../../src/deadlines/counted.js';
import { findAgain } from '../../src/letters/find-again.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, LETTER } from './fixtures.js';

describe('the provisional date of a letter that an older reader read', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    const dana = await atTheDesk(started, 'dana');
    const answer = await dana.upload('/desk/letters', [{ name: 'letter.txt', content: LETTER }]);
    expect(answer.status).to.equal(303);
  });
  afterEach(() => started.close());

  const only = async () => {
    const [one, ...others] = await listProvisional(started.deps.db);
    if (!one || others.length > 0) throw new Error('there is not one provisional date');
    return one;
  };
  /** As a reader left it that found another day, and knew nothing of versions. */
  const byOlder = async (on: string): Promise<void> => {
    const { id, letterId, zone } = await only();
    const { input, result } = countedAsFound(on, zone);
    const { reader: _newer, ...older } = result;
    const { db } = started.deps;
    await db.updateTable('letter').set({ earliestOn: on }).where('id', '=', letterId).execute();
    await db
      .updateTable('deadline')
      .set({ input: JSON.stringify(input), result: JSON.stringify(older), computedOn: on, earliestOn: on })
      .where('id', '=', id)
      .execute();
  };

  it('is found again by today’s, the old one beside it with the reason, and once', async () => {
    const { earliestOn } = await only();
    await byOlder('2014-06-16');
    const old = await only();
    expect(await findAgain(started.deps)).to.equal(1);
    expect(await only()).to.include({ earliestOn, state: 'provisional' });
    const before = await started.deps.db
      .selectFrom('deadline')
      .where('id', '=', old.id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(before).to.include({ state: 'superseded', endedReason: 'its letter was read by a newer reader' });
    expect(await findAgain(started.deps)).to.equal(0);
  });

  it('stands where its words come to the same day, and is not read at every start', async () => {
    const { id, earliestOn } = await only();
    await byOlder(earliestOn ?? '');
    expect(await findAgain(started.deps)).to.equal(0);
    const { version, ...found } = await only();
    expect(found).to.include({ id, earliestOn });
    expect(await findAgain(started.deps)).to.equal(0);
    expect((await only()).version).to.equal(version);
  });
});
