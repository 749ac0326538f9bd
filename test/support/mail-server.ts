import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

export interface MailServerUnderTest {
  readonly url: string;
  /** Every message that was taken whole, in order; one that came twice is here twice. */
  readonly received: readonly ReceivedMail[];
  close(): Promise<void>;
}

export interface MailServerBehaviour {
  /** Milliseconds between the end of a message and its answer. */
  readonly answerMs?: () => number;
  /** An answer other than yes to a recipient, like `550 No such user`. */
  readonly refuse?: (to: string) => Refusal | null | Promise<Refusal | null>;
  /** Cuts the connection after a message was taken, without a word. */
  readonly cutAfterTaking?: (to: string) => boolean;
  /** Runs to its end before the message is answered. */
  readonly onReceived?: () => void | Promise<void>;
}

export interface Refusal {
  readonly code: number;
  readonly words: string;
}

/** A real SMTP server on this machine that takes everything it is not told to refuse. */
export async function startMailServer(behaviour: MailServerBehaviour = {}): Promise<MailServerUnderTest> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (address, _session, done) => {
      Promise.resolve(behaviour.refuse?.(address.address) ?? null).then(
        (refusal) => done(refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.code })),
        done,
      );
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        const to = session.envelope.rcptTo[0]?.address ?? '';
        received.push({ id: /^Message-ID: (.+)$/im.exec(text)?.[1]?.trim() ?? '', to, text });
        const answer = () => done(null, `OK: taken as number ${received.length}`);
        Promise.resolve(behaviour.onReceived?.()).then(() => {
          if (behaviour.cutAfterTaking?.(to)) for (const client of server.connections) client.close();
          else setTimeout(answer, behaviour.answerMs?.() ?? 0);
        }, done);
      });
    },
  });
  server.on('error', () => undefined); // clients that are killed break their connections
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}/?from=rejoinder@firm.example`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
