import { expect } from 'chai';
import { expectDone, openMatterOfDates, type MatterOfDates } from './matter-of-dates.js';

describe('what was typed about dates, and who may end them', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  it('a field of a day is one the browser brings back by itself', async () => {
    const { text } = await on.dana.get(on.path('/new'));
    expect(text).to.match(/<input id="f-trigger"[^>]*data-date/);
    expect(text).not.to.match(/<input id="f-trigger"[^>]*autocomplete="off"/);
  });

  it('a closed matter says so before a form is filled in', async () => {
    await on.started.deps.db.updateTable('matter').set({ state: 'closed' }).execute();
    expect((await on.dana.get(on.path('/new'))).text).to.contain(
      'Open it again on its overview before setting',
    );
  });

  it('a replacement without a reason shows the count again, with the box for the reason', async () => {
    const id = await on.fiveDays();
    const answer = await on.send(on.dana, id, 'replacement', { trigger: '2014-06-06', reason: '' });
    expect(answer.status).to.equal(422);
    expect(answer.text)
      .to.contain('Say why')
      .and.to.contain('Wed 11 Jun 2014')
      .and.to.match(/<textarea[^>]*name="reason"/)
      .and.to.contain('name="trigger" value="2014-06-06"');
  });

  it('a what-if that moves nothing says so, keeps the working date and offers no replacement', async () => {
    const id = await on.fiveDays();
    expectDone(await on.send(on.omar, id, 'adoption', { on: '2014-06-12', why: 'business days' }));
    const { text } = await on.dana.get(on.path(`/${id}/what-if?closedOn=2014-06-11`));
    expect(text)
      .to.contain('Nothing moves')
      .and.to.contain('the date and its working date would stay as they are')
      .and.to.contain('A closed day moves a date only where')
      .and.not.to.contain('until a working date is adopted')
      .and.not.to.contain('Put this in the place');
  });

  it('only counsel voids a date whose working date counsel adopted', async () => {
    const id = await on.fiveDays();
    const [adopted, plain] = [id, await on.named('2014-06-20')];
    expectDone(await on.send(on.omar, adopted, 'adoption', { on: '2014-06-10', why: 'the usual one' }));
    const page = (await on.dana.get(on.path(`/${adopted}`))).text;
    expect(page).to.contain('only counsel can void this date').and.not.to.contain(`${adopted}/voiding`);
    expect((await on.send(on.dana, adopted, 'voiding', { reason: 'x' })).status).to.equal(403);
    expect((await on.date(adopted)).state).to.equal('open');
    expectDone(await on.send(on.dana, plain, 'voiding', { reason: 'entered twice' }));
    expectDone(await on.send(on.omar, adopted, 'voiding', { reason: 'settled' }));
  });
});
