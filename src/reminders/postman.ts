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
const PIECE = 64 * 1024;
/** RFC 5321 4.2.3, RFC 1870 6: a server may say so of a message's size before it hears who it is for. */
const TOO_LARGE = 552;

interface SmtpError extends Error {
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
}

/** Once `stop` is aborted a mail whose first byte has not left is abandoned; one that may have left waits for its answer. */
export function openPostman(server: MailServer, stop: AbortSignal): Postman {
  let open: SMTPConnection | null = null;
  // It changes while something is awaited.
  const isEnding = (): boolean => stop.aborted;
  const close = (): void => {
    open?.close();
    open = null;
  };
  return {
    async send(envelope, message, beforeData) {
      if (isEnding()) return { kind: 'abandoned' };
      try {
        open ??= await connect(server, stop, () => (open = null));
      } catch (error) {
        close();
        return isEnding()
          ? { kind: 'abandoned' }
          : { kind: 'later', reason: wordsOf(asError(error)), isServerDown: true };
      }
      const outcome = await carry(open, { envelope, message, beforeData, stop });
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

function connect(server: MailServer, stop: AbortSignal, onEnd: () => void): Promise<SMTPConnection> {
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
    const giveUp = (): void => connection.close();
    const connected = (): void => {
      stop.removeEventListener('abort', giveUp);
      resolve(connection);
    };
    stop.addEventListener('abort', giveUp, { once: true });
    // Errors after the connection stands are also told to whoever sends; this keeps them from ending the process.
    connection.on('error', reject);
    connection.once('end', () => {
      stop.removeEventListener('abort', giveUp);
      onEnd();
      reject(new Error('The mail server closed the connection.'));
    });
    connection.connect((error?: unknown) => {
      if (error) return reject(asError(error));
      if (server.user === null) return connected();
      const credentials = { user: server.user, pass: server.password ?? '' };
      connection.login(credentials, (refusal: unknown) => (refusal ? reject(asError(refusal)) : connected()));
    });
  });
}

function carry(
  connection: SMTPConnection,
  {
    envelope,
    message,
    beforeData,
    stop,
  }: {
    readonly envelope: Envelope;
    readonly message: Buffer;
    readonly beforeData: () => Promise<boolean>;
    readonly stop: AbortSignal;
  },
): Promise<Outcome> {
  const progress = {
    ...{ isAsked: false, mayHaveLeft: false, isWhole: false, isAbandoned: false, isOver: false },
    ...{ fault: null as Error | null, unasked: null as string | null },
  };
  const pieces = piecesOf(message);
  const pushNext = (to: Readable): void => {
    const piece = pieces.next();
    progress.mayHaveLeft = true;
    progress.isWhole = piece.done === true;
    to.push(piece.done === true ? null : piece.value);
  };
  // Read only once the server has said 354. Without its last line, which ends it, no server takes a message.
  const body = new Readable({
    read() {
      if (progress.mayHaveLeft) return pushNext(this);
      // The library takes any yes to DATA for 354. A server that says 250 there, or answers some earlier command twice,
      // has not asked for the message, and the next thing it says would be taken for its word about it.
      const asked = String(connection.lastServerResponse);
      if (!/^354(?!\d)/.test(asked)) {
        progress.unasked = asked;
        return void this.destroy(new Error('not asked for'));
      }
      progress.isAsked = true;
      mayBegin(beforeData).then(
        (may) => {
          if (may && !progress.isOver) return pushNext(this);
          progress.isAbandoned = !progress.isOver;
          this.destroy(new Error('abandoned'));
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
    const giveUp = (): void => {
      if (progress.isAsked) return;
      connection.close();
      resolve({ kind: 'abandoned' });
    };
    stop.addEventListener('abort', giveUp, { once: true });
    connection.send({ from: envelope.from, to: [envelope.to] }, body, (error, info) => {
      stop.removeEventListener('abort', giveUp);
      progress.isOver = true;
      if (progress.unasked !== null)
        return resolve(unsent(progress.unasked, 'where it should ask for the message'));
      if (!error && !progress.mayHaveLeft)
        return resolve(unsent(info.response, 'before the message was sent'));
      if (!error) return resolve(progress.isWhole ? takenAs(info.response) : halfSent(info.response));
      if (progress.isAbandoned) return resolve({ kind: 'abandoned' });
      resolve(outcomeOf(error, progress.mayHaveLeft));
    });
  });
}

/** Whoever sends may begin. What the server has said out of turn meanwhile is heard first. */
async function mayBegin(beforeData: () => Promise<boolean>): Promise<boolean> {
  const may = await beforeData();
  await new Promise((resolve) => setImmediate(resolve));
  return may;
}

/** So that an answer in the middle of a long message is seen to be one. */
function* piecesOf(message: Buffer): Generator<Buffer, undefined> {
  for (let at = 0; at < message.length; at += PIECE) yield message.subarray(at, at + PIECE);
}

function halfSent(answer: string): Outcome {
  return {
    kind: 'doubt',
    reason: `the mail server answered “${answer}” before it had the whole message`,
  };
}

/** Nothing has left: the server spoke out of turn, and what it says next cannot be trusted. */
function unsent(answer: string, when: string): Outcome {
  const reason = `the mail server answered “${answer}” ${when}; nothing was sent`;
  return { kind: 'later', reason, isServerDown: true };
}

/** A yes is three figures that begin with 2 (RFC 5321, 4.2); anything else that begins so says nothing. */
function takenAs(answer: string): Outcome {
  if (/^2\d\d(?!\d)/.test(answer)) return { kind: 'accepted', answer };
  return {
    kind: 'doubt',
    reason: `the message was sent and the mail server answered “${answer}”, which is no answer`,
  };
}

/**
 * Once a message may have left, only the server's own word about it says that it was not taken. A final no before the
 * recipient was named is about the server, its account or our sender: every mail would get it, so none is given up.
 */
function outcomeOf(error: SmtpError, mayHaveLeft: boolean): Outcome {
  const code = error.responseCode ?? 0;
  const isAnswer = code >= 400 && (!mayHaveLeft || error.command === 'DATA');
  const isAboutThisMail = ['RCPT TO', 'DATA'].includes(error.command ?? '') || code === TOO_LARGE;
  if (isAnswer && code >= 500 && isAboutThisMail)
    return { kind: 'refused', answer: error.response ?? String(code) };
  if (mayHaveLeft && !isAnswer)
    return { kind: 'doubt', reason: `the message was sent and no answer came: ${wordsOf(error)}` };
  return { kind: 'later', reason: error.response ?? wordsOf(error), isServerDown: !isAnswer || code >= 500 };
}

function wordsOf(error: SmtpError): string {
  return error.response ?? error.message;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
