import { ConfigError } from '../config.js';
import { clockNamed, systemClock, type Clock } from '../platform/clock.js';

/**
 * The clock that records go by: the machine's, or for trials the one that `REJOINDER_CLOCK` asks for, the same in the web
 * process and its worker. Throws `ConfigError`.
 */
export function clockOf(env: NodeJS.ProcessEnv): { readonly clock: Clock; readonly rate: number } {
  const asked = env['REJOINDER_CLOCK'];
  const named = asked ? clockNamed(asked) : { clock: systemClock, rate: 1 };
  if (named === null)
    throw new ConfigError(
      'REJOINDER_CLOCK must be an instant, like 2014-06-06T17:30:00.000Z or 2014-06-06T17:30:00.000Z x600',
    );
  return named;
}
