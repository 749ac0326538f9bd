import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { getDemandIn } from '../demands/demand-store.js';
import { getItem } from '../evidence/item-store.js';
import { itemNumber } from '../evidence/item.js';
import { getLetterIn } from '../letters/letter-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { StatementRequest } from './statement-form.js';
import { getStatementIn, insertStatement, setDemands, updateStatement } from './statement-store.js';
import type { Statement } from './statement.js';

/** Enters a statement at issue. Throws `NotFoundError` for a letter, an item or a demand of another matter. */
export async function enterStatement(
  deps: Deps,
  matterId: string,
  request: StatementRequest,
  by: Actor,
): Promise<Statement> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const columns = await columnsOf(tx, matterId, request, null);
    const statement = await insertStatement(tx, {
      matterId,
      ...columns,
      enteredAt: at,
      enteredBy: by.accountId,
    });
    await setDemands(tx, statement.id, request.demand);
    await recordEvent(tx, {
      by,
      at,
      action: 'statement.entered',
      subject: statement.id,
      matterId,
      detail: { number: statement.number },
    });
    return statement;
  });
}

/** Changes a statement at issue. Throws `ConflictError` when it was voided, or saved by someone else since `version`. */
export async function editStatement(
  deps: Deps,
  matterId: string,
  statementId: string,
  { version, ...request }: StatementRequest & { readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const statement = await getAtIssue(tx, matterId, statementId);
    await updateStatement(
      tx,
      statement.id,
      version,
      await columnsOf(tx, matterId, request, statement.shownBy),
    );
    await setDemands(tx, statement.id, request.demand);
    await recordEvent(tx, {
      by,
      at,
      action: 'statement.edited',
      subject: statement.id,
      matterId,
      detail: { number: statement.number },
    });
  });
}

/** Voids a statement entered in error; it stays on the record with the reason. */
export async function voidStatement(
  deps: Deps,
  matterId: string,
  statementId: string,
  { reason, version }: { readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const statement = await getAtIssue(tx, matterId, statementId);
    await updateStatement(tx, statement.id, version, { state: 'voided', voidReason: reason });
    await recordEvent(tx, {
      by,
      at: deps.clock.now(),
      action: 'statement.voided',
      subject: statement.id,
      matterId,
      detail: { number: statement.number },
    });
  });
}

/** A statement that was not voided. Throws `ConflictError` for one that was. */
export async function getAtIssue(tx: Tx, matterId: string, statementId: string): Promise<Statement> {
  const statement = await getStatementIn(tx, matterId, statementId);
  if (statement.state === 'voided')
    throw new ConflictError(`Statement ${statement.number} was voided; enter it anew if it is at issue.`);
  return statement;
}

/** The columns of a form whose letter, item and demands are this matter's. An item named before may stay though withdrawn. */
async function columnsOf(tx: Tx, matterId: string, request: StatementRequest, shownBefore: string | null) {
  const { demand, shownBy, putLetter, ...words } = request;
  for (const id of demand) {
    const { number, state } = await getDemandIn(tx, matterId, id);
    if (state === 'voided') throw new ConflictError(`Demand ${number} was voided; choose another.`);
  }
  if (putLetter !== '') await getLetterIn(tx, matterId, putLetter);
  if (shownBy !== '') {
    const item = await getItem(tx, matterId, shownBy);
    if (item.state === 'withdrawn' && item.id !== shownBefore)
      throw new ConflictError(`Item ${itemNumber(item.number)} was withdrawn; choose another.`);
  }
  return {
    ...words,
    shownBy: shownBy === '' ? null : shownBy,
    putLetter: putLetter === '' ? null : putLetter,
  };
}
