import { sql } from 'kysely';
import { expect } from 'chai';
import { recordEvent } from '../../src/audit/audit-store.js';
import { chainHash, CHAIN_START, eventText } from '../../src/audit/event.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { inTransaction } from '../../src/platform/database.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('the audit log', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startRejoinder();
  });
  afterEach(() => started.close());

  const record = (count: number): Promise<void> =>
    inTransaction(started.deps, async (tx) => {
      for (let n = 0; n < count; n += 1)
        await recordEvent(tx, {
          by: started.actor('dana'),
          at: '2014-06-05T19:00:00.000Z',
          action: 'demand.entered',
          subject: `d${n}`,
          detail: { number: n },
        });
    });

  it('each event is hashed with the one before it', async () => {
    await record(1);
    const events = await started.deps.db.selectFrom('auditEvent').orderBy('seq').selectAll().execute();
    let before = CHAIN_START;
    for (const event of events) {
      expect(event.prevHash).to.equal(before);
      expect(event.hash).to.equal(chainHash(before, event.text));
      before = event.hash;
    }
    expect(await verifyChain(started.deps.db)).to.deep.equal({
      events: events.length,
      head: before,
      broken: null,
    });
  });

  it('the text that is hashed is canonical: sorted keys, no spaces', () => {
    const text = eventText(7, {
      by: null,
      at: '2014-06-05T19:00:00.000Z',
      action: 'demand.entered',
      subject: 'd1',
      detail: { b: 2, a: 'x' },
    });
    expect(text).to.equal(
      '{"action":"demand.entered","at":"2014-06-05T19:00:00.000Z","by":null,"detail":{"a":"x","b":2},"matter":null,"seq":7,"subject":"d1"}',
    );
  });

  const changes = [
    ['an update', () => sql`update audit_event set action = 'x' where seq = 2`],
    ['a delete', () => sql`delete from audit_event where seq = 2`],
    [
      'a replacement',
      (engine: string) =>
        engine === 'sqlite'
          ? sql`replace into audit_event select seq, at, by_account, 'x', subject, matter_id, text, prev_hash, hash from audit_event where seq = 2`
          : sql`insert into audit_event select * from audit_event where seq = 2 on conflict (seq) do update set action = 'x'`,
    ],
    [
      'a truncation',
      (engine: string) => (engine === 'sqlite' ? sql`delete from audit_event` : sql`truncate audit_event`),
    ],
  ] as const;
  for (const [what, change] of changes)
    it(`${what} is refused by the database itself`, async () => {
      await record(3);
      const error = await change(started.deps.engine)
        .execute(started.deps.db)
        .catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error);
      expect((error as Error).message).to.include('rows of audit_event are never changed or removed');
    });

  const tamperings = [
    ['another action', `update audit_event set action = 'demand.edited' where seq = 8`, 8],
    ['another time', `update audit_event set at = '2014-06-01T00:00:00.000Z' where seq = 7`, 7],
    [
      'another text with its hash made anew',
      `update audit_event set text = replace(text, 'entered', 'edited') where seq = 9`,
      9,
    ],
    ['a row taken out', `delete from audit_event where seq = 6`, 7],
  ] as const;
  for (const [what, statement, brokenAt] of tamperings)
    it(`with the guards taken away, ${what} is found and named`, async () => {
      await record(10);
      const { db, engine } = started.deps;
      const drops =
        engine === 'sqlite'
          ? ['drop trigger audit_event_no_update', 'drop trigger audit_event_no_delete']
          : ['drop trigger audit_event_no_change on audit_event'];
      for (const drop of drops) await sql.raw(drop).execute(db);
      await sql.raw(statement).execute(db);
      const verdict = await verifyChain(db);
      expect(verdict.broken?.seq).to.equal(brokenAt);
    });
});
