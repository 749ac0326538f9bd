import { answerQuestions } from '../../src/platform/answer-questions.js';

const kept: Buffer[] = [];

// A document child whose documents behave badly in known ways.
answerQuestions({
  echo: async (input: { words: string }) => ({ words: input.words, pid: process.pid }),
  environment: async () => Object.keys(process.env).sort(),
  sleep: () => new Promise(() => setInterval(() => undefined, 1_000)),
  loop: async () => {
    for (;;);
  },
  hog: async () => {
    const held: Buffer[] = [];
    for (;;) {
      held.push(Buffer.alloc(32 << 20, 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  },
  keep: async () => {
    for (let n = 0; n < 5; n += 1) kept.push(Buffer.alloc(32 << 20, 1));
    await new Promise((resolve) => setTimeout(resolve, 400)); // the memory is looked at while it is read
    return { pid: process.pid };
  },
  crash: async () => process.abort(),
  throw: async () => {
    throw new Error('This page has no end.');
  },
  count: async (_input: unknown, progress) => {
    for (let n = 1; n <= 3; n += 1) progress(n, 3, `page ${n}`);
    return 3;
  },
});
