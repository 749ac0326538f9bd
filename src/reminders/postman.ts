import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServer } from './mail-settings.js';

/** What became of one mail, as far as it can be known. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly answer: string }
  /** The server's own final no. */
  | { readonly kind: 'refused'; readonly answer: string }
  /** Not accepted, and it may be tried again; `isServerDown` where no other mail would fare better now. */
  | { readonly kind: 'later'; readonly reason: string; readonly isServerDown: boolean }
  /** The message was on its way and the server's word about it never came. */
  | { readonly kind: 'doubt'; readonly reason: string }
  /** Whoever sends it lost the right to before the message began. */
  | { readonly kind: 'abandoned' };

export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** Carries mail to one server over one connection at a time. */
export interface Postman {
  /**
   * `beforeData` is asked when the server has agreed to take the message and before its first byte: only where it
   * answers true is anything sent. Never throws for what a server or the network does.
   */
  send(envelope: Envelope, message: Buffer, beforeData: () => Promise<boolean>): Promise<Outcome>;
  close(): void;
}

const CONNECT_MS = 15_000;
/** A server may take its time over a message; RFC 5321 4.5.3.2.6 allows ten minutes for the last answer. */
const SILENCE_MS = 10 * 60_000;

interface SmtpError extends Error {
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
}

export function openPostman(server: MailServer): Postman {
  let open: SMTPConnection | null = null;
  const close = (): void => {
    open?.close();
    open = null;
  };
  return {
    async send(envelope, message, beforeData) {
      try {
        open ??= await connect(server, () => (open = null));
      } catch (error) {
        close();
        return { kind: 'later', reason: wordsOf(asError(error)), isServerDown: true };
      }
      const outcome = await carry(open, envelope, message, beforeData);
      // After anything but a clean answer the next mail gets a connection of its own.
      if (outcome.kind !== 'accepted') close();
      return outcome;
    },
    close() {
      open?.quit();
      close();
    },
  };
}

function connect(server: MailServer, onEnd: () => void): Promise<SMTPConnection> {
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(server.host);
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    // A password never goes over the open network in the clear.
    requireTLS: !server.isSecure && server.password !== null && !isHere,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  return new Promise((resolve, reject) => {
    // Errors after the connection stands are also told to whoever sends; this keeps them from ending the process.
    connection.on('error', reject);
    connection.once('end', () => {
      onEnd();
      reject(new Error('The mail server closed the connection.'));
    });
    connection.connect((error?: unknown) => {
      if (error) return reject(asError(error));
      if (server.user === null) return resolve(connection);
      const credentials = { user: server.user, pass: server.password ?? '' };
      connection.login(credentials, (refusal: unknown) =>
        refusal ? reject(asError(refusal)) : resolve(connection),
      );
    });
  });
}

function carry(
  connection: SMTPConnection,
  envelope: Envelope,
  message: Buffer,
  beforeData: () => Promise<boolean>,
): Promise<Outcome> {
  const progress = { mayHaveLeft: false, isAbandoned: false, fault: null as Error | null };
  // Read only once the server has said 354. Without its last line, which ends it, no server takes a message.
  const body = new Readable({
    read() {
      beforeData().then(
        (may) => {
          if (!may) {
            progress.isAbandoned = true;
            return void this.destroy(new Error('abandoned'));
          }
          progress.mayHaveLeft = true;
          this.push(message);
          this.push(null);
        },
        (error: unknown) => {
          progress.fault = asError(error);
          this.destroy(progress.fault);
        },
      );
    },
  });
  body.on('error', () => undefined);
  return new Promise((resolve) => {
    connection.send({ from: envelope.from, to: [envelope.to] }, body, (error, info) => {
      if (!error) return resolve({ kind: 'accepted', answer: info.response });
      if (progress.isAbandoned) return resolve({ kind: 'abandoned' });
      resolve(outcomeOf(error, progress.mayHaveLeft));
    });
  });
}

/** Once a message may have left, only the server's own word about it says that it was not taken. */
function outcomeOf(error: SmtpError, mayHaveLeft: boolean): Outcome {
  const code = error.responseCode ?? 0;
  const isAnswer = code >= 400 && (!mayHaveLeft || error.command === 'DATA');
  if (isAnswer && code >= 500) return { kind: 'refused', answer: error.response ?? String(code) };
  if (mayHaveLeft && !isAnswer)
    return { kind: 'doubt', reason: `the message was sent and no answer came: ${wordsOf(error)}` };
  return { kind: 'later', reason: error.response ?? wordsOf(error), isServerDown: !isAnswer };
}

function wordsOf(error: SmtpError): string {
  return error.response ?? error.message;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
