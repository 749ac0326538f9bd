import { expect } from 'chai';
import fc from 'fast-check';
import { limitJson } from '../../../src/letters/reading/letter-json.js';
import type { LetterReading } from '../../../src/letters/reading/proposal.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const DATED = '5 June 2014';

/** What it shows, the words after “Dear Sirs”, and each demand: its kind, its limit or null, and how it begins. */
const cases: readonly (readonly [string, string, readonly (readonly [string, string | null, string])[]])[] = [
  ['a plain demand', 'We demand that you remove the page.', [['remove', null, 'We demand that you remove']]],
  [
    'a client who requires',
    'Our client requires the immediate withdrawal of the advertisement.',
    [['retract-or-correct', 'at once', 'Our client requires']],
  ],
  ['a duty', 'You must stop using the name forthwith.', [['cease', 'at once', 'You must stop']]],
  ['a passive', 'All references to our client must be removed.', [['remove', null, 'All references']]],
  [
    'a noun',
    'This letter constitutes a formal demand for payment of £500 within 7 days.',
    [['pay', '7 day', 'This letter']],
  ],
  ['a plea', 'Please confirm in writing that you have stopped.', [['respond-or-confirm', null, 'Please']]],
  ['to let have', 'Please let me have a copy of the lease.', [['provide-evidence', null, 'Please let']]],
  ['to let know', 'Please let me know your answer.', [['respond-or-confirm', null, 'Please let']]],
  [
    'another who is to act',
    'Please have your lawyer telephone us.',
    [['respond-or-confirm', null, 'Please']],
  ],
  ['to stop what deletes', 'You must suspend any auto-delete function.', [['preserve', null, 'You must']]],
  ['to take off', 'You must take my number off your lists.', [['remove', null, 'You must']]],
  ['to publish a report', 'You must publish the report of May.', [['provide-evidence', null, 'You must']]],
  [
    'to return a signed paper',
    'You must return the form, duly signed.',
    [['sign-undertaking', null, 'You must']],
  ],
  ['to desist from', 'You must desist from selling it.', [['cease', null, 'You must']]],
  ['a bare order', 'Do not contact our employees again.', [['cease', null, 'Do not']]],
  [
    'one stem, several items, its limit theirs',
    'We demand that you immediately:\n\n(a) delete the file;\n(b) identify each person who received it; and\n(c) preserve all records.',
    [
      ['remove', 'at once', 'delete'],
      ['provide-list', 'at once', 'identify'],
      ['preserve', 'at once', 'preserve'],
    ],
  ],
  [
    'two demands in a sentence that share its limit',
    'You must remove the article and pay our costs within five (5) business days of receipt of this letter.',
    [
      ['remove', '5 business-day from receipt', 'You must remove'],
      ['pay', '5 business-day from receipt', 'pay our costs'],
    ],
  ],
  [
    'a limit in the next sentence',
    'You must remove the article. This must be done by 12 June 2014.',
    [['remove', '2014-06-12', 'You must remove']],
  ],
  [
    'a limit only in the threat',
    'You must remove the article. If you fail to do so within 14 days, we will issue proceedings.',
    [['remove', '14 day', 'You must remove']],
  ],
  [
    'a demand made only through a threat',
    'You owe £900. If we do not receive payment by 20 June 2014, we will issue proceedings.',
    [['pay', '2014-06-20', 'If we do not receive']],
  ],
  [
    'a weekday without a year',
    'Please let us have your undertaking by 5pm on Friday 13 June.',
    [['sign-undertaking', '2014-06-13 at 17:00', 'Please let us']],
  ],
  [
    'a weekday before numbers is no day of its own',
    'Please let us have your undertaking by 5pm on Thursday 10/07/2014.',
    [['sign-undertaking', '2014-07-10 at 17:00', 'Please let us']],
  ],
  [
    'the day that follows receipt',
    'Please reply by close of business on the third day following receipt of this letter.',
    [['respond-or-confirm', '3 day from receipt', 'Please reply']],
  ],
  [
    'the same demand again is one',
    'We demand that you remove the infringing photographs from your website. You must remove those infringing photographs from your website immediately.',
    [['remove', 'at once', 'We demand that']],
  ],
  ['what a contract asks is no demand', 'Clause 8 requires you to keep the software secret.', []],
  ['nor is what was asked before', 'On 3 May 2014 we asked you to remove the page.', []],
  ['nor what is not asked', 'Our client does not require the deletion of your criticism.', []],
  ['nor courtesy', 'Please do not hesitate to contact us if you have any questions.', []],
  ['nor notice of a fact', 'Please be advised that we act for Party A Ltd.', []],
  [
    'nor what another text says',
    'The page states:\n\nPlease remove the word A and use B.\n\nIt is wrong.',
    [],
  ],
];

