import { expect } from 'chai';
import type { Block } from '../../../src/pdf/blocks.js';
import {
  replyBlocks,
  type AnsweredDemand,
  type LetterParts,
} from '../../../src/replies/paper/reply-blocks.js';
import type { CitableExhibit } from '../../../src/replies/paper/cited-runs.js';
import { replyHindrances } from '../../../src/replies/reply-checks.js';

const FIELDS: LetterParts['fields'] = {
  datedOn: '2014-06-09',
  letterhead: 'Netflix\nLos Gatos',
  addressee: 'Randal Milch\nVerizon',
  ourReference: 'M-0001',
  theirReference: '',
  subject: 'Your letter of June 5, 2014',
  salutation: 'Dear Mr. Milch:',
  opening: 'We have your letter.\n\nIt says more than the notice.',
  closing: 'All rights are reserved.',
  signatory: 'David Hyman\nGeneral Counsel',
  copies: 'A\nB',
  legend: 'Without prejudice',
};
const EXHIBITS = [
  {
    itemId: 'i1',
    itemNumber: 1,
    mark: 'A',
    title: 'The notice',
    datedOn: '2014-06-03',
    pages: 1,
    slip: null,
  },
  { itemId: 'i2', itemNumber: 2, mark: 'B', title: 'Method note', datedOn: null, pages: 4, slip: null },
];
const answer = (
  number: number,
  response: string | null,
  more: Partial<AnsweredDemand> & { state?: AnsweredDemand['demand']['state']; promisedOn?: string } = {},
): AnsweredDemand => ({
  demand: {
    number,
    quote: `demand ${number} in their words`,
    state: more.state ?? (response === null ? 'open' : 'responded'),
  },
  response:
    response === null
      ? null
      : {
          ...{ words: response, promiseWords: null, objections: '[]', exhibits: null },
          promisedOn: more.promisedOn ?? null,
        },
  itemIds: [],
  ...more,
});
const letter = (answers: AnsweredDemand[], fields = FIELDS) =>
  replyBlocks({ fields, answers, exhibits: EXHIBITS, paper: 'letter', kind: 'reply' });
const wordsOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.kind === 'paragraph' || block.kind === 'quote')
        return block.runs.map(({ text }) => text).join('');
      if (block.kind === 'heading') return block.text;
      if (block.kind === 'list')
        return block.items.map((item) => item.map(({ text }) => text).join('')).join('\n');
      return '';
    })
    .filter((text) => text !== '')
    .join('\n');

describe('the reply letter as blocks', () => {
  it('quotes each demand, sets the response under it and then what it points at', () => {
    const { blocks } = letter([
      answer(1, 'We decline; see [R-0002, page 3].', { itemIds: ['i1', 'i2'] }),
      answer(2, 'Enclosed.'),
    ]);
    expect(wordsOf(blocks)).to.equal(
      [
        'Without prejudice',
        'June 9, 2014',
        'Randal Milch\nVerizon',
        'Our reference: M-0001',
        'Re: Your letter of June 5, 2014',
        'Dear Mr. Milch:',
        'We have your letter.',
        'It says more than the notice.',
        'Demand 1',
        '“demand 1 in their words”',
        'We decline; see Exhibit B, page 3.',
        'See Exhibit A.',
        'Demand 2',
        '“demand 2 in their words”',
        'Enclosed.',
        'All rights are reserved.',
        'David Hyman\nGeneral Counsel',
        'Enclosures',
        'Exhibit A: The notice, June 3, 2014\nExhibit B: Method note',
        'Copies: A; B',
      ].join('\n'),
    );
  });

  const PROMISES = [
    // what it shows, the words, what is promised, how the letter says it
    ['a sentence', 'We will stop.', 'The test ends on 16 June.', 'We will stop. The test ends on 16 June.'],
    [
      'behind several paragraphs',
      'One.\n\nTwo.',
      'We will send the rest.',
      'One.\nTwo. We will send the rest.',
    ],
    [
      'one without its point',
      'We will stop.',
      'the test ends on 16 June',
      'We will stop. The test ends on 16 June.',
    ],
    [
      'behind words without a point',
      'Part of it is enclosed',
      'We will send the rest.',
      'Part of it is enclosed. We will send the rest.',
    ],
    [
      'behind a list',
      'Enclosed:\n- the log',
      'We will send the rest.',
      'Enclosed:\n- the log\nWe will send the rest.',
    ],
    [
      'nothing, where the words say it',
      'We will stop\nby 16 June.',
      'We will stop by 16 June.',
      'We will stop\nby 16 June.',
    ],
  ] as const;
  for (const [shows, words, promiseWords, printed] of PROMISES)
    it(`says a promise that the response does not say itself as part of it: ${shows}`, () => {
      const promised = answer(1, words, {
        response: { words, promiseWords, promisedOn: '2014-06-16', objections: '[]', exhibits: null },
      });
      expect(wordsOf(letter([promised]).blocks)).to.contain(`in their words”\n${printed}\nAll rights`);
    });

  it('its close stands with the signature, once, and the title of the enclosures with their list', () => {
    const close = (closing: string, signatory = FIELDS.signatory) =>
      letter([answer(1, 'Yes.')], { ...FIELDS, closing, signatory });
    const { blocks } = close('All rights are reserved.\n\nSincerely,');
    const kept = blocks.filter((block) => 'keepWithNext' in block);
    expect(wordsOf(kept)).to.equal('Sincerely,\nEnclosures');
    expect(kept.some(({ kind }) => kind === 'space')).to.equal(true);
    const twice = close('All rights are reserved.\n\nSincerely,', 'Sincerely,\nDavid Hyman');
    expect(wordsOf(twice.blocks).match(/Sincerely,/g)).to.have.length(1);
  });

  it('a demand that ended without a response takes no part in it', () => {
    expect(wordsOf(letter([answer(1, null, { state: 'withdrawn' })]).blocks)).not.to.contain('Demand 1');
  });

  it('numbers the demands as they stand in their letter, without ours that were entered in error', () => {
    const later = [
      answer(6, 'First.'),
      answer(7, null, { state: 'voided' }),
      answer(8, null, { state: 'withdrawn' }),
      answer(9, 'Third.'),
    ];
    const headings = letter(later).blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings).to.deep.equal(['Demand 1', 'Demand 3']);
  });

  it('says nothing about a date or its margin of its own', () => {
    expect(wordsOf(letter([answer(1, 'No.')]).blocks)).not.to.match(/deadline|due|days|early|in time/i);
  });

  it('dates it as its readers do', () => {
    const parts = { fields: FIELDS, answers: [], exhibits: EXHIBITS, kind: 'reply' } as const;
    expect(wordsOf(replyBlocks({ ...parts, paper: 'letter' }).blocks)).to.contain('\nJune 9, 2014\n');
    const onA4 = wordsOf(replyBlocks({ ...parts, paper: 'a4' }).blocks);
    expect(onA4).to.contain('\n9 June 2014\n').and.contain('Exhibit A: The notice, 3 June 2014');
  });

  it('lists an enclosure with its date once, and says of which only a slip sheet goes out', () => {
    const [notice, note] = EXHIBITS;
    const exhibits = [
      { ...notice, title: 'The notice of 3 June 2014' },
      { ...note, title: 'Service contract', datedOn: '2013-01-31', slip: 'slip sheet: not reproduced' },
    ] as CitableExhibit[];
    const { blocks } = replyBlocks({ fields: FIELDS, answers: [], exhibits, paper: 'a4', kind: 'reply' });
    expect(wordsOf(blocks)).to.contain(
      'Exhibit A: The notice of 3 June 2014\nExhibit B: Service contract, 31 January 2013 (slip sheet: not reproduced)\n',
    );
  });
});

