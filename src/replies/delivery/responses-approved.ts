import { bundleNumber } from '../../bundles/bundle.js';
import type { ApprovedResponse } from '../../demands/sent-response.js';
import type { Db } from '../../platform/database.js';
import { listResponsesApproved } from './responses-approved-store.js';

/** The responses of a matter as approved files carry them, each with the day its file was sent. */
export async function responsesApproved(db: Db, matterId: string): Promise<ApprovedResponse[]> {
  const rows = await listResponsesApproved(db, matterId);
  return rows.map(({ demandId, number, bundleId, buildId, approvedAt, stance, words, ...rest }) => ({
    ...{ demandId, approvedAt, sentOn: rest.sentOn, isHeld: rest.isHeld, bundle: bundleNumber(number) },
    path: `/matters/${matterId}/bundles/${bundleId}/builds/${buildId}`,
    response:
      stance === null || words === null
        ? null
        : {
            ...{ stance, words, promiseWords: rest.promiseWords, promisedOn: rest.promisedOn },
            ...{ objections: rest.objections ?? '[]', exhibits: rest.exhibits },
          },
  }));
}
