import type { Matter } from '../matters/matter.js';
import { businessCalendar } from './counting/business-calendar.js';
import { loadReference, rulesFor } from './counting/reference.js';
import type { Regime } from './counting/rule.js';
import { inForce, MATTER_RULE, ruleText, type MatterRule } from './matter-rules/matter-rule.js';

type Choice = { readonly value: string; readonly text: string };

/** Whose rules of counting a matter's dates follow. */
export const REGIME_OF: Readonly<Record<Matter['regime'], Regime>> = {
  private: 'private',
  'us-federal': 'us-federal',
  california: 'us-california',
  'england-wales': 'england-wales',
};

/** What a matter says about counting beside its rules and closed days. */
export function lawOf({ regime, court }: Pick<Matter, 'regime' | 'court'>): {
  readonly law: Regime;
  readonly court: string | null;
} {
  return { law: REGIME_OF[regime], court };
}

/** The holiday table meant by business days in a matter where the form names none. */
export function calendarOf({ regime, zone }: Pick<Matter, 'regime' | 'zone'>): string {
  return businessCalendar(REGIME_OF[regime], zone);
}

const UNITS: readonly Choice[] = [
  { value: 'days', text: 'days, as the rule means them' },
  { value: 'calendar_days', text: 'calendar days' },
  { value: 'business_days', text: 'business days' },
  { value: 'court_days', text: 'court days' },
  { value: 'clear_days', text: 'clear days' },
  { value: 'weeks', text: 'weeks' },
  { value: 'months', text: 'months' },
  { value: 'years', text: 'years' },
  { value: 'hours', text: 'hours' },
];

const SERVED_UNITS: readonly Choice[] = [
  { value: 'deemed_service', text: 'the day of deemed service' },
  { value: 'clear_days_after_deemed_service', text: 'clear days after deemed service' },
];

/** What the form for a new date offers: only the rules, units and methods of service that fit the matter. */
export function formChoices(
  regime: Regime,
  own: readonly MatterRule[] = [],
): Readonly<Record<'rules' | 'units' | 'services' | 'calendars', readonly Choice[]>> {
  const reference = loadReference();
  const rules = rulesFor(reference, regime);
  const services = new Set(
    rules.flatMap((rule) => [...rule.services, ...rule.deemed].map((row) => row.method)),
  );
  const isServed = rules.some((rule) => rule.deemed.length > 0);
  return {
    rules: [
      ...rules.map((rule) => ({
        value: rule.id,
        text: rule.regime === 'private' ? rule.name : `${rule.id}: ${rule.name}`,
      })),
      ...inForce(own).map((rule) => ({
        value: `${MATTER_RULE}${rule.id}`,
        text: `This matter: ${rule.name} (${ruleText(rule)})`,
      })),
      { value: 'CUSTOM', text: 'An order or agreement for this date alone, quoted above' },
    ],
    units: isServed ? [...UNITS, ...SERVED_UNITS] : UNITS,
    services: [...services].map((method) => ({ value: method, text: method.replaceAll('_', ' ') })),
    calendars: calendarsOf(regime),
  };
}

/** The tables an order or agreement can mean: all that are held. */
export function everyCalendar(): Choice[] {
  return loadReference().tables.map(({ calendar }) => ({ value: calendar.id, text: calendar.name }));
}

/** The tables that fit the rules of a matter: a court of one country does not close for the holidays of another. */
export function calendarsOf(regime: Regime): Choice[] {
  const prefix = { private: '', 'us-federal': 'US-', 'us-california': 'US-', 'england-wales': 'GB-' }[regime];
  return everyCalendar().filter(({ value }) => value.startsWith(prefix));
}
