import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findChainHead, happenedSince, recordEvent } from '../audit/audit-store.js';
import { actorOf } from '../auth/account.js';
import type { Account } from '../auth/account.js';
import type { Matter } from '../matters/matter.js';
import { onePersonErrors } from '../matters/one-person-approval.js';
import { withdrawnBehind } from '../notices/disclosures/withdrawn-behind.js';
import { inTransaction } from '../platform/database.js';
import type { Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError, IntegrityError } from '../platform/errors.js';
import { hashOf } from '../platform/file-store.js';
import { itemNumber } from '../evidence/item.js';
import { listUnreviewedAdverse } from '../statements/statement-store.js';
import { fieldError } from '../web/form.js';
import type { FormErrors } from '../web/form.js';
import { expectStillHeldBack } from './attached-items.js';
import { approvalHindrances, bundleNumber, marksByItem, showsPrivileged } from './bundle.js';
import type { Build, Bundle, StoredFinding } from './bundle.js';
import {
  findApproval,
  findNewerFinal,
  getBuild,
  insertApproval,
  insertDemandsApproved,
  listFindings,
} from './build-store.js';
import { getBundle, listEntries, updateBundleState } from './bundle-store.js';
import type { WriteLetter } from './build-stored-bundle.js';
import { allotBates } from './allot-bates.js';
import { namesStops } from './findings/names-stops.js';
import { withdrawnSince } from './findings/source-stops.js';
import { parseSpec } from './building/spec.js';
import type { HeldBack } from './building/spec.js';
import { LETTER_FILE } from './stored-spec.js';
import { insertApprovalVolumes, listVolumes } from './volume-store.js';

export interface ApprovalForm {
  /** The hash of the file the person looked at. */
  readonly pdfSha256: string;
  /** Of the further volumes, in order; none where it is one file. */
  readonly volume?: readonly string[] | undefined;
  /** Only where one person approves. */
  readonly password: string;
  readonly reason: string;
  /** The second person says that the notes someone else cleared were read. */
  readonly readNotes?: 'yes' | undefined;
}

/** Setting the letter takes a moment, before the transaction: any of these meanwhile, and other words were approved. */
const WHAT_CHANGES_A_LETTER = [
  'reply.edited',
  'reply.voided',
  'demand.entered',
  'demand.edited',
  'demand.day-moved',
  'demand.responded',
  'demand.ended',
  // A further reply leaves out what was sent.
  'delivery.sent',
  'delivery.voided',
  'delivery.refuted',
  // A certificate of service says only what stands.
  'delivery.held',
] as const;

export type Approved = { readonly ok: true } | { readonly ok: false; readonly errors: FormErrors };

/** Who may not approve this file, as a sentence, or null. In the two-people form whoever prepared it cannot. */
export function approverProblem(
  form: Matter['approvalForm'],
  bundle: Pick<Bundle, 'createdBy'>,
  build: Pick<Build, 'builtBy'>,
  approver: Pick<Account, 'id' | 'role'>,
): string | null {
  if (approver.role !== 'counsel') return 'Only counsel can approve a file to send.';
  if (form === 'one-person') return null;
  return approver.id === bundle.createdBy || approver.id === build.builtBy
    ? 'You prepared this file; in this matter someone else approves it.'
    : null;
}

/** Notes that someone other than the approver has cleared: the second person reads them too. */
export function notesOfOthers(
  findings: readonly StoredFinding[],
  approver: string,
): readonly StoredFinding[] {
  return findings.filter(
    ({ level, clearedAt, clearedBy }) => level === 'note' && clearedAt !== null && clearedBy !== approver,
  );
}

/**
 * Counsel's approval of the exact file. The Bates numbers in it are allotted in the same transaction: gap-free,
 * never twice. Throws `ForbiddenError` and `ConflictError`; a wrong password is an answer.
 */
