import { expect } from 'chai';
import { placesInLists } from '../../../src/letters/reading/lists.js';
import { sourceOf } from '../../../src/letters/reading/source.js';
import { layOut } from '../../../src/letters/reading/units.js';

const cases = [
  ['sentences end at a full stop', 'We object. You must stop.', ['We object.', 'You must stop.']],
  ['a line break does not end one', 'We demand that\nyou stop.', ['We demand that you stop.']],
  [
    'short forms do not end one',
    'Dear Mr. Hyman, of Netflix Inc. and others.',
    ['Dear Mr. Hyman, of Netflix Inc. and others.'],
  ],
  [
    'a colon at the end of a line ends its stem',
    'We demand that you:\ncease',
    ['We demand that you:', 'cease'],
  ],
  ['bullets are sentences of their own', 'You must\n• stop\n• confirm', ['You must', 'stop', 'confirm']],
  ['so are numbers', 'As follows\n1. Stop it\n(b) Confirm it', ['As follows', 'Stop it', 'Confirm it']],
  ['and steps', 'Please:\nStep 1: Stop it\nStep 2: Pay', ['Please:', 'Stop it', 'Pay']],
  ['a blank line ends one', 'June 5, 2014\n\nDear Sir', ['June 5, 2014', 'Dear Sir']],
  ['a closing quotation mark belongs to it', 'He said “stop.” We did.', ['He said "stop."', 'We did.']],
  [
    'items inside a sentence are apart',
    'You must (i) remove the page; and (ii) tell us so.',
    ['You must', 'remove the page; and', 'tell us so.'],
  ],
  [
    'letters of a statute are no items',
    'See paragraphs (a) and (b) of the Act.',
    ['See paragraphs (a) and (b) of the Act.'],
  ],
  [
    'a sentence goes on over a page and its number',
    'We demand that you remove\nthe page and every copy of\n2\n\fit that you hold.',
    ['We demand that you remove the page and every copy of it that you hold.'],
  ],
] as const;

const lists = [
  ['bullets under a stem', 'We demand that you:\n• stop\n• confirm', [null, 0, 0]],
  ['lines without marks', 'Provide the following:\nA list of names.\nA copy of it.', [null, 0, 0]],
  [
    'a list goes on after a quotation',
    'You must:\n(a) publish:\n\n“We erred.”\n\n(b) pay',
    [null, 0, null, 0],
  ],
  ['numbered paragraphs hang on nothing', '1. We act for A.\n2. You copied it.', [null, null]],
] as const;

describe('the sentences and list items of a letter', () => {
  for (const [shows, text, expected] of cases)
    it(shows, () => expect(layOut(sourceOf(text)).units.map((one) => one.words)).to.deep.equal(expected));
});

describe('what a list item hangs on', () => {
  for (const [shows, text, expected] of lists)
    it(shows, () =>
      expect(placesInLists(layOut(sourceOf(text)).units).map((one) => one.stem)).to.deep.equal(expected),
    );
});
