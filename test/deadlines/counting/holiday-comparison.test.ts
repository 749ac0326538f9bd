import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import Holidays from 'date-holidays';
import { z } from 'zod';

// A library of public holidays beside our tables. It does not know the courts, so the differences are listed by name:
// each must be there, in the years given, and no other may be.

type Difference = readonly [whose: 'only theirs' | 'only ours', name: string, years: string, why: string];

interface Comparison {
  readonly table: string;
  readonly country: readonly [country: string, state?: string];
  readonly known: readonly Difference[];
}

const OBSERVED_SATURDAYS = 'their Friday for a Saturday; Gov. Code 6701 moves only 11 November';

const COMPARISONS: readonly Comparison[] = [
  { table: 'us-federal', country: ['US'], known: [] },
  {
    table: 'england-wales',
    country: ['GB', 'ENG'],
    known: [
      ['only theirs', 'Early May bank holiday', '1995', 'moved to 8 May for VE Day'],
      ['only ours', 'Early May bank holiday (moved to VE Day)', '1995', 'as proclaimed'],
      ['only ours', 'Millennium bank holiday', '1999', 'one-off, 31 December'],
      ['only theirs', 'Spring bank holiday', '2002 2012', 'moved to June for the jubilees'],
      ['only ours', 'Spring bank holiday (moved)', '2002 2012', 'as proclaimed'],
      ['only ours', 'Golden Jubilee bank holiday', '2002', 'one-off, 3 June'],
      ['only ours', 'Royal wedding bank holiday', '2011', 'one-off, 29 April'],
    ],
  },
  {
    table: 'us-california-judicial',
    country: ['US', 'CA'],
    known: [
      ['only theirs', 'César Chávez Day', '1995-2000', 'first observed in 2001 (SB 984)'],
      ['only theirs', 'César Chávez Day (substitute day)', '1996', 'first observed in 2001 (SB 984)'],
      ['only theirs', 'Juneteenth', '2021-2022', 'a court holiday from 2023 (AB 1655)'],
      ['only theirs', 'Juneteenth (substitute day)', '2021-2022', 'a court holiday from 2023 (AB 1655)'],
      ['only ours', 'Lincoln Day', '1995-2035', 'Code Civ. Proc. 135'],
      [
        'only ours',
        'Lincoln Day (observed)',
        '1995 2000 2005-2006 2011-2012 2017 2022-2023 2028 2033-2034',
        'Code Civ. Proc. 135',
      ],
      ['only ours', 'Cesar Chavez Day (observed)', '2001 2007 2012 2018 2029 2035', 'a Saturday: the Friday'],
      ['only ours', 'Columbus Day', '1995-2021', 'a court holiday until 2021 (AB 855)'],
      ['only ours', 'Native American Day', '2022-2035', 'a court holiday from 2022 (AB 855)'],
    ],
  },
  {
    table: 'us-california-state',
    country: ['US', 'CA'],
    known: [
      ['only theirs', 'César Chávez Day', '1995-2000', 'first observed in 2001 (SB 984)'],
      ['only theirs', 'César Chávez Day (substitute day)', '1996', 'first observed in 2001 (SB 984)'],
      ['only theirs', 'Juneteenth', '2021-2022', 'a state holiday from 2023 (AB 1655)'],
      ['only theirs', 'Juneteenth (substitute day)', '2021-2022 2027 2032-2033', OBSERVED_SATURDAYS],
      [
        'only theirs',
        'Day after Thanksgiving Day',
        '1995-2035',
        'a court holiday, contested as one of the state',
      ],
      ['only theirs', 'Independence Day (substitute day)', '1998 2009 2015 2020 2026', OBSERVED_SATURDAYS],
      ['only theirs', 'Christmas Day (substitute day)', '1999 2004 2010 2021 2027 2032', OBSERVED_SATURDAYS],
      ['only theirs', "New Year's Day (substitute day)", '1999 2004 2010 2021 2027 2032', OBSERVED_SATURDAYS],
      ['only ours', 'Lincoln Day', '1995-2035', 'Gov. Code 6700'],
      ['only ours', 'Lincoln Day (observed)', '1995 2006 2012 2017 2023 2034', 'Gov. Code 6701'],
      ['only ours', 'Admission Day', '1995-2035', 'Gov. Code 6700'],
      ['only ours', 'Admission Day (observed)', '2001 2007 2012 2018 2029 2035', 'Gov. Code 6701'],
      ['only ours', 'Columbus Day', '1995-2035', 'Gov. Code 6700; their list follows the courts'],
      ['only ours', 'Native American Day', '2022-2035', 'Gov. Code 6700 (AB 1973), contested before'],
    ],
  },
];

const tableForm = z.object({ days: z.array(z.object({ date: z.string(), name: z.string() })) });

describe('the holiday tables beside the date-holidays library', () => {
  for (const { table, country, known } of COMPARISONS)
    it(`${table}: differs in ${known.length} named ways and no other`, () => {
      const found = differences(table, country);
      const listed = new Map(known.map(([whose, name, years]) => [`${whose}: ${name}`, yearsIn(years)]));
      expect(Object.fromEntries([...found].sort())).to.deep.equal(Object.fromEntries([...listed].sort()));
    });
});

function differences(file: string, country: readonly [string, string?]): Map<string, number[]> {
  const url = new URL(`../../../data/reference/holidays-${file}.json`, import.meta.url);
  const table = tableForm.parse(JSON.parse(readFileSync(url, 'utf8')));
  const [nation, state] = country;
  const library = state === undefined ? new Holidays(nation) : new Holidays(nation, state);
  const found = new Map<string, number[]>();
  const note = (key: string, year: number) => {
    const years = found.get(key) ?? [];
    if (!years.includes(year)) found.set(key, [...years, year]);
  };
  for (let year = 1995; year <= 2035; year += 1) {
    const theirs = new Map(
      library
        .getHolidays(year)
        .filter((day) => day.type === 'public' || day.type === 'bank')
        .map((day) => [day.date.slice(0, 10), day.name]),
    );
    const ours = new Map(
      table.days.filter((day) => day.date.startsWith(String(year))).map((day) => [day.date, day.name]),
    );
    for (const [date, name] of theirs) if (!ours.has(date)) note(`only theirs: ${name}`, year);
    for (const [date, name] of ours) if (!theirs.has(date)) note(`only ours: ${name}`, year);
  }
  return found;
}

/** `1995 2000-2002` as years. */
function yearsIn(text: string): number[] {
  return text.split(' ').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return from === undefined || to === undefined
      ? []
      : Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
