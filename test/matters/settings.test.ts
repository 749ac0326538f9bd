import { expect } from 'chai';
import { disableAccount } from '../../src/auth/change-account.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import type { Access } from '../../src/matters/matter.js';
import { openMatter } from '../../src/matters/open-matter.js';
import type { Browser } from '../support/browser.js';
import type { Name } from '../support/cast.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const MATTER = {
  title: 'Verizon – Netflix',
  ourParty: 'Netflix',
  theirParty: 'Verizon',
  regime: 'private',
  zone: 'America/Los_Angeles',
  legend: 'Privileged and confidential',
  approvalForm: 'two-people',
} as const;
const SETTINGS = {
  title: 'Verizon – Netflix, letter of 5 June 2014',
  zone: 'America/New_York',
  approvalForm: 'one-person',
  legend: 'Work product',
  version: '1',
};
const COUNSEL = {
  name: 'Randal Milch',
  side: 'theirs',
  capacity: 'counsel',
  kind: 'person',
  organisation: 'Verizon',
  email: 'counsel@verizon.example',
  address: '',
  version: '1',
};

describe('the settings of a matter', () => {
  let started: Started;
  let id: string;
  let omar: Browser;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());
  beforeEach(async () => {
    id = await openMatter(started.deps, MATTER, started.actor('omar'));
    omar = await started.signIn('omar');
    await omar.get(`/matters/${id}/settings`);
  });

  const give = (name: Name, access: Access) =>
    grantAccess(
      started.deps,
      id,
      { accountId: started.actor(name).accountId, access },
      started.actor('omar'),
    );
  const events = () =>
    started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', id)
      .orderBy('seq')
      .select(['action', 'text'])
      .execute();

  it('whoever leads it changes title, legend, zone and the form of approval; the log names the fields', async () => {
    const answer = await omar.post(`/matters/${id}/settings`, SETTINGS);
    expect([answer.status, answer.location]).to.deep.equal([303, `/matters/${id}/team`]);
    const team = await omar.get(`/matters/${id}/team`);
    expect(team.text)
      .to.include('The matter is changed.')
      .and.to.include('letter of 5 June 2014')
      .and.to.include('Work product')
      .and.to.include('America/New_York')
      .and.to.include('One person');
    const last = (await events()).at(-1);
    expect(last?.action).to.equal('matter.edited');
    expect(last?.text).to.include('title, legend, time zone, form of approval');
    expect((await omar.get(`/matters/${id}/audit`)).text).to.include('Omar changed title, legend');
  });

  it('opposing counsel is added to their side, after the party itself', async () => {
    expect((await omar.post(`/matters/${id}/settings/parties`, COUNSEL)).status).to.equal(303);
    const team = (await omar.get(`/matters/${id}/team`)).text;
    expect(team).to.include('Randal Milch is on the matter.').and.to.include('counsel@verizon.example');
    expect(team.indexOf('<dd>Verizon')).to.be.lessThan(team.indexOf('<dd>Randal Milch'));
    expect((await events()).at(-1)?.text).to.include('"capacity":"counsel"');
  });

  describe('taking someone off a side', () => {
    const reason = 'Left the firm in May';
    const person = async (name: string) =>
      await started.deps.db
        .selectFrom('person')
        .innerJoin('matterParty', 'matterParty.personId', 'person.id')
        .where('matterId', '=', id)
        .where('name', '=', name)
        .selectAll()
        .executeTakeFirstOrThrow();
    const removal = async (name: string) =>
      `/matters/${id}/settings/parties/${(await person(name)).id}/removal`;

    it('they leave the pages, and stay on record with who took them off, when and why', async () => {
      await omar.post(`/matters/${id}/settings/parties`, COUNSEL);
      const answer = await omar.post(await removal('Randal Milch'), { reason, version: '2' });
      expect([answer.status, answer.location]).to.deep.equal([303, `/matters/${id}/settings`]);
      expect((await omar.get(`/matters/${id}/settings`)).text).to.include('Randal Milch is no longer on');
      expect((await omar.get(`/matters/${id}/team`)).text).not.to.include('Randal Milch');
      const row = await person('Randal Milch');
      expect([row.leftReason, row.leftBy]).to.deep.equal([reason, started.actor('omar').accountId]);
      expect(row.leftAt).to.match(/^20/);
      expect((await events()).at(-1)?.text)
        .to.include('"capacity":"counsel"')
        .and.not.include(reason);
      expect((await omar.get(`/matters/${id}/audit`)).text).to.include('took a counsel off the side');
      expect((await omar.post(await removal('Randal Milch'), { reason, version: '3' })).status).to.equal(404);
    });

    it('the only party of a side stays until there is another', async () => {
      const answer = await omar.post(await removal('Verizon'), { reason, version: '1' });
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Verizon is the only party on its side').and.include(reason);
      const other = { ...COUNSEL, name: 'Verizon Online', capacity: 'party', kind: 'organisation' };
      await omar.post(`/matters/${id}/settings/parties`, other);
      expect((await omar.post(await removal('Verizon'), { reason, version: '2' })).status).to.equal(303);
    });

    it('asks for a reason, an up-to-date page, and someone who is on the matter', async () => {
      await omar.post(`/matters/${id}/settings/parties`, COUNSEL);
      const address = await removal('Randal Milch');
      const bare = await omar.post(address, { reason: '', version: '2' });
      expect([bare.status, bare.text.includes('Say why they are no longer')]).to.deep.equal([422, true]);
      const late = await omar.post(address, { reason, version: '1' });
      expect(late.status).to.equal(409);
      expect(late.text).to.include('Someone else changed this matter meanwhile').and.include(reason);
      expect((await person('Randal Milch')).leftAt).to.equal(null);
      const elsewhere = await openMatter(started.deps, MATTER, started.actor('omar'));
      const foreign = address.replace(id, elsewhere);
      expect((await omar.post(foreign, { reason, version: '1' })).status).to.equal(404);
    });
  });

  for (const [what, path, fields] of [
    ['settings', '/settings', SETTINGS],
    ['someone on a side', '/settings/parties', COUNSEL],
  ] as const)
    it(`two people at once, ${what}: the second sees what is stored and what was typed`, async () => {
      await omar.post(`/matters/${id}/settings`, { ...SETTINGS, title: 'What was there first' });
      const late = await omar.post(`/matters/${id}${path}`, fields);
      expect(late.status).to.equal(409);
      expect(late.text)
        .to.include('Someone else changed this matter meanwhile')
        .and.to.include('What was there first')
        .and.to.include('title' in fields ? fields.title : fields.name);
      expect((await omar.post(`/matters/${id}${path}`, { ...fields, version: '2' })).status).to.equal(303);
    });

  it('who works on it and administers may change it; a member and a viewer may not', async () => {
    await give('ines', 'member');
    await give('dana', 'member');
    await give('rolf', 'viewer');
    const ines = await started.signIn('ines');
    await ines.get(`/matters/${id}/settings`);
    for (const name of ['dana', 'rolf'] as const) {
      const person = await started.signIn(name);
      expect((await person.get(`/matters/${id}/settings`)).status).to.equal(403);
      for (const path of ['/settings', '/settings/parties'])
        expect((await person.post(`/matters/${id}${path}`, SETTINGS)).status).to.equal(403);
      expect((await person.get(`/matters/${id}/team`)).text).not.to.include(`${id}/settings`);
    }
    expect((await ines.post(`/matters/${id}/settings`, SETTINGS)).status).to.equal(303);
  });

  it('a closed matter is opened again first', async () => {
    await omar.post(`/matters/${id}/closure`, { reason: 'Settled', version: '1' });
    expect((await omar.post(`/matters/${id}/settings`, { ...SETTINGS, version: '2' })).status).to.equal(409);
  });

  for (const [path, field, value, words] of [
    ['/settings', 'title', '', 'Enter a title'],
    ['/settings', 'zone', 'Mars/Olympus', 'Choose a time zone'],
    ['/settings', 'approvalForm', 'nobody', 'Choose how a file is approved'],
    ['/settings', 'state', 'closed', 'a field that is not known: state'],
    ['/settings', '__proto__', 'x', 'a field that is not known'],
    ['/settings', 'version', 'x', 'The page is out of date'],
    ['/settings/parties', 'name', '', 'Enter the name'],
    ['/settings/parties', 'side', 'both', 'Choose the side'],
    ['/settings/parties', 'capacity', 'judge', 'Choose as what'],
    ['/settings/parties', 'email', 'nowhere', 'Enter an email address'],
  ] as const)
    it(`refuses ${field} “${value}” at ${path} and saves nothing`, async () => {
      const before = await events();
      const fields = path === '/settings' ? SETTINGS : COUNSEL;
      const answer = await omar.post(`/matters/${id}${path}`, { ...fields, [field]: value });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include(words);
      expect(await events()).to.have.length(before.length);
    });
});

