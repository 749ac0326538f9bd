import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, LETTER, openTestMatter } from './fixtures.js';
import { mail } from './mails.js';

const FROM = 'From randal@verizon.example Thu Jun  5 16:50:00 2014';

/** A mailbox of these messages. */
function mailbox(messages: readonly string[]): string {
  return messages.map((message) => `${FROM}\r\n${message}\r\n`).join('');
}

describe('letters chosen from a mailbox file', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let path: string;
  const demand = mail({ Subject: 'The demand' }, LETTER.replaceAll('\n', '\r\n'));
  const many = Array.from({ length: 1_200 }, (_, index) => mail({ Subject: `Number ${index + 3}` }, 'x'));

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    const content = mailbox([demand, 'no header\r\n\r\nx\r\n', ...many]);
    const answer = await dana.upload(`/matters/${matterId}/letters`, [{ name: 'archive.mbox', content }]);
    path = answer.location ?? '';
  });
  after(() => started.close());

  const letters = () =>
    started.deps.db
      .selectFrom('letter')
      .innerJoin('document', 'document.id', 'letter.documentId')
      .selectAll('document')
      .select(['letter.number', 'letter.earliestOn', 'letter.id as letterId'])
      .orderBy('letter.loggedAt')
      .execute();

  it('is kept and listed, and is no letter itself', async () => {
    expect(path).to.match(/\/letters\/mailboxes\//);
    expect(await letters()).to.deep.equal([]);
    const page = await dana.get(path);
    expect(page.text).to.include('a mailbox of 1,202 messages; 1 of them cannot be chosen');
    expect(page.text).to.include('1–50 of 1,202 messages').and.to.include('The demand');
    expect(page.text).to.include('It does not begin with the header of a mail.');
    expect(page.text).to.include('name="message-1"').and.to.not.include('name="message-2"');
    const last = await dana.get(`${path}?page=25`);
    expect(last.text).to.include('1201–1202 of 1,202').and.to.include('Number 1202');
    const list = await dana.get(`/matters/${matterId}/letters`);
    expect(list.text).to.include('archive.mbox').and.to.include('1,202 messages, 0 logged');
  });

  it('is searched by sender and subject', async () => {
    const found = await dana.get(`${path}?find=DEMAND`);
    expect(found.text).to.include('1–1 of 1 messages').and.to.include('The demand');
    expect((await dana.get(`${path}?find=100%25`)).text).to.include('No message matches');
  });

  it('makes a chosen message a letter of its own, with its bytes, its date and where it came from', async () => {
    await dana.get(path);
    const answer = await dana.post(path, { 'message-1': 'on' });
    expect(answer.status).to.equal(303);
    const [letter] = await letters();
    expect(letter).to.include({
      number: 'L-1',
      mailboxPlace: 1,
      earliestOn: '2014-06-09',
      state: 'readable',
    });
    expect(letter?.sha256).to.equal(createHash('sha256').update(demand).digest('hex'));
    const page = await dana.get(answer.location ?? '');
    expect(page.text).to.match(/From the mailbox file <a [^>]*>archive\.mbox<\/a>, message 1\./);
    const event = await started.deps.db
      .selectFrom('auditEvent')
      .where('subject', '=', letter?.letterId ?? '')
      .where('action', '=', 'letter.received')
      .select('text')
      .executeTakeFirstOrThrow();
    expect(event.text)
      .to.include('"message":1')
      .and.to.include(letter?.mailboxId ?? 'a mailbox');
  });

  it('chooses none twice, and none that cannot be', async () => {
    await dana.get(path);
    const answer = await dana.post(path, { 'message-1': 'on', 'message-2': 'on', 'message-4': 'on' });
    expect(answer.status).to.equal(303);
    expect((await letters()).map((one) => one.mailboxPlace)).to.deep.equal([1, 4]);
    expect((await dana.get(path)).text).to.include('>logged<');
  });

  it('makes one letter of a message that two people choose at once, and tells the second', async () => {
    const omar = await atTheDesk(started, 'omar');
    await Promise.all([dana.get(path), omar.get(path)]);
    const answers = await Promise.all([dana, omar].map((one) => one.post(path, { 'message-9': 'on' })));
    expect(answers.map((one) => one.status)).to.deep.equal([303, 303]);
    expect((await letters()).filter((one) => one.mailboxPlace === 9)).to.have.length(1);
    const told = await Promise.all(
      answers.map(async (one, index) => (index === 0 ? dana : omar).get(one.location ?? '')),
    );
    const words = told.map((one) => /None is a new letter|1 message is now a letter/.exec(one.text)?.[0]);
    expect(words).to.have.members(['None is a new letter', '1 message is now a letter']);
  });

  const wrong = [
    ['nothing chosen', {}, 'Choose from one to 50 messages'],
    ['an unknown field', { colour: 'red' }, 'a field that is not known: colour'],
    ['a number that is none', { 'message-0': 'on' }, 'a field that is not known: message-0'],
    [
      'more than a page',
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`message-${index + 1}`, 'on'])),
      'Choose from one to 50 messages',
    ],
  ] as const;
  for (const [what, fields, words] of wrong)
    it(`${what}: 422, nothing logged`, async () => {
      await dana.get(path);
      const before = (await letters()).length;
      const answer = await dana.post(path, fields);
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include(words);
      expect((await letters()).length).to.equal(before);
    });

  it('is opened on the Desk too, by whoever dropped it and nobody else', async () => {
    const answer = await dana.upload('/desk/letters', [{ name: 'desk.mbox', content: mailbox([demand]) }]);
    const desk = answer.location ?? '';
    expect((await dana.get(desk)).text).to.include('The demand');
    const rolf = await atTheDesk(started, 'rolf');
    expect((await rolf.get(desk)).status).to.equal(404);
    expect((await rolf.get(path)).status).to.equal(404);
    await dana.get(desk);
    const logged = await dana.post(desk, { 'message-1': 'on' });
    expect((await dana.get(logged.location ?? '')).text).to.include('The same file is here already');
  });

  it('refuses whoever may only read', async () => {
    const priya = await atTheDesk(started, 'priya');
    expect((await priya.get(path)).text).to.not.include('name="message-3"');
    expect((await priya.post(path, { 'message-3': 'on' })).status).to.equal(403);
  });
});
