import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import { mailServerOf } from '../../src/reminders/mail-settings.js';
import { planReminders } from '../../src/reminders/plan-reminders.js';
import { runTicks } from '../../src/reminders/run-ticks.js';
import { sendReminders } from '../../src/reminders/send-reminders.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { at, idOf, openMatterFor, setDate } from './set-dates.js';

/** What a server says to a command; null for nothing at all. */
type Says = (command: string) => string | null;

describe('a mail server that answers oddly', () => {
  let started: Started;
  let close: () => void = () => undefined;
  const commands: string[] = [];

  beforeEach(async () => {
    commands.length = 0;
    started = await startRejoinder({ today: '2014-06-05' });
    const matterId = await openMatterFor(started);
    for (const title of ['Respond to demand 1', 'Respond to demand 2'])
      await setDate(started, matterId, {
        title,
        earliestOn: '2014-06-09',
        responsible: idOf(started, 'dana'),
      });
  });
  afterEach(async () => {
    close();
    await started.close();
  });

  /** Speaks SMTP line by line; `onCommand` hears each one first. */
  const listen = async (says: Says, onCommand: (command: string) => void = () => undefined) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.write('220 odd\r\n');
      let rest = '';
      socket.on('data', (bytes) => {
        const lines = (rest + bytes.toString('latin1')).split('\r\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          commands.push(line);
          onCommand(line);
          const answer = says(line.slice(0, 4).toUpperCase());
          if (answer !== null) socket.write(`${answer}\r\n`);
        }
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    close = () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    };
    const { port } = server.address() as AddressInfo;
    const mail = {
      server: mailServerOf(`smtp://127.0.0.1:${port}/?from=rejoinder@firm.example`),
      publicUrl: 'https://rejoinder.firm.example',
    };
    return { deps: at(started.deps, '2014-06-08T12:00:00.000Z'), mail };
  };
  const states = async () =>
    (await started.deps.db.selectFrom('outbox').select(['state', 'reason', 'attempts']).execute()).map(
      ({ state, reason, attempts }) => ({ state, reason, attempts }),
    );

  it('by silence holds up no date, and the program still ends; the mail waits for the next start', async () => {
    let hear: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (hear = resolve));
    const { deps, mail } = await listen(
      (command) => (command === 'MAIL' ? null : '250 odd'),
      (command) => command.startsWith('MAIL') && hear(),
    );
    await planReminders(deps, mail);
    let rounds = 0;
    let next: () => void = () => undefined;
    const runner = runTicks(
      deps,
      {
        ticks: [() => Promise.resolve((rounds += 1)).finally(() => next())],
        posts: [(held, stop) => sendReminders(held, mail, stop)],
      },
      20,
    );
    await asked;
    const before = rounds;
    await new Promise<void>((resolve) => (next = resolve));
    expect(rounds).to.be.greaterThan(before);
    await runner.stop();
    for (const { state } of await states()) expect(state).to.equal('waiting');
  });

  for (const [when, answer] of [
    ['MAIL', '530 Authentication required'],
    ['MAIL', '553 sender not allowed'],
  ] as const)
    it(`that refuses every mail before it hears who it is for (${answer}) loses none: they wait`, async () => {
      const { deps, mail } = await listen((command) => (command === when ? answer : '250 odd'));
      const planned = await planReminders(deps, mail);
      expect(planned).to.be.greaterThan(1);
      expect(await sendReminders(deps, mail)).to.equal(0);
      const found = await states();
      expect(found.map(({ state }) => state)).to.deep.equal(Array(planned).fill('waiting'));
      expect(found.filter(({ attempts }) => attempts > 0)).to.deep.equal([
        { state: 'waiting', attempts: 1, reason: answer },
      ]);
      expect(commands.filter((command) => command.startsWith('MAIL'))).to.have.length(1);
    });

  it('that finds one mail too large refuses that one for good', async () => {
    const answer = '552 message too large';
    const { deps, mail } = await listen((command) => (command === 'MAIL' ? answer : '250 odd'));
    await planReminders(deps, mail);
    await sendReminders(deps, mail);
    expect(new Set((await states()).map(({ state }) => state))).to.deep.equal(new Set(['failed']));
  });
});
