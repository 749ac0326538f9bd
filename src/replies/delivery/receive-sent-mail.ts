import type { Actor } from '../../audit/event.js';
import type { Document } from '../../documents/document-store.js';
import { keepDocument, type ArrivedFile } from '../../documents/keep-document.js';
import type { Deps } from '../../platform/deps.js';
import { listApprovedFiles } from './delivery-store.js';
import { mailAsSending, recordMail } from './mail-as-sending.js';
import type { MatterOfProof, ProofOutcome } from './proof-outcome.js';
import { receiveReport, reportOf } from './receive-report.js';
import { setAsideWith } from './set-aside.js';

/**
 * A mail as it was sent, dropped on the page: who, to whom and when come from it, and its attachment must be the
 * approved file to the byte. It records the sending, or proves the one that was recorded by hand; where it did not go to
 * an addressee of the letter, or carries what nobody approved, counsel decides. One more sending of a file that is
 * recorded as sent already is offered on the page and not recorded by itself. The mail is kept whatever it says.
 */
export async function receiveSentMail(
  deps: Deps,
  matter: MatterOfProof,
  arrived: ArrivedFile,
  by: Actor,
): Promise<ProofOutcome> {
  const document = await keepDocument(deps, arrived, { matterId: matter.id }, by);
  const outcome = await receive(deps, matter, document, by);
  return setAsideWith(deps, matter, { document, deliveryId: null }, outcome, by);
}

async function receive(
  deps: Deps,
  matter: MatterOfProof,
  document: Document,
  by: Actor,
): Promise<ProofOutcome> {
  const report = await reportOf(deps, document);
  if (report !== null) return receiveReport(deps, matter, document, report, by);
  const read = await mailAsSending(deps, matter, document, await listApprovedFiles(deps.db, matter.id));
  return 'outcome' in read ? read.outcome : recordMail(deps, matter, read.checked, false, by);
}
