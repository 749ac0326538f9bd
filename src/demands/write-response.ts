import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { keepPromiseDate } from './promise-date.js';
import type { ResponseRequest } from './demand-form.js';
import { findResponse, insertResponse, updateDemand, updateResponse } from './demand-store.js';
import type { Demand } from './demand.js';
import { holdsBackOverall, type ResponseLists } from './response-columns.js';

/** What has to be done before the words of a response change, in the same transaction. */
export type BeforeRewriting = (tx: Tx, demand: Demand, by: Actor, at: string) => Promise<void>;

/**
 * Writes or rewrites the one response to a demand. A promise with a date becomes a date of our own; a changed one
 * replaces it. Returns what is not to be missed about it, a sentence each. Throws `ConflictError` when the demand has ended or someone else wrote meanwhile.
 */
export async function writeResponse(
  deps: Deps,
  demand: Demand,
  zone: string,
  request: Pick<
    ResponseRequest,
    'stance' | 'grounds' | 'holdsBack' | 'words' | 'promiseWords' | 'promisedOn' | 'version' | 'demandVersion'
  >,
  by: Actor,
  lists: ResponseLists = { objections: [], exhibits: null },
  beforeRewriting: BeforeRewriting | null = null,
): Promise<string[]> {
  if (demand.state !== 'open' && demand.state !== 'responded')
    throw new ConflictError('This demand has ended; open it again before responding to it.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const before = await findResponse(tx, demand.id);
    const said = {
      stance: request.stance,
      grounds: request.grounds,
      holdsBack: holdsBackOverall(request.holdsBack, lists.objections),
      objections: JSON.stringify(lists.objections),
      exhibits: lists.exhibits === null ? null : JSON.stringify(lists.exhibits),
      words: request.words,
      promiseWords: request.promiseWords === '' ? null : request.promiseWords,
      promisedOn: request.promisedOn,
    };
    const columns = { ...said, writtenAt: at, writtenBy: by.accountId };
    if (before === null) {
      if (request.version !== undefined) throw new ConflictError('This response is not there any more.');
      await insertResponse(tx, { demandId: demand.id, matterId: demand.matterId, ...columns });
    } else {
      if (request.version === undefined)
        throw new ConflictError('Someone else wrote a response to this demand meanwhile.');
      if (isRewritten(before, said)) await beforeRewriting?.(tx, demand, by, at);
      await updateResponse(tx, before.id, request.version, columns);
    }
    if (demand.state === 'open')
      await updateDemand(tx, demand.id, request.demandVersion, { state: 'responded', stateReason: null });
    await recordEvent(tx, {
      by,
      at,
      action: 'demand.responded',
      subject: demand.id,
      matterId: demand.matterId,
      detail: { number: demand.number, stance: request.stance, promisedOn: request.promisedOn },
    });
    const isSamePromise =
      before?.promisedOn === columns.promisedOn && before.promiseWords === columns.promiseWords;
    if (isSamePromise) return [];
    const promise = { zone, words: columns.promiseWords, on: columns.promisedOn };
    return keepPromiseDate(tx, demand, promise, by, at);
  });
}

function isRewritten<T extends object>(before: T, said: Partial<T>): boolean {
  return (Object.keys(said) as (keyof T)[]).some((name) => before[name] !== said[name]);
}