export async function approveBundle(
  deps: Deps,
  matter: Pick<Matter, 'id' | 'approvalForm'>,
  seen: { readonly bundleId: string; readonly buildId: string },
  form: ApprovalForm,
  approver: Account,
  writeLetter: WriteLetter,
): Promise<Approved> {
  const wrong = await onePersonErrors(matter, form, approver);
  if (wrong !== null) return { ok: false, errors: wrong };
  const early = await whoMayNot(deps, matter, seen, approver);
  if (early !== null) throw new ForbiddenError(early);
  const others = notesOfOthers(await listFindings(deps.db, seen.buildId), approver.id);
  if (matter.approvalForm !== 'one-person' && others.length > 0 && form.readNotes === undefined)
    return {
      ok: false,
      errors: fieldError('readNotes', 'Tick that you have read the notes the preparer cleared'),
    };
  const seenFiles = [form.pdfSha256, ...(form.volume ?? [])];
  for (const sha256 of seenFiles)
    if (!(await isFileWhole(deps, sha256)))
      throw new IntegrityError('The file to approve is missing or damaged; build it again.');
  const seenUpTo = (await findChainHead(deps.db))?.seq ?? 0;
  const respondsTo = await expectSameLetter(deps, matter.id, seen, writeLetter);

  const at = deps.clock.now();
  const by = actorOf(approver);
  await inTransaction(deps, async (tx) => {
    const bundle = await getBundle(tx, matter.id, seen.bundleId);
    const build = await getBuild(tx, matter.id, seen.bundleId, seen.buildId);
    const problem = approverProblem(matter.approvalForm, bundle, build, approver);
    if (problem !== null) throw new ForbiddenError(problem);
    const hindrances = approvalHindrances(
      bundle,
      build,
      await listFindings(tx, build.id),
      await findNewerFinal(tx, build),
    );
    if (hindrances.length > 0) throw new ConflictError(hindrances.join(' '));
    const volumes = await listVolumes(tx, build.id);
    const built = volumes.length > 0 ? volumes.map(({ pdfSha256 }) => pdfSha256) : [build.pdfSha256];
    if (built.join() !== seenFiles.join())
      throw new ConflictError('This is not the file you looked at; reload the page and look at it again.');
    if ((await findApproval(tx, build.id)) !== null)
      throw new ConflictError('This file is approved already.');
    await expectNothingPrivileged(tx, bundle);
    await expectNoList(tx, bundle);
    await expectNothingWithdrawn(tx, bundle, build.id);
    await expectStillHeldBack(tx, bundle, heldBackIn(build));
    if (bundle.purpose === 'production') await expectAdverseReviewed(tx, matter.id);
    if (build.letterSha256 !== null && (await happenedSince(tx, matter.id, seenUpTo, WHAT_CHANGES_A_LETTER)))
      throw new ConflictError('The letter was changed while you approved it; build it again.');
    await allotBates(tx, bundle, build, at);
    const approvalId = await insertApproval(tx, {
      matterId: matter.id,
      buildId: build.id,
      pdfSha256: form.pdfSha256,
      form: matter.approvalForm,
      reason: form.reason,
      approvedAt: at,
      approvedBy: approver.id,
    });
    await insertApprovalVolumes(tx, approvalId, volumes);
    await insertDemandsApproved(tx, build.id, respondsTo);
    await updateBundleState(tx, bundle.id, ['open'], 'approved', null);
    const detail = {
      number: bundleNumber(bundle.number),
      sha256: seenFiles.join(' '),
      form: matter.approvalForm,
    };
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.approved',
      subject: bundle.id,
      matterId: matter.id,
      detail,
    });
  });
  return { ok: true };
}

async function whoMayNot(
  { db }: Deps,
  matter: Pick<Matter, 'id' | 'approvalForm'>,
  { bundleId, buildId }: { bundleId: string; buildId: string },
  approver: Account,
): Promise<string | null> {
  const bundle = await getBundle(db, matter.id, bundleId);
  return approverProblem(
    matter.approvalForm,
    bundle,
    await getBuild(db, matter.id, bundleId, buildId),
    approver,
  );
}

/**
 * The letter is set once more: a reply or a response that changed since makes other bytes, and the file is not it.
 * Gives the demands it responds to.
 */
async function expectSameLetter(
  deps: Deps,
  matterId: string,
  { bundleId, buildId }: { bundleId: string; buildId: string },
  writeLetter: WriteLetter,
): Promise<readonly string[]> {
  const build = await getBuild(deps.db, matterId, bundleId, buildId);
  if (build.letterSha256 === null) return [];
  const bundle = await getBundle(deps.db, matterId, bundleId);
  const workFolder = await deps.files.workFolder();
  try {
    const path = join(workFolder, LETTER_FILE);
    const marks = marksByItem(bundle, await listEntries(deps.db, bundleId));
    const letter = await writeLetter(deps, bundle, marks, path, false);
    if ((await hashOf(path)) !== build.letterSha256)
      throw new ConflictError('The letter was changed since this file was built; build it again.');
    return letter?.respondsTo ?? [];
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function isFileWhole(deps: Deps, sha256: string): Promise<boolean> {
  return /^[0-9a-f]{64}$/.test(sha256) && (await deps.files.isWhole(sha256));
}

/** What cuts against us was looked at before anything is produced: it goes, answers no demand, or is privileged. */
async function expectAdverseReviewed(tx: Tx, matterId: string): Promise<void> {
  const items = (await listUnreviewedAdverse(tx, matterId)).map((link) => itemNumber(link.itemNumber));
  if (items.length > 0)
    throw new ConflictError(
      `${[...new Set(items)].join(', ')}: linked against us on a statement at issue and not reviewed. Counsel reviews ${items.length === 1 ? 'it' : 'them'} under Statements before a production is approved.`,
    );
}

/** The files that stayed away wherever they came attached, by the SPEC of the file. */
function heldBackIn({ spec }: Pick<Build, 'spec'>): readonly HeldBack[] {
  const read = parseSpec(JSON.parse(spec));
  return (read.ok ? read.spec.heldBack : undefined) ?? [];
}

async function expectNothingPrivileged(tx: Tx, bundle: Bundle): Promise<void> {
  const goes = (await listEntries(tx, bundle.id)).find(showsPrivileged);
  if (goes !== undefined)
    throw new ConflictError(`“${goes.title}” was marked privileged meanwhile: hold it back and build again.`);
}

/** A source may be withdrawn after figures over it were built in. */
async function expectNothingWithdrawn(tx: Tx, bundle: Bundle, buildId: string): Promise<void> {
  const behind = await withdrawnBehind(tx, bundle.matterId);
  const [gone] = await withdrawnSince(tx, behind, await listEntries(tx, bundle.id), buildId);
  if (gone !== undefined)
    throw new ConflictError(
      `“${gone.document ?? ''}” was built in before. ${gone.what} Build it again first.`,
    );
}

/** A file may be read as a notice list only after it was built in. */
async function expectNoList(tx: Tx, bundle: Bundle): Promise<void> {
  const [named] = await namesStops(tx, bundle, await listEntries(tx, bundle.id));
  if (named !== undefined)
    throw new ConflictError(`“${named.document ?? ''}” was read as a notice list meanwhile. ${named.what}`);
}
