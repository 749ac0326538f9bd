import { expect } from 'chai';
import { readingsOf, type LetterFacts } from '../../../src/deadlines/counting/readings.js';
import { limitOf } from '../../../src/demands/demand.js';
import { limitColumns } from '../../../src/letters/proposed-demand.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const facts = { letterDate: '2026-11-30', receivedOn: '2026-11-30' } as const;
const PLACES = {
  'New York': { zone: 'America/New_York', regime: 'private' },
  California: { zone: 'America/Los_Angeles', regime: 'us-california' },
  'Los Angeles': { zone: 'America/Los_Angeles', regime: 'private' },
  London: { zone: 'Europe/London', regime: 'private' },
} as const satisfies Record<string, Pick<LetterFacts, 'zone' | 'regime'>>;

// By hand. Left out: 25 Dec and 1 Jan everywhere; in America 18 Jan and 15 Feb too, in California 12 Feb and the day after
// Thanksgiving; in England 28 Dec (for Boxing Day), 26 and 29 Mar. 30 Nov 2026 and 4 Jan 2027 are Mondays.
const phrases: readonly (readonly [
  place: keyof typeof PLACES,
  words: string,
  usual: string,
  earliest?: string,
])[] = [
  ['New York', 'at least 5 business days before January 4, 2027', '2026-12-24'],
  ['New York', 'no later than five business days prior to January 4, 2027', '2026-12-24'],
  ['New York', 'not later than 10 days before the hearing on January 26, 2027', '2027-01-16'],
  ['New York', 'no fewer than 3 days ahead of the conference on December 28, 2026', '2026-12-25'],
  ['New York', 'at least two weeks in advance of the trial set for February 8, 2027', '2027-01-25'],
  ['New York', 'not less than one month before March 1, 2027', '2027-02-01'],
  [
    'New York',
    'three business days before the deposition scheduled for Tuesday, January 19, 2027',
    '2027-01-13',
  ],
  ['New York', 'by 5:00 p.m. two business days before December 28, 2026', '2026-12-23 17:00'],
  ['New York', 'by the third business day before January 4, 2027', '2026-12-29'],
  [
    'New York',
    'no later than noon on the fifth day before the mediation on December 15, 2026',
    '2026-12-10 12:00',
  ],
  ['New York', 'by the business day before January 19, 2027', '2027-01-15'],
  ['New York', 'on or before the tenth day preceding the hearing on January 26, 2027', '2027-01-16'],
  [
    'New York',
    'at least seventy-two (72) hours before the hearing on December 10, 2026 at 9:30 a.m.',
    '2026-12-07 09:30',
  ],
  ['New York', 'ten (10) calendar days before the January 26, 2027 hearing', '2027-01-16'],
  ['New York', 'a week before December 18, 2026', '2026-12-11'],
  ['New York', 'a fortnight before 26 January 2027', '2027-01-12'],
  ['New York', 'at least 6 weeks prior to March 1, 2027', '2027-01-18'],
  ['New York', 'at least 5 to 7 days before January 4, 2027', '2026-12-28'],
  ['New York', 'at least five (7) days before January 4, 2027', '2026-12-28'],
  ['New York', 'at least seven (5) days before January 4, 2027', '2026-12-30', '2026-12-28'],
  ['New York', 'by midnight on the third day before December 18, 2026', '2026-12-15', '2026-12-14'],
  [
    'New York',
    'by close of business on the third business day before December 18, 2026',
    '2026-12-15 17:00',
    '2026-12-15 17:00',
  ],
  ['New York', 'no later than 20 business days before January 26, 2027', '2026-12-24'],
  ['New York', 'at least one business day before the closing on December 28, 2026', '2026-12-24'],
  ['New York', 'at least 2 months before 30 April 2027', '2027-02-28'],
  ['New York', 'a minimum of four business days before December 28, 2026', '2026-12-21'],
  ['New York', "at least 5 days' notice before the inspection on December 14, 2026", '2026-12-09'],
  ['New York', 'by the Friday before the hearing on January 26, 2027', '2027-01-22'],
  ['New York', 'no later than the day before the hearing on December 22, 2026', '2026-12-21'],
  ['New York', 'ten days before the meeting to be held on 18 December 2026', '2026-12-08'],
  ['New York', 'no later than ten days before December 28', '2026-12-18'],
  ['New York', 'at least three days before 12/28/2026', '2026-12-25'],
  [
    'New York',
    'at least five business days before the hearing, which is set for December 11, 2026',
    '2026-12-04',
  ],
  ['New York', 'five business days or more before December 11, 2026', '2026-12-04'],
  ['New York', 'not less than twenty-one days prior to the hearing of January 26, 2027', '2027-01-05'],
  [
    'California',
    'no later than sixteen (16) court days before the hearing on January 26, 2027',
    '2026-12-31',
  ],
  ['California', 'at least nine court days before the hearing on February 16, 2027', '2027-02-01'],
  ['California', 'no later than 5 court days before December 28, 2026', '2026-12-18'],
  ['California', 'not less than one week before 15 January 2027', '2027-01-08'],
  ['California', 'five court days prior to the hearing on January 5, 2027', '2026-12-28'],
  ['California', 'two court days ahead of the conference on November 30, 2027', '2027-11-24'],
  ['California', 'at least 3 days before the conference on December 28, 2026', '2026-12-25', '2026-12-24'],
  [
    'Los Angeles',
    'at least nine court days before the hearing on February 16, 2027',
    '2027-02-02',
    '2027-02-01',
  ],
  ['New York', 'at least five days before Monday, January 5, 2027', '2026-12-31', '2026-12-30'],
  ['London', 'no later than 3 working days before 4 January 2027', '2026-12-29'],
  ['London', 'not less than 14 clear days before the trial on 1 March 2027', '2027-02-14'],
  ['London', 'two weeks before 26 January 2027', '2027-01-12'],
  ['London', 'seven days prior to 4 January 2027', '2026-12-28'],
  ['London', 'at least 7 days before the hearing on 25 January 2027', '2027-01-18', '2027-01-17'],
  ['London', 'not less than 3 clear days before the hearing on 4 January 2027', '2026-12-31', '2026-12-24'],
  ['London', 'no later than 4pm two working days before 4 January 2027', '2026-12-30 16:00'],
  ['London', 'at least one month before 31 March 2027', '2027-02-28', '2027-02-27'],
  ['London', '5 clear working days before 11 January 2027', '2026-12-31'],
  ['London', 'no later than ten working days before 5 January 2027', '2026-12-17'],
  ['London', 'before the hearing on 26 January 2027', '2027-01-25'],
  ['London', 'prior to the meeting fixed for 19 January 2027', '2027-01-18'],
  ['London', 'by the end of December', '2026-12-31'],
  // Counts that run on, from a day of their own or with an hour.
  ['London', 'within one calendar month of 31 January 2027', '2027-02-28', '2027-02-27'],
  ['New York', 'within 30 days after November 25, 2026', '2026-12-25', '2026-12-24'],
  [
    'London',
    'no later than 4.30pm on the fifth working day after the date of this letter',
    '2026-12-07 16:30',
    '2026-12-04 16:30',
  ],
  [
    'New York',
    'no later than close of business on the third business day following receipt',
    '2026-12-03 17:00',
    '2026-12-02 17:00',
  ],
  [
    'New York',
    'by 10 a.m. on the second business day after receipt of this letter',
    '2026-12-02 10:00',
    '2026-12-01 10:00',
  ],
  ['New York', 'within five (7) days of the date of this letter', '2026-12-07', '2026-12-04'],
  ['New York', 'within ten business days after the hearing on December 3, 2026', '2026-12-17', '2026-12-16'],
  ['New York', 'by midnight on December 31', '2026-12-31', '2026-12-30'],
  ['London', 'within 14 days following the meeting of 2 December 2026', '2026-12-16', '2026-12-15'],
  ['London', 'within 21 days from 1 December 2026', '2026-12-22', '2026-12-21'],
  ['London', 'within two months of 31 December 2026', '2027-02-28', '2027-02-27'],
  ['New York', 'by noon five days after receipt of this letter', '2026-12-05 12:00', '2026-12-04 12:00'],
  ['London', 'within 10-14 days of the date of this letter', '2026-12-10', '2026-12-09'],
  ['New York', 'by Thursday, May. 6, 2027', '2027-05-06'],
  ['New York', '18 days before the hearing on May. 24, 2027', '2027-05-06'],
  ['London', 'between 7 and 14 days from the date of this letter', '2026-12-07', '2026-12-06'],
];

