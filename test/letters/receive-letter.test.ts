import { expect } from 'chai';
import { earliestHour } from '../../src/deadlines/hour.js';
import { recordKept } from '../../src/documents/keep-document.js';
import { readKept } from '../../src/documents/read-kept.js';
import { findEarliestLeft } from '../../src/letters/find-earliest.js';
import { insertLetter } from '../../src/letters/letter-store.js';
import { inTransaction } from '../../src/platform/database.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, LETTER } from './fixtures.js';

const MAIL = [
  'From: Randal <randal@verizon.example>',
  'To: David <david@netflix.example>',
  'Subject: Your notices',
  'Date: Thu, 5 Jun 2014 16:50:00 -0400',
  'Message-ID: <1@verizon.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Please see the attached letter.',
  '--b',
  'Content-Type: text/plain; name="letter.txt"',
  'Content-Disposition: attachment; filename="letter.txt"',
  '',
  LETTER,
  '--b--',
  '',
].join('\r\n');

describe('a letter dropped on the Desk', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-05' });
  });
  after(() => started.close());

  const deadlineOf = (path: string) =>
    started.deps.db
      .selectFrom('deadline')
      .where('letterId', '=', path.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirst();

  it('shows what only the reading of its demands finds: a day of the month, and a limit that gives no date', async () => {
    const dana = await atTheDesk(started, 'dana');
    const drop = (limit: string) =>
      dana.upload('/desk/letters', [
        { name: 'l.txt', content: `June 5, 2014\n\nDear Sir:\n\nYou must provide the list ${limit}.\n` },
      ]);
    const dated = await drop('not later than the 12th');
    expect(await deadlineOf(dated.location ?? '')).to.include({ earliestOn: '2014-06-12' });
    const undated = await drop('prior to the closing');
    expect(await deadlineOf(undated.location ?? '')).to.equal(undefined);
    expect((await dana.get(undated.location ?? '')).text).to.include(
      'A limit was found that could not be read',
    );
  });

  it('shows the earliest date its words could mean, provisional', async () => {
    const dana = await atTheDesk(started, 'dana');
    const answer = await dana.upload('/desk/letters', [{ name: 'letter.txt', content: LETTER }]);

    expect(answer.status).to.equal(303);
    expect(await deadlineOf(answer.location ?? '')).to.include({
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

  for (const [words, earliestOn, zone, hour] of [
    ['by 5 p.m. Eastern on June 13, 2014', '2014-06-13', 'America/New_York', '17:00'],
    ['by close of business on June 13, 2014', '2014-06-13', null, '17:00'],
    ['by June 13, 2014', '2014-06-13', null, null],
    ['by 2:30 a.m. Pacific on March 8, 2015', '2015-03-08', 'America/Los_Angeles', null],
  ] as const)
    it(`holds its provisional date to the hour its words name: ${words}`, async () => {
      const dana = await atTheDesk(started, 'dana');
      const content = `June 5, 2014\n\nDear Mr. Hyman:\n\nYou must remove the notice ${words}.\n`;
      const answer = await dana.upload('/desk/letters', [{ name: `${words}.txt`, content }]);
      const date = await deadlineOf(answer.location ?? '');
      if (!date) throw new Error('no date was set');
      expect(date).to.include({ earliestOn, zone: zone ?? started.deps.zone });
      expect(earliestHour(date)).to.equal(hour);
    });

  it('is searched with what came attached to it', async () => {
    const dana = await atTheDesk(started, 'dana');
    const answer = await dana.upload('/desk/letters', [{ name: 'mail.eml', content: MAIL }]);
    expect(await deadlineOf(answer.location ?? '')).to.include({ earliestOn: '2014-06-09' });
    const page = await dana.get(answer.location ?? '');
    expect(page.text).to.include('letter.txt').and.to.include('Please see the attached letter.');
  });

  it('with no date in its words sets none, and says that this proves nothing', async () => {
    const dana = await atTheDesk(started, 'dana');
    const answer = await dana.upload('/desk/letters', [{ name: 'note.txt', content: 'Good morning.' }]);
    expect(await deadlineOf(answer.location ?? '')).to.equal(undefined);
    expect((await dana.get(answer.location ?? '')).text).to.include('That does not mean there is none');
  });

  it('is searched at the next start when the machine stopped before, once', async () => {
    const { deps } = started;
    const by = started.actor('dana');
    const at = deps.clock.now();
    const received = await deps.files.receive(pieces(LETTER), 10_000);
    await deps.files.keep(received);
    const documentId = await inTransaction(deps, (tx) =>
      recordKept(tx, { name: 'left.txt', received }, { matterId: null }, by, at),
    );
    const letter = { number: 'L-unfiled', matterId: null, documentId, loggedAt: at, loggedBy: by.accountId };
    const id = await inTransaction(deps, (tx) =>
      insertLetter(tx, { ...letter, direction: 'in', state: 'unreviewed' }),
    );
    await readKept(deps, documentId);

    expect(await findEarliestLeft(deps)).to.equal(1);
    expect(await findEarliestLeft(deps)).to.equal(0);
    expect(await deadlineOf(id)).to.include({ earliestOn: '2014-06-09', state: 'provisional' });
  });
});

async function* pieces(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