describe('what stands in the way of a reply', () => {
  const hindrances = (answers: AnsweredDemand[], isComplete = true, fields = FIELDS): string[] =>
    replyHindrances({ fields, answers, kind: 'reply' }, letter(answers, fields), isComplete);

  it('nothing, when every demand is responded to or closed', () => {
    expect(hindrances([answer(1, 'No.'), answer(2, null, { state: 'withdrawn' })])).to.deep.equal([]);
  });
  const CASES = [
    [
      'a demand that is open',
      [answer(1, null)],
      true,
      FIELDS,
      'Demand 1 is neither responded to nor closed.',
    ],
    ['no demands', [], true, FIELDS, 'The letter has no demands entered.'],
    [
      'a list nobody confirmed',
      [answer(1, 'No.')],
      false,
      FIELDS,
      'Nobody has confirmed that the list of demands of the letter is complete.',
    ],
    [
      'nobody signing',
      [answer(1, 'No.')],
      true,
      { ...FIELDS, signatory: '' },
      'Nobody is named as signing the letter.',
    ],
    [
      'a promise of a day before the letter',
      [
        answer(1, 'We will.', { promisedOn: '2014-06-08' }),
        answer(2, 'We will.', { promisedOn: '2014-06-09' }),
      ],
      true,
      FIELDS,
      'The response to demand 1 promises Sun 8 Jun 2014, which is before the letter’s own date, Mon 9 Jun 2014.',
    ],
    [
      'an exhibit that does not go out',
      [answer(1, 'See Exhibit Q.')],
      true,
      FIELDS,
      '“Exhibit Q” is not in what goes out.',
    ],
    [
      'a page past the end of an exhibit',
      [answer(1, 'See Exhibit B, page 5.')],
      true,
      FIELDS,
      '“Exhibit B, page 5” points at page 5; Exhibit B has 4 pages.',
    ],
  ] as const;
  it('an item that words and list both point at is named once', () => {
    const both = answer(1, 'See [R-0007].', { itemNumbers: new Map([['i7', 7]]) });
    if (both.response === null) throw new Error('a response is given');
    const response = { ...both.response, exhibits: JSON.stringify([{ itemId: 'i7', pages: null }]) };
    expect(letter([{ ...both, response }]).broken).to.deep.equal([
      'R-0007 is cited and is not in what goes out.',
    ]);
  });

  for (const [what, answers, isComplete, fields, words] of CASES)
    it(what, () => expect(hindrances([...answers], isComplete, fields)).to.deep.equal([words]));
});
