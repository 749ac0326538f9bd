import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const HEAD = 'Firm One LLP\n1 High Street\n\n5 June 2014\n\nParty B Ltd\n2 Low Street\n\n';
const BODY = '\n\nWe act for Party A Limited. Stop.\n\nYours faithfully\n\nFirm One LLP';
const above = (subject: string): string => `${HEAD}${subject}\n\nDear Sirs${BODY}`;

const cases: readonly (readonly [shows: string, text: string, subject: string])[] = [
  [
    'on two lines',
    above('Re: Party A Limited v. Party B Ltd: false statements about\nthe K-9 jar'),
    'Party A Limited v. Party B Ltd: false statements about the K-9 jar',
  ],
  [
    'on short lines up to a blank one',
    above('Re: Party A Limited\nK-9 jars\nSecond notice'),
    'Party A Limited K-9 jars Second notice',
  ],
  ['set in', above('Re:   Party A Limited\n      K-9 jars'), 'Party A Limited K-9 jars'],
  [
    'up to the salutation, without a blank line',
    `${HEAD}Subject: the jar\nof Party A\nDear Sirs${BODY}`,
    'the jar of Party A',
  ],
  ['up to a reference', above('Re: the jar\nof Party A\nOur ref.: A-1'), 'the jar of Party A'],
  ['broken behind a hyphen', above('Re: what you say about the K-\n9 jar'), 'what you say about the K-9 jar'],
  ['a line alone', above('Re: the jar'), 'the jar'],
  [
    'above the address, without blank lines',
    `Firm One LLP\n1 High Street\n5 June 2014\nRe: the jar\nParty B Ltd\n2 Low Street\nDear Sirs${BODY}`,
    'the jar',
  ],
  [
    'below the salutation, the body on the next line',
    `${HEAD}Dear Sirs\nRe: the jar\nWe act for Party A Limited.\nStop.\n\nYours faithfully`,
    'the jar',
  ],
  [
    'below the salutation, on two lines',
    `${HEAD}Dear Sirs\n\nRe: the jar that is\nmade of clay${BODY}`,
    'the jar that is made of clay',
  ],
];

describe('the subject of a letter', () => {
  for (const [shows, text, subject] of cases)
    it(shows, () => expect(readLetter(text).subject).to.equal(subject));

  it('is no longer than what is stored, and ends with a whole word', () => {
    const line = 'many words of the subject that go on and on in this';
    const { subject } = readLetter(
      above(`Re: ${Array.from({ length: 5 }, () => `${line}\n${line} ${line}`).join('\n')}`),
    );
    expect(subject?.length).to.be.at.most(300);
    expect(subject).to.match(/ \w+$/);
  });
});
