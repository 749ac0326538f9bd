import type { DeadlineInput } from './deadline-input.js';
import type { LimitUnit } from './limit-facts.js';
import { partAmountIn } from './part-amounts.js';
import { saidInAnotherUnit, saidTwice } from './said-twice.js';

/** One of the amounts that the words of a limit give, with what to say of it behind the reading: `; the words say 5 to 7`. */
export interface AmountSaid {
  readonly count: number;
  readonly unit: LimitUnit;
  readonly why: string;
}

/** The amount that was read, then the others that its words give: “five (7) days”, “7 days (i.e. five business days)”. */
export function amountsSaid(text: string, count: number, unit: LimitUnit): AmountSaid[] {
  const other = saidTwice(text, count);
  const again = saidInAnotherUnit(text, count);
  const why = other === null ? (again === null ? '' : `; ${again.why}`) : `; ${other.why}`;
  return [
    { count, unit, why },
    ...(other?.counts ?? []).map((number) => ({ count: number, unit, why })),
    ...(again === null ? [] : [{ ...again, why: `; ${again.why}` }]),
  ];
}

/** The day of “one month and a day”, which runs after the month; nothing where the words add none to this amount. */
export function daysAdded(
  text: string,
  count: number,
  unit: LimitUnit,
): { readonly input: Pick<DeadlineInput, 'extension'>; readonly why: string } {
  const part = partAmountIn(text);
  if (part === null || part.added === 0 || part.count !== count || part.unit !== unit)
    return { input: {}, why: '' };
  const extension = { count: part.added, unit: 'calendar_days' };
  return { input: { extension }, why: `, then ${part.added} calendar ${part.added === 1 ? 'day' : 'days'}` };
}
