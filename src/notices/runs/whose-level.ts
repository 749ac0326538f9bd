import type { Actor } from '../../audit/event.js';
import type { MeasurementMethod } from '../../measurements/method/method.js';
import type { ReconcileMethod } from '../reconciliation.js';
import { withinWords } from './notice-run.js';

type LevelAndWindow = Pick<ReconcileMethod, 'level' | 'withinMs'>;

/** The version of the matter's method that level and window are those of, or null. */
export function numberOfMethod(
  method: MeasurementMethod | null,
  { withinMs, level }: LevelAndWindow,
): number | null {
  const isSame =
    method?.measure === 'download' && method.level === level && method.windowMinutes * 60_000 === withinMs;
  return isSame ? method.number : null;
}

/**
 * Counsel decides at which level and within which window deliveries are judged: by the matter's method, or by beginning
 * the run. Why someone may not begin one, as a sentence, or null.
 */
export function levelProblem(
  method: MeasurementMethod | null,
  asked: LevelAndWindow,
  { role }: Pick<Actor, 'role'>,
): string | null {
  if (role === 'counsel' || numberOfMethod(method, asked) !== null) return null;
  return method?.measure === 'download'
    ? `Counsel decides on the level. Take those of the matter’s method, ${method.level} Mbit/s within ${withinWords(method.windowMinutes * 60_000)}, or have counsel begin this run`
    : 'Counsel decides on the level, and no method for downloads is set. Have counsel set one under Measurements, or begin this run';
}
