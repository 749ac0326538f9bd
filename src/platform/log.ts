import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Log lines carry ids and facts only: never form values, document text, tokens or addresses of people. */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      redact: ['req.headers', 'res.headers', 'password', 'token', '_csrf'],
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
