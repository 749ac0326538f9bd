import { expect } from 'chai';
import ICAL from 'ical.js';
import { closeMatter, reopenMatter } from '../../src/matters/close-matter.js';
import { getMatterFor } from '../../src/matters/matter-store.js';
import { withdrawAccess } from '../../src/matters/grant-access.js';
import type { DeadlineInput } from '../../src/deadlines/counting/deadline-input.js';
import { countedFromInput, countedOn } from '../../src/deadlines/counted.js';
import { replaceDeadline } from '../../src/deadlines/replace-deadline.js';
import { voidDeadline } from '../../src/deadlines/void-deadline.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { idOf, openMatterFor, setDate } from './set-dates.js';

const PUBLIC_URL = 'https://rejoinder.firm.example';

describe('calendar feeds', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-05', mail: { server: null, publicUrl: PUBLIC_URL } });
    matterId = await openMatterFor(started);
    dana = await started.signIn('dana');
    await dana.get('/reminders');
  });
  afterEach(() => started.close());

  /** Makes an address and returns its path; it is on this one page and nowhere else. */
  const make = async (fields: Record<string, string> = {}, path = '/reminders/feeds'): Promise<string> => {
    const answer = await dana.post(path, fields);
    expect(answer.status).to.equal(200);
    const address = /https:\/\/rejoinder\.firm\.example(\/calendar\/[\w-]{43}\.ics)/.exec(answer.text)?.[1];
    if (address === undefined) throw new Error('no address was shown');
    return address;
  };
  const eventsOf = (text: string) =>
    new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((component) => ({
      uid: String(component.getFirstPropertyValue('uid')),
      start: String(component.getFirstPropertyValue('dtstart')),
      end: String(component.getFirstPropertyValue('dtend')),
      sequence: Number(component.getFirstPropertyValue('sequence')),
      status: String(component.getFirstPropertyValue('status')),
      stamp: String(component.getFirstPropertyValue('dtstamp')),
      summary: String(component.getFirstPropertyValue('summary')),
      description: String(component.getFirstPropertyValue('description')),
      isDay: component.getFirstProperty('dtstart')?.type === 'date',
    }));

  it('are read by another program’s parser: whole days, no names, a link', async () => {
    const id = await setDate(started, matterId, { earliestOn: '2014-06-09' });
    const path = await make();
    const answer = await started.visitor().get(path);
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('cache-control'),
    ]).to.deep.equal([200, 'text/calendar; charset=utf-8', 'private, no-store']);
    expect(answer.headers.getSetCookie()).to.deep.equal([]);
    expect(answer.text).not.to.match(/Verizon|Netflix/);
    for (const line of answer.text.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75);
    expect(answer.text.replaceAll('\r\n ', '')).to.include(
      `${PUBLIC_URL}/matters/${matterId}/deadlines/${id}`,
    );
    const [event] = eventsOf(answer.text);
    expect(event).to.include({
      uid: `deadline-${id}@rejoinder.firm.example`,
      start: '2014-06-09',
      end: '2014-06-10',
      isDay: true,
      sequence: 0,
      status: 'CONFIRMED',
      summary: 'M-0001: date, binding',
    });
    expect(event?.description).to.include('Counting aid, not legal advice');
    expect((await started.visitor().get(path)).text).to.equal(answer.text);
  });

  it('say titles only where that was chosen', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-09' });
    const [event] = eventsOf((await started.visitor().get(await make({ words: 'on' }))).text);
    expect(event?.summary).to.equal('M-0001: Respond to demand 2 of Verizon (Verizon – Netflix)');
  });

  it('keep a voided date as cancelled, with a higher sequence', async () => {
    const id = await setDate(started, matterId, { earliestOn: '2014-06-09' });
    const path = await make({ matterId });
    await voidDeadline(started.deps, matterId, { id, version: 1, reason: 'agreed' }, started.actor('omar'));
    const [event] = eventsOf((await started.visitor().get(path)).text);
    expect(event).to.include({
      uid: `deadline-${id}@rejoinder.firm.example`,
      sequence: 1,
      status: 'CANCELLED',
    });
  });

  it('show a date as cancelled while its matter is closed, each time with a higher sequence', async () => {
    const id = await setDate(started, matterId, { earliestOn: '2014-06-09' });
    const path = await make({ matterId });
    const { deps } = started;
    const by = started.actor('omar');
    const event = async () => eventsOf((await started.visitor().get(path)).text)[0];
    const inHand = () => getMatterFor(deps.db, by, matterId);
    const matter = await inHand();
    const none = () => Promise.resolve([]);
    const request = { reason: 'settled', version: matter.version, seen: [] };
    await closeMatter(deps, matter, request, by, {
      ...{ holds: none, runs: none, unsent: none, changed: none, unproved: none },
    });
    expect(await event()).to.include({
      ...{ uid: `deadline-${id}@rejoinder.firm.example`, sequence: 1, status: 'CANCELLED' },
      summary: 'M-0001: date, binding (matter closed)',
    });
    const { version } = await inHand();
    await reopenMatter(deps, await inHand(), version, by, () => Promise.resolve(0));
    expect(await event()).to.include({ sequence: 2, status: 'CONFIRMED' });
  });

  it('say in the title that an extension is not confirmed', async () => {
    const pending = { pendingOn: '2014-06-20', pendingUntil: '2014-06-18' };
    await setDate(started, matterId, { earliestOn: '2014-06-09', ...pending });
    const [event] = eventsOf((await started.visitor().get(await make())).text);
    expect(event?.summary).to.contain('(extension not confirmed)');
  });

  it('say in the title by which hour, that a clock stands still, and that a day is the first allowed', async () => {
    const counted = (input: DeadlineInput) => {
      const { result } = countedFromInput(input);
      return { input: JSON.stringify(input), result: JSON.stringify(result), earliestOn: result.earliest };
    };
    const named = { rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-09', count: 0, unit: 'fixed_date' };
    const zone = 'America/Los_Angeles';
    await setDate(started, matterId, { ...counted({ ...named, zone, cutOff: '17:00' }), zone });
    await setDate(started, matterId, { earliestOn: '2014-06-10', tolledFrom: '2014-06-07', tolledLeft: 4 });
    const waits = { rule: 'DEMAND_CALENDAR_EXCLUSIVE', trigger: '2014-06-05', count: 5, unit: 'days' };
    await setDate(started, matterId, counted({ ...waits, direction: 'at_least_after' }));
    const titles = eventsOf((await started.visitor().get(await make())).text).map((one) => one.summary);
    expect(titles).to.have.members([
      'M-0001: date, binding (by 17:00 PDT)',
      'M-0001: date, binding (clock stopped from Sat 7 Jun 2014)',
      'M-0001: date, binding (first day allowed)',
    ]);
  });

  it('say the day that returns without the confirmation, and of a day nobody adopted that it is the earliest reading', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-08', title: 'whole day' });
    const pending = { pendingOn: '2014-06-20', pendingUntil: '2014-06-18' };
    await setDate(started, matterId, { earliestOn: '2014-06-09', ...pending });
    const text = (await started.visitor().get(await make())).text.replaceAll(/\r?\n /g, '');
    expect(text)
      .to.contain(
        'not yet confirmed in writing: without it by Wed 18 Jun 2014\\, the date is Mon 9 Jun 2014 again',
      )
      .and.to.match(/DTSTART;VALUE=DATE:20140608[^]*?DESCRIPTION:binding\\nearliest reading\\n/);
  });

  it('keep the old day of a superseded date as cancelled, and show the new one under its own name', async () => {
    const id = await setDate(started, matterId, { earliestOn: '2014-06-09' });
    const path = await make({ matterId });
    const by = started.actor('omar');
    const counted = countedOn('2014-06-20', 'America/New_York');
    const next = await replaceDeadline(
      started.deps,
      matterId,
      { id, version: 1, reason: 'order', counted },
      by,
    );
    const events = eventsOf((await started.visitor().get(path)).text);
    expect(
      events.map(({ uid, start, sequence, status }) => [uid, start, sequence, status]),
    ).to.have.deep.members([
      [`deadline-${id}@rejoinder.firm.example`, '2014-06-09', 1, 'CANCELLED'],
      [`deadline-${next}@rejoinder.firm.example`, '2014-06-20', 0, 'CONFIRMED'],
    ]);
  });

  it('say that a date changed when an extension nobody confirmed stands no longer, before and after that is recorded', async () => {
    const pending = { pendingOn: '2014-06-20', pendingUntil: '2014-06-07' };
    await setDate(started, matterId, { earliestOn: '2014-06-09', ...pending });
    const path = await make();
    const read = async () => {
      const { text } = await started.visitor().get(path);
      const [event] = eventsOf(text);
      return {
        start: event?.start,
        sequence: event?.sequence,
        changed: /LAST-MODIFIED:(\S+)/.exec(text)?.[1],
      };
    };
    const before = await read();
    expect(before).to.include({ start: '2014-06-20', sequence: 0 });
    started.setToday('2014-06-08');
    const lapsed = await read();
    expect(lapsed).to.include({ start: '2014-06-09', sequence: 1, changed: '20140608T040000Z' });
    expect(lapsed.changed).not.to.equal(before.changed);
  });

  it('keep a date of long ago that was extended to a day to come', async () => {
    await setDate(started, matterId, { earliestOn: '2013-01-09', extendedOn: '2014-06-20' });
    const [event] = eventsOf((await started.visitor().get(await make())).text);
    expect(event).to.include({ start: '2014-06-20' });
  });

  it('show nothing of a matter to whoever lost it, from the next visit on', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-09' });
    const [ofMatter, ofAll] = [await make({ matterId }), await make()];
    await withdrawAccess(started.deps, matterId, idOf(started, 'dana'), started.actor('omar'));
    expect((await started.visitor().get(ofMatter)).status).to.equal(404);
    expect(eventsOf((await started.visitor().get(ofAll)).text)).to.deep.equal([]);
  });

  it('unknown, revoked, replaced and a disabled account’s are one and the same plain 404', async () => {
    const [revoked, replaced, disabled] = [await make(), await make(), await make()];
    const page = (await dana.get('/reminders')).text;
    const ids = [...page.matchAll(/feeds\/(\w+)\/revocation/g)].map((match) => match[1] ?? '');
    expect(ids).to.have.length(3);
    const feeds = await started.deps.db.selectFrom('calendarFeed').select(['id', 'tokenHash']).execute();
    for (const feed of feeds)
      for (const path of [revoked, replaced, disabled]) expect(path).not.to.include(feed.tokenHash);
    const idOfPath = async (path: string) => {
      const { hashOfToken } = await import('../../src/reminders/feed-store.js');
      const hash = hashOfToken(path.replace('/calendar/', '').replace('.ics', ''));
      return feeds.find((feed) => feed.tokenHash === hash)?.id ?? '';
    };
    expect((await dana.post(`/reminders/feeds/${await idOfPath(revoked)}/revocation`)).status).to.equal(303);
    const fresh = await make({}, `/reminders/feeds/${await idOfPath(replaced)}/replacement`);
    expect((await started.visitor().get(fresh)).status).to.equal(200);
    await started.deps.db
      .updateTable('account')
      .set({ disabledAt: '2014-06-05T19:00:00.000Z' })
      .where('id', '=', idOf(started, 'dana'))
      .execute();
    const unknown = await started.visitor().get(`/calendar/${'x'.repeat(43)}.ics`);
    expect([unknown.status, unknown.text]).to.deep.equal([404, 'Not found.\n']);
    for (const path of [revoked, replaced, disabled, fresh]) {
      const answer = await started.visitor().get(path);
      expect([answer.status, answer.text, answer.headers.get('content-type')]).to.deep.equal([
        404,
        unknown.text,
        unknown.headers.get('content-type'),
      ]);
    }
  });

  it('a foreign matter and a foreign calendar do not exist', async () => {
    await make();
    const feed = await started.deps.db.selectFrom('calendarFeed').select('id').executeTakeFirstOrThrow();
    const rolf = await started.signIn('rolf');
    await rolf.get('/reminders');
    for (const [path, fields] of [
      ['/reminders/feeds', { matterId }],
      ['/reminders/feeds', { matterId: 'zzzzzzzzzzzzzzzzzzzz' }],
      [`/reminders/feeds/${feed.id}/revocation`, {}],
      [`/reminders/feeds/${feed.id}/replacement`, {}],
    ] as const)
      expect((await rolf.post(path, fields)).status, path).to.equal(404);
    expect((await dana.post('/reminders/feeds', { matterId, _csrf: 'wrong' })).status).to.equal(403);
    expect((await dana.post('/reminders/feeds', { matterId, extra: '1' })).status).to.equal(422);
  });

  it('guessing is slowed down', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 32; n += 1)
      statuses.push((await started.visitor().get(`/calendar/${String(n).padStart(43, 'x')}.ics`)).status);
    expect(statuses.slice(0, 30).every((status) => status === 404)).to.equal(true);
    expect(statuses.slice(30)).to.deep.equal([429, 429]);
  });
});
