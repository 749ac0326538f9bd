import { recogniseTable } from './known-tables.js';
import { unitInName } from './units.js';

/** The unit of each column as its format documents it or its name states it; null where nothing says one. */
export function unitsOfColumns(columns: readonly string[], fileName: string): (string | null)[] {
  const known = recogniseTable(columns, fileName, null);
  const stated = new Map(
    (known?.mappings ?? []).flatMap(({ values }) =>
      Object.values(values).map(({ column, unit }) => [column, unit.shown] as const),
    ),
  );
  return columns.map((column) => stated.get(column) ?? unitInName(column)?.shown ?? null);
}
