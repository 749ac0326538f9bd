import type { Selectable } from 'kysely';
import type { MatterPartyTable, PersonTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';

export type Person = Selectable<PersonTable>;
export type Party = Person & Pick<Selectable<MatterPartyTable>, 'side' | 'capacity'>;

export interface NewPerson {
  readonly kind: Person['kind'];
  readonly name: string;
  readonly organisation: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly createdAt: string;
}

export async function insertPerson(tx: Tx, person: NewPerson): Promise<string> {
  const id = newId();
  await tx
    .insertInto('person')
    .values({ id, ...person })
    .execute();
  return id;
}

/** Puts a person on a side of a matter. */
export async function insertParty(
  tx: Tx,
  party: {
    matterId: string;
    personId: string;
    side: Party['side'];
    capacity: Party['capacity'];
    addedAt: string;
  },
): Promise<void> {
  await tx
    .insertInto('matterParty')
    .values({ ...party, leftAt: null, leftBy: null, leftReason: null })
    .execute();
}

/** Takes a person off the sides of a matter; that they were on one stays in the row. */
export async function endParty(
  tx: Tx,
  matterId: string,
  personId: string,
  left: { leftAt: string; leftBy: string; leftReason: string },
): Promise<void> {
  await tx
    .updateTable('matterParty')
    .set(left)
    .where('matterId', '=', matterId)
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    .execute();
}

/** Who is on a side now. Theirs first, then ours, each with parties before counsel and witnesses, in the order they came to the matter. */
export async function listParties(db: Db, matterId: string): Promise<Party[]> {
  const parties = await db
    .selectFrom('matterParty')
    .innerJoin('person', 'person.id', 'matterParty.personId')
    .where('matterParty.matterId', '=', matterId)
    .where('matterParty.leftAt', 'is', null)
    .orderBy('matterParty.side', 'desc')
    .orderBy('matterParty.addedAt')
    .orderBy('person.name')
    .selectAll('person')
    .select(['matterParty.side', 'matterParty.capacity'])
    .execute();
  const inSide = ['party', 'counsel', 'witness'];
  return [...new Set(parties.map(({ side }) => side))].flatMap((side) =>
    inSide.flatMap((capacity) => parties.filter((one) => one.side === side && one.capacity === capacity)),
  );
}

/** The names of everyone who is or was on a side of these matters, each once. */
export async function listPartyNames(db: Db, matterIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('matterParty')
    .innerJoin('person', 'person.id', 'matterParty.personId')
    .where('matterParty.matterId', 'in', matterIds)
    .distinct()
    .select('person.name')
    .execute();
  return rows.map(({ name }) => name);
}
