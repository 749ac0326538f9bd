import { Temporal } from 'temporal-polyfill';

/** The Date of a mail: what its sender's clock said. Unverified, as every header is. */
export interface MailDate {
  /** The instant, ISO text in UTC. */
  readonly instant: string;
  /** The offset it was written with, like `-04:00`; null when the sender did not know it (`-0000`, none). */
  readonly zone: string | null;
  /** The calendar date and time where the sender was: `2014-06-05`, `10:00`. */
  readonly on: string;
  readonly time: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** RFC 5322 section 4.3: the zone names of old mail. */
const NAMED_ZONES: Readonly<Record<string, string>> = {
  UT: '+00:00',
  GMT: '+00:00',
  UTC: '+00:00',
  Z: '+00:00',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};
const FORM =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(\S+)?/i;

/** Reads a Date header by RFC 5322, or null: a date that cannot be read is none, and never today. */
export function parseMailDate(header: string): MailDate | null {
  const match = FORM.exec(header.replace(/\s+/g, ' ').trim());
  if (!match) return null;
  const [, day = '', monthName = '', yearText = '', hour = '', minute = '', second = '0', zoneText = ''] =
    match;
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1;
  if (month === 0) return null;
  const zone = zoneOf(zoneText);
  try {
    const local = Temporal.PlainDateTime.from(
      {
        year: yearOf(yearText),
        month,
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Number(second),
      },
      { overflow: 'reject' },
    );
    return {
      instant: local
        .toZonedDateTime(zone ?? '+00:00')
        .toInstant()
        .toString({ fractionalSecondDigits: 3 }),
      zone,
      on: local.toPlainDate().toString(),
      time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** RFC 5322 section 4.3: two digits below 50 are 20xx, other short years count from 1900. */
function yearOf(text: string): number {
  const year = Number(text);
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return text.length === 3 ? 1900 + year : year;
}

function zoneOf(text: string): string | null {
  const numeric = /^([+-]\d{2}):?(\d{2})$/.exec(text);
  if (numeric) return text.startsWith('-00') && numeric[2] === '00' ? null : `${numeric[1]}:${numeric[2]}`;
  return NAMED_ZONES[text.toUpperCase()] ?? null;
}
