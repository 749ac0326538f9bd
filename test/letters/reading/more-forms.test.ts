import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the words after “Dear Sirs”, and how each demand begins with its kind. */
const cases: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
  [
    'points numbered in square brackets',
    '[1] I run a press.\n\n[2] Please remove the tapes found at these places:\n\nshelf four\n\n[3] I like maps.',
    [['Please remove', 'remove']],
  ],
  ['a shortened “I will”', "I'll kindly ask you to take down the poster.", [["I'll kindly", 'remove']]],
  ['a shortened “we are”', "We're asking you to return the tapes.", [["We're asking", 'other']]],
  ['a shortened “I would”', "I'd be grateful if you would pay the £40.", [["I'd be", 'pay']]],
  [
    'a notice that asks',
    'This is a notice under the Act of Maps requesting that you immediately cease to sell tapes.',
    [['This is a notice', 'cease']],
  ],
  [
    'an earlier letter that asked',
    'This follows my last letter, sent in May, requesting that you return the tapes.',
    [],
  ],
  [
    'a request that is submitted',
    'A request for removal of these posters is hereby submitted.',
    [['A request', 'remove']],
  ],
  ['a request that was refused', 'A request for removal of these posters is of no use.', []],
  [
    'one who is something and asks',
    'The Harbour Society is sorry and calls upon you to mend the pier.',
    [['The Harbour Society', 'other']],
  ],
  [
    'what they will ask of others',
    'Please name your printer so that we may write to them and request that they remove the plates.',
    [['Please name', 'provide-list']],
  ],
  ['what they may ask', 'In some cases we may ask you to provide us with tapes.', []],
  ['the head of a table', 'Contact information:\n\nTelephone number: 5\n\nE-mail address: none', []],
  [
    'a sum with a comma, waited for',
    'Unless the said sum with our own charges of £50,000 is paid within 7 days, we shall go to court.',
    [['Unless the said', 'pay']],
  ],
  [
    'either of two',
    'You are required to EITHER (1) pay the £900 within 3 days OR (2) deliver up the keys of the shed.',
    [
      ['pay the £900', 'pay'],
      ['deliver up', 'other'],
    ],
  ],
  ['what must start again', 'Payments must recommence by 9 June 2014.', [['Payments must', 'pay']]],
  [
    'an act by which another is done',
    'You are required to take corrective action by retracting those words.',
    [['You are required', 'retract-or-correct']],
  ],
  [
    'a request made under an Act',
    'I am making a request under the Maps Act 1950 for the following papers:\n\n1. The number of tapes sold.\n2. Any minutes.',
    [
      ['The number', 'provide-list'],
      ['Any minutes', 'provide-evidence'],
    ],
  ],
  ['what is being made is no request', 'We are issuing this tape request under the Maps Act.', []],
  [
    'glad to have',
    'We should be glad to have the name of your printer.',
    [['We should be glad', 'provide-list']],
  ],
  [
    'another under a duty',
    'In the meantime, Orbital is under a legal duty to preserve all letters about the pier.',
    [['In the meantime', 'preserve']],
  ],
  [
    'a sum with a comma that must come',
    'Payment in full, in the amount of $1,250.50, must be received by us no later than 9 June 2014.',
    [['Payment in full', 'pay']],
  ],
  ['a right to appeal', 'You have 28 days from this notice in which to make an offer to make amends.', []],
  [
    'a time to act under a clause',
    'Pursuant to clause 4 of the Agreement, you have ten (10) days from receipt to cure the money default.',
    [['Pursuant to clause 4', 'other']],
  ],
  [
    'liable to pay a sum',
    'You are also liable to pay a sum of Rs. 900/- for this notice.',
    [['You are also', 'pay']],
  ],
  ['liable to pay damages one day', 'You are liable to pay damages if a court so finds.', []],
  [
    'a case and what another may then do',
    'In the event the fault is not mended, Kestrel may, at its option and without notice, terminate the deal.',
    [],
  ],
  [
    'what must not be done, described',
    'You must take no step that would alter, destroy or discard the tapes.',
    [['You must take', 'other']],
  ],
  [
    'things to be found in places',
    'Please supply the papers you hold about me, held in:\n\n- the blue box\n- the red box',
    [['Please supply', 'provide-evidence']],
  ],
  [
    'a party, then a list in the sentence',
    'We demand that your client (i) stop using the name; and (ii) cause the poster to be taken down.',
    [
      ['stop using', 'cease'],
      ['cause the poster', 'remove'],
    ],
  ],
  [
    'things to be kept, and not to be lost',
    'We demand that you preserve the following evidence, and that you do nothing that would spoil it:\n\n1. The boat;\n2. Its log.',
    [
      ['We demand', 'preserve'],
      ['that you do nothing', 'other'],
    ],
  ],
  [
    'please after a case without a comma',
    'If you dispute the debt (all or part) please name the court, within 9 days of this letter.',
    [['If you dispute', 'provide-list']],
  ],
  ['if you please', 'You may call this odd if you please do so.', []],
  ['may we have', "May we please have the name of the builders' bank?", [['May we', 'provide-list']]],
  ['what may be asked of oneself', 'May I ask why anyone would do so?', []],
  ['what is enclosed in other words', 'Please find particulars of the debt below: £90 for paint.', []],
  ['they also ask for', 'Our client waits. She also asks for payment of her fee.', [['She also', 'pay']]],
  [
    'funds that have to come',
    'Unless cleared funds reach this office by 9 June 2014, we are to go to court.',
    [['Unless cleared', 'pay']],
  ],
  ['what records hold', 'The records should include, but not be limited to, notes and maps.', []],
  [
    'any act to be done to a thing, by a day',
    'The crane is to be off-hired within three days from today.',
    [['The crane', 'other']],
  ],
  ['any act to be done to a thing, by no day', 'The crane is to be admired from afar.', []],
  [
    'what clients must do',
    'Within 9 days my client is to be heard, and is to be constrained to go to court.',
    [],
  ],
  [
    'a form that was filled in: its own questions and prompts ask nothing',
    '**Are you the owner of the map?**\nYes.\n\n**What was copied? If possible, please provide a picture:**\nThe map of the pier.\n\n**Have you looked for copies? Each copy must be named apart.**\nYes.\n\n**What would mend it?**\nRemove the whole map.\n\n**So that we can reach you, please give your street:**\nLow Street',
    [['Remove the whole', 'remove']],
  ],
  [
    'two questions make no form',
    'Are you the owner of the map?\n\nHave you looked at it?\n\nPlease remove the whole map.',
    [['Please remove', 'remove']],
  ],
  ['a noun of removal', 'I hereby request the erasure of my file.', [['I hereby', 'remove']]],
];

describe('further ways of asking', () => {
  for (const [shows, words, expected] of cases)
    it(shows, () => {
      const { demands } = readLetter(`5 June 2014\n\nDear Sirs\n\n${words}\n\nYours faithfully\n\nFirm One`);
      const said = demands.map((one) => `${one.kind}: ${one.quote}`);
      expect(said.length, said.join(' / ')).to.equal(expected.length);
      for (const [index, [begins, kind]] of expected.entries()) {
        expect(demands[index]?.quote.startsWith(begins), said[index]).to.equal(true);
        expect(demands[index]?.kind).to.equal(kind);
      }
    });
});
