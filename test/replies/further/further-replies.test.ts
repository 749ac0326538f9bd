import { expect } from 'chai';
import type { Browser } from '../../support/browser.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { addItem, openDispute, respond, type Dispute } from '../../overview/dispute.js';
import { approvedByRows, type ApprovedBundle } from '../approved-bundle.js';

const AS_SENT = 'We decline.';

describe('a further reply to a letter that was replied to', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let earlier: ApprovedBundle;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-12' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
    earlier = await approvedByRows(started, dispute);
    await started.deps.db
      .updateTable('reply')
      .set({ datedOn: '2014-06-09', signatory: 'David Hyman', letterhead: 'Netflix\nLos Gatos' })
      .where('id', '=', earlier.replyId)
      .execute();
    const sent = await dana.post(at('/deliveries'), {
      ...{ buildId: earlier.buildId, method: 'courier', recipient: 'Randal Milch' },
      ...{ address: 'One Verizon Way', sentOn: '2014-06-09' },
    });
    expect(sent.status).to.equal(303);
  });

  const at = (rest: string): string => `/matters/${dispute.matterId}${rest}`;
  const begin = async (): Promise<string> => {
    const answer = await dana.post(at('/replies'), { letterId: dispute.letterId });
    expect(answer.status, answer.text).to.equal(303);
    return answer.location ?? '';
  };
  const say = (demandId: string, words: string) =>
    started.deps.db.updateTable('response').set({ words }).where('demandId', '=', demandId).execute();
  /** The words of the letter as it will be set, tags taken away. */
  const letterOf = async (path: string): Promise<string> => {
    const { text } = await dana.get(path);
    const paper = /<div class="paper" id="paper">([\s\S]*?)\n<\/div>/.exec(text)?.[1] ?? '';
    return paper.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  };
  const versionOf = async (path: string): Promise<string> =>
    /name="version" value="(\d+)"/.exec((await dana.get(path)).text)?.[1] ?? '';

  it('names the letter it goes on from, is signed as that one was, and repeats nothing that stands', async () => {
    const path = await begin();
    const page = (await dana.get(path)).text;
    expect(page)
      .to.contain('Further reply to Letter from Verizon')
      .and.contain('further to our letter of June 9, 2014')
      .and.contain('David Hyman</textarea>')
      .and.contain('Los Gatos');
    const letter = await letterOf(path);
    expect(letter)
      .to.contain('Our responses to Demand 1, Demand 2 and Demand 3 in our letter of June 9, 2014 stand.')
      .and.not.contain(AS_SENT);
    expect((await dana.get(at('/replies'))).text).to.contain('Further reply to the demands');
  });

  it('begins with what was changed since, and says that it replaces what was sent', async () => {
    await say(dispute.demandIds[1], 'The readings are enclosed.');
    const letter = await letterOf(await begin());
    expect(letter)
      .to.contain(
        'Demand 2 “provide, within five days from the date of this letter, all evidence and documents” ' +
          'This response replaces the one in our letter of June 9, 2014. The readings are enclosed.',
      )
      .and.contain('Our responses to Demand 1 and Demand 3 in our letter of June 9, 2014 stand.')
      .and.not.contain(AS_SENT);
  });

  it('a demand that no letter has answered yet is in it, and holds it back until it is', async () => {
    const { db } = started.deps;
    const [, , third] = dispute.demandIds;
    await db.deleteFrom('approvalDemand').where('demandId', '=', third).execute();
    await db.deleteFrom('response').where('demandId', '=', third).execute();
    await db.updateTable('demand').set({ state: 'open' }).where('id', '=', third).execute();
    const path = await begin();
    expect((await dana.get(path)).text).to.contain('Demand 3 is neither responded to nor closed.');
    expect(await letterOf(path))
      .to.contain('Demand 3')
      .and.contain('No response is written yet.');
    await respond(started, dispute.matterId, third, 'There is no such list.');
    expect((await dana.get(path)).text).not.to.contain('neither responded to nor closed');
    const letter = await letterOf(path);
    expect(letter)
      .to.contain('There is no such list.')
      .and.contain('Our responses to Demand 1 and Demand 2 in our letter of June 9, 2014 stand.')
      .and.not.contain('This response replaces');
  });

  it('a promise in a response that stands and whose day has passed does not hold it back', async () => {
    const { db } = started.deps;
    const promise = { promiseWords: 'by June 10, 2014', promisedOn: '2014-06-10' };
    const [first, second] = dispute.demandIds;
    await db.updateTable('response').set(promise).where('demandId', '=', first).execute();
    await db.updateTable('approvalDemand').set(promise).where('demandId', '=', first).execute();
    const path = await begin();
    expect((await dana.get(path)).text).not.to.contain('which is before the letter’s own date');
    await db.updateTable('response').set(promise).where('demandId', '=', second).execute();
    expect((await dana.get(path)).text)
      .to.contain('The response to demand 2 promises')
      .and.not.contain('The response to demand 1 promises');
  });

  it('counsel may repeat what stands, and take it out again', async () => {
    const path = await begin();
    const [first, second] = dispute.demandIds;
    const added = await dana.post(`${path}/demands`, {
      ...{ demand: [first, second], version: await versionOf(path) },
    });
    expect(added.status, added.text).to.equal(303);
    expect(await letterOf(path))
      .to.contain('This response stands as in our letter of June 9, 2014. We decline.')
      .and.contain('Our response to Demand 3 in our letter of June 9, 2014 stands.');
    await dana.post(`${path}/demands`, { version: await versionOf(path) });
    expect(await letterOf(path)).not.to.contain(AS_SENT);
  });

  it('a demand of another letter is refused by name of the fix, and a stale page loses nothing', async () => {
    const path = await begin();
    const other = await openDispute(started);
    const version = await versionOf(path);
    const wrong = await dana.post(`${path}/demands`, { demand: other.demandIds[0], version });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('Choose among the demands of this letter');
    const [first] = dispute.demandIds;
    await dana.post(`${path}/demands`, { demand: first, version });
    const stale = await dana.post(`${path}/demands`, { demand: dispute.demandIds[2], version });
    expect(stale.status).to.equal(409);
    expect(stale.text).to.contain('Someone else changed this reply meanwhile.');
    expect(await letterOf(path)).to.contain('Our responses to Demand 2 and Demand 3');
  });

  it('where the sending it goes on from is voided, it answers everything again and does not go out as it is', async () => {
    const path = await begin();
    await started.deps.db
      .updateTable('delivery')
      .set({ voidedAt: started.deps.clock.now(), voidReason: 'an error' })
      .where('matterId', '=', dispute.matterId)
      .execute();
    const page = (await dana.get(path)).text;
    expect(page).to.contain('The earlier letter this one goes on from is no longer on record as sent');
    expect(await letterOf(path))
      .to.contain('Demand 1')
      .and.contain(AS_SENT)
      .and.not.contain('in our letter of June 9, 2014 stand');
  });

  it('where the only mail of it is held, nobody has it: the next reply is a first one and answers everything', async () => {
    const held = { documentId: earlier.bundleId, why: ['It went to press@paper.example.'] };
    const ours = () => started.deps.db.updateTable('delivery').where('matterId', '=', dispute.matterId);
    await ours()
      .set({ proofFacts: JSON.stringify({ differs: [], held }) })
      .execute();
    const path = await begin();
    expect((await dana.get(path)).text).not.to.contain('Further reply to');
    expect(await letterOf(path))
      .to.contain(AS_SENT)
      .and.not.contain('our letter of June 9, 2014');
    await dana.post(`${path}/voiding`, { reason: 'Counsel decided' });
    await ours().set({ overrideReason: 'He has it', deliveredOn: '2014-06-09' }).execute();
    expect(await letterOf(await begin())).to.contain(
      'Our responses to Demand 1, Demand 2 and Demand 3 in our letter of June 9, 2014 stand.',
    );
  });

  it('what comes after never changes the letters before: the first reply still answers every demand', async () => {
    await say(dispute.demandIds[1], 'The readings are enclosed.');
    await begin();
    const first = await letterOf(at(`/replies/${earlier.replyId}`));
    expect(first).not.to.contain('This response replaces');
  });

  it('its bundle begins with the items that bear on the demands it responds to, and no others', async () => {
    const [first, second] = dispute.demandIds;
    const stands = await addItem(started, dispute.matterId, { number: 1, title: 'Of 1', demandIds: [first] });
    const told = await addItem(started, dispute.matterId, { number: 2, title: 'Of 2', demandIds: [second] });
    await say(second, 'The readings are enclosed.');
    const ticked = async (query: string) =>
      [
        ...(await dana.get(at(`/bundles/new${query}`))).text.matchAll(
          /name="item" id="[^"]+" value="(\w+)" checked/g,
        ),
      ].map(([, id]) => id);
    const further = (await begin()).split('/').at(-1) ?? '';
    expect(await ticked(`?reply=${further}`)).to.deep.equal([told]);
    expect(await ticked(`?reply=${earlier.replyId}`)).to.have.members([stands, told]);
    expect(await ticked('')).to.have.members([stands, told]);
    // What its words cite comes too, though it bears on no demand; what is privileged is for a person to tick.
    const cited = await addItem(started, dispute.matterId, { number: 3, title: 'Cited' });
    const held = await addItem(started, dispute.matterId, { number: 4, title: 'Held' });
    await started.deps.db.updateTable('item').set({ isPrivileged: 1 }).where('id', '=', held).execute();
    await say(second, 'The readings are enclosed [R-0003, page 1], the rest [R-0004] is not.');
    expect(await ticked(`?reply=${further}`)).to.have.members([told, cited]);
  });

  it('approved and sent, it counts for the demands it responds to and for no other', async () => {
    const [, second] = dispute.demandIds;
    await say(second, 'The readings are described below.');
    const path = await begin();
    const bundle = await dana.post(at('/bundles'), {
      ...{ title: 'Further reply', purpose: 'enclosures', paper: 'letter', datedOn: '2014-06-12' },
      ...{ exhibitStyle: 'letters', reply: path.split('/').at(-1) ?? '' },
    });
    expect(bundle.status, bundle.text).to.equal(303);
    const asked = await dana.post(`${bundle.location ?? ''}/builds`, { kind: 'final' });
    await started.runJobs();
    const file = asked.location ?? '';
    const build = await started.deps.db
      .selectFrom('bundleBuild')
      .where('id', '=', file.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(build.reason).to.equal(null);
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    const approved = await omar.post(`${file}/approval`, { pdfSha256: build.pdfSha256 ?? '' });
    expect(approved.status, approved.text).to.equal(303);
    const responds = await started.deps.db
      .selectFrom('approvalDemand')
      .where('buildId', '=', build.id)
      .select(['demandId', 'words'])
      .execute();
    expect(responds).to.deep.equal([{ demandId: second, words: 'The readings are described below.' }]);
    expect((await dana.get(at(`/demands/${second}`))).text).to.contain('Sent on Mon 9 Jun 2014 in B-0001');
    // A third, after the second was sent, goes on from both.
    await dana.post(at('/deliveries'), {
      ...{ buildId: build.id, method: 'courier', recipient: 'Randal Milch' },
      ...{ address: 'One Verizon Way', sentOn: '2014-06-12' },
    });
    await started.deps.db
      .updateTable('reply')
      .set({ datedOn: '2014-06-12' })
      .where('state', '=', 'sent')
      .where('id', '!=', earlier.replyId)
      .execute();
    const third = await begin();
    expect((await dana.get(third)).text).to.contain('our letters of June 9, 2014 and June 12, 2014');
    expect(await letterOf(third)).to.contain(
      'Our responses to Demand 1 and Demand 3 in our letter of June 9, 2014 stand. Our response to Demand 2 in our letter of June 12, 2014 stands.',
    );
  });
});
