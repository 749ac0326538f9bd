import { addColumn, type AnyDb } from './columns.js';

/** What a disclosure of counts told, in the zone it was told in, so that later counts are held against it as it stands outside. */
export async function countsAsTheyWereTold(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'disclosure', 'told', 'text');
}
