import { expect } from 'chai';
import pino from 'pino';
import { DocumentChildError } from '../../../src/platform/ask.js';
import { shownLetter } from '../../../src/replies/paper/shown-letter.js';

const LETTER = {
  letterhead: ['Netflix'],
  blocks: [{ kind: 'paragraph', runs: [{ text: 'We have your letter 😀.' }] }],
} as const;

describe('a letter as its page shows it', () => {
  const shown = async (error: Error) => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
    const ask = (): Promise<never> => Promise.reject(error);
    return {
      letter: await shownLetter({ asker: { ask, close: () => Promise.resolve() }, log }, LETTER),
      lines,
    };
  };

  it('is as it was typed where the document child stops, and the log says so', async () => {
    const { letter, lines } = await shown(new DocumentChildError('crashed', 'It stopped.'));
    expect(letter).to.deep.equal(LETTER);
    expect(lines.join('')).to.include('a letter is shown as it was typed').and.include('It stopped.');
  });

  it('passes on what else goes wrong', async () => {
    const error = new TypeError('no such thing');
    expect(await shown(error).catch((thrown: unknown) => thrown)).to.equal(error);
  });
});
