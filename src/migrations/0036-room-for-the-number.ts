import { addColumn, type AnyDb } from './columns.js';

/** Whether pages of a bundle are made smaller where something is in the way of the number at their foot. */
export async function roomForTheNumber(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(
    db,
    engine,
    'bundle',
    'room_for_number',
    'int not null default 0 check (room_for_number in (0, 1))',
  );
}
