import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { seesNames } from './identity-right-store.js';
import { pseudonymKey, pseudonymsBy } from './pseudonyms.js';

/** How the accounts of rows are shown to one person. */
export interface RowsMode {
  /** Whether the person has the right to see names. */
  readonly maySeeNames: boolean;
  /** Whether these rows show them: asked for, and allowed. */
  readonly isNamed: boolean;
  readonly nameOf: (account: string | null) => string;
}

/** Pseudonyms, the same for one account on every page of a matter, unless names are asked for by someone who may see them. */
export async function rowsModeFor(
  deps: Deps,
  matterId: string,
  accountId: string,
  isAskedForNames: boolean,
): Promise<RowsMode> {
  const maySeeNames = await seesNames(deps.db, matterId, accountId);
  const isNamed = maySeeNames && isAskedForNames;
  const pseudonymise = pseudonymsBy(await pseudonymKey(deps, `screen-${matterId}`));
  return {
    maySeeNames,
    isNamed,
    nameOf: (account) => (account === null ? '' : isNamed ? account : pseudonymise(account)),
  };
}

/** Each look at names is on record: who, when, how many rows of what. */
export async function recordNamesSeen(
  deps: Deps,
  matterId: string,
  look: { readonly subject: string; readonly of: string; readonly rows: number | string },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  const { subject, ...detail } = look;
  await inTransaction(deps, (tx) =>
    recordEvent(tx, { by, at, action: 'noticeList.namesSeen', subject, matterId, detail }),
  );
}

/** What a cell looks like without what it says: `acct-00012` is `aaaa-99999`. */
export function shapeOf(cell: string): string {
  return cell.replace(/\p{L}/gu, 'a').replace(/\p{N}/gu, '9').slice(0, 60);
}
