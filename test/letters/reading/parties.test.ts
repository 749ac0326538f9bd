import { expect } from 'chai';
import type { LetterReading } from '../../../src/letters/reading/proposal.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the head with its salutation, the body, what stands below the closing, and who is read. */
const heads: readonly (readonly [string, string, string, string, Partial<LetterReading>])[] = [
  [
    'an office before the house of the one who signs is no part of its name',
    '5 June 2014\n\nParty B Ltd\n41 Low Street\nNorth Vale\n\nDear Sir or Madam',
    'You must pay us.',
    'First Person\nCEO, Party A Inc.',
    { sender: 'Party A Inc.', recipient: 'Party B Ltd' },
  ],
  [
    'nor are two offices of the one written to',
    '5 June 2014\n\nManaging Director and Founder, Party B Ltd\n41 Low Street\nNorth Vale\n\nDear Sir or Madam',
    'You must pay us.',
    'First Person',
    { recipient: 'Party B Ltd' },
  ],
  [
    'a line of a mail program is nobody, and its first section no subject',
    'View this message in HTML\n\nParty B Ltd\n41 Low Street\n\nDear Sir or Madam,\n\nBackground',
    'You must pay us.',
    'First Person',
    { recipient: 'Party B Ltd', subject: null },
  ],
  [
    'to a numbered one, from an advocate who signs in brackets',
    'First Person\nAdvocate, High Court\n\n5 June 2014\n\nTo,\n1. Party B Pvt. Ltd.\n   Low Street\n\nSir/Madam,',
    'Under instructions from my client Second Person, I call upon you to pay.',
    'Sd/-\n(First Person)\nAdvocate for Second Person',
    { sender: 'Second Person', counsel: 'First Person', recipient: 'Party B Pvt. Ltd.' },
  ],
  [
    'a date in figures from where the day comes first',
    'To\nThe Officer,\nParty B, Low Town\n\nDate: 11/07/2022\n\nSir/Madam,',
    'I have paid Rs. 10. Please furnish a copy of the chart.',
    'First Person',
    { letterDate: '2022-07-11' },
  ],
  [
    'a date in figures from where the month comes first',
    'The Officer\nParty B, Low Town\n\nDate: 11/07/2022\n\nDear Officer:',
    'I have paid $10. Please furnish a copy of the chart.',
    'First Person',
    { letterDate: '2022-11-07' },
  ],
  [
    'a day that it only tells of',
    'Party B, Low Town',
    'The pier has been shut for long (5 May 2014 to be exact). Please mend it.',
    'First Person',
    { letterDate: null },
  ],
  [
    'to a couple',
    'Firm One LLP\nBarley House, Castle Gate\n\nMr and Mrs P Third-Person\nThe Old Barn\n\n5 June 2014\n\nDear Mr and Mrs Third-Person',
    'We act for Party A Limited. You must pay.',
    'Firm One LLP',
    { recipient: 'Mr and Mrs P Third-Person' },
  ],
  [
    'below the address of the one who writes',
    'Flat 3, 12 High Rise\nNorth Vale\n\nParty B Ltd\n41 Low Street\nNorth Vale\n\n5 June 2014\n\nDear Sir or Madam',
    'I am the tenant. Please mend the roof.',
    'First Person',
    { sender: 'First Person', recipient: 'Party B Ltd' },
  ],
  [
    'the house below the one written to is not the sender',
    '5 June 2014\n\nMr. Third Person\nChief Officer\nParty B, Inc.\n2 Low Street\n\nDear Mr. Person:',
    'We write about reports in the press. Please answer.',
    'First Writer          Second Writer\nChair                 Ranking Member',
    { sender: 'First Writer', recipient: 'Mr. Third Person' },
  ],
  [
    'a house that calls itself by its kind',
    'HILL TRANSIT AUTHORITY\nOffice of Contracts\n\n5 June 2014\n\nParty B LLC\n2 Low Street\n\nDear Sirs',
    'The Authority also demands your plan.',
    'First Person',
    { sender: 'HILL TRANSIT AUTHORITY', counsel: null, recipient: 'Party B LLC' },
  ],
  [
    'to a house, for the attention of its counsel on the same line',
    'Firm One LLP\n200 High Avenue, Hilltown, NY 10000\n\nJune 5, 2014\n\nBy email and courier\nParty B Inc., Attn: General Counsel\n\nRe: your website\n\nDear Counsel:',
    'We represent Party A LLC. We demand that you stop.',
    'Firm One LLP',
    { counsel: 'Firm One LLP', recipient: 'Party B Inc.' },
  ],
  [
    'an office whose line goes on with its town',
    'HILL PORT AND ROADS COMMISSION HILLTOWN, D.C. 10000\n\nJune 5, 2014\n\nVia E-mail\nThird Person\nChief Officer\nParty B Group AG\n\nDear Mr. Person:',
    'We have reviewed your filings. Please answer.',
    'First Person\nBranch Chief',
    { sender: 'HILL PORT AND ROADS COMMISSION', recipient: 'Third Person' },
  ],
  [
    'a house whose line goes on with its town behind a mark',
    'Party A Limited | Low Town, NY 10000\n\nJune 5, 2014\n\nParty B, Inc.\n2 Low Street\n\nDear Sirs:',
    'Please answer.',
    'First Person',
    { sender: 'Party A Limited', recipient: 'Party B, Inc.' },
  ],
];

