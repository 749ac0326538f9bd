import { expect } from 'chai';
import { openDispute } from '../overview/dispute.js';
import type { Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder } from '../support/start-rejoinder.js';
import type { Started } from '../support/start-rejoinder.js';
import { eventsOf, readList } from './made-lists.js';

/** The matter's days are those of California: the first delivery falls on 2 June there. */
const LIST = [
  'notice_id,account,network,shown_at,variant',
  'N1,a1,North,2014-06-03T05:00:00Z,A',
  'N2,a2,North,2014-06-03T20:00:00Z,A',
  'N3,a3,North,2014-06-03T20:00:00Z,B',
  'N4,a4,South,2014-06-03T20:00:00Z,A',
  'N5,a5,North,2014-05-20T20:00:00Z,A',
  '',
].join('\n');

const WORDS = 'The North network is crowded right now.';

describe('texts and campaigns of notices', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let at: string;
  let dana: Browser;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    at = `/matters/${dispute.matterId}/notices`;
    dana = await started.signIn('dana');
    await dana.get(`${at}/campaigns`);
  });

  const CAMPAIGN = { title: 'North, June', networks: 'North', fromOn: '2014-06-03', toOn: '2014-06-05' };
  const post = async (path: string, fields: Record<string, string>, status = 303) => {
    const answer = await dana.post(`${at}/${path}`, fields);
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(status);
    return answer.text;
  };
  const standing = (table: 'noticeText' | 'noticeCampaign') =>
    started.deps.db
      .selectFrom(table)
      .where('matterId', '=', dispute.matterId)
      .where('state', '=', 'current')
      .select(['id', 'number', 'revision'])
      .execute();
  const idOf = async (table: 'noticeText' | 'noticeCampaign'): Promise<string> =>
    (await standing(table))[0]?.id ?? '';

  it('deliveries on other days, networks or with another text are counted, by network, and open as rows', async () => {
    const { path } = await readList(started, dana, dispute.matterId, 'list.csv', LIST);
    expect((await dana.get(path)).text)
      .to.include('No campaign is on record.')
      .and.include('none has this name');
    await post('texts', { words: WORDS, code: 'A' });
    await post('campaigns', { ...CAMPAIGN, textNumber: '1' });
    const page = (await dana.get(path)).text;
    expect(page)
      .to.match(/which=outside"><strong>4<\/strong> deliveries/)
      .and.include('Text 1');
    const rows = (await dana.get(`${path}/rows?which=outside`)).text;
    for (const id of ['N1', 'N3', 'N4', 'N5']) expect(rows).to.include(`>${id}<`);
    expect(rows).not.to.include('>N2<');
    expect((await dana.get(`${path}/rows?which=outside&network=South`)).text).to.include('1–1 of 1 rows');
    await post(`campaigns/${await idOf('noticeCampaign')}`, {
      ...CAMPAIGN,
      networks: '',
      fromOn: '2014-05-01',
      toOn: '',
    });
    expect((await dana.get(path)).text).to.include('No delivery lies outside the campaigns on record.');
  });

  it('each change is a revision; what stood before stays on record', async () => {
    await post('texts', { words: WORDS });
    const first = await idOf('noticeText');
    await post(`texts/${first}`, { words: 'The North network is busy right now.' });
    expect(await standing('noticeText')).to.deep.include({
      id: await idOf('noticeText'),
      number: 1,
      revision: 2,
    });
    const page = (await dana.get(`${at}/campaigns`)).text;
    expect(page).to.include('is busy right now').and.include('Text 1, revision 1').and.include(WORDS);
    const stale = await post(`texts/${first}`, { words: 'Mine, typed meanwhile' }, 409);
    expect(stale).to.include('Someone else revised this text meanwhile');
    expect(await eventsOf(started, dispute.matterId)).to.include.members([
      'noticeText.entered',
      'noticeText.revised',
    ]);
    const events = await started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', dispute.matterId)
      .select('text')
      .execute();
    expect(JSON.stringify(events)).not.to.include('North network');
  });

  it('voiding asks why; a text that a campaign uses is kept', async () => {
    await post('texts', { words: WORDS });
    await post('campaigns', { ...CAMPAIGN, textNumber: '1' });
    const textId = await idOf('noticeText');
    const used = await post(`texts/${textId}/voiding`, { reason: 'Not shown' }, 409);
    expect(used).to.include('Campaign 1 says that this text went out').and.include('Not shown');
    const campaignId = await idOf('noticeCampaign');
    expect(await post(`campaigns/${campaignId}/voiding`, {}, 422)).to.include(
      'Say why it was entered in error',
    );
    await post(`campaigns/${campaignId}/voiding`, { reason: 'Another matter’s' });
    await post(`texts/${textId}/voiding`, { reason: 'Not shown' });
    const page = (await dana.get(`${at}/campaigns`)).text;
    expect(page).to.include('voided: Another matter’s').and.include('voided: Not shown');
    expect(await post(`campaigns/${campaignId}/voiding`, { reason: 'Twice' }, 409)).to.include('voided');
  });

  const wrong = [
    ['a text without words', 'texts', { code: 'A' }, 422, 'Enter the words that were shown, exactly'],
    [
      'a campaign without a name',
      'campaigns',
      { ...CAMPAIGN, title: '' },
      422,
      'Enter what the campaign is called',
    ],
    ['a first day that is none', 'campaigns', { ...CAMPAIGN, fromOn: '5 June' }, 422, 'Enter a real day'],
    [
      'an end before the beginning',
      'campaigns',
      { ...CAMPAIGN, toOn: '2014-06-01' },
      422,
      'The last day lies before the first',
    ],
    [
      'a text that does not stand',
      'campaigns',
      { ...CAMPAIGN, textNumber: '9' },
      409,
      'Text 9 does not stand',
    ],
  ] as const;
  for (const [what, path, fields, status, words] of wrong)
    it(`bad input: ${what}`, async () => {
      const page = await post(path, fields, status);
      expect(page).to.include(words);
      if (path === 'campaigns') expect(page, 'what was typed is kept').to.include('>\nNorth</textarea>');
    });

  it('two texts have not the same name in the lists', async () => {
    await post('texts', { words: WORDS, code: 'A' });
    expect(await post('texts', { words: 'Other words', code: 'A' }, 409)).to.include(
      'Text 1 has the name “A” already',
    );
  });

  it('an item of another matter shows no text here', async () => {
    const other = await openDispute(started, { title: 'Another' });
    const list = await readList(started, dana, other.matterId, 'other.csv', LIST);
    const page = await post('texts', { words: WORDS, shownBy: list.itemId }, 422);
    expect(page).to.include(`No item of this matter has the number or title “${list.itemId}”`);
    expect(page, 'the summary leads to the field')
      .to.include('href="#new-shownBy"')
      .and.include('id="new-shownBy"');
    expect(await standing('noticeText')).to.deep.equal([]);
  });
});
