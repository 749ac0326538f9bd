import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { getMatterRuleIn, insertMatterRule, listMatterRules, updateRuleEnded } from './matter-rule-store.js';
import { latestOf, type MatterRule } from './matter-rule.js';
import { askAboutMatter } from '../recounts/recount-dates.js';

export type RuleContent = Pick<
  MatterRule,
  | 'name'
  | 'count'
  | 'unit'
  | 'direction'
  | 'firstDay'
  | 'roll'
  | 'calendar'
  | 'closedDays'
  | 'cutOff'
  | 'authority'
>;

/** Writes a rule of the matter. Returns its id. */
export async function writeMatterRule(
  deps: Deps,
  matterId: string,
  content: RuleContent,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const id = await insertMatterRule(tx, {
      ...content,
      matterId,
      number: 1,
      setAt: at,
      setBy: by.accountId,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'matterRule.written',
      subject: id,
      matterId,
      detail: { number: 1 },
    });
    return id;
  });
}

/**
 * Writes the next version of a rule, with a reason. Dates counted under the version before stand; where they would
 * move, counsel is asked. Throws `ConflictError` when someone else wrote one meanwhile. Returns how many ask.
 */
export async function rewriteMatterRule(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly content: RuleContent; readonly reason: string },
  by: Actor,
): Promise<number> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const rule = await requireInForce(tx, matterId, request.id);
    await updateRuleEnded(tx, rule.id, { endedAt: at, endedBy: by.accountId, endedReason: request.reason });
    const number = rule.number + 1;
    const id = await insertMatterRule(tx, {
      ...request.content,
      matterId,
      familyId: rule.familyId,
      number,
      setAt: at,
      setBy: by.accountId,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'matterRule.written',
      subject: id,
      matterId,
      detail: { number },
    });
    return askAboutMatter(tx, matterId, at);
  });
}

/** Offers a rule no more, with a reason. Dates counted under it stand. */
export async function withdrawMatterRule(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly reason: string },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const rule = await requireInForce(tx, matterId, request.id);
    await updateRuleEnded(tx, rule.id, { endedAt: at, endedBy: by.accountId, endedReason: request.reason });
    await recordEvent(tx, {
      by,
      at,
      action: 'matterRule.withdrawn',
      subject: rule.id,
      matterId,
      detail: { number: rule.number },
    });
  });
}

async function requireInForce(
  tx: Parameters<typeof getMatterRuleIn>[0],
  matterId: string,
  id: string,
): Promise<MatterRule> {
  const rule = await getMatterRuleIn(tx, matterId, id);
  if (latestOf(await listMatterRules(tx, matterId), id)?.id !== rule.id)
    throw new ConflictError(
      'Someone else changed this rule meanwhile, or it was withdrawn; nothing was saved.',
    );
  return rule;
}
