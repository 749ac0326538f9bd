import { expect } from 'chai';
import { countedOn } from '../../src/deadlines/counted.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { voidDeadline } from '../../src/deadlines/void-deadline.js';
import { endDemand } from '../../src/demands/end-demand.js';
import { getDemandIn } from '../../src/demands/demand-store.js';
import { ConflictError } from '../../src/platform/errors.js';
import { voidReply } from '../../src/replies/edit-reply.js';
import { newId } from '../../src/platform/ids.js';
import { openDispute, type Dispute } from '../overview/dispute.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const ZONE = 'America/Los_Angeles';

describe('a demand and a reply stay open while what binds us does', () => {
  let started: Started;
  let dispute: Dispute;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
  });
  afterEach(() => started.close());

  const set = (whose: 'binding' | 'promised' | 'asserted') =>
    setDeadline(
      started.deps,
      {
        matterId: dispute.matterId,
        letterId: dispute.letterId,
        demandId: dispute.demandIds[0],
        title: 'End the test',
        whose,
        zone: ZONE,
        counted: countedOn('2014-06-16', ZONE),
      },
      started.actor('dana'),
    );
  const end = async (ending: 'withdrawn' | 'resolved' | 'no-response') => {
    const demand = await getDemandIn(started.deps.db, dispute.matterId, dispute.demandIds[0]);
    const request = { ending, reason: 'settled', version: demand.version };
    return endDemand(started.deps, demand, request, started.actor('omar')).catch((error: unknown) => error);
  };
  const reply = async () => {
    const id = newId();
    const at = started.deps.clock.now();
    await started.deps.db
      .insertInto('reply')
      .values({
        ...{ id, matterId: dispute.matterId, number: 1, inReplyTo: dispute.letterId, state: 'draft' },
        ...{ datedOn: '2014-06-09', addressee: 'Verizon', subject: 'Reply', salutation: 'Dear' },
        ...{ signatory: 'David Hyman', writtenAt: at, writtenBy: started.actor('dana').accountId },
      })
      .execute();
    return voidReply(
      started.deps,
      { id, matterId: dispute.matterId },
      'another is written',
      started.actor('dana'),
    ).catch((error: unknown) => error);
  };

  for (const whose of ['binding', 'promised'] as const)
    it(`a ${whose} date on a demand names itself when someone would end the demand or void the reply`, async () => {
      const id = await set(whose);
      for (const ending of ['withdrawn', 'resolved', 'no-response'] as const) {
        const error = await end(ending);
        expect(error).to.be.instanceOf(ConflictError);
        expect(String(error)).to.contain('Mon 16 Jun 2014').and.to.contain('End the test');
      }
      expect(await reply()).to.be.instanceOf(ConflictError);
      await voidDeadline(
        started.deps,
        dispute.matterId,
        { id, version: 1, reason: 'settled' },
        started.actor('dana'),
      );
      expect(await end('withdrawn')).to.equal(undefined);
    });

  it('a date they assert holds neither', async () => {
    await set('asserted');
    expect(await reply()).to.equal(undefined);
    expect(await end('withdrawn')).to.equal(undefined);
  });
});
