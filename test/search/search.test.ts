import { expect } from 'chai';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import type { Browser } from '../support/browser.js';
import { addItem, openDispute, type Dispute } from '../overview/dispute.js';

describe('search', () => {
  let started: Started;
  let dispute: Dispute;
  let omar: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
    await addItem(started, dispute.matterId, {
      number: 1,
      title: 'Method note 100% <draft>',
      words: 'The median of the readings is taken\nhour by hour; file_name and C:\\data are kept. '.repeat(
        20,
      ),
    });
    await addItem(started, dispute.matterId, {
      number: 2,
      title: 'Another note',
      words: 'nothing of interest',
    });
    omar = await started.signIn('omar');
  });
  after(() => started.close());

  const search = async (query: string, more = ''): Promise<string> =>
    (await omar.get(`/search?q=${encodeURIComponent(query)}${more}`)).text;

  const CASES = [
    // what it shows                     typed                     found                  not found
    ['a letter by its subject', 'NOTICES verizon', 'Letter from Verizon', 'Method note'],
    ['a demand by its words', 'customers delivered', 'Demand 3', 'Demand 2'],
    ['an item by its title', 'another note', 'Another note', 'Method note'],
    ['words of a page', 'median readings', 'page 1', 'Demand 1'],
    ['words that stand together', '"taken hour by hour"', 'page 1', 'Demand 1'],
    ['a per cent sign is itself', '100%', 'Method note 100%', 'Another note'],
    ['an underscore is itself', 'file_name', 'page 1', 'Another note'],
    ['a backslash is itself', 'C:\\data', 'page 1', 'Another note'],
  ] as const;
  for (const [shows, typed, found, notFound] of CASES)
    it(shows, async () => {
      const text = (await search(typed)).replaceAll(/<\/?mark>/g, '');
      expect(text).to.contain(found).and.not.contain(notFound);
    });

  it('a wild card finds nothing by itself', async () => {
    for (const typed of ['m_dian', 'med%readings', '_____________'])
      expect(await search(typed)).to.contain('Nothing found');
  });

  it('shows the words in context, marked and escaped', async () => {
    const page = await search('median');
    expect(page).to.contain('<mark>median</mark> of the readings').and.contain(' …');
    expect(await search('draft'))
      .to.contain('&lt;<mark>draft</mark>&gt;')
      .and.not.contain('<draft>');
  });

  it('keeps the words in the box and says what it searches when there are none', async () => {
    expect(await search('"><script>')).to.contain('value="&#34;&gt;&lt;script&gt;"');
    expect((await omar.get('/search')).text).to.contain('Only what you may see');
  });

  it('two hundred characters are the most', async () => {
    expect((await omar.get(`/search?q=${'x'.repeat(200)}`)).status).to.equal(200);
    expect((await omar.get(`/search?q=${'x'.repeat(201)}`)).status).to.equal(422);
  });

  it('one kind at a time goes on page by page', async () => {
    expect(await search('note', '&kind=items'))
      .to.contain('Evidence only')
      .and.not.contain('Words on pages</h2>');
    expect(await search('note', '&kind=items&page=2')).to.contain('Nothing found');
    expect(await search('note', '&kind=__proto__&page=-1')).to.contain('Another note');
  });

  it('a search by POST keeps its words out of the address', async () => {
    const answer = await omar.post('/search', { q: 'median' });
    expect(answer.status).to.equal(200);
    expect(answer.text).to.contain('<mark>median</mark>').and.not.contain('q=median');
  });

  it('a stranger finds exactly what there is without the matter: nothing', async () => {
    const rolf = await started.signIn('rolf');
    for (const typed of ['Verizon', 'median', 'customers', 'note'])
      expect((await rolf.get(`/search?q=${typed}`)).text)
        .to.contain('Nothing found')
        .and.not.contain('Netflix');
  });
});
