import { expect } from 'chai';
import { answeringSentence } from '../../src/replies/answering.js';
import { openDispute, respond, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const EACH = 'We respond to each of its demands below, in its own words and order.';
const THOSE = 'We respond to the demands set out below, each in its own words.';

describe('what a reply says of the demands it responds to', function () {
  this.timeout(30_000);
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
  });

  const begin = async (): Promise<string> =>
    (await dana.post(`/matters/${dispute.matterId}/replies`, { letterId: dispute.letterId })).location ?? '';
  const withdraw = (demandId: string): Promise<unknown> =>
    started.deps.db.updateTable('demand').set({ state: 'withdrawn' }).where('id', '=', demandId).execute();

  it('each of them in its order, where that is so', async () => {
    const path = await begin();
    expect((await dana.get(path)).text)
      .to.contain(EACH)
      .and.not.contain('The opening says');
  });

  it('those set out, where one ended without a response', async () => {
    await withdraw(dispute.demandIds[1]);
    const page = (await dana.get(await begin())).text;
    expect(page).to.contain(THOSE).and.not.contain('each of its demands');
  });

  it('one that ended afterwards is named before the letter goes out, with what to say', async () => {
    const path = await begin();
    await withdraw(dispute.demandIds[1]);
    expect((await dana.get(path)).text).to.contain(
      `The opening says “${EACH}”, and a demand of their letter is left out of it. Say instead: “${THOSE}”`,
    );
    await started.deps.db.updateTable('reply').set({ opening: THOSE }).execute();
    expect((await dana.get(path)).text).not.to.contain('The opening says');
  });

  it('one that ended with its response in the letter is not left out', async () => {
    await respond(started, dispute.matterId, dispute.demandIds[1], 'It is enclosed.');
    const path = await begin();
    await withdraw(dispute.demandIds[1]);
    expect((await dana.get(path)).text).not.to.contain('The opening says');
  });

  it('claims their order only where nothing earlier stands behind', () => {
    const at = (page: number | null, quoteStart: number | null = null) => ({
      ...{ state: 'open' as const, page, quoteStart, lineFrom: null, isTold: true },
    });
    expect(answeringSentence([at(1, 5), at(1, 90), at(2, 3), at(null)])).to.equal(EACH);
    const moved = 'We respond to each of its demands below, in its own words.';
    expect(answeringSentence([at(2), at(1)])).to.equal(moved);
    expect(answeringSentence([at(1, 90), at(1, 5)])).to.equal(moved);
  });
});
