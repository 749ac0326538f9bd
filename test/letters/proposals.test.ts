import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, CEASE, EVIDENCE, logLetter, openTestMatter, REVIEW, reviewedLetter } from './fixtures.js';

describe('what the words of a letter propose', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const idOf = (path: string): string => path.split('/').at(-1) ?? '';
  const proposalsOf = (path: string) =>
    started.deps.db
      .selectFrom('proposedDemand')
      .where('letterId', '=', idOf(path))
      .orderBy('page')
      .orderBy('quoteStart')
      .selectAll()
      .execute();
  const openOf = async (path: string) => (await proposalsOf(path)).filter((one) => one.state === 'open');
  const demandsOf = (path: string) =>
    started.deps.db.selectFrom('demand').where('letterId', '=', idOf(path)).selectAll().execute();

  it('is kept once the facts are confirmed, each with its words, kind, limit and rule', async () => {
    const path = await reviewedLetter(dana, matterId);
    const proposals = await proposalsOf(path);
    expect(proposals.map((one) => [one.quote, one.kind, one.limitUnit, one.limitWords])).to.deep.equal([
      ['We demand that you immediately cease the notices.', 'cease', 'immediate', 'immediately'],
      [EVIDENCE.quote, 'provide-evidence', 'day', EVIDENCE.limitWords],
      [
        'Please also provide a list of all customers to whom such messages were delivered.',
        'provide-list',
        null,
        null,
      ],
    ]);
    expect(proposals.every((one) => one.state === 'open' && one.rule !== '')).to.equal(true);
    const page = (await dana.get(path)).text;
    expect(page).to.include('<mark class="proposed">We demand that you immediately cease');
    expect(page).to.include('by the rule “we ask”');
    expect(await demandsOf(path)).to.deep.equal([]);
  });

  it('becomes a demand when confirmed, as proposed, with its date', async () => {
    const path = await reviewedLetter(dana, matterId);
    const [, evidence] = await openOf(path);
    const answer = await dana.post(`${path}/proposals/${evidence?.id}/confirmation`, {});
    expect(answer.status).to.equal(303);
    const [demand] = await demandsOf(path);
    expect(demand).to.include({
      quote: EVIDENCE.quote,
      limitCount: 5,
      limitUnit: 'day',
      limitFrom: 'letter-date',
    });
    const decided = (await proposalsOf(path)).find((one) => one.id === evidence?.id);
    expect(decided).to.include({
      state: 'confirmed',
      demandId: demand?.id,
      decidedBy: started.actor('dana').accountId,
    });
    const again = await dana.post(`${path}/proposals/${evidence?.id}/rejection`, {});
    expect(again.status).to.equal(303);
    expect((await dana.get(path)).text).to.include('Someone else decided this proposal meanwhile.');
  });

  it('whose words hold what cannot be printed says so when confirmed, and is entered once it is mended', async () => {
    const path = await reviewedLetter(dana, matterId);
    const [first] = await openOf(path);
    const words = first?.quote ?? '';
    const quote = words.replace('cease', 'ce\u0002ase');
    await started.deps.db
      .updateTable('proposedDemand')
      .set({ quote })
      .where('id', '=', first?.id ?? '')
      .execute();
    const answer = await dana.post(`${path}/proposals/${first?.id ?? ''}/confirmation`, {});
    expect(answer.location).to.contain('#enter');
    const page = (await dana.get((answer.location ?? '').replace('#enter', ''))).text;
    expect(page)
      .to.contain('cannot be printed (U+0002), after “')
      .and.contain('write what the letter shows there');
    expect(await demandsOf(path)).to.deep.equal([]);
    const entered = await dana.post(`${path}/demands`, { ...CEASE, quote });
    expect(entered.status).to.equal(422);
    expect(entered.text).to.contain('cannot be printed (U+0002)');
    expect(await demandsOf(path)).to.deep.equal([]);
    await dana.post(`${path}/demands`, { ...CEASE, quote: words });
    expect((await demandsOf(path)).map((one) => one.quote)).to.deep.equal([words]);
  });

  it('is kept beside what was entered instead, so that accuracy can be measured', async () => {
    const path = await reviewedLetter(dana, matterId);
    const [cease] = await openOf(path);
    const form = (await dana.get(`${path}?proposal=${cease?.id}`)).text;
    expect(form).to.include('We demand that you immediately cease the notices.</textarea>');
    await dana.post(`${path}/demands`, { ...CEASE, kind: 'remove', proposal: cease?.id ?? '' });
    const [demand] = await demandsOf(path);
    const kept = (await proposalsOf(path)).find((one) => one.id === cease?.id);
    expect(kept).to.include({ kind: 'cease', state: 'edited', demandId: demand?.id });
    expect(demand).to.include({ kind: 'remove' });
  });

  it('is split where a person says, and merged with the one above', async () => {
    const path = await reviewedLetter(dana, matterId);
    const [, evidence] = await openOf(path);
    const page = (await dana.get(path)).text;
    const cut = new RegExp(`id="cut-${evidence?.id}"[^]*?<option value="(\\d+)"`).exec(page)?.[1] ?? '';
    expect((await dana.post(`${path}/proposals/${evidence?.id}/division`, { at: '5' })).status).to.equal(303);
    expect(await openOf(path)).to.have.length(3);
    await dana.post(`${path}/proposals/${evidence?.id}/division`, { at: cut });
    const split = await openOf(path);
    expect(split.map((one) => one.rule)).to.include.members(['split by hand']);
    expect(split).to.have.length(4);
    await dana.post(`${path}/proposals/${split[2]?.id}/merger`, {});
    const merged = await openOf(path);
    expect(merged).to.have.length(3);
    // Neighbours in one sentence are one quotation again, with what stands between them.
    expect(merged.find((one) => one.rule === 'merged by hand')).to.include({
      ...{ quote: evidence?.quote, quoteStart: evidence?.quoteStart, quoteEnd: evidence?.quoteEnd },
      alsoAt: '[]',
    });
    const states = (await proposalsOf(path)).map((one) => one.state);
    expect(states).to.include.members(['split', 'merged', 'open']);
  });

  it('is not merged with one that asks for something else: its words would be in no demand', async () => {
    const path = await reviewedLetter(dana, matterId);
    const before = await openOf(path);
    const [cease, evidence] = before;
    expect(evidence?.kind).not.to.equal(cease?.kind);
    await dana.post(`${path}/proposals/${evidence?.id}/merger`, {});
    expect((await dana.get(path)).text).to.include('They ask for different things');
    expect(await openOf(path)).to.deep.equal(before);
  });

  it('has to be decided or ticked away before the list is complete', async () => {
    const path = await reviewedLetter(dana, matterId);
    const [cease, ...others] = await openOf(path);
    await dana.post(`${path}/proposals/${cease?.id}/confirmation`, {});
    const page = (await dana.get(path)).text;
    const boxes = [...page.matchAll(/name="(dismiss-\d+-\d+)"/g)].map((match) => match[1] ?? '');
    const refused = await dana.post(`${path}/completeness`, { complete: 'on', version: '2' });
    expect(refused.status).to.equal(422);
    const ticked = Object.fromEntries(boxes.map((name) => [name, 'on']));
    const answer = await dana.post(`${path}/completeness`, { ...ticked, complete: 'on', version: '2' });
    expect(answer.status).to.equal(303);
    const left = (await proposalsOf(path)).filter((one) => others.some((other) => other.id === one.id));
    expect(left.map((one) => one.state)).to.deep.equal(['rejected', 'rejected']);
    const late = await dana.post(`${path}/proposals/${cease?.id}/rejection`, {});
    expect(late.status).to.equal(303);
    expect((await proposalsOf(path)).find((one) => one.id === cease?.id)?.state).to.equal('confirmed');
  });

  it('of a list takes the words that open it along, confirmed or not, until its demands are voided', async () => {
    const listed = [
      'Verizon Communications\n\n5 June 2014\n\nNetflix, Inc.\n\nDear Counsel,\n',
      'Your notices blame the network of our client without any ground whatever.\n',
      'We therefore require that you:\n',
      '(a) cease the notices at once; and\n',
      '(b) provide the list of all customers who were shown them.\n',
      'Yours faithfully,\nRandal Milch\n',
    ].join('\n');
    const path = await logLetter(dana, matterId, listed);
    expect((await dana.post(`${path}/review`, { ...REVIEW, version: '1' })).status).to.equal(303);
    const stem = '<blockquote>We therefore require that you:<cite>';
    expect(await openOf(path)).to.have.length(2);
    const page = (await dana.get(path)).text;
    expect(page).not.to.include(stem);
    // The words over the list are said with its first item, not with each.
    expect(page.split('Under <q>We therefore require that you:</q>')).to.have.length(2);
    for (const proposal of await openOf(path))
      expect((await dana.post(`${path}/proposals/${proposal.id}/confirmation`, {})).status).to.equal(303);
    expect(await openOf(path)).to.deep.equal([]);
    expect((await dana.get(path)).text).not.to.include(stem);

    await started.deps.db
      .updateTable('demand')
      .set({ state: 'voided' })
      .where('letterId', '=', idOf(path))
      .execute();
    expect((await dana.get(path)).text).to.include(stem);
  });

  it('is not proposed again once it was decided, when the letter is read again', async () => {
    const path = await reviewedLetter(dana, matterId);
    const [cease] = await openOf(path);
    await dana.post(`${path}/proposals/${cease?.id}/rejection`, {});
    await dana.post(`${path}/proposals`, {});
    expect((await openOf(path)).map((one) => one.kind)).to.deep.equal(['provide-evidence', 'provide-list']);
  });

  it('is not there for a stranger, and not decided by whoever only reads', async () => {
    const path = await reviewedLetter(dana, matterId);
    const [cease] = await openOf(path);
    const rolf = await atTheDesk(started, 'rolf');
    const priya = await atTheDesk(started, 'priya');
    const act = `${path}/proposals/${cease?.id}/confirmation`;
    expect((await rolf.post(act, {})).status).to.equal(404);
    expect((await priya.post(act, {})).status).to.equal(403);
    expect((await priya.get(path)).text).to.not.include('data-key="c"');
  });
});
