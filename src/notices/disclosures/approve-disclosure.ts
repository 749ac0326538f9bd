import { recordEvent } from '../../audit/audit-store.js';
import { actorOf } from '../../auth/account.js';
import type { Account } from '../../auth/account.js';
import type { Matter } from '../../matters/matter.js';
import { onePersonErrors } from '../../matters/one-person-approval.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import type { FormErrors } from '../../web/form.js';
import { queueJob } from './ask-disclosure.js';
import { disclosureNumber } from './disclosure.js';
import type { Disclosure } from './disclosure.js';
import { getDisclosure, updateDisclosure } from './disclosure-store.js';

export interface ApprovalRequest {
  /** Only where one person approves. */
  readonly password: string;
  readonly reason: string;
  readonly version: number;
}

export type Approved = { readonly ok: true } | { readonly ok: false; readonly errors: FormErrors };

/** Who may not approve that accounts are named, as a sentence, or null. */
export function approverProblem(
  form: Matter['approvalForm'],
  disclosure: Pick<Disclosure, 'askedBy'>,
  approver: Pick<Account, 'id' | 'role'>,
): string | null {
  if (approver.role !== 'counsel') return 'Only counsel can approve that accounts are named.';
  if (form === 'two-people' && approver.id === disclosure.askedBy)
    return 'You asked for this list; in this matter someone else approves it.';
  return null;
}

/**
 * Counsel's approval that a list names its accounts, on the legal basis that stands with it; only then it is made.
 * Throws `ForbiddenError` and `ConflictError`; a wrong password is an answer.
 */
export async function approveDisclosure(
  deps: Deps,
  matter: Pick<Matter, 'id' | 'approvalForm'>,
  disclosureId: string,
  { password, reason, version }: ApprovalRequest,
  approver: Account,
): Promise<Approved> {
  const refusal = approverProblem(
    matter.approvalForm,
    await getDisclosure(deps.db, matter.id, disclosureId),
    approver,
  );
  if (refusal !== null) throw new ForbiddenError(refusal);
  const wrong = await onePersonErrors(matter, { reason, password }, approver);
  if (wrong !== null) return { ok: false, errors: wrong };
  const at = deps.clock.now();
  const by = actorOf(approver);
  await inTransaction(deps, async (tx) => {
    const disclosure = await getDisclosure(tx, matter.id, disclosureId);
    if (disclosure.mode !== 'identified' || disclosure.state !== 'asked')
      throw new ConflictError('There is nothing to approve here now; reload the page.');
    const jobId = await queueJob(tx, deps, matter.id, disclosureId, by);
    await updateDisclosure(tx, disclosureId, version, {
      state: 'making',
      jobId,
      approvedAt: at,
      approvedBy: approver.id,
      approvalForm: matter.approvalForm,
      approvalReason: reason,
    });
    const detail = { number: disclosureNumber(disclosure.number), form: matter.approvalForm };
    await recordEvent(tx, {
      by,
      at,
      action: 'disclosure.approved',
      subject: disclosureId,
      matterId: matter.id,
      detail,
    });
  });
  deps.wakeWorker();
  return { ok: true };
}
