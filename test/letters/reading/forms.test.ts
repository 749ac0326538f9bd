import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the words after “Dear Sirs”, and how each demand begins. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['you are not to', 'You are not to contact our staff.', ['You are not to']],
  [
    'a reminder of a duty',
    'Party B is reminded of its obligation to preserve all records.',
    ['Party B is reminded'],
  ],
  ['a party that should', 'In addition, Party B should furnish an account.', ['In addition, Party B']],
  [
    'a party that must, over a list',
    'Party B must:\n\n(i) sequester the tapes; and\n(ii) telephone its printer.',
    ['sequester', 'telephone'],
  ],
  ['parties of a kind', 'Parties must keep records. A firm shall return them. Landlords should repair.', []],
  ['what another has said', 'The agency has said that refunds must be issued.', []],
  ['what falls due is no demand', 'I will keep my rent, which is due on 1 July 2014.', []],
  ['a sum that would settle', 'Our client will accept £400, provided that it is paid.', ['Our client will']],
  ['a sum expected', 'I expect £65 for the plumber.', ['I expect']],
  ['to be paid back', 'I would also like to be paid back the £12 that I spent.', ['I would also']],
  ['another than you', 'We invite him to confirm that he has stopped.', ['We invite him']],
  ['a call with a day', 'By 9 June 2014, please telephone us to discuss the tapes.', ['By 9 June']],
  ['a call without one', 'Please telephone us to discuss the tapes.', []],
  [
    'items below an item',
    'Please answer the following questions:\n\n1. Who bought the tapes?\n   a. How many are left?\n   b. Where are they?',
    ['Who bought', 'How many', 'Where are'],
  ],
  [
    'what they may do is a list of threats',
    'If nothing is paid, Party A may, at its option: (a) suspend the service, (b) terminate the contract, and (c) seek relief.',
    [],
  ],
  [
    'what a report shall contain',
    'The report shall contain:\n\n(a) the number of units sold; and\n(b) copies of every complaint.',
    ['the number', 'copies of'],
  ],
  [
    'numbers without a sign',
    'Otherwise:\n\n1 Take the picture down from your website and from every server.\n2 Settle the fee of £48 that the invoice shows.',
    ['Take the picture', 'Settle the fee'],
  ],
  [
    'counted in words',
    'We expect Party B to act as follows: first, to remove the tapes from sale; second, to repay every buyer; and third, to name its printer.',
    ['to remove', 'to repay', 'to name'],
  ],
  [
    'under a heading',
    'DOCUMENTS TO BE PRODUCED\n\nA. All advertising that ran this year.\nB. Communications with the printer.',
    ['All advertising', 'Communications'],
  ],
  ['what they will ask of a court', 'If nothing changes, my client will request a hearing at court.', []],
  ['what covenants say', 'The covenants state that boats must be kept in garages.', []],
  [
    'a sentence that ends with “immediately” opens no list',
    'All data must be preserved immediately.\n\nThe weather was fine.',
    ['All data'],
  ],
  [
    'a party required, over a list of things',
    'Accordingly, Party B is required to give this office:\n\n1. The master copy of each tape.\n2. All letters from the printer.',
    ['The master copy', 'All letters'],
  ],
  ['what a party is required to do by others', 'Party B is required to file accounts each year.', []],
  [
    'what a remedy shall consist of',
    'Your cure shall consist of the following:\n\n(a) Submission of a new plan;\n(b) Payment of the printer.',
    ['Submission', 'Payment'],
  ],
  [
    'a notice through which is called',
    'I, therefore, through this notice call upon you Noticees:\n\na) To pay Rs. 900;\nb) To return the tapes;',
    ['To pay', 'To return'],
  ],
  [
    'a list after a day and a comma',
    'We demand that you, by 5.00 p.m. on 12 June 2014,\n\n(a) return the tapes; and\n(b) pay £80.',
    ['return the tapes', 'pay £80'],
  ],
  ['what needs to be mended', 'The stair is unsafe and needs to be fixed within 9 days.', ['The stair']],
  ['a party called on', 'The Union calls on the Company to lift the ban.', ['The Union']],
  ["another's things we would like", "We would also like the printer's name and street.", ['We would']],
  ['a thing needed by a day', 'I need the whole sum by 9 June 2014.', ['I need']],
  ['a thing needed by no day', 'I need the tapes for my work.', []],
  ['to be heard from by a day', 'We must hear from you by 9 June 2014.', ['We must']],
  ['to be heard from by no day', 'We must have some peace.', []],
  ['a thing to be handed in', 'The label shall be submitted to the Board for approval.', ['The label']],
  ['how to answer', 'Comments shall be submitted to the Board in black ink.', []],
  [
    'the mail that is answered',
    'Please return the tapes.\n\nThe first line.\n\nThe second line.\n\nThe third.\n\n-----Original Message-----\n\nPlease bear with us and send a van.',
    ['Please return'],
  ],
  ['a question without anything asked', 'Why would anyone do that? We do not know.', []],
];

describe('ways of asking', () => {
  for (const [shows, words, expected] of cases)
    it(shows, () => {
      const { demands } = readLetter(`5 June 2014\n\nDear Sirs\n\n${words}\n\nYours faithfully\n\nFirm One`);
      const quotes = demands.map((one) => one.quote);
      expect(quotes.length, quotes.join(' / ')).to.equal(expected.length);
      for (const [index, begins] of expected.entries())
        expect(quotes[index]?.startsWith(begins), quotes[index]).to.equal(true);
    });
});