const heads = [
  ['a date of its own line', 'July 17, 2009\n\nParty B\n\nDear Party B:\n\nHello there.', '2009-07-17'],
  ['capitals', 'JULY 17, 2009\n\nDear Party B:\n\nHello there.', '2009-07-17'],
  ['a label', 'Date: 13 July 2015\n\nDear Sir\n\nHello there.', '2015-07-13'],
  [
    'figures, the day first where the letter writes so',
    '08.07.2017\n\nDear Sir\n\nOn 3 May 2017 you paid £5.',
    '2017-07-08',
  ],
  [
    'figures, the month first where it does not',
    '06/08/2022\n\nDear Sir\n\nOn May 3, 2022 you paid $5.',
    '2022-06-08',
  ],
  [
    'figures, whatever else it writes, as the weekday beside them says',
    'Friday 06/05/2022\n\nDear Sir\n\nOn May 3, 2022 you paid $5.',
    '2022-05-06',
  ],
  [
    'figures with the weekday behind them',
    'Date: 06/05/2022 (Friday)\n\nDear Sir\n\nOn May 3, 2022 you paid $5.',
    '2022-05-06',
  ],
  ['none', 'Dear Sir\n\nBy 3 May 2017 you had paid.', null],
] as const;

describe('the demands of a letter', () => {
  for (const [shows, words, expected] of cases)
    it(shows, () => {
      const { demands } = readLetter(letter(words));
      expect(demands.map((one) => [one.kind, limitOf(one.limit)])).to.deep.equal(
        expected.map(([kind, limit]) => [kind, limit]),
      );
      for (const [index, [, , begins]] of expected.entries())
        expect(demands[index]?.quote.startsWith(begins), demands[index]?.quote).to.equal(true);
    });

  it('say by which rule each was found and where its limit comes from', () => {
    const [one] = readLetter(letter('You must remove it all. This must be done by 12 June 2014.')).demands;
    expect(one).to.include({ rule: 'you must', limitRule: 'the time to comply', page: 1 });
  });

  it('stand on their page', () => {
    const { demands } = readLetter([
      `${DATED}\n\nDear Sirs\n\nWe act for Party A Ltd.`,
      'You must pay £500 within 7 days.',
    ]);
    expect(demands.map(({ page, start, end }) => [page, start, end])).to.deep.equal([[2, 0, 32]]);
  });

  it('know a threat, a right kept and what they say we said', () => {
    const { threats, ourWords } = readLetter(
      letter(
        'You stated that “their product is unsafe”. If you do not stop, we will sue. All our rights are reserved.',
      ),
    );
    expect(threats.map((one) => one.rule)).to.deep.equal(['what follows if not', 'a right is reserved']);
    expect(ourWords.map((one) => one.quote)).to.deep.equal(['You stated that “their product is unsafe”.']);
  });
});

describe('the date on a letter', () => {
  for (const [shows, text, date] of heads)
    it(shows, () => expect(readLetter(text).letterDate).to.equal(date));
});

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    ...[
      'We demand that you ',
      'remove ',
      'within 5 days',
      '\n',
      '\n\n',
      '\f',
      '(a) ',
      '• ',
      ': ',
      '; ',
      '. ',
      'and ',
    ],
    ...[
      'you must ',
      'pay ',
      '“',
      '”',
      'ﬁle ',
      '\u00ad',
      ' – ',
      'immediately ',
      'Dear Sir\n',
      'Yours faithfully\n',
    ],
    ...[
      '5 June 2014',
      'If you fail to ',
      'we will sue',
      '  ',
      'the page ',
      '1. ',
      '1) ',
      'Re: ',
      '🙂',
      '\u00a0',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
  );

  it('every quotation stands exactly where it says, and nothing throws', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readLetter(text);
        const pages = text.split('\f');
        for (const one of passagesOf(reading)) {
          expect(folded(text.slice(one.from, one.to))).to.equal(one.quote);
          const own = pages[one.page - 1]?.slice(one.start, one.end) ?? '';
          expect(one.quote.startsWith(folded(own))).to.equal(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an empty scan proposes nothing', () => {
    expect(readLetter(['', '  ', '']))
      .to.include({ letterDate: null, sender: null })
      .and.deep.include({ demands: [] });
  });

  it('a letter of 300 pages is read', () => {
    const page = 'You must remove the page. '.repeat(40);
    const started = performance.now();
    const { demands } = readLetter(Array.from({ length: 300 }, () => page));
    expect(demands.length).to.be.greaterThan(0);
    expect(performance.now() - started).to.be.lessThan(60_000);
  });
});

function letter(words: string): string {
  return `${DATED}\n\nDear Sirs\n\n${words}\n\nYours faithfully\n\nFirm One`;
}

function limitOf(limit: Parameters<typeof limitJson>[0] | null): string | null {
  if (limit === null) return null;
  if ('isUnread' in limit) return `not read: ${limit.text}`;
  if ('date' in limit) return limit.time === null ? limit.date : `${limit.date} at ${limit.time}`;
  if (limit.count === 0) return 'at once';
  return `${limit.count} ${limit.unit}${limit.fromStated ? ` from ${limit.from}` : ''}`;
}

function passagesOf(reading: LetterReading) {
  return [
    ...reading.demands.flatMap((one) => [one, ...one.alsoAt, ...(one.stem ? [one.stem] : [])]),
    ...reading.threats,
    ...reading.ourWords,
  ];
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
