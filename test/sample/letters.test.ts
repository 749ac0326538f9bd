import { expect } from 'chai';
import {
  DEMAND_LETTER,
  DEMAND_WORDS,
  INTERNAL_NOTE,
  REPLY_LETTER,
  type Sheet,
} from '../../src/sample/letters.js';
import { transmittalMail, unreviewedMail } from '../../src/sample/mail.js';
import { METHOD_NOTE, NOTICE_TEXT } from '../../src/sample/sheets.js';

const sheets = [DEMAND_LETTER, REPLY_LETTER, INTERNAL_NOTE, METHOD_NOTE, NOTICE_TEXT];

describe('the papers of the sample', () => {
  for (const sheet of [DEMAND_LETTER, REPLY_LETTER, NOTICE_TEXT])
    it(`“${sheet.title}” says on its face that it is a reconstruction`, () =>
      expect(wordsOf(sheet)).to.contain('Reconstruction. '));

  it('quote only the two short phrases', () => {
    const quoted = [DEMAND_LETTER, REPLY_LETTER].flatMap((sheet) => wordsOf(sheet).match(/“[^”]+”/g) ?? []);
    expect(new Set(quoted)).to.deep.equal(
      new Set(['“within five days from the date of this letter”', '“solely attributable”']),
    );
  });

  it('print the words of each demand as they are entered', () => {
    for (const words of Object.values(DEMAND_WORDS)) expect(wordsOf(DEMAND_LETTER)).to.contain(words);
  });

  it('name nobody but the two general counsel who signed', () => {
    const outside = sheets
      .filter((sheet) => sheet !== INTERNAL_NOTE)
      .map(wordsOf)
      .join(' ');
    const titled = outside.match(/\bMr\. \w+/g) ?? [];
    expect(new Set(titled)).to.deep.equal(new Set(['Mr. Hyman', 'Mr. Milch']));
  });

  it('mark the internal note on its face', () =>
    expect(wordsOf(INTERNAL_NOTE)).to.match(/^Privileged and confidential: attorney work product\./));

  it('cite an exhibit and a page for each thing the reply rests on', () => {
    const cited = REPLY_LETTER.blocks
      .flatMap((block) => (block.kind === 'paragraph' ? block.runs : []))
      .flatMap(({ citation }) => (citation ? [`${citation.exhibit}/${citation.page}`] : []));
    expect(cited).to.have.members(['1/1', '2/1', '3/1', '4/1', '5/1', '6/1', '7/1', '8/1', '9/1']);
  });

  it('send mail that carries the letter byte for byte and is the same on every run', () => {
    const pdf = Buffer.from('%PDF-1.7 a letter');
    const mail = transmittalMail(pdf);
    expect(mail).to.equal(transmittalMail(pdf));
    expect(mail).to.contain(pdf.toString('base64'));
    expect(mail.replaceAll('\r\n', '')).not.to.contain('\n');
    expect(unreviewedMail()).to.contain('Network Vale does not exist');
  });
});

function wordsOf(sheet: Sheet): string {
  return sheet.blocks
    .map((block) => JSON.stringify(textOf(block)))
    .join('\n')
    .replaceAll(/^"|"$/gm, '');
}

function textOf(block: Sheet['blocks'][number]): string {
  if (block.kind === 'paragraph' || block.kind === 'quote')
    return block.runs.map(({ text }) => text).join('');
  if (block.kind === 'list')
    return block.items.map((item) => item.map(({ text }) => text).join('')).join(' ');
  if (block.kind === 'fields') return block.rows.map(({ label, value }) => `${label} ${value}`).join(' ');
  return block.kind === 'heading' || block.kind === 'preformatted' ? block.text : '';
}
