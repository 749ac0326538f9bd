import { expect } from 'chai';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const LETTER = [
  'June 5, 2014',
  '',
  'Dear Mr. Hyman:',
  '',
  'We demand that you immediately cease the notices.',
  'Provide, within five days from the date of this letter, all evidence for the statement.',
].join('\n');

describe('a letter dropped on the Desk', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-05' });
  });
  after(() => started.close());

  it('shows the earliest date its words could mean, provisional', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/desk');
    const answer = await dana.upload('/desk/letters', [{ name: 'letter.txt', content: LETTER }]);

    expect(answer.status).to.equal(303);
    const [deadline] = await started.deps.db.selectFrom('deadline').selectAll().execute();
    expect(deadline).to.include({
      earliestOn: '2014-06-09',
      state: 'provisional',
      whose: 'asserted',
      matterId: null,
    });

    const page = await dana.get(answer.location ?? '');
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.include('Mon 9 Jun 2014')
      .and.to.include('within five days from the date of this letter');
  });
});
