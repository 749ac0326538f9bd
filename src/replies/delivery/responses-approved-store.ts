import type { Db } from '../../platform/database.js';
import { listSendings } from './delivery-store.js';

/** The demands that an approved file answers, as it was approved. Who asks for more time has not answered yet. */
export async function listDemandsAnswered(db: Db, buildId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('approvalDemand')
    .where('buildId', '=', buildId)
    .where((eb) => eb.or([eb('stance', 'is', null), eb('stance', '!=', 'more-time')]))
    .select('demandId')
    .execute();
  return rows.map(({ demandId }) => demandId);
}

/**
 * Every response in an approved file that may leave or has left, with the first day it was sent to the other side, and
 * with whether a mail with it waits for counsel's decision.
 */
export async function listResponsesApproved(db: Db, matterId: string) {
  const rows = await db
    .selectFrom('approvalDemand')
    .innerJoin('approval', 'approval.buildId', 'approvalDemand.buildId')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'approval.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('approval.matterId', '=', matterId)
    .selectAll('approvalDemand')
    .select(['approval.approvedAt', 'bundle.id as bundleId', 'bundle.number', 'bundle.state'])
    .orderBy('approval.approvedAt')
    .execute();
  const sendings = await listSendings(db, matterId);
  return rows
    .map((row) => {
      const own = sendings.filter(({ buildId }) => buildId === row.buildId);
      const sentOn = own.find(({ isSent }) => isSent)?.sentOn ?? null;
      return { ...row, sentOn, isHeld: own.length > 0 && sentOn === null };
    })
    .filter(({ state, sentOn }) => sentOn !== null || state === 'approved' || state === 'sent');
}
