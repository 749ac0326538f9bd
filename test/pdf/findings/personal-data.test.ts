import { expect } from 'chai';
import { findPersonalData } from '../../../src/pdf/findings/personal-data.js';

const FOUND = [
  ['SSN 219-09-9999 on file', 'ssn', '…9999'],
  ['social security number: 219099999', 'ssn', '…9999'],
  ['Account No. 0012 3456 789', 'account', '…6789'],
  ['card 4111 1111 1111 1111', 'account', '…1111'],
  ['paid with 4111111111111111', 'account', '…1111'],
  ['card4111111111111111 run together', 'account', '…1111'],
  ['GB82 WEST 1234 5698 7654 32', 'account', '…5432'],
  ['Privileged and\nconfidential: memo', 'privilege', 'Privileged and confidential'],
  ['ATTORNEY WORK PRODUCT', 'privilege', 'ATTORNEY WORK PRODUCT'],
  ['an attorney-client privileged mail', 'privilege', 'attorney-client privileged'],
  ['Sent 4 June\nSubject PRIVILEGED - advice on the letter', 'privilege', 'PRIVILEGED'],
  ['Subject: Re: FW: [Privileged] the reply', 'privilege', 'Privileged'],
  ['STRICTLY PRIVILEGED\nTo the board', 'privilege', 'STRICTLY PRIVILEGED'],
  ['Privileged communication', 'privilege', 'Privileged communication'],
  ['Privilege & Confidential', 'privilege', 'Privilege & Confidential'],
  ['Subject to legal professional privilege', 'privilege', 'Subject to legal professional privilege'],
  [
    'this note is protected by attorney-client privilege',
    'privilege',
    'protected by attorney-client privilege',
  ],
  ['Prepared in contemplation of litigation', 'privilege', 'Prepared in contemplation of litigation'],
  ['Sent 5 June\nBcc Secret Client; Others\nSubject Hello', 'blind-copy', 'Bcc Secret Client; Others'],
  ['BCC:  our client\r\nSubject', 'blind-copy', 'BCC: our client'],
  ['write to a.person@example.com', 'email', 'a.person@example.com'],
  ['call (212) 555-0147', 'phone', '(212) 555-0147'],
  ['call +44 20 7946 0958', 'phone', '+44 20 7946 0958'],
] as const;

const ORDINARY = [
  '000-12-3456 and 666-12-3456 and 912-12-3456',
  '123 45 6789 of a table',
  '2014-06-05 to 2014-06-16',
  'NFLX000012 to NFLX000099',
  '4111 1111 1111 1112 does not add up',
  '12.3456789012345678',
  'page 3, lines 25-31',
  'P-ab4111111111111111cd, a pseudonym',
  'SHA-256 0f4111111111111111a07b0f4111111111111111a07b0f4111111111111111a0',
  'an account of 12 June 2014',
  'without waiver of any right, defense or privilege',
  'We hold back privileged documents and give a log of them',
  'Privileged users may change it',
  'those documents are PRIVILEGED, you say',
  '3.14159265358979323846',
  'BCC members met in June',
  'copied to all, Bcc: nobody',
  'Bcc [Redacted: AC]',
  'Bcc:\nSubject Hello',
];

describe('numbers and addresses of persons', () => {
  for (const [text, kind, sample] of FOUND)
    it(`${text}: ${kind}`, () => {
      expect(findPersonalData(text)).to.deep.equal([{ kind, count: 1, sample }]);
    });
  for (const text of ORDINARY)
    it(`${text}: nothing`, () => {
      expect(findPersonalData(text)).to.deep.equal([]);
    });
  it('counts the same number once', () => {
    expect(findPersonalData('219-09-9999, again 219-09-9999, and 219-09-8888')).to.deep.equal([
      { kind: 'ssn', count: 2, sample: '…9999' },
    ]);
  });
});