describe('the team of a matter', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());

  it('says who has access from now on, and who no longer', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const omar = await started.signIn('omar');
    await omar.get(`/matters/${id}/team`);
    const dana = started.actor('dana').accountId;
    await omar.post(`/matters/${id}/access`, { accountId: dana, access: 'member' });
    expect((await omar.get(`/matters/${id}/team`)).text).to.include(
      'Dana works on this matter as member from now on.',
    );
    await omar.post(`/matters/${id}/access/${dana}/withdrawal`);
    expect((await omar.get(`/matters/${id}/team`)).text).to.include('Dana no longer works on');
  });

  it('whose account is off leads nothing', async () => {
    const id = await openMatter(started.deps, MATTER, started.actor('omar'));
    const { accountId } = started.actor('rolf');
    await grantAccess(started.deps, id, { accountId, access: 'lead' }, started.actor('omar'));
    await disableAccount(started.deps, accountId, null);
    const omar = await started.signIn('omar');
    expect((await omar.get(`/matters/${id}/team`)).text).to.include('switched off');
    const answer = await omar.post(`/matters/${id}/access/${started.actor('omar').accountId}/withdrawal`);
    expect(answer.status).to.equal(409);
  });

  it('with no other account, says where one is made', async () => {
    const alone = await startRejoinder({ withoutCast: true, setupCode: 'the-code' });
    try {
      const ines = alone.visitor();
      await ines.get('/first-account');
      const account = { name: 'Ines', email: 'ines@firm.example', zone: 'America/New_York' };
      await ines.post('/first-account', { ...account, password: 'a long enough password', code: 'the-code' });
      await ines.get('/matters/new');
      const { location } = await ines.post('/matters', MATTER);
      expect((await ines.get(`${location}/team`)).text)
        .to.include('href="/accounts">Make an account first</a>')
        .and.not.to.include('name="access"');
    } finally {
      await alone.close();
    }
  });
});
