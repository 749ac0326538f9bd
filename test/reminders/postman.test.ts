import { expect } from 'chai';
import { mailServerOf } from '../../src/reminders/mail-settings.js';
import { openPostman, type Outcome } from '../../src/reminders/postman.js';
import { startOddMailServer, type OddAnswers, type OddMailServer } from '../support/odd-mail-server.js';

/** What may be said of a mail: that it left, only where it did; that it did not, only where it cannot have. */
describe('a mail carried to a server that answers oddly', () => {
  let server: OddMailServer;
  before(async () => (server = await startOddMailServer()));
  after(() => server.close());

  const MESSAGE = Buffer.from('Subject: x\r\n\r\nThe words.\r\n');
  const send = async (
    answers: OddAnswers,
    during?: () => void,
    message = MESSAGE,
  ): Promise<{ outcome: Outcome; left: number }> => {
    server.say(answers);
    const before = server.received.length;
    const settings = mailServerOf(server.url);
    if (settings === null) throw new Error('no server');
    const postman = openPostman(settings, new AbortController().signal);
    try {
      if (during) void server.nextMessage().then(during);
      const outcome = await postman.send({ from: 'a@x.example', to: 'b@y.example' }, message, () =>
        Promise.resolve(true),
      );
      return { outcome, left: server.received.length - before };
    } finally {
      postman.close();
    }
  };

  const CASES: readonly (readonly [
    shows: string,
    answers: OddAnswers,
    kind: Outcome['kind'],
    left: number,
  ])[] = [
    ['by the book', {}, 'accepted', 1],
    ['a yes in several lines', { message: ['250-taken', '250 as number 7'] }, 'accepted', 1],
    ['a no after the message', { message: ['554 not this'] }, 'refused', 1],
    ['a put-off after the message', { message: ['451 later'] }, 'later', 1],
    ['no word after the message, then hung up', { message: 'cut' }, 'doubt', 1],
    ['354 once more after the message', { message: ['354 go on'] }, 'doubt', 1],
    ['a number that is none', { message: ['2 fine'] }, 'doubt', 1],
    ['words without a number', { message: ['Thank you'] }, 'doubt', 1],
    ['a number of four digits', { message: ['2500 fine'] }, 'doubt', 1],
    ['a yes to DATA where 354 is due: nothing leaves', { data: ['250 ok'] }, 'later', 0],
    ['a yes before the message has left', { data: ['354 go on', '250 taken'] }, 'later', 0],
    ['each answer twice: the last one is not about the message', { rcpt: ['250 ok', '250 ok'] }, 'later', 0],
  ];
  for (const [shows, answers, kind, left] of CASES)
    it(`${shows}: ${kind}`, async () => {
      const sent = await send(answers);
      expect(sent.outcome.kind, JSON.stringify(sent.outcome)).to.equal(kind);
      expect(sent.left).to.equal(left);
    });

  it('is whole however long it is, line by line', async () => {
    const lines = Array.from({ length: 40_000 }, (_, at) => `.${at} of many`).join('\r\n');
    const { outcome } = await send({}, undefined, Buffer.from(`Subject: long\r\n\r\n${lines}\r\n`));
    expect(outcome.kind).to.equal('accepted');
    const [, body = ''] = (server.received.at(-1) ?? '').split('\r\n\r\n');
    expect(body.replace(/^\.\./gm, '.')).to.equal(lines);
  });

  it('silence after the message, until the server goes away: in doubt', async () => {
    const { outcome } = await send({ message: [] }, () => server.hangUp());
    expect(outcome.kind).to.equal('doubt');
  });

  it('after an odd answer the next mail has a connection of its own and goes out', async () => {
    await send({ data: ['354 go on', '250 taken'] });
    expect(await send({})).to.deep.include({ left: 1 });
  });
});
