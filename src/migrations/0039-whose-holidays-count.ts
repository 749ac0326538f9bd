import { addColumn, type AnyDb } from './columns.js';

/**
 * The district or state of the federal court a matter is in, whose holidays Rule 6(a)(6)(C) counts, as it is named; and
 * whether business days under a rule of the matter leave out the closed days entered for it, `left-out`; null where they
 * count them.
 */
export async function whoseHolidaysCount(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'matter', 'court', 'text');
  await addColumn(db, engine, 'matter_rule', 'closed_days', 'text');
}
