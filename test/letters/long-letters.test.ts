import { expect } from 'chai';
import { locateQuote } from '../../src/demands/locate-quote.js';
import { askingSentences } from '../../src/letters/asking-sentences.js';
import { letterInFull } from '../../src/letters/letter-in-full.js';
import { getLetter } from '../../src/letters/letter-store.js';
import { readingOf, sentencesOf } from '../../src/letters/read-words.js';
import { readLetter } from '../../src/letters/reading/read-letter.js';
import { keyOf, remembered } from '../../src/letters/remembered.js';
import type { Asker } from '../../src/platform/ask.js';
import { DocumentChildError } from '../../src/platform/ask.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, LETTER, logLetter, openTestMatter, REVIEW } from './fixtures.js';

const PART =
  'the parties met and spoke of the figures of the first quarter, and you must preserve all records within ten days of the date of this letter, and ';

describe('a letter of hundreds of pages', () => {
  it('is read though it is one paragraph on one line, and its last words are found', () => {
    const text = `${LETTER}\n\n${PART.repeat(2_000)}we demand that you pay 300 dollars.`;
    expect(readLetter([text]).demands.map((one) => one.quote)).to.include(
      'We demand that you immediately cease the notices.',
    );
    const last = askingSentences([{ page: 1, text }], null).at(-1);
    expect(last?.end).to.equal(text.length);
    const place = locateQuote('we demand that you pay 300 dollars.', [{ page: 1, text }]);
    expect(text.slice(place?.start, place?.end)).to.equal('we demand that you pay 300 dollars.');
  });

  it('joins a demand made again with the one made before, whatever stands between', () => {
    const between = Array.from(
      { length: 300 },
      (_, index) => `You must deliver the ledger of branch ${index} held at site ${index * 7}.`,
    );
    const again = 'We demand that you immediately cease the false on-screen notices.';
    const { demands } = readLetter([`${LETTER}\n\n${again}\n\n${between.join('\n\n')}\n\n${again}`]);
    const cease = demands.filter((one) => one.quote.includes('on-screen'));
    expect(cease.map((one) => one.alsoAt.length)).to.deep.equal([1]);
  });

  describe('where it is read', () => {
    let started: Started;
    const pages = Array.from({ length: 30 }, (_, index) => ({
      page: index + 1,
      text: `${index === 0 ? LETTER : ''}\n\n${Array.from({ length: 20 }, () => PART).join('\n')}`,
    }));
    const texts = pages.map((page) => page.text);

    before(async () => {
      started = await startRejoinder();
    });
    after(() => started.close());

    it('is the document child, which proposes the same as this process would', async () => {
      const asked: string[] = [];
      const asker: Asker = {
        ...started.deps.asker,
        ask: (question, input, options) => {
          asked.push(question.name);
          return started.deps.asker.ask(question, input, options);
        },
      };
      const deps = { ...started.deps, asker };
      expect(await readingOf(deps, { pages }, '2014-06-05')).to.deep.equal(readLetter(texts, '2014-06-05'));
      const sentences = await sentencesOf(deps, { pages }, '2014-06-05');
      expect(sentences).to.deep.equal(askingSentences(pages, '2014-06-05'));
      expect(asked).to.deep.equal(['letters.read', 'letters.sentences']);
      await sentencesOf(deps, { pages }, '2014-06-05');
      expect(asked).to.have.length(2);
    });

    it('is nowhere before its list of demands is open: only an open list shows its sentences', async () => {
      const matterId = await openTestMatter(started);
      const dana = await atTheDesk(started, 'dana');
      const path = await logLetter(dana, matterId, texts.join('\n\n'));
      const asked: string[] = [];
      const asker: Asker = {
        ...started.deps.asker,
        ask: (question, input, options) => {
          asked.push(question.name);
          return started.deps.asker.ask(question, input, options);
        },
      };
      const inFull = async () =>
        letterInFull(
          { ...started.deps, asker },
          await getLetter(started.deps.db, path.split('/').at(-1) ?? ''),
        );
      expect((await inFull()).leftOver).to.deep.equal([]);
      expect(asked).to.deep.equal([]);
      await dana.post(`${path}/review`, { ...REVIEW, receivedTime: '09:00', version: '1' });
      expect((await inFull()).letter.state).to.equal('reviewed');
      expect(asked).to.deep.equal(['letters.sentences']);
    });

    it('is this process where the child fails: no demand goes unseen for that', async () => {
      const ask = (): Promise<never> => Promise.reject(new DocumentChildError('crashed', 'It stopped.'));
      const deps = { ...started.deps, asker: { ...started.deps.asker, ask } };
      expect(await readingOf(deps, { pages }, '2014-06-06')).to.deep.equal(readLetter(texts, '2014-06-06'));
    });
  });
});

describe('what was read lately', () => {
  it('is kept for the same words only, the least lately used going first', () => {
    const kept = remembered<number>();
    for (let index = 0; index < 24; index += 1) kept.keep(keyOf([`${index}`]), index);
    expect(kept.find(keyOf(['0']))).to.equal(0);
    kept.keep(keyOf(['24']), 24);
    expect(kept.find(keyOf(['0']))).to.equal(0);
    expect(kept.find(keyOf(['1']))).to.equal(undefined);
    expect(keyOf(['ab', 'c'])).to.not.equal(keyOf(['a', 'bc']));
  });
});
