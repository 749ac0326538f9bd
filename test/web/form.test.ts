import { expect } from 'chai';
import { z } from 'zod';
import { optionalText, parseForm, plainDate, text, typed, wholeNumber } from '../../src/web/form.js';
import { displayName, sizeText } from '../../src/web/upload.js';

const form = z.strictObject({
  from: text('Enter who sent the letter', 20),
  datedOn: plainDate('Enter the date on the letter, like 2014-06-05'),
  count: wholeNumber('Enter a number', { min: 1, max: 999 }),
  note: optionalText(),
});
const good = { from: 'Verizon', datedOn: '2014-06-05', count: '5' };

describe('a form', () => {
  it('gives the value, trimmed, with absent answers told apart', () => {
    expect(parseForm(form, { ...good, from: '  Verizon ', note: '', _csrf: 'x' })).to.deep.equal({
      ok: true,
      value: { from: 'Verizon', datedOn: '2014-06-05', count: 5, note: '' },
    });
  });

  const bad = [
    // what is sent                          field     words
    [{ ...good, from: '' }, 'from', 'Enter who sent the letter'],
    [{ ...good, from: '   ' }, 'from', 'Enter who sent the letter'],
    [{ ...good, from: 'x'.repeat(21) }, 'from', 'This is too long: at most 20 characters'],
    [{ ...good, from: 'a\0b' }, 'from', 'This has a character that cannot be stored (NUL)'],
    [{ ...good, datedOn: '2014-02-31' }, 'datedOn', 'Enter a real day as year-month-day, like 2014-06-05'],
    [
      { ...good, datedOn: '03/04/2027' },
      'datedOn',
      'This can be read as two days: write 2027-04-03 or 2027-03-04',
    ],
    [
      { ...good, datedOn: '31 February 2027' },
      'datedOn',
      'Enter a real day as year-month-day, like 2014-06-05',
    ],
    [
      { ...good, datedOn: ['2014-06-05', '2014-06-06'] },
      'datedOn',
      'Enter the date on the letter, like 2014-06-05',
    ],
    [{ ...good, count: '-5' }, 'count', 'Enter a whole number from 1 to 999'],
    [{ ...good, count: '1e3' }, 'count', 'Enter a whole number from 1 to 999'],
    [{ ...good, count: '٣' }, 'count', 'Enter a whole number from 1 to 999'],
    [
      { ...good, role: 'admin' },
      '_form',
      'This form has a field that is not known: role. Nothing was saved.',
    ],
    [
      JSON.parse('{"from":"V","datedOn":"2014-06-05","count":"5","__proto__":"x"}'),
      '_form',
      'This form has a field that is not known: (__proto__). Nothing was saved.',
    ],
  ] as const;
  for (const [sent, field, words] of bad)
    it(`${field}: ${words}`, () => {
      const parsed = parseForm(form, sent);
      expect(parsed.ok).to.equal(false);
      expect(parsed.ok ? {} : parsed.errors[field]).to.deep.equal([words]);
    });

  it('a day that is one and no other is taken, however it is written', () => {
    for (const datedOn of ['2026-11-27', '27/11/2026', '11/27/2026', '27 November 2026', 'Nov 27, 2026'])
      expect(parseForm(form, { ...good, datedOn })).to.deep.include({
        value: { from: 'Verizon', datedOn: '2026-11-27', count: 5, note: '' },
      });
  });

  it('nothing sent is an answer too', () => expect(parseForm(form, undefined).ok).to.equal(false));

  it('shows again what was typed, and never the token', () =>
    expect(typed({ from: 'V', _csrf: 'secret', list: ['a'] })).to.deep.equal({ from: 'V' }));

  it('pollutes nothing', () => expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined));
});

describe('a file name from outside', () => {
  const names = [
    ['letter.pdf', 'letter.pdf'],
    ['../../etc/passwd', 'etc/passwd'],
    ['C:\\Users\\d\\letter.pdf', 'Users/d/letter.pdf'],
    ['folder/sub/a.csv', 'folder/sub/a.csv'],
    ['exe\u202efdp.exe', 'exefdp.exe'],
    ['a\r\nb.pdf', 'ab.pdf'],
    ['', 'file without a name'],
    ['..', 'file without a name'],
    ['Übergröße 日本.pdf', 'Übergröße 日本.pdf'],
  ] as const;
  for (const [sent, shown] of names)
    it(`${JSON.stringify(sent)} is shown as “${shown}”`, () => expect(displayName(sent)).to.equal(shown));

  it('is shortened to 255 bytes and keeps its ending', () => {
    const shown = displayName(`${'ü'.repeat(300)}.pdf`);
    expect(Buffer.byteLength(shown)).to.be.at.most(255);
    expect(shown).to.match(/….pdf$/);
  });

  it('sizes read as people say them', () =>
    expect([0, 1023, 1024, 1536, 2 * 1024 ** 3].map(sizeText)).to.deep.equal([
      '0 bytes',
      '1023 bytes',
      '1 KB',
      '1.5 KB',
      '2 GB',
    ]));
});
