import { isPlainDate } from '../../platform/plain-date.js';
import type { RowsFilter } from './run-figures.js';

/** The address of the readings behind a figure, as the page's query holds it. */
export function rowsQuery(filter: RowsFilter): Readonly<Record<string, string>> {
  const { network, hour, day, month, side, isBelow, reason } = filter;
  return {
    ...(network === null ? { unnamed: '1' } : network !== undefined && { network }),
    ...(hour !== undefined && { hour: String(hour) }),
    ...(day !== undefined && { day }),
    ...(month !== undefined && { month }),
    ...(side !== undefined && { side }),
    ...(isBelow === true && { below: '1' }),
    ...(reason !== undefined && { reason }),
  };
}

/** What an address asks for; null where it is nothing that a figure stands for. */
export function rowsFilter(query: (name: string) => string | undefined): RowsFilter | null {
  const [network, hour, day, month, side, reason] = ['network', 'hour', 'day', 'month', 'side', 'reason'].map(
    query,
  );
  if (hour !== undefined && !/^([01]?\d|2[0-3])$/.test(hour)) return null;
  if (day !== undefined && !isPlainDate(day)) return null;
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return null;
  if (side !== undefined && side !== 'peak' && side !== 'off-peak') return null;
  return {
    ...(query('unnamed') === '1' ? { network: null } : network !== undefined && { network }),
    ...(hour !== undefined && { hour: Number(hour) }),
    ...(day !== undefined && { day }),
    ...(month !== undefined && { month }),
    ...(side !== undefined && { side }),
    ...(query('below') === '1' && { isBelow: true }),
    ...(reason !== undefined && { reason }),
  };
}

/** What the readings have in common, in words: `Comcast, 20:00 to 21:00, below the level`. */
export function filterWords(filter: RowsFilter): string {
  const { network, hour, day, month, side, isBelow, reason } = filter;
  const words = [
    ...(network === undefined ? [] : [network ?? 'network not named']),
    ...(hour === undefined ? [] : [`${clock(hour)} to ${clock(hour + 1)}`]),
    ...(day === undefined ? [] : [day]),
    ...(month === undefined ? [] : [month]),
    ...(side === undefined ? [] : [side === 'peak' ? 'at peak' : 'off peak']),
    ...(isBelow === true ? ['below the level'] : []),
    ...(reason === undefined ? [] : [`set aside: ${reason}`]),
  ];
  return words.length === 0 ? 'every reading used' : words.join(', ');
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
