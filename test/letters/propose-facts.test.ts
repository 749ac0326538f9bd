import { expect } from 'chai';
import { likelyKind } from '../../src/letters/demand-words.js';
import { proposeFacts } from '../../src/letters/propose-facts.js';

const heads = [
  [
    'a month first',
    'Verizon\nJune 5, 2014\nDear Mr. Hyman:',
    { datedOn: '2014-06-05', recipient: 'Mr. Hyman' },
  ],
  [
    'a day first',
    '17 July 2015\nBy courier\nOur ref: ABC/12',
    { datedOn: '2015-07-17', method: 'courier', theirReference: 'ABC/12' },
  ],
  ['a subject line', '5th June 2014\nRe: your notices', { subject: 'your notices', datedOn: '2014-06-05' }],
  ['a date without a year is not guessed', 'by June 9 at the latest', { datedOn: null }],
  ['nothing', 'Hello', { datedOn: null, subject: null, method: null }],
] as const;

const kinds = [
  ['cease the notices at once', 'cease'],
  ['provide all evidence for the statement', 'provide-evidence'],
  ['a list of all customers', 'provide-list'],
  ['preserve all documents', 'preserve'],
  ['pay the sum of $500', 'pay'],
  ['remove the video', 'remove'],
  ['confirm in writing', 'respond-or-confirm'],
  ['dance', 'other'],
] as const;

describe('what a letter seems to say of itself', () => {
  for (const [shows, head, expected] of heads)
    it(shows, () => expect(proposeFacts(head, '{}')).to.include(expected));

  it('of a mail, its header lines', () => {
    const facts = JSON.stringify({
      notes: [],
      from: 'A <a@b.example>',
      to: ['c@d.example'],
      subject: 'Notices',
      dateOn: '2014-06-05',
    });
    expect(proposeFacts('Please stop.', facts)).to.deep.equal({
      sender: 'A <a@b.example>',
      recipient: 'c@d.example',
      subject: 'Notices',
      theirReference: null,
      datedOn: '2014-06-05',
      sentOn: '2014-06-05',
      method: 'email',
    });
  });
});

describe('the kind a form starts with', () => {
  for (const [words, kind] of kinds) it(`${words}: ${kind}`, () => expect(likelyKind(words)).to.equal(kind));
});
