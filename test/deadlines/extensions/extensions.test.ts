import { expect } from 'chai';
import { heldTo } from '../../../src/deadlines/deadline.js';
import { stateOf } from '../../../src/deadlines/standing.js';
import { listExtensions } from '../../../src/deadlines/extensions/extension-store.js';
import { lapseExtensions } from '../../../src/deadlines/extensions/lapse-extensions.js';
import { expectDone, openMatterOfDates, type MatterOfDates } from '../matter-of-dates.js';

const AGREED = {
  extendedTo: '2014-06-20',
  terms: 'Two more weeks for the evidence, without prejudice to the rest',
  agreedWith: 'Randal Milch, Verizon',
  agreedOn: '2014-06-06',
  confirmBy: '2014-06-09',
};

describe('an extension of a date', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const extensions = (id: string) => listExtensions(on.started.deps.db, id);
  const confirm = async (id: string, extensionId: string, content = 'Agreed. R. Milch') =>
    on.dana.upload(
      on.path(`/${id}/extensions/${extensionId}/confirmation`),
      [{ name: 'confirmation.txt', content }],
      { version: String((await on.date(id)).version) },
    );

  it('is held to at once, beside the old date, and asks for its written confirmation', async () => {
    const id = await on.fiveDays();
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    const date = await on.date(id);
    expect(heldTo(date, '2014-06-06')).to.equal('2014-06-20');
    expect(date).to.include({ earliestOn: '2014-06-09', workingOn: null, extendedOn: null });
    const page = await on.dana.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain('Fri 20 Jun 2014')
      .and.to.contain('from Mon 9 Jun 2014')
      .and.to.contain('waits for its written confirmation')
      .and.to.contain('extension, not confirmed yet')
      .and.to.contain('Two more weeks for the evidence');
    expect((await on.dana.get('/desk')).text).to.contain('confirmation due by Mon 9 Jun');
    expect(await on.actions()).to.include('extension.recorded');
  });

  it('is marked in the grid of the calendar while nobody has confirmed it, and no longer after', async () => {
    const id = await on.fiveDays();
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    const grid = async () => (await on.dana.get('/calendar?month=2014-06')).text.split('</table>')[0] ?? '';
    const mark = /Respond to demand 2: provide evidence <span class="small">\(extension, not confirmed\)/;
    expect(await grid()).to.match(mark);
    expect((await on.dana.get('/desk')).text).to.contain('provide evidence (extension, not confirmed)"');
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    expect(await grid())
      .to.contain('Respond to demand 2: provide evidence')
      .and.not.to.contain('not confirmed');
  });

  it('to a holiday is said to be no working day, and is not moved', async () => {
    const id = await on.named('2014-06-09');
    const set = await on.send(on.dana, id, 'extensions', { ...AGREED, extendedTo: '2014-07-04' });
    expectDone(set);
    const note = 'Ends on Fri 4 Jul 2014 (Independence Day), not a working day, and is not moved';
    const page = (await on.dana.get(on.path(`/${id}`))).text;
    expect(page.split(note)).to.have.length(3);
    expect(page)
      .to.contain(
        'It can be read in two ways: Fri 4 Jul 2014, the day agreed, as it stands, which is held to;',
      )
      .and.match(/Fri 4 Jul 2014<[^]*?the day agreed, as it stands · <span[^>]*>held to/)
      .and.match(/Mon 7 Jul 2014<[^]*?the next working day, only where/);
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    expect((await on.dana.get(on.path(`/${id}/sheet`))).text).to.contain('or Mon 7 Jul 2014, the next');
    expect((await on.dana.get(on.path(`/${id}/sheet?for=outside`))).text).not.to.contain('two ways');
    expect(heldTo(await on.date(id), '2014-06-06')).to.equal('2014-07-04');
  });

  it('lapses by itself when nobody confirms it in time: the old date is back, with an alert, before any tick', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', { ...AGREED, confirmBy: '2014-06-11' }));
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain(
      'That is after the old date: if no confirmation comes, Mon 9 Jun 2014 will have passed when it returns.',
    );
    on.started.setToday('2014-06-11');
    expect(stateOf(await on.date(id), '2014-06-11')).to.equal('upcoming');
    expect(await lapseExtensions(on.started.deps)).to.equal(0);
    on.started.setToday('2014-06-12');
    const page = await on.dana.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain('Extension lapsed.')
      .and.to.contain('The date is Mon 9 Jun 2014 again')
      .and.to.contain('overdue');
    expect((await on.dana.get('/desk')).text)
      .to.contain('Extensions that lapsed')
      .and.to.contain('due by Wed 11 Jun 2014 and is not on record');
    expect(await lapseExtensions(on.started.deps)).to.equal(1);
    expect(await lapseExtensions(on.started.deps)).to.equal(0);
    expect(await on.date(id)).to.include({ pendingOn: null, pendingUntil: null, extendedOn: null });
    expect((await extensions(id))[0]).to.include({ state: 'lapsed', endedBy: null });
    expect((await on.actions()).filter((action) => action === 'extension.lapsed')).to.have.length(1);
    expect((await on.dana.get('/desk')).text).to.contain('Extensions that lapsed');
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain('Extension lapsed.');
  });

  it('revoked after counsel adopted a day that only it allowed: that day goes with it', async () => {
    const id = await on.fiveDays('binding');
    const answer = await on.dana.upload(
      on.path(`/${id}/extensions`),
      [{ name: 'confirmation.txt', content: 'Agreed' }],
      {
        ...{ version: String((await on.date(id)).version), extendedTo: '2014-06-20', terms: 'one week' },
        ...{ agreedWith: 'Verizon', agreedOn: '2014-06-06', confirmBy: '2014-06-10' },
      },
    );
    expectDone(answer);
    const adopted = { on: 'other', otherOn: '2014-06-18', time: '', why: 'two days in hand' };
    expectDone(await on.send(on.omar, id, 'adoption', adopted));
    const extension = await on.started.deps.db.selectFrom('extension').selectAll().executeTakeFirstOrThrow();
    const path = `extensions/${extension.id}/withdrawal`;
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain(path);
    const withdrawn = await on.send(on.dana, id, path, { reason: 'revoked by them' });
    expectDone(withdrawn);
    expect((await on.dana.get(withdrawn.location ?? '')).text).to.contain(
      'The working date, Wed 18 Jun 2014, rested on it and is taken back with it',
    );
    expect(await on.date(id)).to.include({ workingOn: null, adoptedBy: null, earliestOn: '2014-06-09' });
    expect((await on.send(on.dana, id, path, { reason: 'again' })).status).to.equal(409);
  });

  it('overtaken by a day that a reading gives is not withdrawn any more', async () => {
    const id = await on.fiveDays('binding');
    expectDone(
      await on.dana.upload(on.path(`/${id}/extensions`), [{ name: 'confirmation.txt', content: 'Agreed' }], {
        ...{ version: String((await on.date(id)).version), extendedTo: '2014-06-20', terms: 'one week' },
        ...{ agreedWith: 'Verizon', agreedOn: '2014-06-06', confirmBy: '2014-06-10' },
      }),
    );
    expectDone(
      await on.send(on.omar, id, 'adoption', { on: '2014-06-10', otherOn: '', time: '', why: 'usual' }),
    );
    const extension = await on.started.deps.db.selectFrom('extension').selectAll().executeTakeFirstOrThrow();
    const again = await on.send(on.dana, id, `extensions/${extension.id}/withdrawal`, { reason: 'x' });
    expect(again.status).to.equal(409);
    expect(await on.date(id)).to.include({ workingOn: '2014-06-10' });
  });

  it('before a later day adopted since is held to again once a clock that ran ahead is right', async () => {
    const id = await on.fiveDays('binding');
    expectDone(
      await on.send(on.dana, id, 'extensions', {
        ...{ extendedTo: '2014-06-11', terms: 'two days', agreedWith: 'Verizon', agreedOn: '2014-06-06' },
        confirmBy: '2014-06-09',
      }),
    );
    on.started.setNow('2014-06-06T19:30:00.000Z');
    expectDone(
      await on.send(on.omar, id, 'adoption', { on: '2014-06-12', otherOn: '', time: '', why: 'latest' }),
    );
    expect(await on.date(id)).to.include({ workingOn: '2014-06-12', pendingOn: '2014-06-11' });
    on.started.setToday('2014-06-10');
    expect(await lapseExtensions(on.started.deps)).to.equal(1);
    on.started.setToday('2014-06-07');
    expect(await lapseExtensions(on.started.deps)).to.equal(1);
    expect(await on.date(id)).to.include({ pendingOn: '2014-06-11', pendingUntil: '2014-06-09' });
  });

  it('that lapsed by a clock a year ahead waits again once the clock is right, and can be confirmed', async () => {
    const id = await on.named('2014-06-12');
    expectDone(await on.send(on.dana, id, 'pre-dates'));
    expectDone(await on.send(on.dana, id, 'extensions', { ...AGREED, confirmBy: '2014-06-10' }));
    on.started.setNow('2015-06-06T19:00:00.000Z');
    expect(await lapseExtensions(on.started.deps)).to.equal(1);
    on.started.setNow('2014-06-06T19:05:00.000Z');
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain('waits for its written confirmation');
    expect(await lapseExtensions(on.started.deps)).to.equal(1);
    expect(await lapseExtensions(on.started.deps)).to.equal(0);
    expect(await on.date(id)).to.include({ pendingOn: '2014-06-20', pendingUntil: '2014-06-10' });
    expect((await on.preDates(id)).map((one) => one.workingOn)).to.deep.equal(['2014-06-09', '2014-06-11']);
    expect(await on.actions()).to.include('extension.waitsAgain');
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    expect(heldTo(await on.date(id), '2014-06-06')).to.equal('2014-06-20');
    expect((await on.preDates(id)).map((one) => one.workingOn)).to.deep.equal(['2014-06-17', '2014-06-19']);
  });

  it('and it can be confirmed before that is recorded', async () => {
    const id = await on.named('2014-06-12');
    expectDone(await on.send(on.dana, id, 'extensions', { ...AGREED, confirmBy: '2014-06-10' }));
    on.started.setNow('2015-06-06T19:00:00.000Z');
    await lapseExtensions(on.started.deps);
    on.started.setNow('2014-06-06T19:05:00.000Z');
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    expect((await extensions(id))[0]).to.include({ state: 'confirmed', endedReason: null });
    expect(await lapseExtensions(on.started.deps)).to.equal(0);
    expect(heldTo(await on.date(id), '2014-06-06')).to.equal('2014-06-20');
  });

  it('a lapsed extension cannot be confirmed: the page says so and nothing is saved', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    on.started.setToday('2014-06-10');
    const [extension] = await extensions(id);
    const answer = await confirm(id, extension?.id ?? '');
    expect(answer.status).to.equal(409);
    expect(answer.text).to.contain('This extension lapsed: its confirmation was due by Mon 9 Jun 2014');
    expect((await extensions(id))[0]).to.include({ state: 'unconfirmed', documentId: null });
    expect(heldTo(await on.date(id), '2014-06-10')).to.equal('2014-06-09');
  });

  it('stands for good once its written confirmation is attached', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    const [extension] = await extensions(id);
    expectDone(await confirm(id, extension?.id ?? ''));
    on.started.setToday('2014-06-15');
    expect(await lapseExtensions(on.started.deps)).to.equal(0);
    expect(await on.date(id)).to.include({ extendedOn: '2014-06-20', pendingOn: null });
    const page = await on.dana.get(on.path(`/${id}`));
    expect(page.text).to.contain('confirmation.txt').and.to.contain('confirmed in writing');
    expect(stateOf(await on.date(id), '2014-06-20')).to.equal('due-today');
    expect(stateOf(await on.date(id), '2014-06-21')).to.equal('overdue');
    expect((await confirm(id, extension?.id ?? '')).status).to.equal(409);
  });

  it('can be confirmed by a document of the matter, and by none of another', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    const [extension] = await extensions(id);
    const rest = `extensions/${extension?.id ?? ''}/confirmation`;
    const { db } = on.started.deps;
    for (const [documentId, matterId] of [
      ['ours', on.matterId],
      ['theirs', null],
    ] as const)
      await db
        .insertInto('document')
        .values({
          id: documentId,
          matterId,
          sha256: '0'.repeat(64),
          bytes: 1,
          name: 'mail.eml',
          mediaType: 'message/rfc822',
          label: 'Mail',
          state: 'readable',
          receivedAt: on.started.deps.clock.now(),
          receivedBy: on.started.actor('dana').accountId,
        })
        .execute();
    expect((await on.send(on.dana, id, rest, { documentId: 'theirs' })).status).to.equal(404);
    const empty = await on.send(on.dana, id, rest);
    expect(empty.status).to.equal(422);
    expect(empty.text).to.contain('Choose the document that confirms it');
    expectDone(await on.send(on.dana, id, rest, { documentId: 'ours' }));
    expect((await extensions(id))[0]).to.include({ state: 'confirmed', documentId: 'ours' });
  });

  it('by a number of business days goes over the weekend', async () => {
    const id = await on.named('2014-06-12');
    const { extendedTo: _named, ...rest } = AGREED;
    expectDone(await on.send(on.dana, id, 'extensions', { ...rest, count: '3', unit: 'business_days' }));
    expect((await on.date(id)).pendingOn).to.equal('2014-06-17');
  });

  it('one that was confirmed returns when a second one lapses', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    expectDone(
      await on.send(on.dana, id, 'extensions', {
        ...AGREED,
        extendedTo: '2014-07-01',
        confirmBy: '2014-06-10',
      }),
    );
    expect(heldTo(await on.date(id), '2014-06-10')).to.equal('2014-07-01');
    on.started.setToday('2014-06-11');
    await lapseExtensions(on.started.deps);
    expect(heldTo(await on.date(id), '2014-06-11')).to.equal('2014-06-20');
  });

  it('while one waits, another is not recorded; withdrawn with a reason, the old date stands', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    const second = await on.send(on.dana, id, 'extensions', { ...AGREED, extendedTo: '2014-07-01' });
    expect(second.status).to.equal(409);
    expect(second.text).to.contain('waits for its confirmation already');
    const rest = `extensions/${(await extensions(id))[0]?.id ?? ''}/withdrawal`;
    expect((await on.send(on.dana, id, rest)).status).to.equal(422);
    expectDone(await on.send(on.dana, id, rest, { reason: 'they took it back' }));
    expect((await extensions(id))[0]).to.include({ state: 'withdrawn', endedReason: 'they took it back' });
    expect(heldTo(await on.date(id), '2014-06-06')).to.equal('2014-06-09');
    expect((await on.send(on.dana, id, rest, { reason: 'again' })).status).to.equal(409);
  });

  it('counsel may adopt a day under a confirmed extension; it is then the day held to', async () => {
    const id = await on.fiveDays();
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    const adopt = { on: 'other', otherOn: '2014-06-18', why: 'two days in hand' };
    expectDone(await on.send(on.omar, id, 'adoption', adopt));
    expect(heldTo(await on.date(id), '2014-06-07')).to.equal('2014-06-18');
    expect((await extensions(id))[0]).to.include({ state: 'superseded' });
  });

  it('adopting a day says before and after that it ends the confirmed extension, whose own day is offered too', async () => {
    const id = await on.fiveDays();
    expect((await on.omar.get(on.path(`/${id}`))).text).not.to.contain('ends the confirmed extension');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    expect((await on.omar.get(on.path(`/${id}`))).text).not.to.contain('ends the confirmed extension');
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    expect((await on.omar.get(on.path(`/${id}`))).text)
      .to.contain('Adopting a day ends the confirmed extension to Fri 20 Jun 2014.')
      .and.to.contain('Fri 20 Jun 2014, the day of the extension')
      .and.to.contain('value="2014-06-20"');
    expectDone(await on.send(on.omar, id, 'adoption', { on: '2014-06-20', why: 'the day agreed' }));
    expect(heldTo(await on.date(id), '2014-06-07')).to.equal('2014-06-20');
    const page = await on.omar.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain(
        'Fri 20 Jun 2014 is the working date. The confirmed extension to Fri 20 Jun 2014 is overtaken',
      )
      .and.not.to.contain('ends the confirmed extension');
  });

  it('an earlier day that counsel adopts while it waits is held to; the confirmation then counts', async () => {
    const id = await on.fiveDays('binding');
    expectDone(await on.send(on.dana, id, 'pre-dates'));
    expectDone(await on.send(on.dana, id, 'extensions', { ...AGREED, confirmBy: '2014-06-13' }));
    expect((await on.preDates(id)).map((one) => one.workingOn)).to.deep.equal(['2014-06-06']);
    expectDone(await on.send(on.omar, id, 'adoption', { on: '2014-06-09', why: 'the careful reading' }));
    const page = await on.omar.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain(
        'Mon 9 Jun 2014 is the working date. It is held to; the extension to Fri 20 Jun 2014 counts',
      )
      .and.to.contain('this extension counts once it is confirmed, by Fri 13 Jun 2014');
    expect(heldTo(await on.date(id), '2014-06-07')).to.equal('2014-06-09');
    expect(stateOf(await on.date(id), '2014-06-10')).to.equal('overdue');
    expect((await on.preDates(id)).map((one) => one.workingOn)).to.deep.equal(['2014-06-06']);
    const [extension] = await extensions(id);
    expect(extension).to.include({ state: 'unconfirmed' });
    expectDone(await confirm(id, extension?.id ?? ''));
    expect(heldTo(await on.date(id), '2014-06-07')).to.equal('2014-06-20');
    expect((await on.preDates(id)).map((one) => one.workingOn)).to.deep.equal(['2014-06-19']);
  });

  it('goes on to the date that takes the place of its own', async () => {
    const id = await on.fiveDays();
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    expectDone(await on.send(on.dana, id, 'replacement', { trigger: '2014-06-06', reason: 'dated the 6th' }));
    const { supersededBy } = await on.date(id);
    const now = await on.date(supersededBy ?? '');
    expect(heldTo(now, '2014-06-06')).to.equal('2014-06-20');
    expect(await extensions(now.id)).to.have.length(1);
  });

  it('says which day returns as the date stands now, on its own page as on the Desk', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', { ...AGREED, confirmBy: '2014-06-17' }));
    const replacement = { trigger: '2014-06-16', start: '', closedOn: '', service: '', reason: 'corrected' };
    expectDone(await on.send(on.dana, id, 'replacement', replacement));
    const { supersededBy } = await on.date(id);
    const page = await on.dana.get(on.path(`/${supersededBy ?? ''}`));
    expect(page.text)
      .to.contain('from Mon 9 Jun 2014')
      .and.to.contain('Without the confirmation, Mon 16 Jun 2014 returns by itself after Tue 17 Jun 2014')
      .and.to.contain('if no confirmation comes, Mon 16 Jun 2014 will have passed when it returns');
    expect((await on.dana.get('/desk')).text).to.contain('without it Mon 16 Jun 2014 returns');
  });

  it('withdrawn after its date was replaced by a later one, uncovers none that goes less far', async () => {
    const id = await on.named('2014-06-10');
    const extend = async (extendedTo: string) =>
      expectDone(await on.send(on.dana, id, 'extensions', { ...AGREED, extendedTo }));
    await extend('2014-06-15');
    expectDone(await confirm(id, (await extensions(id))[0]?.id ?? ''));
    await extend('2014-06-30');
    const moved = { trigger: '2014-06-20', reason: 'the order names the 20th' };
    expectDone(await on.send(on.dana, id, 'replacement', moved));
    const now = (await on.date(id)).supersededBy ?? '';
    expect((await extensions(now)).map((one) => one.extendedTo)).to.have.members([
      '2014-06-30',
      '2014-06-15',
    ]);
    const last = (await extensions(now)).find((one) => one.extendedTo === '2014-06-30');
    expectDone(await confirm(now, last?.id ?? ''));
    expectDone(await on.send(on.dana, now, `extensions/${last?.id ?? ''}/withdrawal`, { reason: 'revoked' }));
    expect(heldTo(await on.date(now), '2014-06-07')).to.equal('2014-06-20');
  });

  const bad: [string, Record<string, string>, RegExp][] = [
    ['to an earlier date', { extendedTo: '2014-06-08' }, /earlier than the date it extends, Mon 9 Jun 2014/],
    ['to the same date', { extendedTo: '2014-06-09' }, /is the date as it stands/],
    ['to 31 February', { extendedTo: '2014-02-31' }, /real day/],
    ['to no date at all', { extendedTo: '' }, /the new date, or a number of days/],
    ['to a date and by a number', { count: '3' }, /one of the two/],
    ['by no days', { extendedTo: '', count: '0' }, /1 to 9,999 days/],
    ['by fewer than none', { extendedTo: '', count: '-3' }, /1 to 9,999 days/],
    ['by 10,000 days', { extendedTo: '', count: '10000' }, /1 to 9,999 days/],
    [
      'by 10,000 business days',
      { extendedTo: '', count: '10000', unit: 'business_days' },
      /the most is 9999/,
    ],
    ['by moons', { extendedTo: '', count: '3', unit: 'moons' }, /Choose days or business days/],
    ['without terms', { terms: '' }, /what was agreed/],
    ['agreed by nobody', { agreedWith: '' }, /who agreed/],
    ['agreed tomorrow', { agreedOn: '2014-06-07' }, /has not come yet/],
    ['to be confirmed yesterday', { confirmBy: '2014-06-05' }, /would lapse at once/],
    ['to be confirmed after its own end', { confirmBy: '2014-06-21' }, /by the new date/],
    ['with a field that is not known', { state: 'confirmed' }, /not known: state/],
  ];
  for (const [what, change, says] of bad)
    it(`${what}: a sentence, nothing saved, what was typed kept`, async () => {
      const id = await on.named('2014-06-09');
      const answer = await on.send(on.dana, id, 'extensions', { ...AGREED, ...change });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.match(says);
      if (change['terms'] !== '') expect(answer.text).to.contain('Two more weeks for the evidence');
      expect(await on.date(id)).to.include({ version: 1, pendingOn: null });
      expect(await extensions(id)).to.deep.equal([]);
    });

  it('two people at one date: the second sees what stands and what they typed', async () => {
    const id = await on.named('2014-06-09');
    await on.send(on.omar, id, 'adoption', { on: '2014-06-09', why: 'as named' });
    const late = await on.dana.post(on.path(`/${id}/extensions`), { ...AGREED, version: '1' });
    expect(late.status).to.equal(409);
    expect(late.text).to.contain('as named').and.to.contain('Two more weeks for the evidence');
    expect(await extensions(id)).to.deep.equal([]);
  });

  it('a viewer, a wrong token, an ended date and a foreign one change nothing', async () => {
    const id = await on.named('2014-06-09');
    const priya = await on.started.signIn('priya');
    await priya.get(on.path());
    expect((await on.send(priya, id, 'extensions', AGREED)).status).to.equal(403);
    expect((await on.send(on.dana, id, 'extensions', { ...AGREED, _csrf: 'forged' })).status).to.equal(403);
    expect((await on.dana.post(on.path('/nothing/extensions'), { ...AGREED, version: '1' })).status).to.equal(
      404,
    );
    expect(
      (await on.send(on.dana, id, 'extensions/nothing/confirmation', { documentId: 'x' })).status,
    ).to.equal(404);
    await on.send(on.dana, id, 'voiding', { reason: 'entered twice' });
    expect((await on.send(on.dana, id, 'extensions', AGREED)).status).to.equal(422);
    expect(await extensions(id)).to.deep.equal([]);
  });
});
