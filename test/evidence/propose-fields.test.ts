import { expect } from 'chai';
import { domainOf, nameSays, proposeFields } from '../../src/evidence/propose-fields.js';

const names = [
  // what it shows, file name, title, date
  ['a date before the name', '2026-11-04 display photo.png', 'Display photo', '2026-11-04'],
  ['a date behind the name', 'Call note 2026-11-05.pdf', 'Call note', '2026-11-05'],
  ['a date with underscores', 'minutes_2026-11-10.pdf', 'Minutes', '2026-11-10'],
  ['a date without marks', '20261104 gate log.csv', 'Gate log', '2026-11-04'],
  ['a month in words', 'Report of 4 November 2026.pdf', 'Report', '2026-11-04'],
  ['a camera’s name keeps its own', 'IMG_20261104.jpg', 'IMG 20261104', '2026-11-04'],
  ['a date of two meanings is none', 'note 04-11-2026.pdf', 'note 04-11-2026', null],
  ['one that can be read in one way only', 'note 25-11-2026.pdf', 'Note', '2026-11-25'],
  ['two dates are none', '2026-11-04 to 2026-11-06.csv', '2026-11-04 to 2026-11-06', null],
  ['the same date twice is one', '2026-11-04 log 2026-11-04.csv', 'Log 2026-11-04', '2026-11-04'],
  ['no such day', '2026-02-31 note.txt', '2026-02-31 note', null],
  ['a number is no date', 'invoice 20269999.pdf', 'invoice 20269999', null],
  ['a month without a day', 'outage-log-november.csv', 'outage-log-november', null],
  ['the folder says nothing of the file', '2026-11-04/plan.pdf', 'plan', null],
] as const;

describe('what a file seems to say of the item it is', () => {
  for (const [shows, name, title, datedOn] of names)
    it(`by its name: ${shows}`, () => expect(nameSays(name)).to.deep.equal({ title, datedOn }));

  it('a mail: subject, its own date, and whichever of ours sent or got it', () => {
    const mail = {
      ...{ subject: 'Outage of 4 November', dateOn: '2026-11-05', from: 'Lena Korb <lena@fern.example>' },
      to: ['Tom Ash <tom@tarn.example>'],
    };
    expect(proposeFields(mail, '2026-12-01 mail.eml', ['fern.example'])).to.deep.equal({
      fields: { title: 'Outage of 4 November', datedOn: '2026-11-05', custodian: 'Lena Korb' },
      from: {
        title: 'the subject of the mail',
        datedOn: 'the Date header of the mail',
        custodian: 'the addresses of the mail',
      },
    });
    expect(proposeFields(mail, 'mail.eml', ['tarn.example']).fields.custodian).to.equal('Tom Ash');
    expect(proposeFields(mail, 'mail.eml', []).fields).not.to.have.property('custodian');
  });

  it('a sender without a name is named by the address', () => {
    const mail = { from: 'lena@fern.example' };
    expect(proposeFields(mail, 'm.eml', ['fern.example']).fields.custodian).to.equal('lena@fern.example');
  });

  it('an address anyone can have makes nobody one of ours', () => {
    expect(domainOf('someone@gmail.com')).to.equal(null);
    expect(domainOf('lena@FERN.example')).to.equal('fern.example');
    expect(domainOf('nobody')).to.equal(null);
  });

  it('a PDF: the title in its data, unless a program wrote it by itself', () => {
    expect(proposeFields({ title: 'Minutes of the meeting' }, 'm_final.pdf', [])).to.deep.equal({
      fields: { title: 'Minutes of the meeting' },
      from: { title: 'the title in the file’s own data' },
    });
    for (const title of [
      'Microsoft Word - m.docx',
      'untitled',
      'Document1',
      'minutes.pdf',
      'scan 0012',
      '--',
    ])
      expect(proposeFields({ title }, 'm_final.pdf', []).fields, title).to.deep.equal({});
  });

  const tops = [
    // what it shows, first lines, date, title
    ['a line that is a date', 'Firm One\nJune 5, 2014\n\nDear Sirs', '2014-06-05', null],
    ['a date behind a label', 'MEMO\nDate: 5 June 2014\nTo: all', '2014-06-05', null],
    ['a date behind a place', 'Lowport, 5 June 2014\n\nDear Sirs', '2014-06-05', null],
    ['a date with a time', '5 June 2014, 10:30\nNotes', '2014-06-05', null],
    ['a date of two meanings is none', '04/06/2014\nNotes', null, null],
    ['a date within a sentence is none', 'Answer by 10 June 2014.\nThank you.', null, null],
    ['a date that is due is none', 'Due: 10 June 2014', null, null],
    ['a date below the salutation is none', 'Dear Sirs\n\n5 June 2014\n\nwas the day', null, null],
    ['what the letter is about', 'Firm\n\nRE: Notices shown\n\nDear Sirs', null, 'Notices shown'],
    ['a legend is no title', 'Re: Privileged and confidential\n\nDear Sirs', null, null],
  ] as const;
  for (const [shows, opening, datedOn, title] of tops)
    it(`by its first lines: ${shows}`, () => {
      const { fields } = proposeFields({ opening }, 'x.pdf', []);
      expect([fields.datedOn ?? null, fields.title ?? null]).to.deep.equal([datedOn, title]);
    });

  it('what is set large on a letter is its writer, and no title of it', () => {
    const letter = { heading: 'Firm One LLP', opening: 'Firm One LLP\n\nDear Sirs\n' };
    expect(proposeFields(letter, 'x.pdf', []).fields).to.deep.equal({});
    expect(proposeFields({ heading: 'Site log' }, 'x.pdf', []).fields).to.deep.equal({ title: 'Site log' });
  });

  it('a table whose times are of several days has no one date', () => {
    const column = { name: 'at', type: 'date', nulls: 0, min: '2014-06-03', max: '2014-06-04' } as const;
    const table = {
      encoding: 'utf-8',
      delimiter: ',',
      ...{ hasHeader: true, rows: 2, rejected: [], rejectedCount: 0 },
      columns: [column],
    } as const;
    expect(proposeFields({ table }, 'x.csv', []).fields).to.deep.equal({});
    const oneDay = { ...table, columns: [{ ...column, max: '2014-06-03T10:00' }] };
    expect(proposeFields({ table: oneDay }, 'x.csv', []).fields).to.deep.equal({ datedOn: '2014-06-03' });
  });

  it('an author that a program or a machine wrote is nobody', () => {
    for (const author of ['Microsoft Office User', 'admin', 'python-docx', 'SCAN-1234', 'C:\\me', ' '])
      expect(proposeFields({ author }, 'x.pdf', []).fields, author).to.deep.equal({});
    expect(proposeFields({ author: 'Ada Pell' }, 'x.pdf', []).fields.custodian).to.equal('Ada Pell');
  });

  it('a file name is tidied of what orders it, marks a copy or parts its words', () => {
    const tidied = ['02 Gate log.pdf', 'gate-log.pdf', 'Gate log (2).pdf', 'Gate log - Copy.pdf', 'plan.pdf'];
    expect(tidied.map((name) => proposeFields({}, name, []).fields.title ?? null)).to.deep.equal([
      'Gate log',
      'Gate log',
      'Gate log',
      'Gate log',
      null,
    ]);
  });

  it('nothing, where nothing is known', () => {
    expect(proposeFields({}, 'plan.pdf', ['fern.example'])).to.deep.equal({ fields: {}, from: {} });
    expect(proposeFields({ subject: ' ', title: null, from: null, to: [] }, 'plan.pdf', [])).to.deep.equal({
      ...{ fields: {}, from: {} },
    });
  });
});
