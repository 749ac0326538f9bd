import { expect } from 'chai';
import { listAssignments } from '../../../src/deadlines/assignment-store.js';
import { countedOf } from '../../../src/deadlines/deadline.js';
import { lapseExtensions } from '../../../src/deadlines/extensions/lapse-extensions.js';
import { expectDone, openMatterOfDates, type MatterOfDates } from '../matter-of-dates.js';

describe('pre-dates and who looks after a date', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates({ today: '2014-06-23' });
  });
  afterEach(() => on.started.close());

  const daysOf = async (id: string) =>
    (await on.preDates(id)).map((one) => `${one.title.split(':')[0] ?? ''} ${one.workingOn ?? ''}`);
  const extend = (id: string, to: string, confirmBy: string) =>
    on.send(on.dana, id, 'extensions', {
      ...{ extendedTo: to, confirmBy, terms: 'more time', agreedWith: 'Verizon', agreedOn: '2014-06-23' },
    });

  it('come from the template: draft three business days before, review one, over a holiday', async () => {
    const id = await on.named('2014-07-07');
    expectDone(await on.send(on.dana, id, 'pre-dates'));
    // Fri 4 July 2014 is Independence Day.
    expect(await daysOf(id)).to.deep.equal(['Draft 2014-07-01', 'Review 2014-07-03']);
    const [draft] = await on.preDates(id);
    expect(draft).to.include({ whose: 'internal', parentId: id, state: 'open' });
    const page = await on.dana.get(on.path(`/${draft?.id ?? ''}`));
    expect(page.text).to.contain('Prepares').and.to.contain('Independence Day');
    expect((await on.dana.get(on.path(`/${id}`))).text)
      .to.contain('Before it')
      .and.to.contain('Tue 1 Jul');
    expect((await on.send(on.dana, id, 'pre-dates')).status).to.equal(409);
    expect((await on.send(on.dana, draft?.id ?? '', 'pre-dates')).status).to.equal(409);
  });

  it('what-if says where they would go with their date, and moves none', async () => {
    const id = await on.named('2014-07-07');
    await on.send(on.dana, id, 'pre-dates');
    const page = await on.dana.get(on.path(`/${id}/what-if?extendedTo=2014-07-14`));
    const text = page.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(text).to.match(/Draft: [^:]* Tue 1 Jul 2014 Wed 9 Jul 2014/);
    expect(text).to.match(/Review: [^:]* Thu 3 Jul 2014 Fri 11 Jul 2014/);
    expect(await daysOf(id)).to.deep.equal(['Draft 2014-07-01', 'Review 2014-07-03']);
  });

  it('stay with the day that returns while an extension is not confirmed, and are there when it lapses', async () => {
    const id = await on.named('2014-07-07');
    await on.send(on.dana, id, 'pre-dates');
    expectDone(await extend(id, '2014-07-14', '2014-06-25'));
    expect(await daysOf(id)).to.deep.equal(['Draft 2014-07-01', 'Review 2014-07-03']);
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain(
      'prepare Mon 7 Jul 2014 until the extension is',
    );
    on.started.setToday('2014-06-26');
    expect(await lapseExtensions(on.started.deps)).to.equal(1);
    expect(await daysOf(id)).to.deep.equal(['Draft 2014-07-01', 'Review 2014-07-03']);
    on.started.setToday('2014-06-23');
  });

  it('set under an extension that waits prepare the day that returns', async () => {
    const id = await on.named('2014-07-07');
    expectDone(await extend(id, '2014-07-14', '2014-06-25'));
    await on.send(on.dana, id, 'pre-dates');
    expect(await daysOf(id)).to.deep.equal(['Draft 2014-07-01', 'Review 2014-07-03']);
  });

  it('follow an extension once it is confirmed, superseded with the reason', async () => {
    const id = await on.named('2014-07-07');
    await on.send(on.dana, id, 'pre-dates');
    const [draft] = await on.preDates(id);
    expectDone(await extend(id, '2014-07-14', '2014-06-25'));
    const extension = await on.started.deps.db
      .selectFrom('extension')
      .where('deadlineId', '=', id)
      .selectAll()
      .executeTakeFirstOrThrow();
    const file = { name: 'confirmation.txt', content: 'Agreed. R. Milch' };
    const version = String((await on.date(id)).version);
    const confirmation = on.path(`/${id}/extensions/${extension.id}/confirmation`);
    expectDone(await on.dana.upload(confirmation, [file], { version }));
    expect(await daysOf(id)).to.deep.equal(['Draft 2014-07-09', 'Review 2014-07-11']);
    expect(await on.date(draft?.id ?? '')).to.include({
      state: 'superseded',
      endedReason: 'the date it prepares was extended to Mon 14 Jul 2014',
    });
  });

  it('stand still while the clock of their date is stopped, and follow it on', async () => {
    const id = await on.named('2014-07-07');
    await on.send(on.dana, id, 'pre-dates');
    await on.send(on.dana, id, 'tolling', { from: '2014-06-24', reason: 'standstill' });
    expect((await on.preDates(id)).map((one) => one.tolledFrom)).to.deep.equal(['2014-06-24', '2014-06-24']);
    expectDone(await on.send(on.dana, id, 'tolling/end', { until: '2014-06-30' }));
    const { supersededBy } = await on.date(id);
    expect(await daysOf(supersededBy ?? '')).to.deep.equal(['Draft 2014-07-09', 'Review 2014-07-11']);
  });

  it('one that is taken up again prepares the date that stands now, and ends with it', async () => {
    const id = await on.named('2014-07-15');
    await on.send(on.dana, id, 'pre-dates');
    const [draft] = await on.preDates(id);
    expectDone(await on.send(on.omar, draft?.id ?? '', 'voiding', { reason: 'not needed' }));
    expectDone(await on.send(on.dana, id, 'replacement', { trigger: '2014-07-07', reason: 'moved up' }));
    const now = (await on.date(id)).supersededBy ?? '';
    const again = { reason: 'needed after all' };
    expectDone(await on.send(on.omar, draft?.id ?? '', 'reopening', again));
    expect(await daysOf(now)).to.deep.equal(['Draft 2014-07-01', 'Review 2014-07-03']);
    const [reopened] = await on.preDates(now);
    expectDone(await on.send(on.omar, reopened?.id ?? '', 'voiding', { reason: 'done with' }));
    expectDone(await on.send(on.omar, now, 'override', { metOn: '2014-06-23', reason: 'by hand' }));
    const answer = await on.send(on.omar, reopened?.id ?? '', 'reopening', again);
    expect(answer.status).to.equal(409);
    expect((await on.date(reopened?.id ?? '')).state).to.equal('voided');
  });

  it('end with their date: voided, met, or without a response', async () => {
    for (const [rest, fields] of [
      ['voiding', { reason: 'entered twice' }],
      ['override', { metOn: '2014-06-23', reason: 'by hand' }],
      ['no-response', { reason: 'nothing is owed' }],
    ] as const) {
      const id = await on.named('2014-07-07');
      await on.send(on.dana, id, 'pre-dates');
      const [draft] = await on.preDates(id);
      expectDone(await on.send(on.omar, id, rest, fields));
      expect(await on.preDates(id)).to.deep.equal([]);
      expect((await on.date(draft?.id ?? '')).state).to.equal('voided');
    }
  });

  it('those whose day has passed are left out, and the page says so', async () => {
    const id = await on.named('2014-06-25');
    const answer = await on.send(on.dana, id, 'pre-dates');
    expectDone(answer);
    expect(await daysOf(id)).to.deep.equal(['Review 2014-06-24']);
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain(
      'Left out, because the day has passed: Draft',
    );
  });

  it('one whose day stands when its date moves names the day it prepares now, and is counted back from it', async () => {
    const id = await on.named('2014-07-12');
    expectDone(await on.send(on.dana, id, 'pre-dates'));
    const moved = { trigger: '2014-07-13', reason: 'the order names Sunday the 13th' };
    expectDone(await on.send(on.dana, id, 'replacement', moved));
    const review = (await on.preDates((await on.date(id)).supersededBy ?? '')).find(({ title }) =>
      title.startsWith('Review'),
    );
    expect(review).to.include({ workingOn: '2014-07-11', adoptedWhy: 'it prepares Sun 13 Jul 2014' });
    expect(countedOf(review ?? (await on.date(id)))?.input.trigger).to.equal('2014-07-13');
  });

  it('the template is the matter’s own, with its versions', async () => {
    const rows = { name1: 'Partner reads', count1: '5', unit1: 'calendar_days' };
    expectDone(await on.dana.post(on.path('/template'), { after: '0', ...rows }));
    const id = await on.named('2014-07-07');
    await on.send(on.dana, id, 'pre-dates');
    expect(await daysOf(id)).to.deep.equal(['Partner reads 2014-07-02']);
    const page = await on.dana.get(on.path('/template'));
    expect(page.text).to.contain('Version 1').and.to.contain('Partner reads: 5 days before');
    const late = await on.dana.post(on.path('/template'), { after: '0', name1: 'Late', count1: '1' });
    expect(late.status).to.equal(409);
    expect(late.text).to.contain('value="Late"').and.to.contain('Partner reads');
  });

  for (const [what, fields, says] of [
    ['a count of nothing', { name1: 'Draft', count1: '0' }, /from 1 to 365/],
    ['a count of 10,000', { name1: 'Draft', count1: '10000' }, /from 1 to 365/],
    ['a name without a count', { name1: 'Draft' }, /how many days before/],
    ['a count without a name', { count2: '3' }, /Name the step/],
    ['an unknown unit', { name1: 'Draft', count1: '3', unit1: 'moons' }, /Choose what is counted/],
  ] as const)
    it(`a template with ${what}: a sentence, nothing saved`, async () => {
      const answer = await on.dana.post(on.path('/template'), { after: '0', ...fields });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.match(says);
      expect(await on.started.deps.db.selectFrom('preDatePlan').selectAll().execute()).to.deep.equal([]);
    });

  it('who looks after a date is changed on its page, with everyone before', async () => {
    const id = await on.named('2014-07-07');
    const [dana, omar, rolf] = (['dana', 'omar', 'rolf'] as const).map(
      (name) => on.started.actor(name).accountId,
    );
    expectDone(await on.send(on.dana, id, 'people', { responsible: dana ?? '', second: omar ?? '' }));
    on.started.setToday('2014-06-24');
    expectDone(await on.send(on.dana, id, 'people', { responsible: omar ?? '' }));
    expect(await on.date(id)).to.include({ responsible: omar, second: null });
    expect(await listAssignments(on.started.deps.db, id)).to.have.length(2);
    const page = await on.dana.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain('Dana, second Omar, from Mon 23 Jun 2014')
      .and.to.contain('Omar, from Tue 24 Jun');
    expect((await on.send(on.dana, id, 'people', { responsible: rolf ?? '' })).status).to.equal(404);
    const same = await on.send(on.dana, id, 'people', { responsible: omar ?? '', second: omar ?? '' });
    expect(same.status).to.equal(422);
    expect(same.text).to.contain('The second person is someone else');
  });
});
