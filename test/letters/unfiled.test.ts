import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, LETTER, openTestMatter } from './fixtures.js';

describe('letters dropped without a matter', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const drop = async (browser: Browser): Promise<string> => {
    const answer = await browser.upload('/desk/letters', [{ name: 'letter.txt', content: LETTER }]);
    expect(answer.status).to.equal(303);
    return answer.location ?? '';
  };
  const letterAt = (path: string) =>
    started.deps.db
      .selectFrom('letter')
      .where('id', '=', path.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();

  it('are seen by whoever logged them, and by nobody else', async () => {
    const path = await drop(dana);
    expect((await dana.get(path)).status).to.equal(200);
    expect((await dana.get('/desk/letters')).text).to.include('letter.txt');
    const omar = await atTheDesk(started, 'omar');
    expect((await omar.get(path)).status).to.equal(404);
    expect((await omar.post(`${path}/filing`, { matterId, version: '1' })).status).to.equal(404);
    expect((await omar.get('/desk/letters')).text).not.to.include('letter.txt');
  });

  it('go into a matter with their document, everything attached and their provisional date', async () => {
    const path = await drop(dana);
    const answer = await dana.post(`${path}/filing`, { matterId, version: '1' });
    expect(answer.status).to.equal(303);
    const letter = await letterAt(path);
    expect(letter).to.include({ matterId, number: 'L-1' });
    const document = await started.deps.db
      .selectFrom('document')
      .where('id', '=', letter.documentId)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(document.matterId).to.equal(matterId);
    const deadline = await started.deps.db
      .selectFrom('deadline')
      .where('letterId', '=', letter.id)
      .selectAll()
      .executeTakeFirstOrThrow();
    // Its day is a day in the matter’s zone now, and so is the end of it.
    expect(deadline).to.include({ matterId, state: 'provisional', zone: 'America/Los_Angeles' });
    expect(deadline.result).to.contain('"zone":"America/Los_Angeles"').and.not.to.contain('UTC');
    expect((await dana.get(path)).status).to.equal(404);
    expect((await dana.get(answer.location ?? '')).status).to.equal(200);
  });

  it('can open a new matter, led by whoever files them', async () => {
    const path = await drop(dana);
    const form = {
      title: 'A – B',
      ourParty: 'A',
      theirParty: 'B',
      regime: 'private',
      zone: 'Europe/London',
      approvalForm: 'two-people',
    };
    const refused = await dana.post(`${path}/new-matter`, { ...form, theirParty: '', version: '1' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('value="A – B"');
    const answer = await dana.post(`${path}/new-matter`, { ...form, version: '1' });
    expect(answer.status).to.equal(303);
    expect((await dana.get(answer.location ?? '')).text).to.include('A – B');
  });

  it('propose the matter they seem to be about, in the form that opens one; what was found is no fact yet', async () => {
    const words = [
      'Harlow & Pye LLP',
      '410 Larch Avenue, Suite 900',
      'New York, NY 10016',
      '',
      'June 5, 2014',
      '',
      'Our Ref: HP/17',
      '',
      'Fern Parking Systems, Inc.',
      '77 Quarry Road',
      'Boise, ID 83702',
      '',
      'Dear Sirs:',
      '',
      'We represent Tarn Garage Company, Inc. You must stop at once.',
    ].join('\n');
    const answer = await dana.upload('/desk/letters', [{ name: 'letter.txt', content: words }]);
    const path = answer.location ?? '';
    const page = (await dana.get(path)).text;
    for (const value of [
      'Tarn Garage Company – Fern Parking Systems, letter of June 5, 2014',
      'Fern Parking Systems, Inc.',
      'Tarn Garage Company, Inc.',
      'Harlow &amp; Pye LLP',
      'HP/17',
      'America/Denver',
    ])
      expect(page).to.include(`value="${value}"`);
    expect(page)
      .to.include(
        'Proposed from the letter. It stands on covers and in the list of what a package holds, so it leaves',
      )
      .and.include('Proposed from the address: Boise, ID 83702');
    expect(await letterAt(path)).to.include({ senderCounsel: null, theirReference: null, matterId: null });

    const filed = await dana.post(`${path}/new-matter`, {
      ...{ title: 'T – F', ourParty: 'Fern', theirParty: 'Tarn', theirCounsel: 'Harlow & Pye LLP' },
      ...{ theirReference: 'HP/17', regime: 'private', zone: 'America/Denver', approvalForm: 'two-people' },
      version: '1',
    });
    expect(filed.status).to.equal(303);
    const letter = await letterAt(path);
    expect(letter).to.include({ senderCounsel: 'Harlow & Pye LLP', theirReference: 'HP/17' });
    // The name that was corrected is taken over: the next form does not propose the first one again.
    expect(letter).to.include({ sender: 'Tarn', state: 'unreviewed' });
    const review = (await dana.get(filed.location ?? '')).text;
    expect(review).to.match(/name="sender"[^>]*value="Tarn"/);
    const sides = await started.deps.db
      .selectFrom('matterParty')
      .innerJoin('person', 'person.id', 'matterParty.personId')
      .where('matterId', '=', letter.matterId)
      .select(['name', 'side', 'capacity', 'kind'])
      .execute();
    expect(sides).to.deep.include({
      ...{ name: 'Harlow & Pye LLP', side: 'theirs', capacity: 'counsel', kind: 'organisation' },
    });
  });

  it('propose nothing where nothing was found, and the form says how to write it', async () => {
    const answer = await dana.upload('/desk/letters', [{ name: 'a.txt', content: 'Stop it today.' }]);
    const page = (await dana.get(answer.location ?? '')).text;
    expect(page).to.include('Until a suit is filed').and.not.include('Proposed from');
    expect(page).to.match(/name="ourParty" type="text" value=""/);
    expect(page).to.match(/name="zone" type="text" value="America\/New_York"/);
  });

  it('are not filed in a matter of others, nor in one that is only read', async () => {
    const rolf = await atTheDesk(started, 'rolf');
    const path = await drop(rolf);
    expect((await rolf.post(`${path}/filing`, { matterId, version: '1' })).status).to.equal(404);
    expect((await rolf.post(`${path}/filing`, { matterId: 'nothing', version: '1' })).status).to.equal(404);
    await started.deps.db
      .insertInto('matterAccess')
      .values({
        matterId,
        accountId: started.actor('rolf').accountId,
        access: 'viewer',
        grantedAt: '2014-06-06T00:00:00Z',
        grantedBy: started.actor('omar').accountId,
      })
      .execute();
    expect((await rolf.post(`${path}/filing`, { matterId, version: '1' })).status).to.equal(403);
    expect(
      (await rolf.upload('/desk/letters', [{ name: 'x.txt', content: 'x' }], { matterId })).status,
    ).to.equal(403);
    expect(await letterAt(path)).to.include({ matterId: null });
  });

  it('go straight into a matter that is named with the drop', async () => {
    const answer = await dana.upload('/desk/letters', [{ name: 'letter.txt', content: LETTER }], {
      matterId,
    });
    expect(answer.location).to.match(new RegExp(`^/matters/${matterId}/letters/`));
  });

  it('are refused an old version, and can be voided', async () => {
    const path = await drop(dana);
    expect((await dana.post(`${path}/filing`, { matterId, version: '7' })).status).to.equal(409);
    expect((await dana.post(`${path}/voiding`, { reason: 'a mistake', version: '1' })).status).to.equal(303);
    expect(await letterAt(path)).to.include({ state: 'voided' });
  });

  it('tell a script what became of each file', async () => {
    const answer = await dana.upload(
      '/desk/letters',
      [
        { name: 'folder/one.txt', content: 'Reply within 10 days of receipt.' },
        { name: 'two.txt', content: '' },
      ],
      {},
      { headers: { accept: 'application/json' } },
    );
    expect(answer.status).to.equal(200);
    const { files } = JSON.parse(answer.text) as { files: { name: string; outcome: string; text: string }[] };
    expect(files.map(({ name, outcome }) => [name, outcome])).to.deep.equal([
      ['folder/one.txt', 'kept'],
      ['two.txt', 'failed'],
    ]);
    expect(files[0]?.text).to.include('the earliest date its words could mean is');
  });

  it('are not logged by an auditor', async () => {
    const priya = await atTheDesk(started, 'priya');
    expect((await priya.upload('/desk/letters', [{ name: 'x.txt', content: 'x' }])).status).to.equal(403);
  });
});
