import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { findBundleOfReply } from '../bundles/bundle-store.js';
import { requireNothingHeld } from '../deadlines/holding.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { keepVersionWith, letterNow } from './versions/keep-version.js';
import { getReplyIn, updateReply } from './reply-store.js';
import { changedFields, isWritable, type Reply, type ReplyFields } from './reply.js';

/**
 * Saves what a person wrote. Throws `ConflictError` when someone else saved meanwhile, or when the bundle that
 * carries the reply has been approved: what was approved stays as it is.
 */
export async function editReply(
  deps: Deps,
  reply: Pick<Reply, 'id' | 'matterId'>,
  edit: ReplyFields & { readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const current = await expectWritable(tx, reply);
    const { version, ...fields } = edit;
    const changed = changedFields(current, fields);
    // The words that are about to change are a version of their own, where none says them yet.
    if (changed.length > 0)
      await keepVersionWith(tx, current, await letterNow(tx, current), { by, at, why: 'before a change' });
    await updateReply(tx, reply.id, version, fields);
    if (changed.length === 0) return;
    const detail = { number: String(current.number), fields: changed.join(', ') };
    await recordEvent(tx, {
      by,
      at,
      action: 'reply.edited',
      subject: reply.id,
      matterId: reply.matterId,
      detail,
    });
  });
}

/**
 * Voids a draft with a reason; it stays on the record and another can begin. Throws `ConflictError` while a binding or
 * promised date of the letter it answers is open.
 */
export async function voidReply(
  deps: Deps,
  reply: Pick<Reply, 'id' | 'matterId'>,
  reason: string,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const current = await expectWritable(tx, reply);
    const bundle = await findBundleOfReply(tx, reply.matterId, reply.id);
    if (bundle !== null)
      throw new ConflictError(
        'A bundle carries this reply; void the bundle first, or put another letter in front.',
      );
    await requireNothingHeld(tx, { letterId: current.inReplyTo }, 'This reply cannot be voided');
    await updateReply(tx, reply.id, current.version, { state: 'voided', stateReason: reason });
    const detail = { number: String(current.number) };
    await recordEvent(tx, {
      by,
      at,
      action: 'reply.voided',
      subject: reply.id,
      matterId: reply.matterId,
      detail,
    });
  });
}

/** The reply as it stands. Throws `ConflictError` once what carries it is approved, or it has ended. */
export async function expectWritable(
  tx: Tx,
  { id, matterId }: Pick<Reply, 'id' | 'matterId'>,
): Promise<Reply> {
  const reply = await getReplyIn(tx, matterId, id);
  const bundle = await findBundleOfReply(tx, matterId, id);
  if (!isWritable(reply, bundle?.state ?? null))
    throw new ConflictError(
      'This reply is part of what was approved or has ended, so it is not changed any more. Begin a new one.',
    );
  return reply;
}
