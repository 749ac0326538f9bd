import { madeFromWithdrawnSources, withdrawnWords } from '../../measurements/papers/withdrawn-behind.js';
import type { WithdrawnBehind } from '../../measurements/papers/withdrawn-behind.js';
import type { Db } from '../../platform/database.js';
import { listNumber } from '../lists/notice-list.js';
import { choicesOf, givesFindings } from './disclosure.js';
import { listOfVoidedLists, listOverWithdrawn } from './disclosure-store.js';

/**
 * The items of a matter that rest on what is used no longer: papers of measurements, and disclosures that give findings,
 * over a source that was withdrawn; disclosures of a list that was voided.
 */
export async function withdrawnBehind(db: Db, matterId: string): Promise<WithdrawnBehind> {
  const behind = new Map(await madeFromWithdrawnSources(db, matterId));
  const add = (itemId: string | null, words: string): void => {
    if (itemId !== null) behind.set(itemId, [...new Set([...(behind.get(itemId) ?? []), words])]);
  };
  for (const { itemId, number, voidReason } of await listOfVoidedLists(db, matterId))
    add(itemId, `${listNumber(number)}, which was voided (${voidReason ?? 'no reason is on record'})`);
  for (const { itemId, choices, ...source } of await listOverWithdrawn(db, matterId))
    if (givesFindings(choicesOf({ choices }))) add(itemId, withdrawnWords(source));
  return behind;
}
