import { expect } from 'chai';
import { openDispute } from '../overview/dispute.js';
import type { Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder } from '../support/start-rejoinder.js';
import type { Started } from '../support/start-rejoinder.js';
import { addFile, eventsOf, readList, READINGS, readSource, setLevel } from './made-lists.js';

const LIST = [
  'notice_id,account,network,shown_at,variant',
  'N1,acct-ann,North,2014-06-03T23:10:00Z,A',
  'N2,acct-bob,North,2014-06-03T23:20:00Z,A',
  'N3,acct-cat,South,2014-06-04T02:00:00Z,B',
  'N2,acct-bob,North,2014-06-03T23:20:00Z,A',
  'N4,,North,2014-06-03T23:30:00Z,A',
  'N5,acct-dan,,2014-06-03T23:30:00Z,A',
  'N6,acct-dan,North,2031-01-01T00:00:00Z,A',
  'N7,acct-dan,=West,2014-06-03T23:40:00Z,A',
  'N8,acct-eve,North,yesterday,A',
  'N9,acct-eve',
  '',
].join('\n');

describe('the pages of notice lists', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let at: string;
  let dana: Browser;
  before(async () => {
    started = await startRejoinder();
    dispute = await openDispute(started);
    at = `/matters/${dispute.matterId}/notices`;
    dana = await started.signIn('dana');
    await setLevel(started, dispute.matterId);
  });
  after(() => started.close());

  it('an item that is a table leads to reading it, with what its columns are found to be', async () => {
    const itemId = await addFile(started, dispute.matterId, 'look.csv', LIST);
    const item = (await dana.get(`/matters/${dispute.matterId}/evidence/${itemId}`)).text;
    expect(item).to.include(`${at}/items/${itemId}`).and.include('Read as a notice list');
    const page = (await dana.get(`${at}/items/${itemId}`)).text;
    expect(page)
      .to.match(/<option value="account" selected>/)
      .and.match(/<option value="shown_at" selected>/);
    expect(page).to.include('Privileged and confidential');
    expect(page, 'cells show their shape, not what they say')
      .to.include('aaaa-aaa')
      .and.not.include('acct-ann');
  });

  it('every row is accounted for, each problem with its line', async () => {
    const { path } = await readList(started, dana, dispute.matterId, 'list.csv', LIST, {
      networks: 'North\nSouth',
    });
    const page = (await dana.get(path)).text;
    for (const words of [
      'It repeats an earlier line.',
      'The account is missing.',
      'The network is missing.',
      'The time lies in the future.',
      'The time cannot be read.',
      'The network is not among those that are known.',
      '2 cells where the first row has 5 cells.',
    ])
      expect(page).to.include(words);
    expect(page)
      .to.match(/Rows in the file<\/dt>\s*<dd>10</)
      .and.match(/Deliveries<\/dt>\s*<dd>4</);
    expect(page)
      .to.match(/repeat an earlier one<\/dt>\s*<dd>1</)
      .and.match(/in no count<\/dt>\s*<dd>5</);
    expect(page).to.include('Tue 3 Jun 2014');
    const csv = (await dana.bytes(`${path}/problems.csv`)).body.toString();
    const lines = csv.trim().split(/\r?\n/);
    expect(lines[0]).to.equal('line,outcome,problem,notice_id,network,shown_at');
    expect(lines).to.include('5,no delivery of its own,It repeats line 3.,N2,North,2014-06-03T23:20:00Z');
    expect(
      lines.find((line) => line.startsWith('9,')),
      'a formula is only words',
    ).to.include(`'=West`);
    expect(lines).to.have.length(8);
    expect(csv).not.to.match(/acct-/);
    expect(await eventsOf(started, dispute.matterId)).to.include.members([
      'noticeList.entered',
      'noticeList.read',
    ]);
  });

  it('what was said of a list is offered for the next one with the same columns', async () => {
    const text = LIST.replaceAll('account,', 'who,').replaceAll('acct-', 'a-');
    await readList(started, dana, dispute.matterId, 'first.csv', text, { account: 'who' });
    const itemId = await addFile(started, dispute.matterId, 'second.csv', text.replace('N1', 'N0'));
    const page = (await dana.get(`${at}/items/${itemId}`)).text;
    expect(page).to.match(/A list with the same columns was read in this matter as NL-\d+/);
    expect(page).to.match(/<option value="who" selected>/);
  });

  it('the mapping is corrected by reading the item again; the list before is voided then', async () => {
    const first = await readList(
      started,
      dana,
      dispute.matterId,
      'again.csv',
      LIST.replace('acct-ann', 'acct-zoe'),
    );
    const page = (await dana.get(`${at}/items/${first.itemId}?replaces=${first.listId}`)).text;
    expect(page).to.include('in place of');
    const answer = await dana.post(`${at}/items/${first.itemId}`, {
      ...{ account: 'account', network: 'network', shown: 'shown_at', replaces: first.listId },
    });
    expect(answer.status).to.equal(303);
    await started.runJobs();
    expect((await dana.get(answer.location ?? '')).text).to.include('ready');
    expect((await dana.get(first.path)).text).to.match(/Voided: Read anew as NL-\d+\./);
  });

  const wrong = [
    // what is wrong, what is sent, what the page says
    ['no column for the account', { account: '' }, 'Choose the column that says whose account it is'],
    ['a column the file has not', { account: 'nobody' }, 'The file has no column “nobody”; choose another'],
    [
      'one column as two things',
      { network: 'account' },
      '“account” is chosen as account already; a column is one thing',
    ],
    ['a zone that is none', { zone: 'Mars/Olympus' }, '“Mars/Olympus” is no time zone'],
    ['a field nobody knows', { extra: 'x' }, 'This form has a field that is not known: extra'],
  ] as const;
  for (const [what, fields, words] of wrong)
    it(`bad input: ${what}`, async () => {
      const itemId = await addFile(started, dispute.matterId, `wrong ${what}.csv`, LIST.replace('N1', what));
      const sent = { account: 'account', network: 'network', shown: 'shown_at', zone: 'UTC', ...fields };
      const answer = await dana.post(`${at}/items/${itemId}`, sent);
      expect(answer.status).to.equal(422);
      expect(answer.text.replaceAll('&#34;', '"')).to.include(words);
      if (!('zone' in fields)) expect(answer.text, 'what was typed is kept').to.include('value="UTC"');
    });

  it('bad input: times without a zone need one', async () => {
    const text = 'account,network,shown_at\nx,North,2014-06-03 23:10\n';
    const itemId = await addFile(started, dispute.matterId, 'zone.csv', text);
    const sent = { account: 'account', network: 'network', shown: 'shown_at' };
    const answer = await dana.post(`${at}/items/${itemId}`, sent);
    expect([answer.status, answer.text.includes('The times in “shown_at” name no zone')]).to.deep.equal([
      422,
      true,
    ]);
  });

  it('a row with the id of another delivery is said to be that, on the list and beside the findings', async () => {
    const text =
      'notice_id,account,network,shown_at\nT1,ann,North,2014-06-03T23:10:00Z\nT1,bob,North,2014-06-04T23:10:00Z\nT1,ann,North,2014-06-03T23:10:00Z\n';
    const { path, listId } = await readList(started, dana, dispute.matterId, 'texts.csv', text);
    const page = (await dana.get(path)).text;
    expect(page).to.include('It has the notice id of an earlier line, but another account, network or time');
    expect(page).to.include('It repeats an earlier line.');
    const csv = (await dana.bytes(`${path}/problems.csv`)).body.toString();
    expect(csv).to.include('"It has the notice id of line 2, but another account, network or time."');
    expect(csv).to.include('4,no delivery of its own,It repeats line 2.');
    const { sourceId } = await readSource(
      started,
      dana,
      dispute.matterId,
      'texts.csv',
      READINGS.replace('1.5', '1.7'),
    );
    const run = await dana.post(`${at}/runs`, {
      ...{ list: listId, source: sourceId, level: '3.0', within: '30m', reason: 'To see' },
    });
    await started.runJobs();
    expect((await dana.get(run.location ?? '')).text).to.match(
      /the notice id of an earlier one, but another account, network or time: <strong>1<\/strong>/,
    );
  });

  it('a local time that the clocks skipped is no delivery; one they showed twice is marked', async () => {
    const text =
      'account,network,shown_at\nx,North,2014-03-09 02:30\nx,North,2013-11-03 01:30\nx,North,2014-03-10 02:30\n';
    const { path } = await readList(started, dana, dispute.matterId, 'clocks.csv', text, {
      zone: 'America/New_York',
    });
    const page = (await dana.get(path)).text;
    expect(page).to.include('There was no such time: the clocks of America/New_York went forward over it.');
    expect(page).to.include('The clocks of America/New_York showed this time twice that night.');
    expect(page).to.match(/Deliveries<\/dt>\s*<dd>2</);
    const mixed = `${text}x,North,yesterday\n`;
    const { path: other } = await readList(started, dana, dispute.matterId, 'mixed.csv', mixed, {
      zone: 'America/New_York',
    });
    const after = (await dana.get(other)).text;
    expect(after).to.include('There was no such time: the clocks of America/New_York went forward over it.');
    expect(after).to.match(/Deliveries<\/dt>\s*<dd>2</);
  });

  const odd = [
    // what, the bytes, deliveries or what the page says
    ['UTF-8 with its mark', `\ufeff${LIST}`, 4],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LIST, 'utf16le')]), 4],
    ['semicolons', LIST.replaceAll(',', ';'), 4],
    ['lone carriage returns', LIST.replaceAll('\n', '\r'), 4],
    [
      'an unclosed quote, named by its line',
      LIST.replace('N3,', '"N3,'),
      'A quote that opens on this line is never closed.',
    ],
    ['a repeated heading', LIST.replace('variant', 'network'), 4],
    ['one column', 'account\nx\ny\n', 'Choose the column that names the network'],
    ['nothing but a heading', 'notice_id,account,network,shown_at\n', 0],
    [
      '10,000 columns',
      `${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')}\n`,
      'at most 1,000 can be kept',
    ],
  ] as const;
  for (const [what, content, expected] of odd)
    it(`bad input: ${what}`, async () => {
      const { matterId } = dispute;
      const itemId = await addFile(started, matterId, `odd ${what}.csv`, content);
      const sent = {
        account: 'account',
        network: typeof expected === 'string' && what === 'one column' ? '' : 'network',
        shown: 'shown_at',
      };
      const answer = await dana.post(`${at}/items/${itemId}`, sent);
      if (answer.status !== 303) {
        expect(
          [answer.status, answer.text.includes(String(expected))],
          answer.text.slice(0, 200),
        ).to.deep.equal([422, true]);
        return;
      }
      await started.runJobs();
      const page = (await dana.get(answer.location ?? '')).text;
      if (typeof expected === 'string') expect(page).to.include(expected);
      else expect(page).to.match(new RegExp(`Deliveries</dt>\\s*<dd>${expected}<`));
    });

  it('a file that is no table is refused in words', async () => {
    const itemId = await addFile(started, dispute.matterId, 'note.txt', 'Just words, no table at all.');
    const page = await dana.get(`${at}/items/${itemId}`);
    expect([page.status, page.text.includes('The file is no table.')]).to.deep.equal([200, true]);
  });

  it('who only reads the matter sees the list and changes nothing', async () => {
    const { itemId, path } = await readList(
      started,
      dana,
      dispute.matterId,
      'readers.csv',
      LIST.replace('N1', 'R1'),
    );
    const priya = await started.signIn('priya');
    expect((await priya.get(path)).text)
      .to.include('Rows with a problem')
      .and.not.include('Void the list');
    expect((await priya.post(`${at}/items/${itemId}`, { account: 'account' })).status).to.equal(403);
  });

  it('voiding asks why and keeps the list on record', async () => {
    const { path } = await readList(started, dana, dispute.matterId, 'void.csv', LIST.replace('N1', 'V1'));
    const version = /name="version" value="(\d+)"/.exec((await dana.get(path)).text)?.[1] ?? '';
    const empty = await dana.post(`${path}/voiding`, { version });
    expect([empty.status, empty.text.includes('Say why')]).to.deep.equal([422, true]);
    const stale = await dana.post(`${path}/voiding`, { version: '1', reason: 'The wrong export' });
    expect([stale.status, stale.text.includes('Someone else changed this list meanwhile')]).to.deep.equal([
      409,
      true,
    ]);
    expect(stale.text).to.include('The wrong export');
    expect((await dana.post(`${path}/voiding`, { version, reason: 'The wrong export' })).status).to.equal(
      303,
    );
    expect((await dana.get(path)).text).to.include('Voided: The wrong export');
  });

  it('the tables of a list are made again where the folder of tables is gone', async () => {
    const { path } = await readList(started, dana, dispute.matterId, 'rebuilt.csv', LIST.replace('N1', 'B1'));
    const { rm } = await import('node:fs/promises');
    await rm(`${started.deps.dataDir}/tables`, { recursive: true });
    expect((await dana.get(`${path}/rows?which=deliveries`)).text).to.include('1–4 of 4 rows');
  });

  it('rows come fifty a page, in the order of the file', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => `M${i},acct-${i},North,2014-06-01T00:00:00Z`);
    const text = `notice_id,account,network,shown_at\n${rows.join('\n')}\n`;
    const { path } = await readList(started, dana, dispute.matterId, 'many.csv', text);
    const page = (await dana.get(`${path}/rows?which=deliveries&page=2`)).text;
    expect(page)
      .to.include('51–100 of 120 rows')
      .and.include('>M50<')
      .and.not.include('>M49<')
      .and.not.include('>M100<');
    expect((await dana.get(`${path}/rows?which=nonsense`)).status).to.equal(404);
    expect((await dana.get(`${path}/rows?which=deliveries&page=99`)).text).to.include(
      'There are no rows on this page.',
    );
  });

  it('measurements stay measurements: a list and a source of one matter do not meet by number', async () => {
    const { sourceId } = await readSource(started, dana, dispute.matterId, 'apart.csv', READINGS);
    expect((await dana.get(`${at}/lists/${sourceId}`)).status).to.equal(404);
  });
});
