import { readFileSync } from 'node:fs';
import { z } from 'zod';

export type Quantity = 'throughput' | 'time' | 'loss';

/**
 * A unit as it is shown, and what makes of it the unit we keep (Mbit/s, ms, or a share of 1): times, then over. Two whole
 * numbers, because 934268000 ÷ 1000000 is exact where × 0.000001 is not.
 */
export interface Unit {
  readonly quantity: Quantity;
  readonly shown: string;
  readonly times: number;
  readonly over: number;
}

const SCALES: Readonly<Record<Quantity, Readonly<Record<string, readonly [times: number, over: number]>>>> = {
  throughput: {
    'bit/s': [1, 1_000_000],
    'kbit/s': [1, 1_000],
    'Mbit/s': [1, 1],
    'Gbit/s': [1_000, 1],
    'byte/s': [1, 125_000],
    'kB/s': [1, 125],
    'MB/s': [8, 1],
  },
  time: { µs: [1, 1_000], ms: [1, 1], s: [1_000, 1] },
  loss: { ratio: [1, 1], '%': [1, 100] },
};

/** The units of each quantity, as they are shown. */
export const UNIT_NAMES: Readonly<Record<Quantity, readonly string[]>> = {
  throughput: Object.keys(SCALES.throughput),
  time: Object.keys(SCALES.time),
  loss: Object.keys(SCALES.loss),
};

const names = z.record(z.string(), z.array(z.string()));
const unitNames = z.record(z.string(), z.string());
const reference = z.object({
  version: z.string(),
  about: z.string(),
  units: z.object({ throughput: unitNames, time: unitNames, loss: unitNames }),
  columns: names,
});

const REFERENCE = reference.parse(
  JSON.parse(
    readFileSync(new URL('../../data/reference/measurement-columns.json', import.meta.url), 'utf8'),
  ) as unknown,
);

/** Names of columns by what they hold, as the reference lists them. */
export const COLUMN_NAMES: Readonly<Record<string, readonly string[]>> = REFERENCE.columns;

/**
 * A unit by any of its names. Capitals count in one place: a capital B is bytes, a small one bits (`MB/s`, `MBps`;
 * `Mb/s`). Null when it is none of ours, or when its capitals leave open which of the two it is (`mb/s`).
 */
export function findUnit(quantity: Quantity, words: string): Unit | null {
  const written = words.trim().replace(/^µ|^μ/, 'µ');
  const known = REFERENCE.units[quantity];
  const scale = (written[0] ?? '').replace('K', 'k');
  if (/^[kKMG]b\/s$/.test(written)) return unit(quantity, `${scale}bit/s`);
  if (/^[kKM]B(?:\/s|ps)$/.test(written)) return unit(quantity, `${scale}B/s`);
  if (/^[kmg]b\/s$/i.test(written)) return null;
  const shown = known[written.toLowerCase()] ?? Object.values(known).find((one) => one === written);
  return shown === undefined ? null : unit(quantity, shown);
}

/** The unit that a column's own name states as its last part, like `download_mbps`, `rtt_ms` or `speed (Mbit/s)`. */
export function unitInName(column: string): Unit | null {
  const name = column.trim();
  const inBrackets = /[([]\s*([^)\]]+?)\s*[)\]]$/.exec(name)?.[1];
  const parts = name.split(/[_\s.-]+/);
  const endings = inBrackets
    ? [inBrackets]
    : [parts.slice(-3), parts.slice(-2), parts.slice(-1)].map((one) => one.join('_'));
  if (!inBrackets && parts.length < 2) return null;
  for (const ending of endings)
    for (const quantity of ['throughput', 'time', 'loss'] as const) {
      const found = findUnit(quantity, ending);
      if (found && !(quantity === 'time' && found.shown === 's' && !inBrackets && parts.length < 2))
        return found;
    }
  return null;
}

function unit(quantity: Quantity, shown: string): Unit | null {
  const scale = SCALES[quantity][shown];
  return scale ? { quantity, shown, times: scale[0], over: scale[1] } : null;
}
