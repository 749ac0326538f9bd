import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const LIST = '(i) return the laptop; (ii) delete all copies of the list; and (iii) file the forms.';

function beginningsOf(words: string): string[] {
  const text = `June 3, 2026\n\nQuill & Sons Ltd\n1 Mill Road\n\nDear Ms. Quill:\n\nWe act for Harbor Lines Ltd.\n\n${words}\n\nSincerely,\nDana Reed\n`;
  return readLetter(text).demands.map(({ quote, limit }) =>
    [quote.split(' ')[0], ...(limit && 'date' in limit ? [limit.date] : [])].join(' '),
  );
}

describe('a list of what somebody will do', () => {
  for (const stem of [
    'Ms. Quill will',
    'Quill & Sons will:',
    'Accordingly, Ms. Quill agrees to',
    'Your client will',
  ])
    it(`asks it of the one written to: “${stem}”`, () => {
      expect(beginningsOf(`${stem} ${LIST}`)).to.deep.equal(['return', 'delete', 'file']);
    });

  it('has the time in front of it', () => {
    expect(beginningsOf(`By June 20, 2026 Ms. Quill will ${LIST}`)).to.deep.equal([
      'return 2026-06-20',
      'delete 2026-06-20',
      'file 2026-06-20',
    ]);
  });

  for (const stem of ['Harbor will', 'We will', 'Mr. Stone will'])
    it(`asks nothing where the writer or another is named: “${stem}”`, () => {
      expect(beginningsOf(`${stem} ${LIST}`)).to.deep.equal([]);
    });
});
