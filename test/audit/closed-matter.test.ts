import { expect } from 'chai';
import { recordEvent } from '../../src/audit/audit-store.js';
import type { Actor, NewEvent } from '../../src/audit/event.js';
import { fileLetter } from '../../src/letters/file-letter.js';
import { closeMatter } from '../../src/matters/close-matter.js';
import { getMatterFor } from '../../src/matters/matter-store.js';
import type { MatterInHand } from '../../src/matters/matter.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { inTransaction } from '../../src/platform/database.js';
import { getLetter } from '../../src/letters/letter-store.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const CLOSED = 'The matter is closed; open it again';

/** The page was answered while the matter was open; it was closed before the form came back. */
describe('a matter that was closed meanwhile', () => {
  let started: Started;
  let omar: Actor;
  /** As it was read while it was open. */
  let matter: MatterInHand;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    omar = started.actor('omar');
    const id = await openMatter(
      started.deps,
      {
        title: 'Verizon – Netflix, letter of 5 June 2014',
        regime: 'private',
        zone: 'America/Los_Angeles',
        legend: 'Attorney work product',
        approvalForm: 'two-people',
        ourParty: 'Netflix',
        theirParty: 'Verizon',
      },
      omar,
    );
    matter = await getMatterFor(started.deps.db, omar, id);
    const request = { reason: 'Settled', version: matter.version, seen: [] };
    const none = () => Promise.resolve([]);
    await closeMatter(started.deps, matter, request, omar, {
      ...{ holds: none, runs: none, unsent: none, changed: none, unproved: none },
    });
  });
  afterEach(() => started.close());

  const record = async (event: Pick<NewEvent, 'action' | 'by'>) =>
    inTransaction(started.deps, (tx) =>
      recordEvent(tx, { ...event, at: started.deps.clock.now(), subject: matter.id, matterId: matter.id }),
    ).then(
      () => 'recorded',
      (error: unknown) => String(error),
    );

  for (const action of ['extension.recorded', 'reply.written', 'demand.entered', 'item.added'] as const)
    it(`a person’s ${action} is refused`, async () => {
      expect(await record({ action, by: omar })).to.contain(CLOSED);
    });

  for (const action of ['document.downloaded', 'bundle.downloaded', 'noticeList.namesSeen'] as const)
    it(`${action} is recorded: a closed matter is still read`, async () => {
      expect(await record({ action, by: omar })).to.equal('recorded');
    });

  it('a mail that had left is recorded all the same', async () => {
    expect(await record({ action: 'dispatch.sent', by: null })).to.equal('recorded');
  });

  it('takes no letter off the Desk: the letter stays there, whole', async () => {
    const browser = await started.signIn('omar');
    await browser.get('/desk');
    await browser.upload('/desk/letters', [{ name: 'letter.txt', content: 'Send the list.' }]);
    const { id } = await started.deps.db.selectFrom('letter').select('id').executeTakeFirstOrThrow();
    const letter = await getLetter(started.deps.db, id);
    const refused = await fileLetter(started.deps, letter, matter, letter.version, omar).catch(String);
    expect(refused).to.contain(CLOSED);
    expect(await getLetter(started.deps.db, id)).to.deep.equal(letter);
  });

  it('is read in full: its pages answer', async () => {
    const browser = await started.signIn('omar');
    for (const page of ['', '/letters', '/demands', '/deadlines', '/evidence', '/bundles', '/audit'])
      expect((await browser.get(`/matters/${matter.id}${page}`)).status, page).to.equal(200);
  });
});
