import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { computeDeadline } from '../../../src/deadlines/counting/computation.js';
import { loadReference } from '../../../src/deadlines/counting/reference.js';
import {
  californiaCourtHolidays,
  californiaStateHolidays,
  easterSunday,
  englishHolidays,
  federalHolidays,
} from './holiday-statutes.js';

const folder = new URL('../../../data/reference/', import.meta.url);
const tableForm = z.object({
  id: z.string(),
  fromYear: z.number(),
  toYear: z.number(),
  sources: z.record(z.string(), z.string()),
  days: z.array(z.object({ date: z.string(), name: z.string(), source: z.string() })),
});
const tables = readdirSync(folder)
  .filter((file) => file.startsWith('holidays-'))
  .map((file) => tableForm.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
const daysOf = (id: string, year: number) =>
  (tables.find((table) => table.id === id)?.days ?? []).filter((day) => day.date.startsWith(String(year)));
const weekdayOf = (date: string) => Temporal.PlainDate.from(date).dayOfWeek;

describe('the holiday tables', () => {
  for (const table of tables) {
    describe(table.id, () => {
      it('covers 1995 to 2035, in order, each day once, each with its source', () => {
        expect([table.fromYear, table.toYear]).to.deep.equal([1995, 2035]);
        const dates = table.days.map((day) => day.date);
        expect(dates).to.deep.equal([...new Set(dates)].sort());
        for (const day of table.days) {
          expect(table.sources[day.source], `${day.date} ${day.source}`).to.be.a('string');
          expect(day.date >= '1995-01-01' && day.date <= '2035-12-31', day.date).to.equal(true);
        }
      });
      it('has every year', () => {
        for (let year = 1995; year <= 2035; year += 1)
          expect(daysOf(table.id, year).length).to.be.at.least(8);
      });
    });
  }

  // As published by the Office of Personnel Management, the Judicial Council and gov.uk for these years.
  const published: [string, number, string[]][] = [
    [
      'US-FEDERAL',
      2021,
      [
        '2021-01-01',
        '2021-01-18',
        '2021-02-15',
        '2021-05-31',
        '2021-06-18',
        '2021-07-05',
        '2021-09-06',
        '2021-10-11',
        '2021-11-11',
        '2021-11-25',
        '2021-12-24',
        '2021-12-31',
      ],
    ],
    [
      'US-FEDERAL',
      2014,
      [
        '2014-01-01',
        '2014-01-20',
        '2014-02-17',
        '2014-05-26',
        '2014-07-04',
        '2014-09-01',
        '2014-10-13',
        '2014-11-11',
        '2014-11-27',
        '2014-12-25',
      ],
    ],
    [
      'US-FEDERAL',
      2010,
      [
        '2010-01-01',
        '2010-01-18',
        '2010-02-15',
        '2010-05-31',
        '2010-07-05',
        '2010-09-06',
        '2010-10-11',
        '2010-11-11',
        '2010-11-25',
        '2010-12-24',
        '2010-12-31',
      ],
    ],
    [
      'US-CA-JUDICIAL',
      2024,
      [
        '2024-01-01',
        '2024-01-15',
        '2024-02-12',
        '2024-02-19',
        '2024-04-01',
        '2024-05-27',
        '2024-06-19',
        '2024-07-04',
        '2024-09-02',
        '2024-09-27',
        '2024-11-11',
        '2024-11-28',
        '2024-11-29',
        '2024-12-25',
      ],
    ],
    [
      'GB-EAW',
      2022,
      [
        '2022-01-03',
        '2022-04-15',
        '2022-04-18',
        '2022-05-02',
        '2022-06-02',
        '2022-06-03',
        '2022-08-29',
        '2022-09-19',
        '2022-12-26',
        '2022-12-27',
      ],
    ],
    [
      'GB-EAW',
      2020,
      [
        '2020-01-01',
        '2020-04-10',
        '2020-04-13',
        '2020-05-08',
        '2020-05-25',
        '2020-08-31',
        '2020-12-25',
        '2020-12-28',
      ],
    ],
    [
      'GB-EAW',
      2012,
      [
        '2012-01-02',
        '2012-04-06',
        '2012-04-09',
        '2012-05-07',
        '2012-06-04',
        '2012-06-05',
        '2012-08-27',
        '2012-12-25',
        '2012-12-26',
      ],
    ],
    [
      'GB-EAW',
      2011,
      [
        '2011-01-03',
        '2011-04-22',
        '2011-04-25',
        '2011-04-29',
        '2011-05-02',
        '2011-05-30',
        '2011-08-29',
        '2011-12-26',
        '2011-12-27',
      ],
    ],
    [
      'GB-EAW',
      2002,
      [
        '2002-01-01',
        '2002-03-29',
        '2002-04-01',
        '2002-05-06',
        '2002-06-03',
        '2002-06-04',
        '2002-08-26',
        '2002-12-25',
        '2002-12-26',
      ],
    ],
    [
      'GB-EAW',
      1999,
      [
        '1999-01-01',
        '1999-04-02',
        '1999-04-05',
        '1999-05-03',
        '1999-05-31',
        '1999-08-30',
        '1999-12-27',
        '1999-12-28',
        '1999-12-31',
      ],
    ],
    [
      'GB-EAW',
      1995,
      [
        '1995-01-02',
        '1995-04-14',
        '1995-04-17',
        '1995-05-08',
        '1995-05-29',
        '1995-08-28',
        '1995-12-25',
        '1995-12-26',
      ],
    ],
    [
      'GB-EAW',
      2023,
      [
        '2023-01-02',
        '2023-04-07',
        '2023-04-10',
        '2023-05-01',
        '2023-05-08',
        '2023-05-29',
        '2023-08-28',
        '2023-12-25',
        '2023-12-26',
      ],
    ],
  ];
  for (const [id, year, weekdays] of published)
    it(`${id} ${year}: the weekdays off are the published ones`, () => {
      const found = daysOf(id, year)
        .map((day) => day.date)
        .filter((date) => weekdayOf(date) < 6);
      expect(found).to.deep.equal(weekdays);
    });

  const statutes: [string, (year: number) => string[]][] = [
    ['US-FEDERAL', federalHolidays],
    ['US-CA-JUDICIAL', californiaCourtHolidays],
    ['US-CA', californiaStateHolidays],
    ['GB-EAW', englishHolidays],
  ];
  for (const [id, fromStatute] of statutes)
    for (let year = 1995; year <= 2035; year += 1)
      it(`${id} ${year}: every day is one the statute gives, and none is left out`, () => {
        expect(daysOf(id, year).map((day) => day.date)).to.deep.equal(fromStatute(year));
      });

  it('Easter falls where the published tables put it', () => {
    const published = [
      ...['1995-04-16', '1996-04-07', '1997-03-30', '1998-04-12', '1999-04-04', '2000-04-23', '2001-04-15'],
      ...['2002-03-31', '2003-04-20', '2004-04-11', '2005-03-27', '2006-04-16', '2007-04-08', '2008-03-23'],
      ...['2009-04-12', '2010-04-04', '2011-04-24', '2012-04-08', '2013-03-31', '2014-04-20', '2015-04-05'],
      ...['2016-03-27', '2017-04-16', '2018-04-01', '2019-04-21', '2020-04-12', '2021-04-04', '2022-04-17'],
      ...['2023-04-09', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01'],
      ...['2030-04-21', '2031-04-13', '2032-03-28', '2033-04-17', '2034-04-09', '2035-03-25'],
    ];
    expect(published.map((day) => easterSunday(Number(day.slice(0, 4))).toString())).to.deep.equal(published);
  });

  it('a day of inauguration is no holiday outside the District of Columbia', () => {
    for (const day of ['1997-01-20', '2001-01-20', '2005-01-20', '2009-01-20', '2017-01-20', '2021-01-20'])
      expect(
        daysOf('US-FEDERAL', Number(day.slice(0, 4))).some(
          (one) => one.date === day && !one.name.includes('Martin Luther King'),
        ),
        day,
      ).to.equal(false);
  });

  for (const [rule, holidays] of [
    ['FRCP 6(a)', undefined],
    ['CCP 12', undefined],
    ['CPR 2.8', undefined],
    ['DEMAND_BUSINESS_DAYS', 'US-FEDERAL'],
  ] as const)
    it(`${rule}: a year before or after the table is not verified, and the sentence names the years`, () => {
      for (const trigger of ['1994-11-01', '2036-01-05']) {
        const result = computeDeadline({
          rule,
          trigger,
          count: 5,
          unit: 'days',
          ...(holidays ? { holidays } : {}),
        });
        expect(result.verified).to.equal(false);
        expect(result.notes.join(' ')).to.contain('covers 1995 to 2035');
      }
    });

  it('are read the same from another folder', () => {
    const copy = loadReference(new URL('.', folder).pathname);
    expect(copy.rules.length).to.equal(loadReference().rules.length);
  });
});
