import { addColumn, type AnyDb } from './columns.js';

/** The hour at which something was delivered, in the zone of the matter, and at which a date was met, in its own: `16:30`. */
export async function hoursOfDelivery(db: AnyDb, engine: 'sqlite' | 'postgres'): Promise<void> {
  await addColumn(db, engine, 'delivery', 'delivered_time', 'text');
  await addColumn(db, engine, 'deadline', 'met_time', 'text');
}
