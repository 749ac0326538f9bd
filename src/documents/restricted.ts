import type { Db } from '../platform/database.js';
import type { Document } from './document-store.js';
import type { Preview } from './preview.js';

/** An original that not everyone on its matter opens, with the sentence that says why. */
export interface Restricted {
  readonly why: string;
  readonly mayOpen: boolean;
}

/** Asked of the folder that knows what an original holds; null where anyone on the matter opens it. */
export type RestrictionOf = (
  db: Db,
  accountId: string,
  document: Pick<Document, 'id' | 'matterId' | 'sha256'>,
) => Promise<Restricted | null>;

/** What stands in place of the preview of such an original, for everyone: a look at it is a step of its own. */
export function hiddenPreview({ why }: Restricted): Preview {
  return { notes: [], header: [], kind: 'none', title: 'Not shown here', reason: why };
}
