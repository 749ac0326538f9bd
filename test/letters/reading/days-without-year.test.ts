import { expect } from 'chai';
import { daysWritten } from '../../../src/deadlines/counting/days-written.js';
import { askingSentences } from '../../../src/letters/asking-sentences.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const DATED = 'Hollis & Vane LLP\n12 Quay Street, Bristol\n\nJune 5, 2014\n\nDear Counsel:\n\n';
const UNDATED = 'Dear Counsel:\n\n';
const END = '\n\nSincerely,\n\nRuth Vane';

function limitsOf(text: string) {
  return readLetter([text], null).demands.map(({ limit }) => limit);
}

describe('a day in numbers without its year', () => {
  for (const [sentence, time] of [
    ['Please provide all evidence by 6/12.', null],
    ['You must remove the film no later than 5 p.m. on 6/12.', '17:00'],
    ['Please provide all evidence on or before 6/12.', null],
    ['Please provide all evidence by 6-12.', null],
    ['Your answer is due on 6/12; please provide all evidence by then.', null],
  ] as const)
    it(`is held at its earlier reading, beside the other: “${sentence}”`, () => {
      const [limit] = limitsOf(`${DATED}${sentence}${END}`);
      expect(limit).to.include({ date: '2014-06-12', time, yearInferred: true });
      expect(limit).to.have.property('alternatives').that.deep.equals(['2014-12-06']);
    });

  it('shows both readings of it by the way each is read', () => {
    expect(daysWritten('by 6/12', '2014-06-12', '2014-06-05')?.days).to.deep.equal([
      { on: '2014-06-12', why: '“6/12” read with the month first' },
      { on: '2014-12-06', why: '“6/12” read with the day first' },
    ]);
  });

  it('shows both readings of one with a dash, and none of a span', () => {
    expect(daysWritten('by 6-12', '2014-06-12', '2014-06-05')?.days.map(({ on }) => on)).to.deep.equal([
      '2014-06-12',
      '2014-12-06',
    ]);
    expect(daysWritten('within 5-7 days', '2014-06-12', '2014-06-05')).to.equal(null);
  });

  for (const words of ['by 6/12', 'by 6-12'])
    it(`says that it could not be read where the letter has no date: “${words}”`, () => {
      const [limit] = limitsOf(`${UNDATED}Please provide all evidence ${words}.${END}`);
      expect(limit).to.deep.equal({ text: words, isUnread: true });
    });

  it('is a time to look at behind “on”', () => {
    const text = `${DATED}Please send someone to meet us on 6/12 in Bristol.${END}`;
    const [one] = askingSentences([{ page: 1, text }], '2014-06-05');
    expect(one?.limits.map(({ limit }) => limit.text)).to.deep.equal(['6/12']);
  });

  for (const words of [
    'reduce the fee by 1/3',
    'reduce the fee by 6-12',
    'pay us by 1/2 of the sum',
    'return page 3/4 of the deed',
  ])
    for (const head of [DATED, UNDATED])
      it(`is not a part or a reference: “${words}”, in a letter ${head === DATED ? 'with' : 'without'} a date`, () => {
        expect(limitsOf(`${head}You must ${words}.${END}`)).to.deep.equal([null]);
      });
});
