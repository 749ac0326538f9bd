import { salvagedLacks } from '../pdf/questions.js';
import type { Deps } from '../platform/deps.js';
import type { OpenedCopy } from './building/document-pages.js';
import type { Bundle, ListedEntry } from './bundle.js';
import { paintingOf } from './painting/entry-painting.js';
import { pagesPainted } from './painting/page-to-paint.js';
import { fileOf } from './stored-spec.js';

const LACKS_MS = 60_000;
const OPENED_WORDS = {
  password: 'It was opened with its password; the copy has none.',
  repaired: 'It is damaged: pictures of its pages go in as far as they can be shown.',
} as const;

const PAINTED_WORDS = 'It is no PDF: the pages it was set on when they were painted go in.';

/** The copy of an entry that a person had opened, or the pages on which a person put boxes, where there are some. */
export async function openedOf(
  deps: Deps,
  { matterId }: Bundle,
  entries: readonly ListedEntry[],
  file: string,
): Promise<OpenedCopy | null> {
  const entry = entries.find((one) => fileOf(one) === file);
  if (entry === undefined) return null;
  if (entry.openedSha256 === null || entry.openedHow === null) {
    const { rasterise, redactions } = paintingOf(entry);
    const isPainted = entry.treatment === 'include' && rasterise.length + redactions.length > 0;
    const path = isPainted ? await pagesPainted(deps, matterId, entry) : null;
    return path === null ? null : { path, said: [PAINTED_WORDS] };
  }
  const original = await deps.files.localPath(entry.sha256);
  const lacks =
    entry.openedHow === 'repaired'
      ? await deps.asker.ask(salvagedLacks, { path: original }, { timeoutMs: LACKS_MS })
      : [];
  const path = await deps.files.localPath(entry.openedSha256);
  return { path, said: [OPENED_WORDS[entry.openedHow], ...lacks] };
}
