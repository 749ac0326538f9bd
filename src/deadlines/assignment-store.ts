import type { Insertable, Selectable } from 'kysely';
import type { AssignmentTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';

export type Assignment = Selectable<AssignmentTable>;

/** Who has looked after a date, the latest last. */
export async function listAssignments(db: Db, deadlineId: string): Promise<Assignment[]> {
  return db
    .selectFrom('assignment')
    .where('deadlineId', '=', deadlineId)
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

export async function insertAssignment(
  tx: Tx,
  assignment: Omit<Insertable<AssignmentTable>, 'id'>,
): Promise<void> {
  await tx
    .insertInto('assignment')
    .values({ id: newId(), ...assignment })
    .execute();
}
