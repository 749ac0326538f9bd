import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { addItems } from '../../src/evidence/add-items.js';
import { listMeasurementSources } from '../../src/measurements/source-store.js';
import { findRunFigures, listRuns } from '../../src/measurements/runs/run-store.js';
import { READ_SOURCE_JOB } from '../../src/measurements/sources/queue-source.js';
import { readSourceJob } from '../../src/measurements/sources/read-source.js';
import { grantIdentityRight } from '../../src/notices/identities/grant-right.js';
import { inTransaction } from '../../src/platform/database.js';
import { claimJob, recordStopped } from '../../src/platform/job-store.js';
import { bytesArrive } from '../../src/sample/arrive.js';
import { openDispute, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

/** Two networks over two days: Alpha slow at 20:00 in New York, Beta never. */
const READINGS = [
  'taken_at,network,account,download_mbps,rtt_ms',
  '2014-05-01T00:10:00Z,Alpha,a-1,1.0,40', // 20:10 on 30 April in New York
  '2014-05-01T00:20:00Z,Alpha,a-2,2.0,40',
  '2014-05-01T14:00:00Z,Alpha,a-1,5.0,30', // 10:00
  '2014-05-02T00:30:00Z,Beta,b-1,6.0,20',
  '2014-05-02T14:00:00Z,Beta,b-1,8.0,20',
  '2014-05-02T15:00:00Z,Beta,=1+2,-1,20',
  '2014-05-02T15:00:00Z,Beta',
  '2014-05-02T16:00:00Z,Beta,b-2,,20',
].join('\n');

const METHOD = {
  measure: 'download',
  level: '3.0',
  windowMinutes: '30',
  peakFrom: '19',
  peakTo: '23',
  peakDays: 'all',
  zone: 'America/New_York',
  note: '',
  reason: 'The letter complains of evenings.',
  version: '0',
};

describe('the pages of measurements', () => {
  let started: Started;
  let dispute: Dispute;
  let at: string;
  let omar: Browser;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    at = `/matters/${dispute.matterId}/measurements`;
    omar = await started.signIn('omar');
    await omar.get(at);
  });

  const mayOmarSeeNames = () =>
    grantIdentityRight(
      started.deps,
      dispute.matterId,
      { accountId: started.actor('omar').accountId, reason: 'Checks what was set aside' },
      started.actor('dana'),
    );
  const addItem = async (name: string, content: string): Promise<string> => {
    const outcomes = await addItems(
      started.deps,
      dispute.matterId,
      [await bytesArrive(started.deps, name, content)],
      { custodian: 'Operations', source: 'log' },
      started.actor('dana'),
    );
    return outcomes[0]?.itemId ?? '';
  };
  const said = {
    how: 'said',
    time: 'taken_at',
    network: 'network',
    account: 'account',
    download: 'download_mbps',
    downloadUnit: 'Mbit/s',
    roundTrip: 'rtt_ms',
    roundTripUnit: 'ms',
  };
  const read = async (itemId: string, fields: Record<string, string> = said): Promise<string> => {
    const answer = await omar.post(`${at}/items/${itemId}`, fields);
    expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
    await started.runJobs();
    return answer.location ?? '';
  };
  const sources = () => listMeasurementSources(started.deps.db, dispute.matterId);
  const lastActions = async (n: number) =>
    (
      await started.deps.db
        .selectFrom('auditEvent')
        .where('matterId', '=', dispute.matterId)
        .orderBy('seq', 'desc')
        .limit(n)
        .select(['action', 'text'])
        .execute()
    ).reverse();
  const setMethod = async (changes: Partial<typeof METHOD> = {}): Promise<void> => {
    const answer = await omar.post(`${at}/method`, { ...METHOD, ...changes });
    expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
  };
  const runOver = async (...ids: string[]): Promise<string> => {
    const answer = await omar.post(`${at}/runs`, { source: ids });
    expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
    await started.runJobs();
    return answer.location ?? '';
  };

  it('a file is looked at before it is read: its columns, their units, what they hold', async () => {
    const itemId = await addItem('readings.csv', READINGS);
    const page = (await omar.get(`${at}/items/${itemId}`)).text;
    expect(page).to.include('UTF-8').and.include('Comma').and.include('all 7 rows');
    expect(page).to.match(/download_mbps<\/th><td[^>]*>number<\/td><td[^>]*>Mbit\/s<\/td><td[^>]*>1<\/td>/);
    expect(page).to.match(/<option value="taken_at" selected>/);
    expect(page).to.match(/id="f-downloadUnit"[^]*?<option value="Mbit\/s" selected>/);
    const corrected = (await omar.get(`${at}/items/${itemId}?delimiter=semicolon&header=no`)).text;
    expect(corrected).to.include('Semicolon').and.include('column 1').and.not.include('download_mbps</th>');
    expect(corrected).to.include('<input type="hidden" name="delimiter" value="semicolon">');
  });

  it('reading it keeps every record: used, or aside with its line and the reason', async () => {
    const path = await read(await addItem('readings.csv', READINGS));
    const [source] = await sources();
    expect(source).to.include({ state: 'ready', records: 8, used: 6, rejected: 2 });
    expect(source?.reasons).to.deep.equal([
      { reason: '2 cells where the first row has 5 cells.', count: 1 },
      { reason: 'The download is below zero.', count: 1 },
    ]);
    const page = (await omar.get(path)).text;
    expect(page)
      .to.include('download from “download_mbps”: Mbit/s')
      .and.include('The download is below zero.');
    const actions = await lastActions(2);
    await mayOmarSeeNames();
    const csv = await omar.get(`${path}/rejected.csv`);
    expect(csv.text.split(/\r?\n/).slice(0, 3)).to.deep.equal([
      'line,reason,what was read there',
      '7,The download is below zero.,"2014-05-02 15:00:00+00,Beta,=1+2,-1.0,20"',
      '8,2 cells where the first row has 5 cells.,"2014-05-02T15:00:00Z,Beta"',
    ]);
    expect(actions.map(({ action }) => action)).to.deep.equal([
      'measurementSource.entered',
      'measurementSource.read',
    ]);
    expect(actions.map(({ text }) => text).join()).to.not.match(/Alpha|a-1|readings\.csv/);
  });

  it('a local time that the clocks skipped or showed twice is no reading, whether or not another cell is unreadable', async () => {
    const [header = ''] = READINGS.split('\n');
    const rows = [
      '2014-03-09 02:30:00,N,a,1.0,2',
      '2014-03-09 01:30:00,N,a,2.0,2',
      '2013-11-03 01:30:00,N,a,3.0,2',
    ];
    const words = 'There was no such time: the clocks of America/New_York went forward over it.';
    const twice =
      'The clocks of America/New_York showed this time twice that night. It counts once it is written with its offset from UTC.';
    for (const [name, more] of [
      ['clocks.csv', []],
      ['clocks-and-words.csv', ['yesterday,N,a,1.0,2', '2014-03-09T02:30:00Z,N,a,4.0,2']],
    ] as const) {
      const itemId = await addItem(name, `${[header, ...rows, ...more].join('\n')}\n`);
      await read(itemId, { ...said, zone: 'America/New_York' });
      const source = (await sources()).find((one) => one.itemId === itemId);
      expect(source?.reasons, name).to.deep.include({ reason: words, count: 1 });
      expect(source?.reasons, name).to.deep.include({ reason: twice, count: 1 });
      expect(source?.used, name).to.equal(more.length === 0 ? 1 : 2);
    }
  });

  it('a cell that a spreadsheet would run is kept as words', async () => {
    const path = await read(
      await addItem('cells.csv', `${READINGS.split('\n')[0] ?? ''}\n=cmd(),Alpha,a,1,2\n`),
    );
    await mayOmarSeeNames();
    expect((await omar.get(`${path}/rejected.csv`)).text).to.include(
      '2,The time cannot be read.,"\'=cmd(),Alpha,a,1,2"',
    );
  });

  it('what was said of a file is offered again for one with the same columns', async () => {
    const header = 'when;who;speed';
    const local = { how: 'said', time: 'when', network: 'who', download: 'speed', downloadUnit: 'kbit/s' };
    await read(await addItem('first.csv', `${header}\n2014-05-01 20:00;Alpha;1500\n`), {
      ...local,
      zone: 'America/New_York',
    });
    const page = (
      await omar.get(`${at}/items/${await addItem('next.csv', `${header}\n2014-05-02 20:00;Beta;2500\n`)}`)
    ).text;
    expect(page).to.include('was read in this matter as M-01');
    expect(page).to.match(/id="f-downloadUnit"[^]*?<option value="kbit\/s" selected>/);
    expect(page).to.match(/name="zone"[^>]*value="America\/New_York"/);
    const [source] = await sources();
    expect(source?.profile?.readings.columns.find(({ name }) => name === 'download')).to.include({
      min: 1.5,
    });
    expect(source?.profile?.readings.columns.find(({ name }) => name === 'taken_at')?.min).to.equal(
      '2014-05-02T00:00:00.000000Z',
    );
  });

  const WRONG: readonly [string, Record<string, string>, string][] = [
    ['no unit', { ...said, downloadUnit: '' }, 'Say the unit of “download_mbps”; it is never guessed'],
    ['a unit of another kind', { ...said, downloadUnit: 'ms' }, '“ms” is no unit of download'],
    ['a column it has not', { ...said, network: 'isp' }, 'The file has no column “isp”'],
    ['nothing measured', { how: 'said', time: 'taken_at' }, 'Choose at least one column that was measured'],
    ['one column twice', { ...said, upload: 'download_mbps', uploadUnit: 'Mbit/s' }, 'is chosen twice'],
    ['a zone that is none', { ...said, zone: 'Mars/Olympus' }, '“Mars/Olympus” is no time zone'],
    ['an encoding that is none', { ...said, encoding: 'ebcdic' }, 'Choose an encoding'],
  ];
  it('what cannot be read so is said beside the field, and what was typed stays', async () => {
    const itemId = await addItem('readings.csv', READINGS);
    for (const [what, fields, words] of WRONG) {
      const answer = await omar.post(`${at}/items/${itemId}`, { ...fields, absent: 'NA, kept' });
      expect(answer.status, what).to.equal(422);
      expect(answer.text, what).to.include(words).and.include('NA, kept');
    }
    expect(await sources()).to.have.length(0);
  });

  it('times that name no zone need one', async () => {
    const itemId = await addItem('local.csv', 'time,network,speed_mbps\n2014-05-01 20:00,Alpha,1\n');
    const fields = {
      how: 'said',
      time: 'time',
      network: 'network',
      download: 'speed_mbps',
      downloadUnit: 'Mbit/s',
    };
    const answer = await omar.post(`${at}/items/${itemId}`, fields);
    expect([answer.status, answer.text.includes('The times in “time” name no zone')]).to.deep.equal([
      422,
      true,
    ]);
  });

  it('records in a known format need no mapping; other JSON is said to be none', async () => {
    const test = { type: 'result', timestamp: '2014-05-01T00:00:00Z', isp: 'Alpha' };
    const body = {
      ...test,
      ping: { latency: 8 },
      download: { bandwidth: 11130794, bytes: 1, elapsed: 1 },
      upload: { bandwidth: 1, bytes: 1, elapsed: 1 },
    };
    const itemId = await addItem('ookla.jsonl', `${JSON.stringify(body)}\n{"type":"result","timest\n`);
    expect((await omar.get(`${at}/items/${itemId}`)).text).to.include('Ookla');
    await read(itemId, { how: 'known' });
    const [source] = await sources();
    expect(source).to.include({ state: 'ready', records: 2, used: 1 });
    const other = (await omar.get(`${at}/items/${await addItem('other.json', '{"a":1}')}`)).text;
    expect(other).to.include('cannot be read as measurements').and.include('in no format of measurements');
    const picture = await addItem('empty.csv', '\n\n');
    expect((await omar.get(`${at}/items/${picture}`)).text).to.include('has nothing in it');
  });

  it('the derived table is a cache: without it pages say so, and it is made again with the same figures', async () => {
    const path = await read(await addItem('readings.csv', READINGS));
    await setMethod();
    const [source] = await sources();
    const run = await runOver(source?.id ?? '');
    await rm(join(started.deps.dataDir, 'tables'), { recursive: true });
    expect((await omar.get(path)).text).to.include('made again from the original');
    expect((await omar.get(`${run}/rows`)).text).to.include('are not on this machine');
    expect((await omar.get(`${path}/rejected.csv`)).status).to.equal(409);
    expect((await omar.post(`${path}/rebuild`)).status).to.equal(303);
    await started.runJobs();
    expect(await readdir(join(started.deps.dataDir, 'tables'))).to.have.length(5);
    expect((await omar.get(`${run}/rows`)).text).to.include('1–5 of 5 readings');
    expect((await lastActions(1))[0]?.action).to.equal('measurementSource.rebuilt');
  });

  it('a source is read again with a reason, and the one before stays on record', async () => {
    const itemId = await addItem('readings.csv', READINGS);
    await mayOmarSeeNames();
    await read(itemId);
    const [first] = await sources();
    const page = (await omar.get(`${at}/items/${itemId}?replaces=${first?.id ?? ''}`)).text;
    expect(page).to.include('in place of M-01');
    const again = { ...said, replaces: first?.id ?? '' };
    expect((await omar.post(`${at}/items/${itemId}`, again)).text).to.include('Say why it is read again');
    await read(itemId, { ...again, downloadUnit: 'kbit/s', reason: 'The unit was wrong.' });
    expect((await sources()).map(({ state, number }) => [number, state])).to.deep.equal([
      [1, 'withdrawn'],
      [2, 'ready'],
    ]);
    expect((await omar.get(`${at}/sources/${first?.id ?? ''}`)).text).to.include('The unit was wrong.');
  });

  it('a file that cannot be read leaves the source with the reason, and a stop leaves it unread', async () => {
    const itemId = await addItem('readings.csv', READINGS);
    const answer = await omar.post(`${at}/items/${itemId}`, said);
    expect((await omar.post(`${answer.location ?? ''}/stop`)).status).to.equal(303);
    await started.runJobs();
    const page = (await omar.get(answer.location ?? '')).text;
    expect(page).to.include('The file was not read: stopped before it began').and.include('Read it again');
  });

  it('a stop while a file is read keeps nothing of it, and reading it again does', async () => {
    const itemId = await addItem('readings.csv', READINGS);
    const answer = await omar.post(`${at}/items/${itemId}`, said);
    const job = await claimJob(started.deps, started.deps.clock, [READ_SOURCE_JOB]);
    if (job === null) throw new Error('No job waits.');
    const asked = new Error('asked to stop');
    const stopped = await readSourceJob(started.deps, job, { id: job.id, fence: job.fence }, () => {
      throw asked;
    }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(stopped).to.equal(asked);
    await inTransaction(started.deps, (tx) => recordStopped(tx, { id: job.id, fence: job.fence }));
    expect((await sources()).map(({ state, records }) => [state, records])).to.deep.equal([['reading', 0]]);
    expect((await omar.get(answer.location ?? '')).text).to.include(
      'The file was not read: stopped on request',
    );
    const [first] = await sources();
    await read(itemId, { ...said, replaces: first?.id ?? '', reason: 'It was stopped.' });
    expect((await sources()).map(({ state }) => state)).to.deep.equal(['withdrawn', 'ready']);
  });

  it('no run is made before the method is set, by counsel and with a reason', async () => {
    await read(await addItem('readings.csv', READINGS));
    const [source] = await sources();
    const early = await omar.post(`${at}/runs`, { source: source?.id ?? '' });
    expect([early.status, early.text.includes('The method is not set yet')]).to.deep.equal([409, true]);
    const dana = await started.signIn('dana');
    await dana.get(`${at}/method`);
    expect((await dana.post(`${at}/method`, METHOD)).status).to.equal(403);
    const WRONG_METHOD: readonly [Partial<typeof METHOD>, string][] = [
      [{ level: 'three' }, 'Enter the level as a number'],
      [{ level: '0x3' }, 'Enter the level as a number'],
      [{ measure: 'loss', level: '3' }, 'nothing measured is above 1'],
      [{ peakTo: '19' }, 'Peak must leave hours that are off peak'],
      [{ peakFrom: '0', peakTo: '24' }, 'Peak must leave hours that are off peak'],
      [{ windowMinutes: '0' }, 'Enter a whole number from 1 to 10080'],
      [{ zone: 'New York' }, 'This is no time zone'],
      [{ reason: '' }, 'Say why this method'],
    ];
    for (const [changes, words] of WRONG_METHOD) {
      const wrong = await omar.post(`${at}/method`, { ...METHOD, note: 'kept as typed', ...changes });
      expect(
        [wrong.status, wrong.text.includes(words), wrong.text.includes('kept as typed')],
        words,
      ).to.deep.equal([422, true, true]);
    }
    expect((await omar.post(`${at}/runs`, {})).text).to.include('Choose at least one source');
    await setMethod();
    expect((await omar.post(`${at}/method`, { ...METHOD, level: '2' })).status).to.equal(409);
    await setMethod({ level: '2.5', version: '1', reason: 'Their own figure.' });
    const page = (await omar.get(`${at}/method`)).text;
    expect(page).to.include('Version 2, in force').and.include('Their own figure.');
    expect(page).to.include('Version 1').and.include('The letter complains of evenings.');
  });

  it('a run counts by network, hour and day in the stated zone, and peak against off peak', async () => {
    await read(await addItem('readings.csv', READINGS));
    await setMethod();
    const [source] = await sources();
    const path = await runOver(source?.id ?? '');
    const [run] = await listRuns(started.deps.db, dispute.matterId);
    const figures = await findRunFigures(started.deps.db, run?.id ?? '');
    expect(figures).to.include({ records: 8, used: 5, withoutHour: 0 });
    expect(figures?.reasons.map(({ reason, count }) => [reason, count])).to.deep.equal([
      ['2 cells where the first row has 5 cells.', 1],
      ['No download was measured.', 1],
      ['The download is below zero.', 1],
    ]);
    expect(
      figures?.networks.map(({ network, n, median, below }) => [network, n, median, below]),
    ).to.deep.equal([
      ['Alpha', 3, 2, 2],
      ['Beta', 2, 7, 0],
    ]);
    expect(figures?.hours.map(({ network, hour, n, median }) => [network, hour, n, median])).to.deep.equal([
      ['Alpha', 10, 1, 5],
      ['Alpha', 20, 2, 1.5],
      ['Beta', 10, 1, 8],
      ['Beta', 20, 1, 6],
    ]);
    expect(figures?.days?.map(({ network, day, n }) => [network, day, n])).to.deep.equal([
      ['Alpha', '2014-04-30', 2],
      ['Alpha', '2014-05-01', 1],
      ['Beta', '2014-05-01', 1],
      ['Beta', '2014-05-02', 1],
    ]);
    expect(
      figures?.peak.map(({ network, peak, offPeak, ratio }) => [
        network,
        peak?.median,
        offPeak?.median,
        ratio,
      ]),
    ).to.deep.equal([
      ['Alpha', 1.5, 5, 0.3],
      ['Beta', 6, 8, 0.75],
    ]);
    const page = (await omar.get(path)).text;
    for (const words of [
      'download below 3 Mbit/s',
      'Why records are in no figure',
      'The letter complains of evenings.',
      '<svg class="figure wide"',
      'SHA-256 of the result',
    ])
      expect(page, words).to.include(words);
    expect(page).to.not.match(/congest|throttl|slow|fault|proves?\b/i);
    expect((await lastActions(1))[0]?.action).to.equal('measurementRun.finished');
    const csv = (await omar.get(`${path}/figures.csv`)).text;
    expect(csv).to.include('hour,Alpha,20,,,,2,1.1,1.5,1.9,2,1');
  });

  it('a figure leads to its readings, fifty a page', async () => {
    const many = Array.from(
      { length: 120 },
      (_, i) => `2014-05-01T14:00:${String(i % 60).padStart(2, '0')}Z,Alpha,a,${i % 2 === 0 ? 1 : 9},3`,
    );
    await read(await addItem('many.csv', `${READINGS}\n${many.join('\n')}\n`));
    await setMethod();
    const [source] = await sources();
    const path = await runOver(source?.id ?? '');
    const below = (await omar.get(`${path}/rows?network=Alpha&below=1&page=2`)).text;
    expect(below).to.include('Alpha, below the level').and.include('51–62 of 62 readings');
    expect(below.match(/<tr><th scope="row"/g)).to.have.length(12);
    const beyond = await omar.get(`${path}/rows?network=Alpha&below=1&page=9`);
    expect([beyond.status, beyond.location]).to.deep.equal([
      303,
      `${path}/rows?network=Alpha&below=1&page=2`,
    ]);
    const hour = (await omar.get(`${path}/rows?network=Beta&hour=20`)).text;
    expect(hour)
      .to.include('1–1 of 1 readings')
      .and.include('Thu 1 May 2014')
      .and.include('2014-05-02T00:30:00Z');
    expect(hour)
      .to.match(/<td class="num" data-label="Line">5<\/td>/)
      .and.not.include('b-1');
    const aside = (await omar.get(`${path}/rows?reason=${encodeURIComponent('The download is below zero.')}`))
      .text;
    expect(aside).to.include('1–1 of 1 readings').and.include('set aside: The download is below zero.');
    for (const [query, n] of [
      ['side=peak', 3],
      ['day=2014-04-30', 2],
      ['month=2014-05', 123],
      ['unnamed=1', 0],
      ['network=No%27one', 0],
    ] as const)
      expect((await omar.get(`${path}/rows?${query}`)).text, query).to.match(
        n === 0 ? /No readings/ : new RegExp(`of ${n} readings`),
      );
    for (const query of [
      'hour=24',
      'hour=1;drop',
      'day=2014-02-30',
      'month=2014-13',
      'side=top',
      'page=0',
      'page=x',
    ])
      expect((await omar.get(`${path}/rows?${query}`)).status, query).to.equal(422);
  });

  it('a run made again is equal; by another method it names what differs', async () => {
    const path = await read(await addItem('readings.csv', READINGS));
    await setMethod();
    const [source] = await sources();
    const first = await runOver(source?.id ?? '');
    const again = await omar.post(`${first}/repeat`);
    await rm(join(started.deps.dataDir, 'tables'), { recursive: true }); // made again on the way
    await started.runJobs();
    expect((await omar.get(again.location ?? '')).text)
      .to.include('Equal to')
      .and.include('run 1');
    const [second, one] = await listRuns(started.deps.db, dispute.matterId);
    expect(second?.resultHash).to.equal(one?.resultHash);
    await setMethod({ level: '1.5', version: '1', reason: 'Another level.' });
    const third = (await omar.get(await runOver(source?.id ?? ''))).text;
    expect(third).to.include('What differs from').and.include('<th scope="row" data-label="What">Level</th>');
    expect(third).to.match(/Alpha<\/th><td[^>]*>n 3, [^<]*below 2<\/td><td[^>]*>n 3, [^<]*below 1</);
    const withdrawn = await omar.post(`${path}/withdrawal`, {
      reason: 'Not ours.',
      version: String((await sources())[0]?.version),
    });
    expect(withdrawn.status).to.equal(303);
    const over = await omar.post(`${at}/runs`, { source: source?.id ?? '' });
    expect([over.status, over.text.includes('M-01 has no readings in use')]).to.deep.equal([409, true]);
    expect((await omar.get(first)).text).to.include('withdrawn since');
  });

  it('a file is counted once in a run, and not at all when its item was withdrawn', async () => {
    const itemId = await addItem('readings.csv', READINGS);
    await mayOmarSeeNames();
    await read(itemId);
    await read(itemId);
    await setMethod();
    const both = (await sources()).map(({ id }) => id);
    const twice = await omar.post(`${at}/runs`, { source: both });
    expect([twice.status, twice.text.includes('M-01 and M-02 read the same file')]).to.deep.equal([
      409,
      true,
    ]);
    await started.deps.db
      .updateTable('item')
      .set({ state: 'withdrawn', withdrawnReason: 'Not ours.' })
      .where('id', '=', itemId)
      .execute();
    const gone = await omar.post(`${at}/runs`, { source: both[0] ?? '' });
    expect([gone.status, gone.text.includes('Item R-0001, which M-01 reads, was withdrawn')]).to.deep.equal([
      409,
      true,
    ]);
    expect(await listRuns(started.deps.db, dispute.matterId)).to.have.length(0);
  });

  it('readings that name only a month are in the networks and months, in no hour', async () => {
    const index = 'Provider,Apr-14,May-14,Jun-14\nVerizon FiOS, 1.99 ,1.90,1.58\nComcast,2.72,,\n';
    await read(await addItem('index.csv', index), { how: 'known' });
    await setMethod();
    const path = await runOver((await sources())[0]?.id ?? '');
    const [run] = await listRuns(started.deps.db, dispute.matterId);
    const figures = await findRunFigures(started.deps.db, run?.id ?? '');
    expect(figures).to.include({ used: 4, withoutHour: 4, withoutDay: 4 });
    expect(figures?.months.map(({ network, month, median }) => [network, month, median])).to.deep.equal([
      ['Comcast', '2014-04', 2.72],
      ['Verizon FiOS', '2014-04', 1.99],
      ['Verizon FiOS', '2014-05', 1.9],
      ['Verizon FiOS', '2014-06', 1.58],
    ]);
    expect((await omar.get(path)).text)
      .to.include('in no hour')
      .and.include('not a measure of maximum throughput');
  });

  it('who reads the matter sees the pages and changes nothing', async () => {
    const path = await read(await addItem('readings.csv', READINGS));
    const priya = await started.signIn('priya');
    for (const page of [at, path, `${at}/method`]) {
      const answer = await priya.get(page);
      expect(answer.status).to.equal(200);
      expect(answer.text).to.include('attorney work product').and.not.include('Withdraw it');
    }
    expect((await priya.post(`${path}/withdrawal`, { reason: 'x', version: '1' })).status).to.equal(403);
  });
});
