import { expect } from 'chai';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const MATTER = {
  title: 'Verizon – Netflix',
  ourParty: 'Netflix',
  theirParty: 'Verizon',
  regime: 'private',
  zone: 'America/New_York',
  legend: '',
  approvalForm: 'two-people',
};

describe('a form that is sent twice', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startRejoinder();
  });
  afterEach(() => started.close());

  const open = async (forms: readonly Record<string, string>[]) => {
    const omar = await started.signIn('omar');
    const page = (await omar.get('/matters/new')).text;
    const once = /name="_once" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answers = await Promise.all(forms.map((form) => omar.post('/matters', { ...form, _once: once })));
    const matters = await started.deps.db.selectFrom('matter').select('title').execute();
    return { answers, titles: matters.map(({ title }) => title).sort() };
  };

  it('by a double click counts once; both clicks lead to the same page', async () => {
    const { answers, titles } = await open([MATTER, MATTER]);
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(answers[0]?.location).to.equal(answers[1]?.location);
    expect(titles).to.deep.equal(['Verizon – Netflix']);
  });

  it('with something changed in between counts twice', async () => {
    const { titles } = await open([MATTER, { ...MATTER, title: 'Another' }]);
    expect(titles).to.deep.equal(['Another', 'Verizon – Netflix']);
  });

  it('when it was refused may be sent again', async () => {
    const bad = { ...MATTER, title: '' };
    const { answers, titles } = await open([bad, bad]);
    expect(answers.map(({ status }) => status)).to.deep.equal([422, 422]);
    expect(titles).to.deep.equal([]);
  });

  it('from two pages counts twice', async () => {
    await open([MATTER]);
    const { titles } = await open([MATTER]);
    expect(titles).to.have.length(2);
  });
});
