import { expect } from 'chai';
import { inParallel } from '../../../src/bundles/building/in-parallel.js';

describe('things done a few at once', () => {
  it('are answered in their order, never more at once than asked for', async () => {
    let [now, most] = [0, 0];
    const answers = await inParallel([3, 1, 2, 0, 4], 2, async (turns) => {
      most = Math.max(most, (now += 1));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      now -= 1;
      return turns * 10;
    });
    expect(answers).to.deep.equal([30, 10, 20, 0, 40]);
    expect(most).to.equal(2);
  });

  it('have all ended when the first failure is thrown, and nothing is begun after it', async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    let open: () => void = () => undefined;
    const door = new Promise<void>((resolve) => (open = resolve));
    const all = inParallel(['slow', 'fails', 'later'], 2, async (name) => {
      begun.push(name);
      if (name === 'fails') {
        setImmediate(open);
        throw new Error('It fails.');
      }
      await door;
      ended.push(name);
    });
    const error = await all.catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'It fails.');
    expect(ended).to.deep.equal(['slow']);
    expect(begun).to.deep.equal(['slow', 'fails']);
  });
});
