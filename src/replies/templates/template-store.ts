import type { Insertable, Selectable, Updateable } from 'kysely';
import type { LetterTemplateTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';

export type LetterTemplate = Selectable<LetterTemplateTable>;

/** The templates of a matter that stand, by kind and name. */
export async function listTemplates(db: Db, matterId: string): Promise<LetterTemplate[]> {
  return db
    .selectFrom('letterTemplate')
    .where('matterId', '=', matterId)
    .where('state', '=', 'live')
    .orderBy('kind')
    .orderBy('name')
    .selectAll()
    .execute();
}

/** Throws `NotFoundError` for one of another matter, and for one that was withdrawn. */
export async function getTemplateIn(db: Db, matterId: string, id: string): Promise<LetterTemplate> {
  const template = (await listTemplates(db, matterId)).find((one) => one.id === id);
  if (!template) throw new NotFoundError('template', id);
  return template;
}

export async function insertTemplate(
  tx: Tx,
  template: Omit<Insertable<LetterTemplateTable>, 'id' | 'version'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('letterTemplate')
    .values({ id, ...template })
    .execute();
  return id;
}

/** Throws `ConflictError` when someone else changed it since `version`. */
export async function updateTemplate(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<LetterTemplateTable>, 'id' | 'matterId' | 'version'>,
): Promise<void> {
  const updated = await tx
    .updateTable('letterTemplate')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this template meanwhile.');
}
