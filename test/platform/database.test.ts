import { sql } from 'kysely';
import { expect } from 'chai';
import { inTransaction } from '../../src/platform/database.js';
import { StorageError } from '../../src/platform/errors.js';
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

  it('a full disk is said as one, leaves nothing, and once there is room again it goes on', async () => {
    const full = await startRejoinder({ onSqlite: true });
    try {
      const { deps } = full;
      const { rows } = await sql<{ pageCount: number }>`pragma page_count`.execute(deps.db);
      await sql`pragma max_page_count = ${sql.raw(String(rows[0]?.pageCount ?? 1))}`.execute(deps.db);
      const write = () =>
        inTransaction(deps, (tx) =>
          tx
            .insertInto('setting')
            .values({ name: 'large', value: 'x'.repeat(1_000_000) })
            .execute(),
        );
      const error = await write().catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(StorageError).and.include({ status: 507 });
      expect(
        await deps.db.selectFrom('setting').where('name', '=', 'large').selectAll().execute(),
      ).to.deep.equal([]);
      await sql`pragma max_page_count = 1000000`.execute(deps.db);
      await write();
    } finally {
      await full.close();
    }
  });
});
