import type { Regime } from './rule.js';

const BUSINESS_CALENDARS: Readonly<Record<Exclude<Regime, 'private'>, string>> = {
  'us-federal': 'US-FEDERAL',
  'us-california': 'US-CA-JUDICIAL',
  'england-wales': 'GB-EAW',
};

/** Places where a private letter's business days leave out US federal holidays; a zone that names no place stays with them. */
const US_PLACES = /^(?:America|US|Etc)\/|^Pacific\/(?:Honolulu|Guam|Saipan|Pago_Pago|Midway)$|^[A-Z]+$/;

/** Also for a zone that names no place, like `UTC`. */
export function isAmericanPlace(zone: string): boolean {
  return US_PLACES.test(zone);
}

/**
 * The holiday table meant by business days where neither the words nor a person name one. No rule governs a private
 * letter, so its place says; where no table is held for that, weekends alone are left out, which is the earlier day.
 */
export function businessCalendar(regime: Regime, zone: string): string {
  if (regime !== 'private') return BUSINESS_CALENDARS[regime];
  if (zone === 'Europe/London') return BUSINESS_CALENDARS['england-wales'];
  return US_PLACES.test(zone) ? BUSINESS_CALENDARS['us-federal'] : 'NONE';
}
