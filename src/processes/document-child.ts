import { setFlagsFromString } from 'node:v8';
import * as bundles from '../bundles/questions.js';
import * as documents from '../documents/questions.js';
import * as letters from '../letters/questions.js';
import * as measurements from '../measurements/questions.js';
import * as notices from '../notices/questions.js';
import * as pdf from '../pdf/questions.js';
import { answerQuestions } from '../platform/answer-questions.js';
import type { Handler } from '../platform/ask.js';
import * as replies from '../replies/questions.js';
import * as tables from '../tabular/questions.js';

// What is old is looked through for garbage before it has grown by much: after five volumes as little is held as after one.
setFlagsFromString('--heap-growing-percent=60');

type Handlers = Readonly<Record<string, Handler<never, unknown>>>;

// The only process that opens untrusted documents: it has no database, no secret and no network address.
// Readers come into memory when they are first needed: what copies pages holds neither a mail reader nor DuckDB.
answerQuestions({
  ...lazily(pdf, async () => (await import('../pdf/handlers.js')).pdfHandlers),
  ...lazily(tables, async () => (await import('../tabular/handlers.js')).tableHandlers),
  ...lazily(measurements, async () => (await import('../measurements/handlers.js')).measurementHandlers),
  ...lazily(notices, async () => (await import('../notices/handlers.js')).noticeHandlers),
  ...lazily(letters, async () => (await import('../letters/handlers.js')).letterHandlers),
  ...lazily(replies, async () => (await import('../replies/handlers.js')).replyHandlers),
  ...lazily(bundles, async () => (await import('../bundles/handlers.js')).bundleHandlers),
  ...lazily(documents, async () => (await import('../documents/handlers.js')).documentHandlers),
});

function lazily(
  questions: Readonly<Record<string, { readonly name: string }>>,
  load: () => Promise<Handlers>,
): Handlers {
  return Object.fromEntries(
    Object.values(questions).map(({ name }): [string, Handler<never, unknown>] => [
      name,
      async (input, progress) => {
        const handler = (await load())[name];
        if (handler === undefined) throw new Error(`Nobody answers ${name}.`);
        return handler(input, progress);
      },
    ]),
  );
}
