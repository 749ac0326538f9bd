import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { loadReference } from '../../../src/deadlines/counting/reference.js';

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

  it('are read the same from another folder', () => {
    const copy = loadReference(new URL('.', folder).pathname);
    expect(copy.rules.length).to.equal(loadReference().rules.length);
  });
});
