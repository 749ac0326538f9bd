import { expect } from 'chai';
import { endSessionsOf } from '../../src/auth/session-store.js';
import { inTransaction } from '../../src/platform/database.js';
import { withoutActing } from '../../src/platform/not-acting.js';
import { expectDone, openMatterOfDates, type MatterOfDates } from '../deadlines/matter-of-dates.js';
import type { Browser } from '../support/browser.js';

const WHY = 'the inclusive reading is the “safe” one & < the rest';
const SHOWN = 'the inclusive reading is the “safe” one &amp; &lt; the rest';
const PASSWORD = 'a long enough password';

describe('a form whose session had ended', () => {
  let open: MatterOfDates;
  let id: string;
  let fields: Record<string, string>;

  beforeEach(async () => {
    open = await openMatterOfDates();
    id = await open.fiveDays();
    const _by = open.started.actor('omar').accountId;
    fields = { _by, version: '1', on: '2014-06-09', time: '', why: WHY };
  });
  afterEach(() => open.started.close());

  const adoption = () => open.path(`/${id}/adoption`);
  const endSession = () => endSessionsOf(open.started.deps.db, open.started.actor('omar').accountId);
  const expectNothingSaved = async () =>
    expect(await open.date(id)).to.include({ workingOn: null, version: 1 });
  const signInThere = (browser: Browser, name: string, password = PASSWORD) =>
    browser.post(adoption(), {
      ...fields,
      _signInEmail: `${name}@firm.example`,
      _signInPassword: password,
    });

  it('every form of a page names the account that it was made for', async () => {
    const page = (await open.omar.get(open.path(`/${id}`))).text;
    expect(page).to.contain(`name="_by" value="${fields['_by'] ?? ''}"`);
  });

  it('comes back behind a sign-in, as it was typed and with nothing done; sent again, it is saved', async () => {
    await endSession();
    const out = await open.omar.post(adoption(), fields);
    expect(out.status).to.equal(403);
    expect(out.text)
      .to.contain('<h1>You are signed out</h1>')
      .and.to.contain('What you typed is kept on this page')
      .and.to.contain(`name="why" value="${SHOWN}"`)
      .and.to.contain(`action="${adoption()}"`);

    const wrong = await signInThere(open.omar, 'omar', 'not the password at all');
    expect(wrong.status).to.equal(401);
    expect(wrong.text)
      .to.contain('do not fit together')
      .and.to.contain('value="omar@firm.example"')
      .and.to.contain(SHOWN)
      .and.not.to.contain('not the password');
    const empty = await signInThere(open.omar, 'omar', '');
    expect(empty.status).to.equal(422);
    expect(empty.text).to.contain('Enter your password').and.to.contain(SHOWN);

    const back = await signInThere(open.omar, 'omar');
    expect(back.status).to.equal(422);
    expect(back.text)
      .to.contain('You were signed out when you sent this, so nothing was saved')
      .and.to.match(/value="2014-06-09" checked/)
      .and.to.contain(`${SHOWN}</textarea>`)
      .and.not.to.contain('_signIn');
    await expectNothingSaved();

    expectDone(await open.omar.post(adoption(), fields));
    expect(await open.date(id)).to.include({ workingOn: '2014-06-09', adoptedWhy: WHY });
  });

  it('comes back at once where the same person has signed in again elsewhere', async () => {
    const stale = { ...fields, _csrf: open.omar.csrf };
    await endSession();
    const omar = await open.started.signIn('omar');
    const back = await omar.post(adoption(), stale);
    expect(back.status).to.equal(422);
    expect(back.text).to.contain('so nothing was saved').and.to.contain(SHOWN);
    await expectNothingSaved();
    expectDone(await omar.post(adoption(), fields));
  });

  it('is shown to nobody else, whether they sign in there or are signed in already', async () => {
    await endSession();
    expect((await open.omar.post(adoption(), fields)).status).to.equal(403);
    const other = await signInThere(open.omar, 'dana');
    expect([other.status, other.location]).to.deep.equal([303, '/desk']);
    expect((await open.omar.get('/desk')).text).to.contain('filled in by another account');
    const already = await open.dana.post(adoption(), { ...fields, _csrf: 'of another session' });
    expect(already.status).to.equal(403);
    expect(already.text).to.contain('filled in by another account').and.not.to.contain(SHOWN);
    const stranger = await open.started.signIn('rolf');
    const theirs = { ...fields, _by: open.started.actor('rolf').accountId, _csrf: 'old' };
    expect((await stranger.post(adoption(), theirs)).status).to.equal(404);
    await expectNothingSaved();
  });

  it('is refused flatly where the browser does not vouch for the page, or the form for its account', async () => {
    const stale = { ...fields, _csrf: 'old' };
    const foreign = await open.omar.post(adoption(), stale, { 'sec-fetch-site': 'cross-site' });
    const unvouched = await open.omar.post(adoption(), stale, { 'sec-fetch-site': 'none' });
    const nameless = await open.omar.post(adoption(), { ...stale, _by: '' });
    for (const answer of [foreign, unvouched, nameless]) {
      expect(answer.status).to.equal(403);
      expect(answer.text).not.to.contain(SHOWN);
    }
    await expectNothingSaved();
  });

  it('keeps no password, and nothing from the pages that change accounts', async () => {
    await endSession();
    const out = await open.omar.post(adoption(), { ...fields, password: 'my very own secret' });
    expect(out.text).to.contain(SHOWN).and.not.to.contain('my very own secret');
    const account = await open.omar.post('/account', { ...fields, _csrf: 'old', name: 'Omar the Second' });
    expect(account.status).to.equal(403);
    expect(account.text).to.contain('You are signed out').and.not.to.contain('Omar the Second');
  });

  it('with files cannot be kept, and says so; signing in leads to its page', async () => {
    await endSession();
    const out = await open.omar.upload(open.path(`/${id}/extensions`), [{ name: 'a.txt', content: 'x' }]);
    expect(out.status).to.equal(403);
    expect(out.text)
      .to.contain('You are signed out')
      .and.to.contain('A form that takes files cannot be kept');
    const inside = await open.omar.post('/sign-in', { email: 'omar@firm.example', password: PASSWORD });
    expect(inside.location).to.equal(open.path(`/${id}/extensions`));
    expect((await open.omar.get(inside.location ?? '')).location).to.equal(open.path(`/${id}`));
  });

  it('a full form fits through the sign-in', async () => {
    await endSession();
    const long = { ...fields, why: 'x'.repeat(99_000) };
    expect((await open.omar.post(adoption(), long)).status).to.equal(403);
    fields = long;
    const back = await signInThere(open.omar, 'omar');
    expect(back.status).to.equal(422);
    expect(back.text).to.contain('x'.repeat(99_000));
  });

  it('a page asked for while signed out comes after the sign-in', async () => {
    await endSession();
    const page = `${open.path(`/${id}`)}?extendedTo=2014-06-20`;
    expect((await open.omar.get(page)).location).to.equal('/sign-in');
    await open.omar.get('/sign-in');
    const inside = await open.omar.post('/sign-in', { email: 'omar@firm.example', password: PASSWORD });
    expect(inside.location).to.equal(page);
  });

  it('nothing begins a transaction while a request is answered without acting', async () => {
    const { deps } = open.started;
    const attempt = withoutActing('for the reason given', () =>
      inTransaction(deps, (tx) => tx.updateTable('matter').set({ title: 'changed' }).execute()),
    );
    const error: unknown = await attempt.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.an('error').with.property('message', 'for the reason given');
    expect((await open.omar.get(open.path())).text).not.to.contain('changed');
  });

  it('the grid of the evidence comes back with what was typed in it', async () => {
    const { db } = open.started.deps;
    const grid = `/matters/${open.matterId}/evidence`;
    await open.omar.upload(`${grid}/items`, [{ name: 'minutes.txt', content: 'x' }]);
    const { id: item } = await db.selectFrom('item').select('id').executeTakeFirstOrThrow();
    const sent = {
      _by: fields['_by'] ?? '',
      [`version[${item}]`]: '1',
      [`title[${item}]`]: 'A better title',
    };
    await endSession();
    expect((await open.omar.post(grid, sent)).status).to.equal(403);
    const who = { _signInEmail: 'omar@firm.example', _signInPassword: PASSWORD };
    const back = await open.omar.post(grid, { ...sent, ...who });
    expect(back.status).to.equal(422);
    expect(back.text).to.contain('You were signed out when you sent this').and.to.contain('A better title');
    const { title } = await db.selectFrom('item').select('title').executeTakeFirstOrThrow();
    expect(title).not.to.equal('A better title');
  });
});
