import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { expect } from 'chai';
import type { ListedEntry } from '../../src/bundles/bundle.js';
import { namesStops } from '../../src/bundles/findings/names-stops.js';
import { pseudonymsBy } from '../../src/notices/identities/pseudonyms.js';
import { openDispute } from '../overview/dispute.js';
import type { Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder } from '../support/start-rejoinder.js';
import type { Name } from '../support/cast.js';
import type { Started } from '../support/start-rejoinder.js';
import { eventsOf, readList, READINGS, readSource, setLevel } from './made-lists.js';

/** Twelve accounts on North on two days, two on South: small enough to be left out. */
const LIST = [
  'notice_id,account,network,shown_at',
  ...Array.from({ length: 24 }, (_, i) => {
    const day = i < 12 ? '03' : '04';
    return `N${i},+acct-${String(i % 12).padStart(2, '0')},North,2014-06-${day}T20:${String(10 + i).padStart(2, '0')}:00Z`;
  }),
  'S1,acct-south-1,South,2014-06-03T20:00:00Z',
  'S2,acct-south-2,South,2014-06-03T20:01:00Z',
  '',
].join('\n');

const PASSWORD = 'a long enough password';

describe('in which form people of a list leave', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let at: string;
  let dana: Browser;
  let omar: Browser;
  let listId: string;
  before(async () => {
    started = await startRejoinder();
    dispute = await openDispute(started);
    at = `/matters/${dispute.matterId}/notices`;
    dana = await started.signIn('dana');
    await setLevel(started, dispute.matterId);
    omar = await started.signIn('omar');
    await omar.get(at);
    ({ listId } = await readList(started, dana, dispute.matterId, 'list.csv', LIST));
  });
  after(() => started.close());

  const ask = (fields: Record<string, string>, by = dana) =>
    by.post(`${at}/disclosures`, { list: listId, title: 'Deliveries in June', ...fields });
  const make = async (fields: Record<string, string>): Promise<string> => {
    const answer = await ask(fields);
    expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
    await started.runJobs();
    return answer.location ?? '';
  };
  const csvOf = async (path: string): Promise<string[]> => {
    const page = (await dana.get(path)).text;
    const itemId = /evidence\/([a-z0-9]{20})/.exec(page)?.[1] ?? '';
    const item = await started.deps.db
      .selectFrom('item')
      .innerJoin('document', 'document.id', 'item.documentId')
      .where('item.id', '=', itemId)
      .select('document.id')
      .executeTakeFirstOrThrow();
    return (await dana.bytes(`/documents/${item.id}/original`)).body.toString().trimEnd().split('\r\n');
  };
  const itemsNow = () =>
    started.deps.db
      .selectFrom('item')
      .where('matterId', '=', dispute.matterId)
      .orderBy('number', 'desc')
      .selectAll()
      .execute();
  const versionOf = async (browser: Browser, path: string): Promise<string> =>
    /name="version" value="(\d+)"/.exec((await browser.get(path)).text)?.[1] ?? '';
  const giveRight = async (name: Name): Promise<void> => {
    const { accountId } = started.actor(name);
    const answer = await dana.post(`${at}/identities`, {
      accountId,
      reason: 'Checks the list against the log',
    });
    expect(answer.status).to.equal(303);
  };

  it('counts: an item with its form in title and legend, small counts not given, no account named', async () => {
    const path = await make({ mode: 'counts', period: 'day' });
    const page = (await dana.get(path)).text;
    expect(page).to.include('counts only').and.include('Counts behind which stand fewer than five accounts');
    const [item] = await itemsNow();
    expect(item).to.include({
      title: 'Deliveries in June (counts only)',
      legend: 'Counts only',
      kind: 'notices',
    });
    expect(await csvOf(path)).to.deep.equal([
      'day (America/Los_Angeles),deliveries,accounts,note',
      'all,26,14,',
      '2014-06-03,14,14,',
      '2014-06-04,12,12,',
    ]);
  });

  it('counts by network need a reason, and a cell of two people is not given, nor what would tell it', async () => {
    const refused = await ask({ mode: 'counts', period: 'none', byNetwork: 'yes' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Say why networks are named');
    const path = await make({
      mode: 'counts',
      period: 'none',
      byNetwork: 'yes',
      networkReason: 'The demand is about one network',
    });
    const small = 'Counts behind which stand fewer than five accounts are not given.';
    expect(await csvOf(path)).to.deep.equal([
      'network,deliveries,accounts,note',
      'all,26,14,',
      `North,not given,not given,${small}`,
      `South,not given,not given,${small}`,
    ]);
    expect((await dana.get(path)).text).to.include('The demand is about one network');
  });

  it('counts that tell of few people only beside earlier counts are not made, and the page says why', async () => {
    const more = ['T1,acct-new-1,North,2014-06-04T22:00:00Z', 'T2,acct-new-2,North,2014-06-04T22:01:00Z', ''];
    const later = await readList(started, dana, dispute.matterId, 'later.csv', LIST + more.join('\n'));
    const before = (await itemsNow()).length;
    const path = await make({ list: later.listId, mode: 'counts', period: 'none' });
    const page = (await dana.get(path)).text;
    expect(page).to.include('Beside D-').and.include('would tell of fewer than five accounts');
    expect((await itemsNow()).length).to.equal(before);

    // Once the earlier counts are out of the file, these are made.
    const withdrawCounts = async (): Promise<void> => {
      const made = await started.deps.db
        .selectFrom('disclosure')
        .where('matterId', '=', dispute.matterId)
        .where('mode', '=', 'counts')
        .where('itemId', 'is not', null)
        .select('itemId')
        .execute();
      const ids = made.flatMap(({ itemId }) => itemId ?? []);
      await started.deps.db.updateTable('item').set({ state: 'withdrawn' }).where('id', 'in', ids).execute();
    };
    await withdrawCounts();
    const again = await make({ list: later.listId, mode: 'counts', period: 'none' });
    expect(await csvOf(again)).to.deep.equal(['deliveries,accounts,note', '28,16,']);
    await withdrawCounts();
  });

  it('a total, less the counts of its networks, tells of two people: it is not made beside both of them', async () => {
    const whole = await openDispute(started, { title: 'Three tables' });
    const room = `/matters/${whole.matterId}/notices`;
    const rowsOf = (network: string, n: number): string[] =>
      Array.from(
        { length: n },
        (_, i) => `${network}${i},acct-${network}-${i},${network},2014-06-03T20:${String(10 + i)}:00Z`,
      );
    const [north, south, few] = [rowsOf('North', 12), rowsOf('South', 9), rowsOf('East', 2)];
    const countsOf = async (name: string, rows: readonly string[]): Promise<string> => {
      const csv = ['notice_id,account,network,shown_at', ...rows, ''].join('\n');
      const list = await readList(started, dana, whole.matterId, name, csv);
      const fields = { list: list.listId, title: name, mode: 'counts', period: 'none' };
      const asked = await dana.post(`${room}/disclosures`, fields);
      await started.runJobs();
      return (await dana.get(asked.location ?? '')).text;
    };
    expect(await countsOf('north.csv', north)).to.include('It is item');
    expect(await countsOf('south.csv', south)).to.include('It is item');
    const refused = await countsOf('all.csv', [...north, ...south, ...few]);
    expect(refused)
      .to.include('Beside D-1 and D-2 together these counts would tell of fewer than five accounts')
      .and.not.include('It is item');
  });

  it('pseudonyms: a key for each disclosure, kept in the data folder alone', async () => {
    const one = await csvOf(await make({ mode: 'pseudonyms', grain: 'day' }));
    const two = await csvOf(await make({ mode: 'pseudonyms', grain: 'day', title: 'The same once more' }));
    expect(one[0]).to.equal(
      '"pseudonym","shown, day (America/Los_Angeles)"'.replaceAll('"pseudonym"', 'pseudonym'),
    );
    expect(one).to.have.length(27);
    const names = (rows: string[]) => new Set(rows.slice(1).map((row) => row.split(',')[0]));
    expect(names(one).size).to.equal(14);
    for (const name of names(one)) expect(name).to.match(/^P-[0-9a-f]{20}$/);
    expect([...names(one)].filter((name) => names(two).has(name))).to.deep.equal([]);
    expect([...one.slice(1)].sort((a, b) => (a.slice(23) + a < b.slice(23) + b ? -1 : 1))).to.deep.equal(
      one.slice(1),
    );

    const folder = `${started.deps.dataDir}/secrets`;
    const keys = (await readdir(folder)).filter((name) => name.startsWith('pseudonyms-disclosure-'));
    expect(keys).to.have.length(2);
    const secrets: string[] = [];
    for (const name of keys) {
      expect((await stat(`${folder}/${name}`)).mode & 0o777).to.equal(0o600);
      secrets.push((await readFile(`${folder}/${name}`, 'utf8')).trim());
    }
    const told = secrets.map((key) => pseudonymsBy(Buffer.from(key, 'hex'))('+acct-00'));
    expect([...names(one), ...names(two)]).to.include.members(told);
    const tables = await started.deps.db.introspection.getTables();
    for (const { name } of tables) {
      const rows = JSON.stringify(
        await started.deps.db
          .selectFrom(name as 'matter')
          .selectAll()
          .execute(),
      );
      for (const key of secrets) expect(rows, name).not.to.include(key);
    }
  });

  it('nothing on the record names an account', async () => {
    const events = await started.deps.db.selectFrom('auditEvent').select('text').execute();
    for (const { text } of events) expect(text).not.to.match(/acct-/);
  });

  it('names need the right to see them, then counsel who is someone else, and a legal basis', async () => {
    const { length } = await itemsNow();
    const basis = { mode: 'identified', legalBasis: 'Order of 20 June 2014, paragraph 3' };
    const early = await ask(basis);
    expect([early.status, early.text.includes('right to see account names')]).to.deep.equal([403, true]);
    await giveRight('dana');
    const without = await ask({ mode: 'identified' });
    expect([without.status, without.text.includes('State the legal basis')]).to.deep.equal([422, true]);
    const path = await make(basis);
    expect(await itemsNow(), 'nothing is made before it is approved').to.have.length(length);
    const version = await versionOf(dana, path);
    expect((await dana.get(path)).text).to.include('Only counsel can approve that accounts are named.');
    expect((await dana.post(`${path}/approval`, { version })).status).to.equal(403);
    expect((await omar.get(path)).text)
      .to.include('Approve that names leave')
      .and.include('Order of 20 June 2014');
    expect((await omar.post(`${path}/approval`, { version })).status).to.equal(303);
    await started.runJobs();
    const rows = await csvOf(path);
    expect(rows[0]?.startsWith('account,')).to.equal(true);
    expect(rows[1]).to.match(/^acct-south-1,/);
    expect(rows[3], 'an account that reads as a formula is only words').to.match(/^'\+acct-00,/);
    const [item] = await itemsNow();
    expect(item).to.include({ title: 'Deliveries in June (identified)', legend: 'Identified' });
    const again = await omar.post(`${path}/approval`, { version });
    expect([again.status, again.text.includes('nothing to approve here now')]).to.deep.equal([409, true]);
    expect(await eventsOf(started, dispute.matterId)).to.include.members([
      'identityRight.granted',
      'disclosure.asked',
      'disclosure.approved',
      'disclosure.made',
    ]);
  });

  it('where one person approves, the password and a reason are asked for', async () => {
    const alone = await openDispute(started, { title: 'Alone', approvalForm: 'one-person' });
    const room = `/matters/${alone.matterId}/notices`;
    const list = await readList(started, dana, alone.matterId, 'alone.csv', LIST);
    await dana.post(`${room}/identities`, {
      accountId: started.actor('omar').accountId,
      reason: 'Alone on it',
    });
    const fields = { list: list.listId, title: 'By name', mode: 'identified', legalBasis: 'Consent on file' };
    const path = (await omar.post(`${room}/disclosures`, fields)).location ?? '';
    const version = await versionOf(omar, path);
    const without = await omar.post(`${path}/approval`, { version, password: PASSWORD });
    expect([without.status, without.text.includes('Say why one person approves this')]).to.deep.equal([
      422,
      true,
    ]);
    const wrong = await omar.post(`${path}/approval`, { version, password: 'guess', reason: 'Alone' });
    expect([wrong.status, wrong.text.includes('This is not your password')]).to.deep.equal([422, true]);
    expect(wrong.text).not.to.include('guess');
    const right = await omar.post(`${path}/approval`, { version, password: PASSWORD, reason: 'Alone' });
    expect(right.status).to.equal(303);
  });

  it('a list is held back on a ground, and nothing is made', async () => {
    const { length } = await itemsNow();
    const without = await ask({ mode: 'held-back' });
    expect([without.status, without.text.includes('State the ground')]).to.deep.equal([422, true]);
    const path = await make({ mode: 'held-back', ground: 'Viewing is personal data (18 U.S.C. 2710)' });
    expect((await dana.get(path)).text)
      .to.include('18 U.S.C. 2710')
      .and.include('held back');
    expect(await itemsNow()).to.have.length(length);
    const version = await versionOf(dana, path);
    expect((await dana.post(`${path}/withdrawal`, { version, reason: 'Counts go instead' })).status).to.equal(
      303,
    );
    expect((await dana.get(path)).text).to.include('Withdrawn: Counts go instead');
  });

  it('a demand for a list offers counts and pseudonyms, and the item made for it bears on it', async () => {
    const demandId = dispute.demandIds[2];
    await started.deps.db
      .updateTable('demand')
      .set({ kind: 'provide-list' })
      .where('id', '=', demandId)
      .execute();
    const demand = `/matters/${dispute.matterId}/demands/${demandId}`;
    const page = (await dana.get(demand)).text;
    const link =
      /href="([^"]*disclosures\/new[^"]*mode=counts)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(page).to.include('Answer by counts').and.include('Answer by pseudonyms');
    expect((await dana.get(link)).text).to.match(new RegExp(`value="${demandId}" selected`));
    expect(
      (await dana.get(`/matters/${dispute.matterId}/demands/${dispute.demandIds[0]}`)).text,
    ).not.to.include('Answer by counts');
    await make({ mode: 'counts', period: 'month', demand: demandId });
    const [item] = await itemsNow();
    const links = await started.deps.db
      .selectFrom('itemDemand')
      .where('itemId', '=', item?.id ?? '')
      .select('demandId')
      .execute();
    expect(links).to.deep.equal([{ demandId }]);
    const after = (await dana.get(demand)).text;
    expect(after).to.include('Deliveries in June (counts only)').and.include('R-00');
  });

  it('findings of a reconciliation go with the rows, in the neutral words', async () => {
    const { sourceId } = await readSource(started, dana, dispute.matterId, 'r.csv', READINGS);
    const run = await dana.post(`${at}/runs`, {
      ...{ list: listId, source: sourceId, level: '3', within: '30m', reason: 'As triggered' },
    });
    await started.runJobs();
    const runId = run.location?.split('/').at(-1) ?? '';
    const without = await ask({ mode: 'counts', byFinding: 'yes' });
    expect([without.status, without.text.includes('Choose the reconciliation')]).to.deep.equal([422, true]);
    const path = await make({ mode: 'counts', period: 'none', byFinding: 'yes', run: runId });
    expect(await csvOf(path)).to.include('no reading,26,14,');
  });

  it('a list of an item that is marked privileged is only held back', async () => {
    const { itemId, listId: id } = await readList(
      started,
      dana,
      dispute.matterId,
      'p.csv',
      LIST.replace('S1', 'P1'),
    );
    await started.deps.db.updateTable('item').set({ isPrivileged: 1 }).where('id', '=', itemId).execute();
    const refused = await ask({ list: id, mode: 'counts' });
    expect([refused.status, refused.text.includes('is marked privileged')]).to.deep.equal([409, true]);
    expect((await ask({ list: id, mode: 'held-back', ground: 'Work product' })).status).to.equal(303);
  });

  it('nothing leaves of a list whose item was withdrawn or that was voided while its names waited for approval', async () => {
    const one = await readList(started, dana, dispute.matterId, 'w.csv', LIST.replace('S1', 'W1'));
    const fields = { mode: 'identified', legalBasis: 'Consent on file', title: 'Gone meanwhile' };
    const path = (await ask({ ...fields, list: one.listId })).location ?? '';
    await started.deps.db
      .updateTable('item')
      .set({ state: 'withdrawn', withdrawnReason: 'Not ours' })
      .where('id', '=', one.itemId)
      .execute();
    const refused = await ask({ list: one.listId, mode: 'counts' });
    expect([refused.status, refused.text.includes('was withdrawn from the file')]).to.deep.equal([409, true]);
    await omar.post(`${path}/approval`, { version: await versionOf(omar, path) });
    await started.runJobs();
    expect((await dana.get(path)).text).to.include('was withdrawn from the file meanwhile');
    const two = await readList(started, dana, dispute.matterId, 'v.csv', LIST.replace('S1', 'V1'));
    const second = (await ask({ ...fields, list: two.listId })).location ?? '';
    const version = await versionOf(dana, two.path);
    expect((await dana.post(`${two.path}/voiding`, { version, reason: 'The wrong export' })).status).to.equal(
      303,
    );
    await omar.post(`${second}/approval`, { version: await versionOf(omar, second) });
    await started.runJobs();
    expect((await dana.get(second)).text).to.include('was voided meanwhile');
    expect((await itemsNow()).some(({ title }) => title.startsWith('Gone meanwhile'))).to.equal(false);
  });

  it('rows show pseudonyms; with the right they show names when asked, and each look is on record', async () => {
    const rows = `${at}/lists/${listId}/rows?which=deliveries&names=yes`;
    const mine = (await omar.get(rows)).text;
    expect(mine)
      .to.include('accounts by pseudonym')
      .and.match(/>P-[0-9a-f]{20}</)
      .and.not.include('acct-');
    const before = (await eventsOf(started, dispute.matterId)).filter(
      (name) => name === 'noticeList.namesSeen',
    ).length;
    await giveRight('omar');
    expect((await omar.get(rows.replace('&names=yes', ''))).text).not.to.include('acct-');
    expect((await omar.get(rows)).text)
      .to.include('accounts by name; this look is on record')
      .and.include('+acct-00');
    const after = (await eventsOf(started, dispute.matterId)).filter(
      (name) => name === 'noticeList.namesSeen',
    ).length;
    expect(after - before).to.equal(1);
    const page = (await dana.get(`${at}/identities`)).text;
    const ending = [...page.matchAll(/identities\/([a-z0-9]{20})\/ending/g)].map((match) => match[1] ?? '');
    for (const id of ending)
      expect((await dana.post(`${at}/identities/${id}/ending`, { reason: 'Done' })).status).to.equal(303);
    expect((await omar.get(rows)).text)
      .to.include('accounts by pseudonym')
      .and.not.include('acct-');
  });

  it('the original of a list that was read opens for those who may see names, each time on record', async () => {
    const { itemId } = await readList(started, dana, dispute.matterId, 'kept.csv', LIST.replace('S1', 'K1'));
    const { documentId } = await started.deps.db
      .selectFrom('item')
      .where('id', '=', itemId)
      .select('documentId')
      .executeTakeFirstOrThrow();
    const item = (await omar.get(`/matters/${dispute.matterId}/evidence/${itemId}`)).text;
    expect(item)
      .to.include('Not shown here')
      .and.include('Its rows are under Notices')
      .and.not.include('acct-');
    expect((await omar.get(`/documents/${documentId}`)).text).not.to.include('acct-');
    for (const part of ['original', 'text', 'pdf', 'pages/1']) {
      const answer = await omar.get(`/documents/${documentId}/${part}`);
      expect([answer.status, answer.text.includes('acct-')], part).to.deep.equal([403, false]);
    }
    await giveRight('omar');
    const opened = await omar.get(`/documents/${documentId}/original`);
    expect([opened.status, opened.text.includes('acct-00')]).to.deep.equal([200, true]);
    expect((await eventsOf(started, dispute.matterId)).at(-1)).to.equal('document.downloaded');
    const rights = (await dana.get(`${at}/identities`)).text;
    for (const [, id = ''] of rights.matchAll(/identities\/([a-z0-9]{20})\/ending/g))
      await dana.post(`${at}/identities/${id}/ending`, { reason: 'Done' });
  });

  it('a bundle that would enclose the list itself is stopped, in words', async () => {
    const entry = { itemId: '', treatment: 'include', title: 'The list', name: 'list.csv', id: 'e' };
    const { itemId } = await readList(started, dana, dispute.matterId, 'stop.csv', LIST.replace('S1', 'T1'));
    const { sha256 } = await started.deps.db
      .selectFrom('item')
      .innerJoin('document', 'document.id', 'item.documentId')
      .where('item.id', '=', itemId)
      .select('document.sha256')
      .executeTakeFirstOrThrow();
    const stops = (treatment: string) =>
      namesStops(started.deps.db, { matterId: dispute.matterId }, [
        { ...entry, itemId, sha256, treatment } as unknown as ListedEntry,
      ]);
    expect((await stops('include'))[0]).to.include({ level: 'stop' });
    expect((await stops('include'))[0]?.what).to.include('enclose a disclosure of it instead');
    expect(await stops('leave-out')).to.deep.equal([]);
  });

  it('only who leads the matter gives the right, and it ends with the work on the matter', async () => {
    const { accountId } = started.actor('omar');
    expect((await omar.post(`${at}/identities`, { accountId, reason: 'Mine' })).status).to.equal(403);
    const empty = await dana.post(`${at}/identities`, { accountId });
    expect([empty.status, empty.text.includes('Say why this person')]).to.deep.equal([422, true]);
    const stranger = started.actor('rolf').accountId;
    expect((await dana.post(`${at}/identities`, { accountId: stranger, reason: 'x' })).status).to.equal(404);
    await giveRight('omar');
    const twice = await dana.post(`${at}/identities`, { accountId, reason: 'Again' });
    expect([twice.status, twice.text.includes('has this right already')]).to.deep.equal([409, true]);
    const team = `/matters/${dispute.matterId}/access`;
    await dana.post(`${team}/${accountId}/withdrawal`);
    started.setToday('2014-06-06');
    await dana.post(team, { accountId, access: 'member' });
    const rows = `${at}/lists/${listId}/rows?which=deliveries&names=yes`;
    expect((await omar.get(rows)).text)
      .to.include('accounts by pseudonym')
      .and.not.include('acct-');
    expect((await dana.get(`${at}/identities`)).text).to.include('ended with the work on the matter');
  });

  it('the same counts asked for twice are one item', async () => {
    const { length } = await itemsNow();
    await make({ mode: 'counts', period: 'week', title: 'Twice' });
    await make({ mode: 'counts', period: 'week', title: 'Twice' });
    expect(await itemsNow()).to.have.length(length + 1);
  });

  it('what stands in the item is what its hash says', async () => {
    const path = await make({ mode: 'counts', period: 'month', title: 'Hashed' });
    const page = (await dana.get(path)).text;
    const sha256 = /<code class="hash full">([0-9a-f]{64})</.exec(page)?.[1];
    const bytes = `${(await csvOf(path)).join('\r\n')}\r\n`;
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(sha256);
  });
});
