import { dayText } from '../../platform/plain-date.js';
import { countedOf, type Deadline } from '../deadline.js';
import { countedOfReading } from '../reading-followed.js';

/**
 * What is left of a count of business or court days from the first stopped day to the day held to, in its own unit and
 * day by day: `3 business days of the count: Mon 9 Jun 2014, …`. '' for a count of any other unit.
 */
export function leftOfCount(
  deadline: Pick<Deadline, 'input' | 'result'>,
  stop: { readonly fromOn: string; readonly wasDue: string },
): string {
  const stored = countedOf(deadline);
  if (stored === null) return '';
  const { input, result } = countedOfReading(stored, stop.wasDue);
  if (result.due !== stop.wasDue || !/^(business|court)_days$/.test(input.unit)) return '';
  const days = result.steps.filter(
    ({ date, count, kind }) => date >= stop.fromOn && count !== null && kind !== 'trigger',
  );
  const unit = input.unit.replace('_', ' ').replace(/s$/, days.length === 1 ? '' : 's');
  return `${days.length} ${unit} of the count: ${days.map(({ date }) => dayText(date)).join(', ')}`;
}