describe('who writes to whom', () => {
  it('for a client, through a firm', () => {
    const text =
      'Firm One LLP\n1 High Street\n\n5 June 2014\n\nBy email\n\nParty B Ltd\n2 Low Street\n\nDear Sirs\n\nParty A: your website\n\nWe act for Party A Limited. Stop.\n\nYours faithfully\n\nFirm One LLP';
    expect(readLetter(text)).to.include({
      ...{ sender: 'Party A Limited', counsel: 'Firm One LLP', recipient: 'Party B Ltd' },
      ...{ subject: 'Party A: your website', delivery: 'email', letterDate: '2014-06-05' },
    });
  });
  for (const [body, sender] of [
    ['This firm represents Party A Company. On June 5, 2014 Party B, Inc. wrote to them.', 'Party A Company'],
    ['This firm represents Party A Company. Party B, Inc. wrote to them.', 'Party A Company'],
    ['We represent Party A Co. On June 5, 2014 Party B, Inc. wrote to them.', 'Party A Co.'],
    ['We represent Party A Company.', 'Party A Company'],
    ['We represent J.P. Example Holdings, Inc. On June 5 it wrote.', 'J.P. Example Holdings, Inc.'],
    ['We represent St. Example Foods, Inc. and write to you.', 'St. Example Foods, Inc.'],
    ['We represent Mt. Example Foods, Inc. and write to you.', 'Mt. Example Foods, Inc.'],
  ] as const)
    it(`the name ends with its sentence: ${body}`, () =>
      expect(
        readLetter(
          `Firm One LLP\n\n5 June 2014\n\nParty B, Inc.\n\nDear Sirs\n\n${body}\n\nYours faithfully\n\nFirm One LLP`,
        ),
      ).to.include({ sender, recipient: 'Party B, Inc.' }));

  for (const [shows, head, body, tail, expected] of heads)
    it(shows, () =>
      expect(readLetter(`${head}\n\n${body}\n\nYours faithfully\n\n${tail}`)).to.include(expected),
    );

  for (const line of ['VIA U.S. MAIL', 'By U. S. Mail', 'Via U.S. First-Class Mail', 'By United States mail'])
    it(`takes “${line}” for the post`, () => {
      const text = `Hollis & Vane LLP\n\nNovember 18, 2026\n\n${line}\n\nDear Counsel:\n\nPlease pay £90.`;
      expect(readLetter([text], null).delivery).to.equal('post');
    });

  for (const [line, ways] of [
    ['By email and by courier', ['email', 'courier']],
    ['BY POST AND BY EMAIL: legal@example.com', ['email', 'post']],
    ['Via Certified Mail and E-mail', ['email', 'post']],
    ['By hand and by first class post', ['hand', 'post']],
    ['Via Federal Express', ['courier']],
    ['By email only', ['email']],
    ['Our ref: RV/1', []],
  ] as const)
    it(`takes “${line}” for ${ways.join(' and ') || 'no way of sending'}`, () => {
      const text = `Hollis & Vane LLP\n\nNovember 18, 2026\n\n${line}\n\nDear Counsel:\n\nPlease pay £90.`;
      expect(readLetter([text], null).deliveries).to.deep.equal(ways);
    });
});
