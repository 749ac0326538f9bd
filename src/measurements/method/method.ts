import type { Selectable } from 'kysely';
import type { MeasurementMethodTable } from '../../migrations/schema.js';
import { MEASURES } from '../measurement.js';
import type { Measure } from '../measurement.js';
import type { RunMethod } from '../runs/run-figures.js';

/**
 * One version of how a matter's readings are judged: set by a named person with a reason before the first run, never
 * changed; a change is a new version. `level` is in the unit the measure is kept in; `windowMinutes` is how long before
 * a delivery a reading may lie to be compared with it.
 */
export type MeasurementMethod = Selectable<MeasurementMethodTable>;

export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  download: 'download',
  upload: 'upload',
  roundTrip: 'round trip',
  loss: 'loss',
};

export function runMethodOf(method: MeasurementMethod): RunMethod {
  const { measure, level, zone, peakFrom, peakTo, peakDays } = method;
  return { measure, level, zone, peak: { from: peakFrom, to: peakTo, days: peakDays } };
}

/** `download below 3 Mbit/s` */
export function levelWords({ measure, level }: Pick<MeasurementMethod, 'measure' | 'level'>): string {
  return `${MEASURE_WORDS[measure]} below ${level} ${MEASURES[measure]}`;
}

/** `19:00 to 23:00 on weekdays` */
export function peakWords({
  peakFrom,
  peakTo,
  peakDays,
}: Pick<MeasurementMethod, 'peakFrom' | 'peakTo' | 'peakDays'>): string {
  const hour = (of: number): string => `${String(of).padStart(2, '0')}:00`;
  return `${hour(peakFrom)} to ${hour(peakTo)}${peakDays === 'weekdays' ? ' on weekdays' : ' every day'}`;
}

export function windowWords({ windowMinutes }: Pick<MeasurementMethod, 'windowMinutes'>): string {
  return windowMinutes === 1 ? '1 minute' : `${windowMinutes} minutes`;
}
