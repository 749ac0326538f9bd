import { expect } from 'chai';
import { checkWork, longWork } from '../../src/bundles/building/long-work.js';
import { selfCheck } from '../../src/bundles/check-bundle.js';
import type { Plan } from '../../src/bundles/building/plan-bundle.js';
import { DocumentChildError, type AskOptions, type Asker } from '../../src/platform/ask.js';

const PLAN: Plan = {
  assembly: {
    ...{ paper: 'letter', title: 'Scans', date: '2014-06-09', legend: null, isDraft: false },
    parts: [],
    outline: [],
  },
  pages: 12,
  placed: [],
  brokenCitations: [],
};

describe('checking a finished bundle', () => {
  const asked: AskOptions[] = [];
  const askerOf = (answer: () => Promise<unknown>): Asker => ({
    ask: (async (_question: unknown, _input: unknown, options: AskOptions) => {
      asked.push(options);
      return answer();
    }) as Asker['ask'],
    close: () => Promise.resolve(),
  });
  const check = (bytes: number, answer: () => Promise<unknown>) =>
    selfCheck(askerOf(answer), PLAN, 'bundle.pdf', { pages: 12, bytes, sha256: '', changes: [] });
  beforeEach(() => {
    asked.length = 0;
  });

  it('takes memory by the size of the file, which two readers hold whole', async () => {
    const fine = () => Promise.resolve({ pages: 12, findings: [] });
    expect(await check(400_000_000, fine)).to.deep.equal([]);
    expect(asked[0]?.memoryMb).to.equal((longWork(PLAN).memoryMb ?? 0) + 1_400);
    expect(checkWork(12, 0)).to.deep.equal(longWork(PLAN));
  });

  it('of more than a reader holds is not begun: the way out is said', async () => {
    const found = await check(1_204_000_000, () => expect.fail('it was opened'));
    expect(found.map(({ level, what }) => `${level}: ${what}`)).to.deep.equal([
      'stop: The file has 1204 MB; one file is checked up to 1000 MB. Split it into volumes (on the command line: --max-mb).',
    ]);
    expect(asked).to.deep.equal([]);
  });

  it('that costs the reader costs the bundle, with the reason', async () => {
    const found = await check(1_000, () =>
      Promise.reject(new DocumentChildError('timeout', 'The document took longer than 66 s to read.')),
    );
    expect(found.map(({ level, what }) => `${level}: ${what}`)).to.deep.equal([
      'stop: The finished file could not be checked and is not offered: The document took longer than 66 s to read.',
    ]);
  });

  it('that fails otherwise is not taken for a finding', async () => {
    const error = await check(1_000, () => Promise.reject(new Error('no such file'))).catch(String);
    expect(error).to.contain('no such file');
  });
});
