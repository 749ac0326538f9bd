import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a server says, line by line as typed; a list is written at once, an empty one is silence, `cut` hangs up. */
export interface OddAnswers {
  readonly ehlo?: readonly string[];
  readonly rcpt?: readonly string[];
  readonly data?: readonly string[];
  readonly message?: readonly string[] | 'cut';
}

export interface OddMailServer {
  readonly url: string;
  /** Every message that came whole, with its last line. */
  readonly received: readonly string[];
  /** Resolves when the next message has come whole. */
  nextMessage(): Promise<void>;
  /** Ends all connections, as a server that is restarted does. */
  hangUp(): void;
  say(answers: OddAnswers): void;
  close(): Promise<void>;
}

/** A server that speaks SMTP as badly as it is told to; where nothing is told, by the book. */
export async function startOddMailServer(): Promise<OddMailServer> {
  const received: string[] = [];
  const waiting: (() => void)[] = [];
  const open = new Set<Socket>();
  let answers: OddAnswers = {};
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    const write = (lines: readonly string[]): void => {
      if (lines.length > 0) socket.write(lines.map((line) => `${line}\r\n`).join(''));
    };
    let text = '';
    let isMessage = false;
    const command = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') write(answers.ehlo ?? ['250 odd.example']);
      else if (verb === 'RCPT') write(answers.rcpt ?? ['250 ok']);
      else if (verb === 'DATA') {
        isMessage = true;
        write(answers.data ?? ['354 go on']);
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else write(['250 ok']);
    };
    const message = (whole: string): void => {
      isMessage = false;
      received.push(whole);
      for (const done of waiting.splice(0)) done();
      if (answers.message === 'cut') socket.destroy();
      else write(answers.message ?? ['250 taken']);
    };
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('latin1');
      for (;;) {
        const end = isMessage ? '\r\n.\r\n' : '\r\n';
        const at = text.indexOf(end);
        if (at === -1) return;
        const one = text.slice(0, at);
        text = text.slice(at + end.length);
        if (isMessage) message(one);
        else command(one);
      }
    });
    write(['220 odd.example']);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}/?from=rejoinder@firm.example`,
    received,
    nextMessage: () => new Promise((resolve) => waiting.push(resolve)),
    hangUp: () => {
      for (const socket of open) socket.destroy();
    },
    say: (next) => (answers = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
