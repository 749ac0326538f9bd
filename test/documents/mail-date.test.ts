import { expect } from 'chai';
import { parseMailDate } from '../../src/documents/mail-date.js';

describe('the date of a mail', () => {
  const cases = [
    // what it shows              header                                    on            time     zone      instant
    [
      'a zone as written',
      'Thu, 5 Jun 2014 22:30:00 -0400',
      '2014-06-05',
      '22:30',
      '-04:00',
      '2014-06-06T02:30:00.000Z',
    ],
    [
      'a comment after it',
      'Mon, 9 Jun 2014 10:00:00 -0700 (PDT)',
      '2014-06-09',
      '10:00',
      '-07:00',
      '2014-06-09T17:00:00.000Z',
    ],
    ['a named zone', '5 Jun 2014 10:00 EDT', '2014-06-05', '10:00', '-04:00', '2014-06-05T14:00:00.000Z'],
    [
      'a zone the sender did not know',
      '5 Jun 2014 10:00:00 -0000',
      '2014-06-05',
      '10:00',
      null,
      '2014-06-05T10:00:00.000Z',
    ],
    [
      'a year of two digits',
      'Thu, 05 Jun 97 10:00:00 GMT',
      '1997-06-05',
      '10:00',
      '+00:00',
      '1997-06-05T10:00:00.000Z',
    ],
  ] as const;
  for (const [shows, header, on, time, zone, instant] of cases)
    it(`keeps ${shows}`, () => expect(parseMailDate(header)).to.deep.equal({ on, time, zone, instant }));

  for (const header of ['', 'yesterday', '31 Feb 2014 10:00:00 +0000', '5 Foo 2014 10:00:00 +0000'])
    it(`is none for “${header}”, never today`, () => expect(parseMailDate(header)).to.equal(null));
});
