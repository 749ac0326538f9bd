import { expect } from 'chai';
import { grantAccess } from '../../src/matters/grant-access.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const MATTER = {
  title: 'Verizon – Netflix, letter of 5 June 2014',
  ourParty: 'Netflix',
  theirParty: 'Verizon',
  regime: 'private',
  zone: 'America/Los_Angeles',
  legend: 'Privileged and confidential',
  approvalForm: 'two-people',
} as const;

describe('matters', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());

  it('whoever opens a matter leads it; its two sides are on it', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/matters/new');
    const answer = await dana.post('/matters', MATTER);
    expect(answer.status).to.equal(303);
    const team = await dana.get(`${answer.location}/team`);
    expect(team.text)
      .to.include('Dana')
      .and.to.include('lead')
      .and.to.include('Verizon')
      .and.to.include('Netflix');
  });

  it('no access reads exactly like no matter', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const rolf = await started.signIn('rolf');
    const [real, unknown] = await Promise.all([
      rolf.get(`/matters/${id}`),
      rolf.get('/matters/abcdefghjkmnpqrstvwx'),
    ]);
    expect([real.status, unknown.status]).to.deep.equal([404, 404]);
    expect(real.text).to.equal(unknown.text);
    expect((await rolf.get('/matters')).text).not.to.include('Verizon');
  });

  it('a viewer and an auditor read and change nothing', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    await grantAccess(
      started.deps,
      id,
      { accountId: started.actor('rolf').accountId, access: 'viewer' },
      started.actor('omar'),
    );
    await grantAccess(
      started.deps,
      id,
      { accountId: started.actor('priya').accountId, access: 'member' },
      started.actor('omar'),
    );
    for (const name of ['rolf', 'priya'] as const) {
      const reader = await started.signIn(name);
      expect((await reader.get(`/matters/${id}/team`)).status).to.equal(200);
      const answer = await reader.post(`/matters/${id}/closure`, { reason: 'x', version: '1' });
      expect(answer.status).to.equal(403);
      expect(answer.text).to.include('You can read this matter but not change it; nothing was saved.');
    }
  });

  it('access ends on the next request', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    await grantAccess(
      started.deps,
      id,
      { accountId: started.actor('dana').accountId, access: 'member' },
      started.actor('omar'),
    );
    const [dana, omar] = [await started.signIn('dana'), await started.signIn('omar')];
    expect((await dana.get(`/matters/${id}/team`)).status).to.equal(200);
    await omar.get(`/matters/${id}/team`);
    await omar.post(`/matters/${id}/access/${started.actor('dana').accountId}/withdrawal`);
    expect((await dana.get(`/matters/${id}/team`)).status).to.equal(404);
  });

  it('a matter keeps someone who leads it', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const omar = await started.signIn('omar');
    await omar.get(`/matters/${id}/team`);
    const answer = await omar.post(`/matters/${id}/access/${started.actor('omar').accountId}/withdrawal`);
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('A matter needs someone who leads it');
    const self = { accountId: started.actor('omar').accountId, access: 'member' };
    expect((await omar.post(`/matters/${id}/access`, self)).status).to.equal(409);
  });

  it('nothing in a closed matter changes until it is open again', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const omar = await started.signIn('omar');
    await omar.get(`/matters/${id}/team`);
    await omar.post(`/matters/${id}/closure`, { reason: 'Settled', version: '1' });
    const bundle = {
      title: 'Enclosures',
      purpose: 'enclosures',
      paper: 'letter',
      datedOn: '2014-06-09',
      exhibitStyle: 'letters',
    };
    const refused = await omar.post(`/matters/${id}/bundles`, bundle);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('The matter is closed; open it again');
    expect((await omar.get(`/matters/${id}/team`)).text).to.include('reopening');
    expect((await omar.post(`/matters/${id}/reopening`, { version: '2' })).status).to.equal(303);
    expect((await omar.post(`/matters/${id}/bundles`, bundle)).status).to.equal(303);
  });

  it('a form sent into a matter that was just closed comes back with what was typed, and can be sent once it is open', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const omar = await started.signIn('omar');
    await omar.get(`/matters/${id}/team`);
    await omar.post(`/matters/${id}/closure`, { reason: 'Settled', version: '1' });
    const path = `/matters/${id}/statements`;
    const typed = {
      kind: 'notice',
      words: 'The network is crowded right now.\nSecond line, with <b>marks</b> & “quotes”.',
      item: ['aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb'],
      version: '3',
      password: 'never shown again',
    };
    const refused = await omar.post(path, typed);
    expect(refused.status).to.equal(409);
    const page = refused.text;
    expect(page)
      .to.include('The matter is closed; open it again')
      .and.to.include('What you typed')
      .and.to.include('Second line, with &lt;b&gt;marks&lt;/b&gt; &amp; “quotes”.')
      .and.to.include(`action="${path}"`)
      .and.to.include('name="version" value="3"')
      .and.to.include(`/matters/${id}/team`)
      .and.not.to.include('never shown again');
    expect(page.match(/name="item" value="[ab]{20}"/g)).to.have.length(2);
  });

  it('what a closed matter refused is saved as it was typed, once it is open and the form is sent again', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const omar = await started.signIn('omar');
    await omar.get(`/matters/${id}/team`);
    await omar.post(`/matters/${id}/closure`, { reason: 'Settled', version: '1' });
    const refused = await omar.post(`/matters/${id}/bundles`, {
      ...{ title: 'Enclosures & more', purpose: 'enclosures', paper: 'letter' },
      ...{ datedOn: '2014-06-09', exhibitStyle: 'letters' },
    });
    const [, form = ''] = /<form[^>]*data-again[^>]*>([\s\S]*?)<\/form>/.exec(refused.text) ?? [];
    const fields = [...form.matchAll(/name="([A-Za-z]\w*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as const,
    );
    await omar.post(`/matters/${id}/reopening`, { version: '2' });
    const again = await omar.post(`/matters/${id}/bundles`, Object.fromEntries(fields));
    expect(again.status, again.text).to.equal(303);
    expect((await omar.get(again.location ?? '')).text).to.include('Enclosures &amp; more');
  });

  it('closing needs a reason and the version that was looked at; both are on the log', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const omar = await started.signIn('omar');
    await omar.get(`/matters/${id}/team`);
    expect((await omar.post(`/matters/${id}/closure`, { reason: '', version: '1' })).status).to.equal(422);
    expect((await omar.post(`/matters/${id}/closure`, { reason: 'Settled', version: '7' })).status).to.equal(
      409,
    );
    expect((await omar.post(`/matters/${id}/closure`, { reason: 'Settled', version: '1' })).status).to.equal(
      303,
    );
    const actions = await started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', id)
      .orderBy('seq')
      .select('action')
      .execute();
    expect(actions.map((event) => event.action)).to.deep.equal([
      'matter.opened',
      'party.added',
      'party.added',
      'matter.closed',
    ]);
  });

  const bad = [
    ['title', '', 'Enter a title'],
    ['regime', 'scotland', 'Choose whose rules of counting apply'],
    ['zone', 'Mars/Olympus', 'Choose a time zone'],
    ['ourParty', '', 'Enter the party we act for'],
    ['state', 'closed', 'This form has a field that is not known: state'],
  ] as const;
  for (const [field, value, words] of bad)
    it(`refuses ${field} “${value}”, keeps what was typed, saves nothing`, async () => {
      const before = await started.deps.db.selectFrom('matter').select('id').execute();
      const dana = await started.signIn('dana');
      await dana.get('/matters/new');
      const answer = await dana.post('/matters', { ...MATTER, [field]: value });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include(words);
      if (field !== 'title')
        expect(answer.text).to.include('value="Verizon – Netflix, letter of 5 June 2014"');
      expect(await started.deps.db.selectFrom('matter').select('id').execute()).to.have.length(before.length);
    });
});