const unread = [
  'a few days before January 4, 2027',
  'in good time before the trial on 1 March 2027',
  'within 5 days before January 4, 2027',
  'well in advance of the hearing on January 26, 2027',
  'not more than 10 days before the trial on 1 March 2027',
  'no later than several business days before January 4, 2027',
  'at least five trading days before January 4, 2027',
  'shortly before December 28, 2026',
  'before the next hearing',
  'ahead of the mediation',
  'prior to the closing',
  'within the time allowed by the rules',
];

describe('a time limit as a letter words it, from its words to the stored limit and its readings', () => {
  for (const [place, words, usual, earliest] of phrases)
    it(`${place}: ${words}: ${usual}${earliest ? `, ${earliest} at the earliest` : ''}`, () => {
      const { columns, readings } = countedIn(words, place);
      expect(columns.limitWords).to.equal(words);
      expect(readings[0]).to.equal(usual);
      expect(firstOf(readings)).to.equal(earliest ?? usual);
    });

  for (const words of unread)
    it(`gives no date to “${words}” and keeps it to be set by a person`, () => {
      const { limit } = limitIn(words);
      expect(limit).to.deep.equal({ text: words, isUnread: true });
      expect(limitOf({ ...limitColumns(limit), limitSharedWith: null })?.unit ?? null).to.equal(null);
    });

  it('keeps the count before an event whose day is not said, and counts nothing from it', () => {
    const { limit } = limitIn('at least 3 days before the conference');
    expect(limit).to.include({ count: 3, unit: 'day', direction: 'before', from: 'event', eventOn: null });
  });

  it('keeps the unit as said', () => {
    const units = ['court days', 'clear days', 'working days', 'calendar days', 'weeks'].map((unit) => {
      const { limit } = limitIn(`at least 3 ${unit} before January 26, 2027`);
      return limit && 'unit' in limit ? limit.unit : null;
    });
    expect(units).to.deep.equal(['court-day', 'clear-day', 'business-day', 'calendar-day', 'week']);
  });

  it('reads nothing into what happened before', () => {
    for (const words of [
      'sent two days before you wrote',
      'created before June 5, 2014',
      'filed five days before May 1, 2020',
    ])
      expect(limitIn(`all documents ${words}`).limit, words).to.equal(null);
  });

  it('a demand whose limit was not read takes no later date of another demand', () => {
    const letter = letterOf(
      [
        'We require that you:',
        '1. in good time before the trial on 1 March 2027, provide your bundle;',
        '2. by the end of December, preserve the logs;',
        '3. by 12 noon on 29 March 2027, sign the undertaking and confirm in writing;',
        '4. not less than 14 clear days before the trial on 1 March 2027, disclose the list.',
      ].join('\n\n'),
    );
    const limits = readLetter(letter).demands.map(({ limit }) =>
      limit === null
        ? null
        : 'isUnread' in limit
          ? `not read: ${limit.text}`
          : 'date' in limit
            ? limit.date
            : `${limit.count} ${limit.unit} ${limit.direction} ${limit.eventOn}`,
    );
    expect(limits).to.include.members([
      'not read: in good time before the trial on 1 March 2027',
      '2026-12-31',
      '14 clear-day before 2027-03-01',
    ]);
    expect(limits.filter((one) => one === '2027-03-29')).to.have.length.lessThan(3);
    expect([limits[0], limits[1], limits.at(-1)]).not.to.include('2027-03-29');
  });
});

function countedIn(words: string, place: keyof typeof PLACES) {
  const { limit } = limitIn(words);
  const columns = { ...limitColumns(limit), limitSharedWith: null };
  const counted = limitOf(columns);
  if (counted === null) return { columns, readings: [] };
  const { readings } = readingsOf(counted, { ...facts, ...PLACES[place], eventOn: columns.limitEventOn });
  return {
    columns,
    readings: readings.map(({ due, dueAt }) => {
      const hour = dueAt?.local.slice(11, 16);
      return hour === undefined || hour === '23:59' ? due : `${due} ${hour}`;
    }),
  };
}

/** The end of a day comes after each of its hours. */
function firstOf(readings: readonly string[]): string | undefined {
  const end = (one: string): string => (one.length > 10 ? one : `${one} 24:00`);
  return [...readings].sort((a, b) => (end(a) < end(b) ? -1 : 1))[0];
}

function limitIn(words: string) {
  const [demand] = readLetter(letterOf(`We demand that you provide the logs ${words}.`)).demands;
  return { limit: demand?.limit ?? null };
}

function letterOf(words: string): string {
  return `Firm One\n\nNovember 30, 2026\n\nFirm Two\n\nDear Counsel:\n\n${words}\n\nSincerely,\nFirm One`;
}
