import type { Role } from '../auth/account.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError } from '../platform/errors.js';
import { defaultSetting, type ReminderSetting } from './reminder.js';

/** Someone who can be reminded: an account that is not disabled. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly administers: boolean;
  readonly zone: string;
  readonly setting: ReminderSetting;
}

/** Everyone who can be reminded, or those asked for; disabled accounts are not among them. */
export async function listPeople(db: Db, ids?: readonly string[]): Promise<Person[]> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('reminderSetting', 'reminderSetting.accountId', 'account.id')
    .where('account.disabledAt', 'is', null)
    .$if(ids !== undefined, (query) => query.where('account.id', 'in', [...(ids ?? [])]))
    .orderBy('account.id')
    .select([
      'account.id',
      'account.name',
      'account.email',
      'account.role',
      'account.administers',
      'account.zone',
      'reminderSetting.digest',
      'reminderSetting.digestHour',
      'reminderSetting.words',
      'reminderSetting.digestedOn',
      'reminderSetting.version',
    ])
    .execute();
  return rows.map(({ digest, digestHour, words, digestedOn, version, administers, ...person }) => ({
    ...person,
    administers: administers === 1,
    setting:
      version === null
        ? defaultSetting(person.role)
        : {
            digest: digest === 1,
            digestHour: digestHour ?? 0,
            words: words === 1,
            digestedOn,
            version,
          },
  }));
}

/** Null for an unknown or disabled account. */
export async function findPerson(db: Db, id: string): Promise<Person | null> {
  return (await listPeople(db, [id]))[0] ?? null;
}

/** Throws `ConflictError` when the settings were changed meanwhile; `version` is 0 where nothing was ever chosen. */
export async function updateSetting(
  tx: Tx,
  person: Person,
  version: number,
  changes: { readonly digest: boolean; readonly digestHour: number; readonly words: boolean },
): Promise<void> {
  if (person.setting.version !== version)
    throw new ConflictError('These settings were changed meanwhile, in another window or by a digest.');
  const row = {
    digest: changes.digest ? (1 as const) : (0 as const),
    digestHour: changes.digestHour,
    words: changes.words ? (1 as const) : (0 as const),
    version: version + 1,
  };
  await tx
    .insertInto('reminderSetting')
    .values({ accountId: person.id, digestedOn: person.setting.digestedOn, ...row })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(row))
    .execute();
}

/** Notes that a person's digest of a day is done; false where another server did it. */
export async function updateDigestedOn(tx: Tx, person: Person, day: string): Promise<boolean> {
  const { setting } = person;
  const row = await tx
    .selectFrom('reminderSetting')
    .where('accountId', '=', person.id)
    .select('digestedOn')
    .executeTakeFirst();
  if (row?.digestedOn === day) return false;
  await tx
    .insertInto('reminderSetting')
    .values({
      accountId: person.id,
      digest: setting.digest ? 1 : 0,
      digestHour: setting.digestHour,
      words: setting.words ? 1 : 0,
      digestedOn: day,
      version: 1,
    })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet({ digestedOn: day }))
    .execute();
  return true;
}

/** The zone a person works in; it is the account's own. */
export async function updateZone(tx: Tx, accountId: string, zone: string): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({ zone, version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute();
}
