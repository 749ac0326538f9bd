import { expect } from 'chai';
import { proposeFacts } from '../../src/letters/propose-facts.js';
import { kindOf } from '../../src/letters/reading/kinds.js';

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
  [
    'the whole name in the address above the salutation',
    'June 5, 2014\nMs. Delia Marsh, General Counsel\nExample Ltd\n\nDear Ms. Marsh:',
    { recipient: 'Ms. Delia Marsh' },
  ],
  [
    'a name of three parts on a line of its own',
    'Example Ltd\nDelia J. Marsh\n1 High Street\n\nDear Ms Marsh,',
    { recipient: 'Delia J. Marsh' },
  ],
  ['a salutation that names nobody', 'June 5, 2014\nDear Sir or Madam,', { recipient: null }],
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
  ['send us all data on the test', 'provide-evidence'],
  ['furnish the reports', 'provide-evidence'],
  ['hand over all photographs', 'provide-evidence'],
  ['provide copies of your records', 'provide-evidence'],
  ['submitting all reports', 'provide-evidence'],
  ['ceasing all purchases', 'cease'],
  ['payment of our costs', 'pay'],
  ['a written apology', 'retract-or-correct'],
  ['dance', 'other'],
] as const;

describe('what a letter seems to say of itself', () => {
  for (const [shows, head, expected] of heads)
    it(shows, () => expect(proposeFacts([head], '{}')).to.include(expected));

  it('of a mail, its header lines', () => {
    const facts = JSON.stringify({
      notes: [],
      from: 'A <a@b.example>',
      to: ['c@d.example'],
      subject: 'Notices',
      dateOn: '2014-06-05',
    });
    expect(proposeFacts(['Please stop.'], facts)).to.deep.equal({
      sender: 'A <a@b.example>',
      senderCounsel: null,
      recipient: 'c@d.example',
      subject: 'Notices',
      theirReference: null,
      datedOn: '2014-06-05',
      sentOn: '2014-06-05',
      sentAt: null,
      receivedAt: null,
      method: 'email',
      methods: ['email'],
      fromMail: ['sender', 'recipient', 'subject', 'datedOn', 'sentOn', 'method'],
    });
  });

  it('of a mail, its own date and not one that its words speak of', () => {
    const facts = JSON.stringify({ notes: [], from: 'A <a@b.example>', dateOn: '2014-06-05' });
    expect(proposeFacts(['On 2 January 2014 you published a claim.'], facts)).to.include({
      datedOn: '2014-06-05',
    });
  });
});

describe('the kind of a demand by its words', () => {
  for (const [words, kind] of kinds)
    it(`${words}: ${kind}`, () => expect(kindOf(words, false)).to.equal(kind));

  it('not to delete documents is to preserve them', () =>
    expect(kindOf('delete any documents', true)).to.equal('preserve'));
});
