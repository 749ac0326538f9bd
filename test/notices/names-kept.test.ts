import { expect } from 'chai';
import { openDispute } from '../overview/dispute.js';
import type { Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder } from '../support/start-rejoinder.js';
import type { Name } from '../support/cast.js';
import type { Started } from '../support/start-rejoinder.js';
import { addFile, eventsOf, readList, readSource } from './made-lists.js';

const LIST = [
  'notice_id,account,network,shown_at',
  'N1,acct-ann,North,2014-06-03T23:10:00Z',
  'N2,acct-bob,South,2014-06-03T23:20:00Z',
  '',
].join('\n');

const READINGS = [
  'account,network,taken_at,download_mbps',
  'acct-ann,North,2014-06-03T23:05:00Z,1.5',
  'acct-bob,North,yesterday,4.5',
  'acct-cat,South,2014-06-04T01:55:00Z,-2.0',
  '',
].join('\n');

const AT = '2014-06-05T19:00:00.000Z';

describe('names of accounts stay with those who may see them', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let matter: string;
  let dana: Browser;
  let omar: Browser;
  before(async () => {
    started = await startRejoinder();
    dispute = await openDispute(started);
    matter = `/matters/${dispute.matterId}`;
    dana = await started.signIn('dana');
    omar = await started.signIn('omar');
    await omar.get(`${matter}/notices`);
  });
  after(() => started.close());

  const list = (mark: string) =>
    readList(started, dana, dispute.matterId, `${mark}.csv`, LIST.replace('N1', mark));
  const giveRight = (name: Name) =>
    dana.post(`${matter}/notices/identities`, { accountId: started.actor(name).accountId, reason: 'Checks' });
  const endRights = async (): Promise<void> => {
    const page = (await dana.get(`${matter}/notices/identities`)).text;
    for (const [, id = ''] of page.matchAll(/identities\/([a-z0-9]{20})\/ending/g))
      await dana.post(`${matter}/notices/identities/${id}/ending`, { reason: 'Done' });
  };

  it('a notice list is not looked at or read by way of the measurements', async () => {
    const { itemId } = await list('L1');
    const at = `${matter}/measurements/items/${itemId}`;
    const page = await omar.get(at);
    expect([page.status, page.text.includes('acct-')]).to.deep.equal([403, false]);
    const fields = { how: 'said', time: 'shown_at', network: 'account' };
    const measured = { download: 'notice_id', downloadUnit: 'Mbit/s' };
    expect((await omar.post(at, { ...fields, ...measured })).status).to.equal(403);
    await giveRight('omar');
    expect((await omar.get(at)).text).to.include('acct-ann');
    expect((await eventsOf(started, dispute.matterId)).at(-1)).to.equal('noticeList.namesSeen');
    await endRights();
  });

  it('a notice list is not read anew with its accounts for something that is shown', async () => {
    const { itemId, listId } = await list('L3');
    const at = `${matter}/notices/items/${itemId}`;
    const shown = { shown: 'shown_at', replaces: listId };
    for (const fields of [
      { account: 'network', network: 'account' },
      { account: 'network', network: 'notice_id', notice: 'account' },
      { account: 'network', network: 'notice_id', variant: 'account' },
      { account: 'account', network: 'network', delimiter: 'tab' },
      { account: 'account', network: 'network', header: 'no' },
    ]) {
      const answer = await omar.post(at, { ...fields, ...shown });
      expect(answer.status, JSON.stringify(fields)).to.be.oneOf([403, 422]);
      expect(answer.text).not.to.include('acct-');
    }
    const first = await omar.post(at, { account: 'network', network: 'account', ...shown });
    expect(first.text).to.include('Only someone with the right to see account names can say otherwise');
    const same = await omar.post(at, {
      account: 'account',
      network: 'network',
      notice: 'notice_id',
      ...shown,
    });
    expect(same.status).to.equal(303);
    await started.runJobs();
  });

  it('what was set aside of measurements says line and reason; what stands there, to those who may see names', async () => {
    const { sourceId } = await readSource(started, dana, dispute.matterId, 'aside.csv', READINGS);
    const page = `${matter}/measurements/sources/${sourceId}`;
    const path = `${page}/rejected.csv`;
    expect((await omar.get(page)).text).to.include('Line and reason alone: what stands in the lines names');
    expect((await omar.bytes(path)).body.toString()).to.equal(
      'line,reason\r\n3,The time cannot be read.\r\n4,The download is below zero.\r\n',
    );
    await giveRight('omar');
    expect((await omar.get(page)).text).not.to.include('Line and reason alone');
    expect((await omar.bytes(path)).body.toString()).to.include('"acct-bob,North,yesterday,4.5"');
    expect((await eventsOf(started, dispute.matterId)).at(-1)).to.equal('noticeList.namesSeen');
    await endRights();
  });

  it('measurements with a column of accounts open to those who may see names, each look on record', async () => {
    const readings = READINGS.replace('1.5', '1.6');
    const { itemId, sourceId } = await readSource(started, dana, dispute.matterId, 'named.csv', readings);
    const { documentId } = await started.deps.db
      .selectFrom('item')
      .where('id', '=', itemId)
      .select('documentId')
      .executeTakeFirstOrThrow();
    const original = `/documents/${documentId}/original`;
    const opened = [original, `/documents/${documentId}/text`, `${matter}/measurements/items/${itemId}`];
    const shown = [`/documents/${documentId}`, `${matter}/evidence/${itemId}`];
    const read = `${matter}/measurements/sources/${sourceId}`;
    for (const name of ['dana', 'omar', 'priya'] as const) {
      const browser = await started.signIn(name);
      for (const path of opened) {
        const { status, text } = await browser.get(path);
        expect([name, path, status, text.includes('acct-')]).to.deep.equal([name, path, 403, false]);
        expect(text).to.include('names the accounts of people in its column');
      }
      for (const path of [...shown, read]) {
        const { status, text } = await browser.get(path);
        expect([name, path, status, text.includes('acct-')]).to.deep.equal([name, path, 200, false]);
      }
      const aside = (await browser.bytes(`${read}/rejected.csv`)).body.toString();
      expect(aside).not.to.include('acct-');
    }
    const stranger = await started.signIn('rolf');
    for (const path of [...opened, ...shown, read]) expect((await stranger.get(path)).status).to.equal(404);

    await giveRight('omar');
    const before = (await eventsOf(started, dispute.matterId)).length;
    expect((await omar.bytes(original)).body.toString()).to.equal(readings);
    expect((await omar.get(opened[2] ?? '')).text).to.include('acct-ann');
    const events = (await eventsOf(started, dispute.matterId)).slice(before);
    expect(events).to.deep.equal(['document.downloaded', 'noticeList.namesSeen']);
    await endRights();
    expect((await omar.get(original)).status).to.equal(403);
  });

  it('measurements that were withdrawn name the same people; a column called like accounts counts unsaid', async () => {
    const readings = READINGS.replace('account', 'Customer ID').replace('1.5', '1.7');
    const itemId = await addFile(started, dispute.matterId, 'unsaid.csv', readings);
    const at = `${matter}/measurements/items/${itemId}`;
    await dana.get(at);
    const fields = { how: 'said', time: 'taken_at', network: 'network' };
    const measured = { download: 'download_mbps', downloadUnit: 'Mbit/s' };
    const source = (await dana.post(at, { ...fields, ...measured })).location ?? '';
    await started.runJobs();
    const original = async (): Promise<number> => {
      const { documentId } = await started.deps.db
        .selectFrom('item')
        .where('id', '=', itemId)
        .select('documentId')
        .executeTakeFirstOrThrow();
      return (await omar.get(`/documents/${documentId}/original`)).status;
    };
    expect(await original()).to.equal(403);
    const page = await dana.get(source);
    const [, version = ''] = /name="version" value="(\d+)"/.exec(page.text) ?? [];
    const ended = await dana.post(`${source}/withdrawal`, { version, reason: 'Not the right file' });
    expect(ended.status).to.equal(303);
    expect(await original()).to.equal(403);
  });

  it('measurements without accounts stay open to everyone on the matter', async () => {
    const readings =
      'network,taken_at,download_mbps\nNorth,2014-06-03T23:05:00Z,1.5\nSouth,2014-06-03T23:15:00Z,4.5\n';
    const itemId = await addFile(started, dispute.matterId, 'open.csv', readings);
    const at = `${matter}/measurements/items/${itemId}`;
    await dana.get(at);
    const fields = { how: 'said', time: 'taken_at', network: 'network' };
    await dana.post(at, { ...fields, download: 'download_mbps', downloadUnit: 'Mbit/s' });
    await started.runJobs();
    const page = await omar.get(`${matter}/evidence/${itemId}`);
    expect(page.text).to.include('2014-06-03T23:05:00Z');
    expect((await omar.get(at)).status).to.equal(200);
  });

  it('the same file attached to a mail is the same list', async () => {
    await list('L5');
    const mail = [
      ...['From: a@example.com', 'To: b@example.com', 'Subject: The list', 'Message-ID: <l5@example.com>'],
      ...['Date: Thu, 5 Jun 2014 10:00:00 +0000', 'MIME-Version: 1.0'],
      ...[
        'Content-Type: multipart/mixed; boundary=xx',
        '',
        '--xx',
        'Content-Type: text/plain',
        '',
        'The list.',
      ],
      ...['--xx', 'Content-Type: text/csv; name="l5.csv"', 'Content-Transfer-Encoding: base64'],
      ...['Content-Disposition: attachment; filename="l5.csv"', ''],
      ...[Buffer.from(LIST.replace('N1', 'L5')).toString('base64'), '--xx--', ''],
    ].join('\r\n');
    await addFile(started, dispute.matterId, 'mail.eml', mail);
    const child = await started.deps.db
      .selectFrom('document')
      .where('matterId', '=', dispute.matterId)
      .where('parentId', 'is not', null)
      .select('id')
      .executeTakeFirstOrThrow();
    expect((await omar.get(`/documents/${child.id}`)).text).not.to.include('acct-');
    const original = await omar.get(`/documents/${child.id}/original`);
    expect([original.status, original.text.includes('acct-')]).to.deep.equal([403, false]);
  });

  it('a response to a demand ticks by itself neither a list that names people nor what is privileged', async () => {
    const { itemId } = await list('L6');
    const [privileged, plain] = [
      await addFile(started, dispute.matterId, 'memo.txt', 'For counsel alone.'),
      await addFile(started, dispute.matterId, 'paper.txt', 'A paper.'),
    ];
    await started.deps.db.updateTable('item').set({ isPrivileged: 1 }).where('id', '=', privileged).execute();
    const [demandId] = dispute.demandIds;
    for (const id of [itemId, privileged, plain])
      await started.deps.db
        .insertInto('itemDemand')
        .values({ itemId: id, demandId, linkedAt: AT, linkedBy: started.actor('dana').accountId })
        .execute();
    const page = (await dana.get(`${matter}/demands/${demandId}`)).text;
    const isTicked = (id: string): boolean => page.includes(`name="cite" value="${id}" checked`);
    expect([itemId, privileged, plain].map(isTicked)).to.deep.equal([false, false, true]);
    expect(page).to.include('names accounts: give a disclosure of it');
  });
});
