import { sql } from 'kysely';
import { expect } from 'chai';
import { inTransaction } from '../../src/platform/database.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('the database', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());

  it('using the database outside a transaction from inside it throws instead of hanging', async () => {
    const { deps } = started;
    const error = await inTransaction(deps, async () => {
      await deps.db.selectFrom('account').select('id').execute();
    }).catch((reason: unknown) => reason);
    expect(error)
      .to.be.instanceOf(Error)
      .with.property('message', 'Use the transaction here, not the database outside it.');
  });

  it('takes one writer at a time, so that what was checked is still true when it is written', async () => {
    const { deps } = started;
    await sql`create table counter (n ${sql.raw(deps.engine === 'sqlite' ? 'integer' : 'bigint')} not null)`.execute(
      deps.db,
    );
    await sql`insert into counter (n) values (0)`.execute(deps.db);
    const addOne = (): Promise<void> =>
      inTransaction(deps, async (tx) => {
        const { rows } = await sql<{ n: number }>`select n from counter`.execute(tx);
        await sql`update counter set n = ${(rows[0]?.n ?? 0) + 1}`.execute(tx);
      });
    await Promise.all(Array.from({ length: 40 }, addOne));
    const { rows } = await sql<{ n: number }>`select n from counter`.execute(deps.db);
    expect(rows[0]?.n).to.equal(40);
  });

  it('a transaction that fails leaves nothing', async () => {
    const { deps } = started;
    await inTransaction(deps, async (tx) => {
      await tx.insertInto('setting').values({ name: 'half', value: 'done' }).execute();
      throw new Error('no');
    }).catch(() => undefined);
    expect(
      await deps.db.selectFrom('setting').where('name', '=', 'half').selectAll().execute(),
    ).to.deep.equal([]);
  });
});
