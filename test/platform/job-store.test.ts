import { expect } from 'chai';
import { inTransaction } from '../../src/platform/database.js';
import {
  claimJob,
  failJob,
  findJob,
  finishJob,
  insertJob,
  recoverJobs,
  reportProgress,
  stopJob,
} from '../../src/platform/job-store.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('jobs', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startRejoinder({ withoutCast: true });
  });
  afterEach(() => started.close());

  const queue = (kind = 'count'): Promise<string> =>
    inTransaction(started.deps, (tx) =>
      insertJob(tx, started.deps.clock, { kind, input: { n: 1 }, by: 'dana', matterId: null, subject: null }),
    );
  const claim = () => claimJob(started.deps, started.deps.clock, ['count']);

  it('each waiting job goes to one worker, however many ask at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => queue()));
    const claimed = await Promise.all(Array.from({ length: 30 }, claim));
    expect(claimed.flatMap((job) => (job ? [job.id] : [])).sort()).to.deep.equal(ids.sort());
  });

  it('kinds nobody here can do are left waiting', async () => {
    await queue('other');
    expect(await claim()).to.equal(null);
  });

  it('a worker that was taken for dead cannot record a late result', async () => {
    const id = await queue();
    const first = await claim();
    await recoverJobs(started.deps, started.deps.clock, { all: true });
    const second = await claim();
    expect(second?.fence).to.equal((first?.fence ?? 0) + 1);
    const late = await inTransaction(started.deps, (tx) =>
      finishJob(tx, { id, fence: first?.fence ?? 0 }, { pages: 1 }),
    ).catch((reason: unknown) => reason);
    expect(late).to.be.instanceOf(Error).with.property('message', 'Another worker has taken this job over.');
    await inTransaction(started.deps, (tx) => finishJob(tx, { id, fence: second?.fence ?? 0 }, { pages: 2 }));
    expect((await findJob(started.deps.db, id))?.output).to.equal('{"pages":2}');
  });

  it('a job interrupted twice fails and says so', async () => {
    const id = await queue();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await claim();
      await recoverJobs(started.deps, started.deps.clock, { all: true });
    }
    const job = await findJob(started.deps.db, id);
    expect([job?.state, job?.reason]).to.deep.equal(['failed', 'interrupted twice']);
  });

  it('progress is kept, and a person can ask a running job to stop', async () => {
    const id = await queue();
    const held = { id, fence: (await claim())?.fence ?? 0 };
    expect(
      await reportProgress(started.deps.db, started.deps.clock, held, {
        done: 3,
        total: 9,
        note: 'Exhibit B',
      }),
    ).to.equal(true);
    await inTransaction(started.deps, (tx) => stopJob(tx, id));
    expect(await reportProgress(started.deps.db, started.deps.clock, held, null)).to.equal(false);
    expect(await findJob(started.deps.db, id)).to.include({ doneCount: 3, totalCount: 9, note: 'Exhibit B' });
  });

  it('a job that is done has all of it done, though its last report came too late; one that failed has not', async () => {
    for (const [end, doneCount] of [
      [finishJob, 9],
      [failJob, 3],
    ] as const) {
      const id = await queue();
      const held = { id, fence: (await claim())?.fence ?? 0 };
      const part = { done: 3, total: 9, note: 'Exhibit B' };
      await reportProgress(started.deps.db, started.deps.clock, held, part);
      await inTransaction(started.deps, (tx) =>
        end === finishJob ? finishJob(tx, held, {}) : failJob(tx, held, 'Exhibit C is damaged.'),
      );
      const late = { done: 9, total: 9, note: 'Exhibit I' };
      expect(await reportProgress(started.deps.db, started.deps.clock, held, late)).to.equal(false);
      expect(await findJob(started.deps.db, id)).to.include({ doneCount, totalCount: 9 });
    }
  });

  it('a failed job keeps the sentence a person reads', async () => {
    const id = await queue();
    const held = { id, fence: (await claim())?.fence ?? 0 };
    await inTransaction(started.deps, (tx) => failJob(tx, held, 'Exhibit C is damaged.'));
    expect(await findJob(started.deps.db, id)).to.include({
      state: 'failed',
      reason: 'Exhibit C is damaged.',
    });
  });
});
