import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { keepPromiseDate } from './promise-date.js';
import type { PromiseRequest } from './demand-form.js';
import { findResponse, updateResponse } from './demand-store.js';
import type { Demand } from './demand.js';

/**
 * A person confirms that words of a response promise something by a day: it becomes a date of our own. Returns what is not
 * to be missed about it, a sentence each. Throws
 * `ConflictError` when the words are not in the response, it promises something already, or someone wrote meanwhile.
 */
export async function keepPromise(
  deps: Deps,
  demand: Demand,
  zone: string,
  { words, on, version }: PromiseRequest,
  by: Actor,
): Promise<string[]> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const response = await findResponse(tx, demand.id);
    if (response === null || !response.words.replace(/\s+/g, ' ').includes(words))
      throw new ConflictError('The response does not say this any more.');
    if (response.promisedOn !== null)
      throw new ConflictError('The response has its promise already; change it in the form.');
    await updateResponse(tx, response.id, version, { promiseWords: words, promisedOn: on });
    const detail = { number: demand.number, stance: response.stance, promisedOn: on };
    const { id: subject, matterId } = demand;
    await recordEvent(tx, { by, at, action: 'demand.responded', subject, matterId, detail });
    return keepPromiseDate(tx, demand, { zone, words, on }, by, at);
  });
}
