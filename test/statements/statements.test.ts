import { expect } from 'chai';
import { addItems } from '../../src/evidence/add-items.js';
import { bytesArrive } from '../../src/sample/arrive.js';
import { listUnreviewedAdverse } from '../../src/statements/statement-store.js';
import { addItem as addItemTo, openDispute, respond, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import type { Name } from '../support/cast.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const MADE = 'The Verizon network is crowded right now.';
const PUT = 'his experience was solely attributable to the Verizon network';
const STATEMENT = { madeWords: MADE, madeBy: 'Netflix', madeTo: 'one viewer', putWords: PUT };

describe('the statements at issue', () => {
  let started: Started;
  let dispute: Dispute;
  let at: string;
  let omar: Browser;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    at = `/matters/${dispute.matterId}/statements`;
    omar = await started.signIn('omar');
    await omar.get(at);
  });

  const addItem = async (name: string): Promise<string> => {
    const arrived = await bytesArrive(started.deps, name, `network,mbps\n${name},1.5\n`);
    const provenance = { custodian: 'Delivery', source: 'log' };
    const outcomes = await addItems(
      started.deps,
      dispute.matterId,
      [arrived],
      provenance,
      started.actor('dana'),
    );
    return outcomes[0]?.itemId ?? '';
  };
  const enter = async (fields: Record<string, string | string[]> = {}): Promise<string> => {
    const answer = await omar.post(at, { ...STATEMENT, ...fields });
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
    return answer.location ?? '';
  };
  const links = async () =>
    started.deps.db
      .selectFrom('statementLink')
      .innerJoin('statement', 'statement.id', 'statementLink.statementId')
      .where('statement.matterId', '=', dispute.matterId)
      .selectAll('statementLink')
      .execute();
  const linkOf = async (path: string, itemId: string, bearing: string): Promise<string> => {
    expect((await omar.post(`${path}/links`, { itemId, bearing })).status).to.equal(303);
    const made = (await links()).find((link) => link.itemId === itemId && link.endedAt === null);
    return made?.id ?? '';
  };
  const markPrivileged = (itemId: string, isPrivileged: 0 | 1) =>
    started.deps.db.updateTable('item').set({ isPrivileged }).where('id', '=', itemId).execute();
  const lastEvent = async () =>
    await started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', dispute.matterId)
      .orderBy('seq', 'desc')
      .select(['action', 'text'])
      .executeTakeFirstOrThrow();

  it('both wordings stand side by side, with what shows the first and who says the second', async () => {
    const itemId = await addItem('notice.csv');
    const path = await enter({
      shownBy: itemId,
      shownAt: 'page 2',
      madeOn: '2014-06-03',
      putLetter: dispute.letterId,
      difference: 'One names a cause, the other a state.',
      position: 'The network was crowded.',
      demand: [dispute.demandIds[0], dispute.demandIds[1]],
    });
    const page = (await omar.get(path)).text;
    for (const words of [MADE, PUT, 'page 2', 'Tue 3 Jun 2014', 'One names a cause', 'Letter from Verizon'])
      expect(page).to.include(words);
    expect(page).to.include('demand 1').and.include('demand 2').and.include('R-0001');
    expect((await lastEvent()).action).to.equal('statement.entered');
    expect((await lastEvent()).text).to.not.include('crowded');
  });

  it('what is against us stands before what is for us, and is reviewed by counsel', async () => {
    const [good, bad] = [await addItem('slow.csv'), await addItem('fast.csv')];
    const path = await enter({ demand: dispute.demandIds[1] });
    await linkOf(path, good, 'for');
    const linkId = await linkOf(path, bad, 'against');
    const before = (await omar.get(path)).text;
    expect(before.indexOf('Against us')).to.be.lessThan(before.indexOf('For us'));
    expect(before).to.include('Say what becomes of it before a production is approved');
    expect(
      (await listUnreviewedAdverse(started.deps.db, dispute.matterId)).map(({ id }) => id),
    ).to.deep.equal([linkId]);
    const answer = await omar.post(`${path}/links/${linkId}/review`, { review: 'goes', version: '1' });
    expect(answer.status).to.equal(303);
    expect(await listUnreviewedAdverse(started.deps.db, dispute.matterId)).to.deep.equal([]);
    expect((await lastEvent()).text).to.include('"review":"goes"');
    await markPrivileged(bad, 1);
    expect((await omar.get(path)).text).to.include('Its privilege has changed since; review it again.');
    const again = { review: 'privileged', reason: 'Advice of counsel', version: '2' };
    expect((await omar.post(`${path}/links/${linkId}/review`, again)).status).to.equal(303);
    expect(await listUnreviewedAdverse(started.deps.db, dispute.matterId)).to.deep.equal([]);
  });

  it('a review that the item’s privilege contradicts is refused and says what to do', async () => {
    const itemId = await addItem('fast.csv');
    const path = await enter();
    const linkId = await linkOf(path, itemId, 'against');
    const privileged = { review: 'privileged', reason: 'Advice', version: '1' };
    const unmarked = await omar.post(`${path}/links/${linkId}/review`, privileged);
    expect(unmarked.status).to.equal(409);
    expect(unmarked.text).to.include('R-0001 is not marked privileged').and.include('Advice');
    await markPrivileged(itemId, 1);
    const marked = await omar.post(`${path}/links/${linkId}/review`, { review: 'goes', version: '1' });
    expect([marked.status, marked.text.includes('marked privileged, so it does not go')]).to.deep.equal([
      409,
      true,
    ]);
  });

  it('coverage says how far each response is carried, and what would close a gap', async () => {
    const itemId = await addItem('slow.csv');
    await respond(started, dispute.matterId, dispute.demandIds[1], 'We will.');
    await started.deps.db
      .updateTable('response')
      .set({ stance: 'will-comply' })
      .where('demandId', '=', dispute.demandIds[1])
      .execute();
    expect((await omar.get(at)).text)
      .to.include('said without proof')
      .and.include('link an item that shows it')
      .and.include('no response written');
    const path = await enter({ demand: dispute.demandIds[1] });
    await linkOf(path, itemId, 'for');
    expect((await omar.get(at)).text)
      .to.include('borne out')
      .and.not.include('said without proof');
  });

  it('a link is ended with a reason, stays on record, and can be made again', async () => {
    const itemId = await addItem('slow.csv');
    const path = await enter();
    const linkId = await linkOf(path, itemId, 'for');
    const twice = await omar.post(`${path}/links`, { itemId, bearing: 'against' });
    expect([twice.status, twice.text.includes('linked to this statement already')]).to.deep.equal([
      409,
      true,
    ]);
    const bare = await omar.post(`${path}/links/${linkId}/ending`, { reason: '', version: '1' });
    expect([bare.status, bare.text.includes('Say why')]).to.deep.equal([422, true]);
    const ended = { reason: 'It is about another network', version: '1' };
    expect((await omar.post(`${path}/links/${linkId}/ending`, ended)).status).to.equal(303);
    expect((await omar.get(path)).text).to.include('It is about another network');
    expect((await omar.post(`${path}/links/${linkId}/ending`, { ...ended, version: '2' })).status).to.equal(
      409,
    );
    await linkOf(path, itemId, 'against');
    expect(await links()).to.have.length(2);
  });

  it('two people at once: the second sees what is stored and what was typed', async () => {
    const path = await enter();
    const dana = await started.signIn('dana');
    await dana.get(path);
    await dana.post(path, { ...STATEMENT, position: 'Stored first', version: '1' });
    const late = await omar.post(path, { ...STATEMENT, position: 'Typed second', version: '1' });
    expect(late.status).to.equal(409);
    expect(late.text)
      .to.include('Someone else changed this statement meanwhile')
      .and.include('Stored first')
      .and.include('Typed second');
    expect((await omar.post(path, { ...STATEMENT, position: 'Typed second', version: '2' })).status).to.equal(
      303,
    );
  });

  it('is voided with a reason; then nothing in it changes and it covers nothing', async () => {
    const itemId = await addItem('fast.csv');
    const path = await enter();
    const linkId = await linkOf(path, itemId, 'against');
    expect((await omar.post(`${path}/voiding`, { reason: 'Entered twice', version: '1' })).status).to.equal(
      303,
    );
    expect((await omar.get(path)).text).to.include('Voided: Entered twice');
    expect(await listUnreviewedAdverse(started.deps.db, dispute.matterId)).to.deep.equal([]);
    for (const [form, fields] of [
      ['', { ...STATEMENT, version: '2' }],
      ['/links', { itemId, bearing: 'for' }],
      [`/links/${linkId}/review`, { review: 'goes', version: '1' }],
      [`/links/${linkId}/ending`, { reason: 'x', version: '1' }],
      ['/voiding', { reason: 'x', version: '2' }],
    ] as const) {
      const answer = await omar.post(path + form, fields);
      expect([answer.status, answer.text.includes('was voided')], form).to.deep.equal([409, true]);
    }
  });

  for (const [field, value, words] of [
    ['madeWords', '', 'Enter the words that were said'],
    ['madeBy', '', 'Enter who said them'],
    ['putWords', '', 'Enter how they put it'],
    ['madeOn', '2014-02-31', 'Enter a real day'],
    ['madeWords', 'x'.repeat(8_001), 'too long'],
    ['state', 'voided', 'a field that is not known: state'],
    ['__proto__', 'x', 'a field that is not known'],
  ] as const)
    it(`refuses ${field} “${value.slice(0, 12)}”, keeps what was typed and saves nothing`, async () => {
      const answer = await omar.post(at, { ...STATEMENT, position: 'Kept words', [field]: value });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include(words).and.include('Kept words');
      expect((await omar.get(at)).text).to.include('No statement is entered yet');
    });

  it('a letter that was voided since stays chosen where it was named, and is offered nowhere else', async () => {
    const path = await enter({ putLetter: dispute.letterId });
    const { db } = started.deps;
    await db.updateTable('letter').set({ state: 'voided' }).where('id', '=', dispute.letterId).execute();
    expect((await omar.get(path)).text).to.include(
      `<option value="${dispute.letterId}" selected>L-1 Letter from Verizon (voided)</option>`,
    );
    expect((await omar.get(at)).text).to.include('Letter from Verizon, L-1');
    expect((await omar.get(`${at}/new`)).text).not.to.include('(voided)');
  });

  it('refuses an item, a demand, a letter or a link of another matter as if there were none', async () => {
    const foreign = await openDispute(started, { title: 'Another' });
    for (const fields of [
      { demand: foreign.demandIds[0] },
      { putLetter: foreign.letterId },
      { demand: 'nothing' },
    ])
      expect((await omar.post(at, { ...STATEMENT, ...fields })).status).to.equal(404);
    const item = await addItemTo(started, foreign.matterId, { number: 7, title: 'Theirs alone' });
    const path = await enter();
    for (const named of [item, 'R-0007', 'Theirs alone', 'nothing']) {
      const shown = await omar.post(at, { ...STATEMENT, shownBy: named });
      const linked = await omar.post(`${path}/links`, { itemId: named, bearing: 'for' });
      for (const answer of [shown, linked]) {
        expect(answer.status).to.equal(422);
        expect(answer.text)
          .to.include('No item of this matter has the number')
          .and.not.include('These words');
      }
    }
    expect(await links()).to.deep.equal([]);
    expect((await omar.get(path.replace(dispute.matterId, foreign.matterId))).status).to.equal(404);
  });

  it('a review needs counsel, a choice, and a reason where it does not go', async () => {
    const itemId = await addItem('fast.csv');
    const path = await enter();
    const address = `${path}/links/${await linkOf(path, itemId, 'against')}/review`;
    const as = async (name: Name, fields: Record<string, string>) => {
      const browser = await started.signIn(name);
      await browser.get(path);
      return browser.post(address, fields);
    };
    expect((await as('dana', { review: 'goes', version: '1' })).status).to.equal(403);
    expect((await as('priya', { review: 'goes', version: '1' })).status).to.equal(403);
    expect((await as('omar', { version: '1' })).text).to.include('Choose what becomes of it');
    const bare = await as('omar', { review: 'not-responsive', version: '1' });
    expect([bare.status, bare.text.includes('Say why it does not go')]).to.deep.equal([422, true]);
    expect((await links())[0]?.review).to.equal(null);
  });
});
