import { expect } from 'chai';
import { createBundle } from '../../src/bundles/create-bundle.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import type { Browser } from '../support/browser.js';
import { addItem, openDispute, respond, type Dispute } from '../overview/dispute.js';

const EDIT = {
  datedOn: '2014-06-09',
  letterhead: 'Netflix',
  addressee: 'Randal Milch',
  subject: 'Your letter of June 5, 2014',
  salutation: 'Dear Mr. Milch:',
  opening: 'We have your letter.',
  signatory: 'David Hyman',
  version: '1',
};

describe('replies', () => {
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

  const at = (path = ''): string => `/matters/${dispute.matterId}/replies${path}`;
  const begin = async (): Promise<string> => {
    const answer = await dana.post(at(), { letterId: dispute.letterId });
    expect(answer.status).to.equal(303);
    return answer.location ?? '';
  };

  it('begins from a letter with what the letter and the matter already say', async () => {
    const page = (await dana.get(await begin())).text;
    expect(page)
      .to.contain('Reply to Letter from Verizon')
      .and.contain('Randal Milch')
      .and.contain('your letter of June 5, 2014');
    expect(page).to.contain('Demand 2 is neither responded to nor closed.');
    expect(page).to.contain('within five days from the date of this letter');
  });

  it('names a response that holds something back and does not say so, and references in any spelling', async () => {
    const [first, second] = dispute.demandIds;
    await respond(started, dispute.matterId, first, 'We decline. See Exhibits A and Z.');
    await respond(started, dispute.matterId, second, 'The notes are withheld as work product.');
    await started.deps.db
      .updateTable('response')
      .set({ holdsBack: 'yes', grounds: 'The board papers' })
      .where('matterId', '=', dispute.matterId)
      .execute();
    const page = (await dana.get(await begin())).text;
    expect(page)
      .to.contain('The response to demand 1 holds something back on grounds that the letter does not print')
      .and.contain('Exhibit Z, named in “Exhibits A and Z”, is not in what goes out.')
      .and.not.contain('The response to demand 2 holds')
      .and.not.contain('The board papers');
  });

  it('in a London matter it is begun, dated and greeted as London does, and its bundle offers A4', async () => {
    await started.deps.db
      .updateTable('matter')
      .set({ zone: 'Europe/London' })
      .where('id', '=', dispute.matterId)
      .execute();
    const path = await begin();
    const page = (await dana.get(path)).text;
    expect(page)
      .to.contain('your letter of 5 June 2014')
      .and.contain('Dear Sirs')
      .and.contain('any right, defence or privilege')
      .and.contain('6 June 2014')
      .and.not.contain('June 6, 2014');
    const bundle = (await dana.get(`/matters/${dispute.matterId}/bundles/new`)).text;
    expect(bundle).to.match(/value="a4"[^>]* selected/);
  });

  it('the list of enclosures says of which only a slip sheet goes out', async () => {
    const path = await begin();
    const itemId = await addItem(started, dispute.matterId, {
      number: 1,
      title: 'Service contract',
      demandIds: [],
    });
    await createBundle(
      started.deps,
      dispute.matterId,
      {
        title: 'Enclosures',
        purpose: 'enclosures',
        paper: 'letter',
        datedOn: '2014-06-09',
        legend: null,
        exhibitStyle: 'letters',
        batesPrefix: null,
        batesDigits: null,
        replyId: path.split('/').at(-1) ?? '',
        itemIds: [itemId],
      },
      started.actor('dana'),
    );
    expect((await dana.get(path)).text).not.to.contain('(slip sheet');
    await started.deps.db
      .updateTable('bundleEntry')
      .set({ treatment: 'slip-sheet' })
      .where('itemId', '=', itemId)
      .execute();
    expect((await dana.get(path)).text).to.match(/Service contract[^<]* \(slip sheet: not reproduced\)/);
  });

  it('a letter has one reply in hand: beginning it twice leads to the same one', async () => {
    const first = await begin();
    const second = await dana.post(at(), { letterId: dispute.letterId });
    expect(second.status).to.equal(303);
    expect(second.location).to.contain(first);
  });

  it('from another page leads to the reply there is, begins the first one, and never a second by itself', async () => {
    const first = { letterId: dispute.letterId, kind: 'reply', first: 'yes' };
    const begun = (await dana.post(at(), first)).location ?? '';
    expect(begun).to.match(/\/replies\/[a-z0-9]{20}$/);
    expect((await dana.post(at(), first)).location).to.equal(begun);
    await started.deps.db
      .updateTable('reply')
      .set({ state: 'sent' })
      .where('id', '=', begun.split('/').at(-1) ?? '')
      .execute();
    const again = (await dana.post(at(), first)).location ?? '';
    expect(again).to.match(/\/replies\?letter=/);
    expect((await dana.get(again)).text).to.match(new RegExp(`value="${dispute.letterId}" selected`));
  });

  it('the only letter is chosen already; of two open ones none is, and of two the one not replied to', async () => {
    const list = async () => (await dana.get(at())).text;
    expect(await list()).to.match(new RegExp(`value="${dispute.letterId}" selected`));
    const { id: _id, ...letter } = await started.deps.db
      .selectFrom('letter')
      .where('id', '=', dispute.letterId)
      .selectAll()
      .executeTakeFirstOrThrow();
    const other = 'anotherletter0000000';
    await started.deps.db
      .insertInto('letter')
      .values({ ...letter, id: `${other.slice(0, 8)}${dispute.letterId.slice(0, 12)}`, number: 'L-2' })
      .execute();
    expect(await list()).not.to.match(/name="letterId"[^]*?" selected[^]*?<\/select>[^]*?name="kind"/);
    await begin();
    expect(await list()).to.match(/value="anotherl[a-z0-9]{12}" selected/);
  });

  it('proposes who signs, and says that it is only proposed until it is saved', async () => {
    const path = await begin();
    const page = (await dana.get(path)).text;
    expect(page).to.contain('Omar\nCounsel for Netflix').and.contain('are proposed from their letter');
    await dana.post(path, EDIT);
    expect((await dana.get(path)).text).not.to.contain('are proposed from their letter');
  });

  it('gives its bundle title, date and paper to begin with, which say that they are proposed', async () => {
    const path = await begin();
    await dana.post(path, { ...EDIT, datedOn: '2014-06-08' });
    const fresh = `/matters/${dispute.matterId}/bundles/new`;
    const page = (await dana.get(`${fresh}?purpose=enclosures&reply=${path.split('/').at(-1) ?? ''}`)).text;
    expect(page)
      .to.contain('value="Reply to the letter of June 5, 2014"')
      .and.contain('value="2014-06-08"')
      .and.contain('Proposed from the letter it carries')
      // What is usual is said on one line, and can be opened.
      .and.contain(
        '<details class="card"><summary>How it is set: US Letter; exhibits A, B, C … with their pages counted',
      )
      .and.match(/value="letter"[^>]* selected/);
    // A letter that is not there, or none, leaves the title of the matter.
    for (const query of ['', '?reply=nothing', `?reply=${dispute.letterId}`])
      expect((await dana.get(`${fresh}${query}`)).text).to.contain(
        'value="Verizon – Netflix, letter of 5 June 2014"',
      );
    const back = await dana.post(`/matters/${dispute.matterId}/bundles`, { title: 'Typed', datedOn: 'soon' });
    expect(back.status).to.equal(422);
    expect(back.text).to.contain('value="Typed"').and.not.contain('Proposed from');
    // Nothing of what was chosen there is hidden in a form that comes back.
    expect(back.text).to.contain('<details class="card" open><summary>How it is set</summary>');
  });

  it('saves what was typed and records that it was, without its words', async () => {
    const path = await begin();
    expect((await dana.post(path, { ...EDIT, closing: 'Très cordialement <b>' })).status).to.equal(303);
    expect((await dana.get(path)).text)
      .to.contain('Très cordialement &lt;b&gt;')
      .and.not.contain('cordialement <b>');
    const event = await started.deps.db
      .selectFrom('auditEvent')
      .orderBy('seq', 'desc')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(event.action).to.equal('reply.edited');
    expect(event.text).not.to.contain('cordialement');
  });

  it('two people: the second sees both versions and nothing of theirs is lost', async () => {
    const path = await begin();
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    expect((await omar.post(path, { ...EDIT, opening: 'Omar wrote this.' })).status).to.equal(303);
    const late = await dana.post(path, { ...EDIT, opening: 'Dana wrote that.' });
    expect(late.status).to.equal(409);
    expect(late.text)
      .to.contain('Omar wrote this.')
      .and.contain('Dana wrote that.')
      .and.contain('name="version" value="2"');
  });

  const BAD = [
    ['31 February', { datedOn: '2014-02-31' }, 'Enter a real day'],
    ['no addressee', { addressee: '' }, 'Enter whom the letter is addressed to'],
    ['an unknown field', { state: 'sent' }, 'a field that is not known: state'],
    ['no version', { version: '' }, 'The page is out of date'],
  ] as const;
  for (const [what, change, words] of BAD)
    it(`${what} is answered with what was typed`, async () => {
      const path = await begin();
      const answer = await dana.post(path, { ...EDIT, opening: 'Typed before.', ...change });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.contain(words).and.contain('Typed before.');
    });

  it('a field named __proto__ is refused', async () => {
    const path = await begin();
    const answer = await dana.post(path, Object.fromEntries([...Object.entries(EDIT), ['__proto__', '1']]));
    expect(answer.status).to.be.oneOf([400, 422]);
    expect((await dana.get(path)).text).to.contain('name="version" value="1"');
  });

  it('previews what is typed without saving it', async () => {
    const path = await begin();
    await respond(started, dispute.matterId, dispute.demandIds[0], 'We decline.');
    const shown = await dana.post(`${path}/preview`, { ...EDIT, opening: 'Only <typed>.' });
    expect(shown.status).to.equal(200);
    expect(shown.text).to.contain('Only &lt;typed&gt;.').and.contain('We decline.').and.contain('id="paper"');
    expect((await dana.get(path)).text).not.to.contain('Only &lt;typed&gt;.');
  });

  it('takes its exhibit marks from the bundle that carries it, and is frozen once that is approved', async () => {
    const path = await begin();
    const replyId = path.split('/').at(-1) ?? '';
    const itemId = await addItem(started, dispute.matterId, {
      number: 1,
      title: 'Method note',
      demandIds: [dispute.demandIds[1]],
    });
    await respond(started, dispute.matterId, dispute.demandIds[1], 'The method is in [R-0001].');
    expect((await dana.get(path)).text)
      .to.contain('R-0001 is cited and is not in what goes out.')
      .and.contain('1 item linked');
    await dana.post(path, { ...EDIT, opening: 'We have your letter; see [R-0009].' });
    expect((await dana.get(path)).text)
      .to.contain('R-0009 is cited and there is no R-0009 in the file.')
      .and.contain('R-0001 is cited and is not in what goes out.');
    await dana.post(path, { ...EDIT, version: '2' });
    const bundleId = await createBundle(
      started.deps,
      dispute.matterId,
      {
        title: 'Enclosures',
        purpose: 'enclosures',
        paper: 'letter',
        datedOn: '2014-06-09',
        legend: null,
        exhibitStyle: 'letters',
        batesPrefix: null,
        batesDigits: null,
        replyId,
        itemIds: [itemId],
      },
      started.actor('dana'),
    );
    expect((await dana.get(path)).text)
      .to.contain('<cite>Exhibit A</cite>')
      .and.not.contain('is cited and is not');
    expect((await dana.post(`${path}/voiding`, { reason: 'wrong' })).status).to.equal(409);
    await started.deps.db
      .updateTable('bundle')
      .set({ state: 'approved' })
      .where('id', '=', bundleId)
      .execute();
    expect((await dana.post(path, EDIT)).status).to.equal(409);
    expect((await dana.get(path)).text).to.contain('not changed any more');
  });

  it('is voided with a reason, and another can begin', async () => {
    const path = await begin();
    expect((await dana.post(`${path}/voiding`, { reason: '' })).status).to.equal(303);
    expect((await dana.get(path)).text).to.contain('Say why the reply is voided');
    await dana.post(`${path}/voiding`, { reason: 'addressed to the wrong firm' });
    expect((await dana.get(path)).text).to.contain('addressed to the wrong firm');
    await begin();
  });

  it('keeps to its matter: foreign ids, readers, strangers and other sites', async () => {
    const path = await begin();
    const other = await openDispute(started, { title: 'Another' });
    const id = path.split('/').at(-1) ?? '';
    expect((await dana.get(`/matters/${other.matterId}/replies/${id}`)).status).to.equal(404);
    expect(
      (await dana.post(`/matters/${other.matterId}/replies`, { letterId: dispute.letterId })).status,
    ).to.equal(404);
    const priya = await started.signIn('priya');
    expect((await priya.get(path)).status).to.equal(200);
    expect((await priya.post(path, EDIT)).status).to.equal(403);
    expect((await (await started.signIn('rolf')).get(path)).status).to.equal(404);
    expect((await dana.post(path, { ...EDIT, _csrf: 'wrong' })).status).to.equal(403);
  });
});
