import { posix } from 'node:path';
import { scanXml } from './scan-xml.js';
import type { WorkbookParts } from './workbook-parts.js';

/** What one part points at. */
export interface Relation {
  readonly id: string;
  /** The last word of its type: `worksheet`, `comments`, `drawing`. */
  readonly type: string;
  /** A part of the workbook, or an address outside of it. */
  readonly target: string;
  readonly isExternal: boolean;
}

/** The relations of a part, by the name it has in the archive; none where it has none. */
export async function relationsOf(parts: WorkbookParts, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!parts.has(name)) return [];
  const found: Relation[] = [];
  await scanXml(
    parts.stream(name),
    {
      open: (element, { Id = '', Type = '', Target = '', TargetMode }) => {
        if (element !== 'Relationship') return;
        const isExternal = TargetMode === 'External';
        const target = isExternal ? Target : partNamed(folder, Target);
        found.push({ id: Id, type: Type.split('/').at(-1) ?? '', target, isExternal });
      },
    },
    name,
  );
  return found;
}

function partNamed(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
  return posix.normalize(path);
}
