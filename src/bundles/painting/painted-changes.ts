import type { PageChange } from '../../pdf/assembly.js';
import type { EntryPainted } from '../building/bundle-entry.js';
import type { Plan } from '../building/plan-bundle.js';

/** What painting changed, by page of the bundle: goes on the internal record like any other change. */
export function paintedChanges({ placed }: Plan): PageChange[] {
  return placed.flatMap(({ entry: { becomes }, firstPage }) =>
    becomes.kind === 'pages'
      ? becomes.painted.map((painted) => ({ page: firstPage + painted.index, what: whatChanged(painted) }))
      : [],
  );
}

function whatChanged({ codes }: EntryPainted): string {
  if (codes.length === 0) return 'rasterised: a picture of the page, with no text under it';
  const boxes = codes.length === 1 ? '1 box' : `${codes.length} boxes`;
  return `redacted: a picture of the page with ${boxes} burnt in (${[...new Set(codes)].join(', ')}), with no text under it`;
}
