import { expect } from 'chai';
import { askingSentences } from '../../../src/letters/asking-sentences.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const letter = (before: string, after: string): string =>
  `${before}\n\nDear Mr. Person:\n\nYou must pay us 9,000 dollars by 10 March 2026.\n\n${after}\n\nFirst Person\n`;
const demandsOf = (text: string): string[] => readLetter(text).demands.map(({ quote }) => quote);

/** As mail programs and offices add it. */
const FOOTERS = [
  'Please view this message in HTML.',
  'If you cannot see the pictures, please view this e-mail in your browser.',
  'If you no longer wish to receive these e-mails, please unsubscribe here.',
  'If you are not the intended recipient, please notify the sender immediately and delete this message from your system. You must not copy, disclose or use its contents.',
  'If you have received this e-mail in error, please notify the sender by return and destroy all copies of this message.',
  'Please do not reply to this automated message.',
  'Please check this e-mail and any attachments for viruses.',
  'You must check this e-mail and any attachments for viruses.',
  'If you are not the intended recipient, you must notify the sender. You are asked to note that any use of this information is prohibited.',
  'If you have received this message in error, we request that you notify the sender and delete it.',
];

/** As a letter asks it, in words near those. */
const DEMANDS = [
  'Please delete this message from your website.',
  'You must not copy, disclose or use its contents.',
  'Please unpublish the film and remove it from every page.',
  'Please notify the sender of each notice, and us, that it was wrong.',
  'You received our e-mail of 3 May 2025 in error; please destroy all copies of it.',
  'We demand that you cease any further dissemination of this message to our customers, which is prohibited by law.',
  'Netflix must immediately stop any further distribution of these notices and messages to our customers, as such communication is strictly prohibited.',
  'Please confirm in writing by 12 June 2014 that any further disclosure of our confidential information, by any means of communication whatever, is prohibited throughout your company.',
  'We demand that you unsubscribe our client from every list you keep.',
  'Netflix must inform the sender that the notice was wrong.',
];

describe('what a mail program puts round every message', () => {
  for (const footer of FOOTERS)
    it(`is proposed as no demand, and stands among the sentences to look at: “${footer}”`, () => {
      const text = letter('', footer);
      expect(demandsOf(text)).to.deep.equal(['You must pay us 9,000 dollars by 10 March 2026.']);
      const listed = askingSentences([{ page: 1, text }], '2026-03-01').map((one) => one.text);
      expect(listed.some((one) => footer.startsWith(one))).to.equal(true);
    });

  it('takes no demand away that follows a notice to whoever should not have the mail', () => {
    const notice = 'If you are not the intended recipient, please notify the sender immediately.';
    const demand = 'We demand that you delete all copies of our message from your website.';
    expect(demandsOf(letter('', `${notice} ${demand}`)).slice(1)).to.deep.equal([demand]);
  });

  for (const demand of DEMANDS)
    it(`is not what the letter itself asks: “${demand}”`, () => {
      const quotes = demandsOf(letter('', demand)).slice(1).join(' ');
      expect(quotes).to.not.equal('');
    });
});
