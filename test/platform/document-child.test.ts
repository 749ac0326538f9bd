import { expect } from 'chai';
import { DocumentChildError, question, type Asker } from '../../src/platform/ask.js';
import { openAsker } from '../../src/platform/document-child.js';
import { openLog } from '../../src/platform/log.js';

const echo = question<{ words: string }, { words: string; pid: number }>('echo');

describe('the document child', () => {
  let asker: Asker;
  beforeEach(() => {
    asker = openAsker(new URL('../support/odd-child.ts', import.meta.url), openLog('silent'));
  });
  afterEach(() => asker.close());

  it('answers questions, one document after another in the same process', async () => {
    const first = await asker.ask(echo, { words: 'five days' });
    const second = await asker.ask(echo, { words: 'and no more' });
    expect([first.words, second.words]).to.deep.equal(['five days', 'and no more']);
    expect(second.pid).to.equal(first.pid).and.not.to.equal(process.pid);
  });

  it('that was allowed much memory ends with its answer', async () => {
    const first = await asker.ask(echo, { words: 'a large file' }, { memoryMb: 2_000 });
    await untilGone(first.pid);
    const second = await asker.ask(echo, { words: 'a small one' });
    expect([second.words, second.pid === first.pid]).to.deep.equal(['a small one', false]);
  });

  it('knows nothing of the database, the mail server or the session secret', async () => {
    process.env['DATABASE_URL'] = 'postgres://secret';
    try {
      const names = await asker.ask(question<object, string[]>('environment'), {});
      expect(names).to.not.include.members(['DATABASE_URL']);
      expect(
        names.filter((name) => !/^(PATH|HOME|TMPDIR|LANG|NODE_|TSX_|ESBK|npm_)/.test(name)),
      ).to.deep.equal([]);
    } finally {
      delete process.env['DATABASE_URL'];
    }
  });

  const costs = [
    // document            limit                       reason
    ['sleep', { timeoutMs: 300 }, 'timeout'],
    ['loop', { timeoutMs: 300 }, 'timeout'],
    ['hog', { memoryMb: 400 }, 'memory'],
    ['crash', {}, 'crashed'],
    ['throw', {}, 'failed'],
  ] as const;
  for (const [document, limits, reason] of costs)
    it(`a document that makes it ${document} costs that document alone`, async () => {
      const error = await asker
        .ask(question<object, never>(document), {}, limits)
        .catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(DocumentChildError).with.property('reason', reason);
      expect((await asker.ask(echo, { words: 'still here' })).words).to.equal('still here');
    });

  it('a document is not blamed for the memory that documents before it left behind', async () => {
    const keep = question<object, { pid: number }>('keep');
    const pids = [];
    for (let n = 0; n < 4; n += 1) pids.push((await asker.ask(keep, {}, { memoryMb: 480 })).pid);
    expect(new Set(pids).size).to.be.within(2, 4);
  });

  it('a process that ended between two documents costs neither', async () => {
    const { pid } = await asker.ask(echo, { words: 'first' });
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    expect((await asker.ask(echo, { words: 'second' })).words).to.equal('second');
  });

  it('closing ends the process of a document that is still being read', async () => {
    const { pid } = await asker.ask(echo, { words: 'first' });
    const reading = asker.ask(question<object, never>('sleep'), {}, { timeoutMs: 500 });
    const outcome = reading.catch((error: unknown) => error);
    await asker.close();
    expect(await outcome).to.be.instanceOf(DocumentChildError);
    await untilGone(pid);
  });

  it('keeps the words of a document that could not be read', async () => {
    const error = await asker.ask(question<object, never>('throw'), {}).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.equal('This page has no end.');
  });

  it('reports progress, and stops when the one who asked has enough', async () => {
    const seen: string[] = [];
    expect(
      await asker.ask(
        question<object, number>('count'),
        {},
        { onProgress: (n, of, note) => seen.push(`${n}/${of} ${note}`) },
      ),
    ).to.equal(3);
    expect(seen).to.deep.equal(['1/3 page 1', '2/3 page 2', '3/3 page 3']);
    const stopped = await asker
      .ask(
        question<object, number>('count'),
        {},
        {
          onProgress: () => {
            throw new Error('enough');
          },
        },
      )
      .catch((thrown: unknown) => thrown);
    expect((stopped as Error).message).to.equal('enough');
  });

  it('answers as many as are asked at once, in turn', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => asker.ask(echo, { words: String(n) })),
    );
    expect(answers.map((answer) => answer.words)).to.deep.equal(
      Array.from({ length: 12 }, (_, n) => String(n)),
    );
  });
});

/** Until the system knows no such process any more; a process that stays runs into the test's own time limit. */
async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      expect(error).to.have.property('code', 'ESRCH');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
