import { expect } from 'chai';
import type { KyselyPlugin } from 'kysely';
import { NotFoundError } from '../../src/platform/errors.js';
import { letterCarried } from '../../src/replies/letter-carried.js';
import { openDispute } from '../overview/dispute.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { approvedByRows } from './approved-bundle.js';

describe('the letter that a bundle begins with', () => {
  let started: Started;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
  });
  after(() => started.close());

  it('is none only where there is no such letter: what is missing inside it is an error', async () => {
    const dispute = await openDispute(started);
    const { replyId } = await approvedByRows(started, dispute);
    const { db } = started.deps;
    const matter = { id: dispute.matterId, regime: 'private', zone: 'America/Los_Angeles' } as const;
    expect(await letterCarried(db, matter, 'none')).to.equal(null);
    expect(await letterCarried(db, matter, replyId)).to.include({ datedOn: '2014-06-10' });
    // The bundle of the letter is asked for in putting the letter together, and nowhere before.
    const isGone: KyselyPlugin = {
      transformQuery: ({ node }) => {
        if (JSON.stringify(node).includes('"bundle"')) throw new NotFoundError('item', 'R-0007');
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };
    const failed = await letterCarried(db.withPlugin(isGone), matter, replyId).then(
      (found) => found,
      (error: Error) => error.message,
    );
    expect(failed).to.equal('No such item: R-0007');
  });
});
