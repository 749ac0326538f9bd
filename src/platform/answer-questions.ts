import { setPriority } from 'node:os';
import type { Handler } from './ask.js';
import type { FromChild, ToChild } from './document-child.js';

/** The document child's own loop: answers one question at a time until its parent lets go. */
export function answerQuestions(handlers: Readonly<Record<string, Handler<never, unknown>>>): void {
  setPriority(10); // pages come before documents
  const send = (message: FromChild): void => {
    if (process.connected) process.send?.(message);
  };
  process.on('message', (question: ToChild) => {
    const { id } = question;
    const handler = handlers[question.name];
    if (!handler) return send({ id, kind: 'failed', message: `Nobody answers ${question.name}.` });
    const progress = (done: number, total: number, note: string): void =>
      send({ id, kind: 'progress', done, total, note });
    // Said before the work begins: from here on the document's own clock runs.
    process.send?.({ id, kind: 'begun' } satisfies FromChild, () => {
      handler(question.input as never, progress).then(
        (output) => send({ id, kind: 'answer', output: output ?? null }),
        (error: unknown) =>
          send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
      );
    });
  });
  process.on('disconnect', () => process.exit(0));
}
