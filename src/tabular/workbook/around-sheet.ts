import { readNotes, readThreads } from './comments.js';
import type { CellComment } from './comments.js';
import { relationsOf } from './relations.js';
import type { Relation } from './relations.js';
import { isTrue, scanXml } from './scan-xml.js';
import type { WorkbookParts } from './workbook-parts.js';
import { areaOf } from './cell-place.js';

/** What belongs to a sheet beside its cells. */
export interface AroundSheet {
  readonly comments: readonly CellComment[];
  readonly charts: number;
  readonly pictures: number;
  /** Shapes and text boxes. */
  readonly shapes: number;
  readonly pivotTables: number;
  /** Whole files that lie in it. */
  readonly embedded: number;
  readonly isTableFiltered: boolean;
  /** The rows that its tables have their headings in. */
  readonly tableHeads: readonly number[];
}

/** Counts what lies on a sheet, and reads what is written at its cells. */
export async function readAroundSheet(
  parts: WorkbookParts,
  part: string,
  persons: ReadonlyMap<string, string>,
): Promise<AroundSheet> {
  const relations = await relationsOf(parts, part);
  const targets = (type: string): string[] =>
    relations.filter((one) => one.type === type && !one.isExternal).map(({ target }) => target);
  const drawn = { charts: 0, pictures: 0, shapes: 0 };
  for (const name of targets('drawing')) await countDrawn(parts, name, drawn);
  const tables = await readTables(parts, targets('table'));
  return {
    ...drawn,
    comments: await commentsOf(parts, targets, persons),
    pivotTables: targets('pivotTable').length,
    embedded: relations.filter(isEmbedded).length,
    ...tables,
  };
}

function isEmbedded({ type, isExternal }: Relation): boolean {
  return !isExternal && (type === 'oleObject' || type === 'package');
}

/** A thread has a note at its cell too, for programs that know no threads: it is told once. */
async function commentsOf(
  parts: WorkbookParts,
  targets: (type: string) => string[],
  persons: ReadonlyMap<string, string>,
): Promise<readonly CellComment[]> {
  const threads: CellComment[] = [];
  for (const name of targets('threadedComment')) threads.push(...(await readThreads(parts, name, persons)));
  const threaded = new Set(threads.map(({ cell }) => cell));
  const notes: CellComment[] = [];
  for (const name of targets('comments')) notes.push(...(await readNotes(parts, name)));
  return [...notes.filter(({ cell }) => !threaded.has(cell)), ...threads];
}

/** What a program drew for older ones in place of something newer is not counted beside it. */
async function countDrawn(
  parts: WorkbookParts,
  name: string,
  drawn: { charts: number; pictures: number; shapes: number },
): Promise<void> {
  if (!parts.has(name)) return;
  let fallback = 0;
  await scanXml(
    parts.stream(name),
    {
      open: (element) => {
        if (element === 'Fallback') fallback += 1;
        if (fallback > 0) return;
        if (element === 'chart') drawn.charts += 1;
        else if (element === 'pic') drawn.pictures += 1;
        else if (element === 'sp' || element === 'cxnSp') drawn.shapes += 1;
      },
      close: (element) => {
        if (element === 'Fallback') fallback -= 1;
      },
    },
    name,
  );
}

async function readTables(
  parts: WorkbookParts,
  names: readonly string[],
): Promise<Pick<AroundSheet, 'isTableFiltered' | 'tableHeads'>> {
  const tableHeads: number[] = [];
  let isTableFiltered = false;
  for (const name of names.filter((one) => parts.has(one)))
    await scanXml(
      parts.stream(name),
      {
        open: (element, { ref, headerRowCount }) => {
          if (element === 'filterColumn') isTableFiltered = true;
          if (element !== 'table') return;
          const area = areaOf(ref ?? '');
          if (area !== null && (headerRowCount === undefined || isTrue(headerRowCount)))
            tableHeads.push(area.top);
        },
      },
      name,
    );
  return { isTableFiltered, tableHeads };
}
