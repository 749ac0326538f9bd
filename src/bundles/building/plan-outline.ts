import type { OutlineEntry, Part } from '../../pdf/assembly.js';
import { bySection, exhibitName, titleOutside } from './place-entries.js';
import type { Placed } from './place-entries.js';
import type { Spec } from './spec.js';

/** What a page is called in a bookmark. */
type NameOf = (page: number) => string;

/** The bookmarks of a bundle: front, index, then documents by section, with what each brings along beneath it. */
export function outlineOf(
  spec: Spec,
  {
    front,
    index,
    changes,
  }: { readonly front: Part; readonly index: Part | null; readonly changes: Part | null },
  placed: readonly Placed[],
  nameOf: NameOf,
): OutlineEntry[] {
  const frontTitle = front.kind === 'cover' ? 'Cover' : (spec.letter?.title ?? 'Letter');
  return [
    leaf(frontTitle, 1, nameOf),
    ...(index === null ? [] : [leaf('Index', index.firstPage, nameOf)]),
    ...(changes === null ? [] : [leaf('What changed', changes.firstPage, nameOf)]),
    ...bySection(spec, placed).map(({ title, page, documents }) => ({
      ...leaf(title, page, nameOf),
      children: withAttached(documents, 0, nameOf),
    })),
  ];
}

/** Bookmarks of documents, those of what came attached beneath them. */
function withAttached(documents: readonly Placed[], depth: number, nameOf: NameOf): OutlineEntry[] {
  const deep = ({ entry }: Placed): number => entry.attached?.depth ?? 0;
  return documents.flatMap((placed, at) => {
    if (deep(placed) !== depth) return [];
    const rest = documents.slice(at + 1);
    const next = rest.findIndex((other) => deep(other) <= depth);
    const mark = placed.entry.document.exhibit;
    const shown = titleOutside(placed.entry);
    const own = leaf(mark === null ? shown : `${exhibitName(mark)}  ${shown}`, placed.firstPage, nameOf);
    const attached = withAttached(rest.slice(0, next < 0 ? rest.length : next), depth + 1, nameOf);
    return [{ ...own, children: [...ownBookmarks(placed, nameOf), ...attached] }];
  });
}

/** The bookmarks a document brings along, nested as they were where none between them is missing. */
function ownBookmarks({ entry: { becomes }, firstPage }: Placed, nameOf: NameOf): OutlineEntry[] {
  if (becomes.kind !== 'pages') return [];
  const top: Nested[] = [];
  const path: Nested[] = [];
  for (const { title, index, depth } of becomes.bookmarks) {
    path.length = Math.min(depth, path.length);
    const own: Nested = { ...leaf(title, firstPage + index, nameOf), children: [] };
    (path.at(-1)?.children ?? top).push(own);
    path.push(own);
  }
  return top;
}

interface Nested extends OutlineEntry {
  readonly children: Nested[];
}

function leaf(title: string, page: number, nameOf: NameOf): OutlineEntry {
  return { title: `${title} (p. ${nameOf(page)})`, page, children: [] };
}
