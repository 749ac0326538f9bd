import { expect } from 'chai';
import { proposeFacts } from '../../src/letters/propose-facts.js';
import { isSentence } from '../../src/letters/reading/sentence-not-name.js';

const LETTER = `Party A Inc.
12 High Street
Oxford

June 5, 2014

Party B Ltd
41 Low Street

Dear Sir or Madam:

We act for Party A Inc. You must pay $100 within ten days of the date of this letter.

Sincerely,
First Person
`;
const MAIL = JSON.stringify({
  from: 'Dana Reed <d@x.example>',
  to: ['Bea <b@y.example>'],
  dateOn: '2014-06-05',
});

describe('the covering words of a mail name nobody', () => {
  for (const words of [
    'Please see the attached letter.',
    'Please see the attached letter\nBest\nDana\n+1 555\nOffice',
    'Please see the attached letter from our attorneys.',
    'Attached is a letter of our solicitors',
    'The letter of our law firm is attached.',
  ])
    it(`“${words.replaceAll('\n', ' / ')}” is no counsel`, () => {
      expect(proposeFacts([words, LETTER], MAIL).senderCounsel).to.equal(null);
    });

  it('nor sender, where the mail names none', () => {
    const { sender, senderCounsel } = proposeFacts([`Please see the attached letter.\n\n${LETTER}`], '{}');
    expect([sender, senderCounsel]).to.deep.equal(['Party A Inc.', null]);
  });

  it('names stay names', () => {
    const names = [
      'Firm One LLP',
      'Randal Milch',
      'Law Offices of A. Person',
      'Smith and Sons Ltd.',
      'See & Partners',
    ];
    const more = [
      'eBay Inc.',
      'Office of the Attorney General',
      'University of the Arts',
      'As Good As New Ltd',
    ];
    expect([...names, ...more].filter(isSentence)).to.deep.equal([]);
  });
});
