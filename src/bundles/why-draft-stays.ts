import { itemNumber } from '../evidence/item.js';
import type { Deps } from '../platform/deps.js';
import { recordsOf } from './build-records.js';
import type { Build, Bundle } from './bundle.js';
import { listPrivilegedBySha } from './held-back-store.js';

/**
 * Why a draft is only looked at here, as a sentence, or null: in hand it could be sent on, and it shows what is marked
 * privileged. An internal bundle stays in the house as it is.
 */
export async function whyDraftStays(
  deps: Pick<Deps, 'db' | 'files'>,
  bundle: Pick<Bundle, 'matterId' | 'purpose'>,
  build: Pick<Build, 'id' | 'isDraft' | 'recordSha256'>,
): Promise<string | null> {
  if (build.isDraft === 0 || bundle.purpose === 'internal') return null;
  const privileged = await listPrivilegedBySha(deps.db, bundle.matterId);
  if (privileged.size === 0) return null;
  const shown = (await recordsOf(deps, build))
    .flatMap(({ documents }) => documents)
    .filter(({ status }) => status === 'included' || status === 'slip-sheet')
    .map(({ sha256 }) => (sha256 === null ? undefined : privileged.get(sha256)))
    .find((item) => item !== undefined);
  if (shown === undefined) return null;
  return `This draft shows ${itemNumber(shown.number)} “${shown.title}”, which is marked privileged, so it is looked at here and not downloaded: hold the item back and build again, or lift the mark.`;
}
