import { dayWords, isoOf, type Day } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { DeadlineInput } from './deadline-input.js';
import type { Plan } from './plan.js';
import type { Reference } from './reference.js';
import {
  findDeemed,
  findService,
  isKnownService,
  wordsOf,
  type DeemedArrival,
  type Direction,
  type Rule,
  type Unit,
} from './rule.js';

const SAID = 'days added by hand; the order or agreement that gives them is to be named';

/** The days added: those said by hand, or those the rule adds for the method of service. Throws DeadlineInputError. */
export function extensionOf(
  input: DeadlineInput,
  rule: Rule,
  unit: Unit,
  direction: Direction,
  trigger: Day,
  notes: string[],
  reference: Reference,
): Plan['extension'] {
  if (input.extension) {
    const added = input.extension.unit.trim().replace(/[\s-]+/g, '_');
    const { count } = input.extension;
    if (!Number.isInteger(count) || count < 0 || count > 366)
      throw new DeadlineInputError('extension', `An extension is 0 to 366 whole days, not ${count}.`);
    const isCourt = added === 'court_days' || added === 'business_days';
    if (!isCourt && added !== 'calendar_days' && added !== 'days')
      throw new DeadlineInputError(
        'extension',
        `An extension is in calendar_days or court_days, not “${input.extension.unit}”.`,
      );
    const row = input.service === undefined ? null : findService(rule, input.service, isoOf(trigger));
    if (row && row.count > 0)
      notes.push(
        `The ${count} ${wordsOf(isCourt ? 'court_days' : 'calendar_days')} said stand in place of the ${row.count} ${wordsOf(row.unit)} that ${row.source} adds for service by “${input.service}”. To have both, name the service here and the later date agreed or ordered as an extension.`,
      );
    return { count, unit: isCourt ? 'court_days' : 'calendar_days', source: SAID, isSaid: true };
  }
  if (input.service === undefined) return null;
  if (rule.services.length === 0) {
    if (!isServed(unit) && !isMethodAnywhere(input.service, reference))
      throw new DeadlineInputError(
        'service',
        `“${input.service}” is no method of service known here; leave it out, or name one, like personal, mail or electronic.`,
      );
    if (!isServed(unit))
      notes.push(
        `${rule.id} adds no days for service by “${input.service}”: counted from ${dayWords(trigger)}, whichever way it was served.`,
      );
    return null;
  }
  const row = findService(rule, input.service, isoOf(trigger));
  if (!row && isKnownService(rule, input.service))
    throw new DeadlineInputError(
      'service',
      `${rule.id} did not yet know service by “${input.service}” on ${dayWords(trigger)}.`,
    );
  if (!row)
    throw new DeadlineInputError(
      'service',
      `${rule.id} has no method of service “${input.service}”; it knows ${[...new Set(rule.services.map((one) => one.method))].join(', ')}.`,
    );
  if (rule.regime === 'us-federal' && direction === 'backward' && row.count > 0) {
    notes.push(
      'No days are added for service: Rule 6(d) adds them to a period after being served, not before an event.',
    );
    return null;
  }
  return row;
}

/** True for a method that some rule here knows: then a rule that adds nothing for service can say so. */
function isMethodAnywhere(words: string, { rules }: Reference): boolean {
  return rules.some((rule) => isKnownService(rule, words) || findDeemed(rule, words) !== null);
}

/** When the paper counts as served, for the units that ask; else null. Throws DeadlineInputError. */
export function deemedOf(service: string | undefined, rule: Rule, unit: Unit): DeemedArrival | null {
  if (!isServed(unit)) return null;
  const methods = rule.deemed.map((row) => row.method).join(', ');
  if (service === undefined && rule.deemed.length !== 1)
    throw new DeadlineInputError('service', `${rule.id} needs the method of service: ${methods}.`);
  const row = service === undefined ? (rule.deemed[0] ?? null) : findDeemed(rule, service);
  if (!row)
    throw new DeadlineInputError(
      'service',
      `${rule.id} has no method of service “${service}”; it knows ${methods}.`,
    );
  return row;
}

/** Units whose cut-off is the hour by which a paper must have gone, not the hour the last day ends. */
export function isServed(unit: Unit): boolean {
  return unit === 'deemed_service' || unit === 'clear_days_after_deemed_service';
}
