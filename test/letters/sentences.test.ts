import { expect } from 'chai';
import { sentencesOf } from '../../src/letters/sentences.js';

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
  [
    'so are numbered paragraphs',
    'As follows\n1. Stop it\n(b) Confirm it',
    ['As follows', 'Stop it', 'Confirm it'],
  ],
  ['a blank line ends one', 'June 5, 2014\n\nDear Sir', ['June 5, 2014', 'Dear Sir']],
  ['a closing quotation mark belongs to it', 'He said “stop.” We did.', ['He said “stop.”', 'We did.']],
] as const;

describe('the sentences of a page', () => {
  for (const [shows, text, expected] of cases)
    it(shows, () => expect(sentencesOf({ page: 1, text }).map((one) => one.text)).to.deep.equal(expected));

  it('leave nothing but white space and list marks between them, and stand where they say', () => {
    const text = '  One thing.\n\n Another; and more:\n 2. a third…  ';
    const sentences = sentencesOf({ page: 3, text });
    let rest = text;
    for (const { start, end } of [...sentences].reverse()) rest = rest.slice(0, start) + rest.slice(end);
    expect(rest.trim()).to.equal('2.');
  });
});
