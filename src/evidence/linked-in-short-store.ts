import { sql, type AliasableExpression } from 'kysely';
import type { Db } from '../platform/database.js';
import type { Item } from './item.js';
import type { LinkedRow } from './linked-item-store.js';

/** How many items in the file bear on a demand. */
export interface CountedLinks {
  readonly demandId: string;
  readonly plain: number;
  readonly privileged: number;
  /** All its links, those of withdrawn items too. */
  readonly links: number;
}

/** An item that bears on a demand, as a list names it. */
export type NamedLink = LinkedRow & { readonly demandId: string };

/**
 * How many items in the file bear on each demand of a matter. Links are counted as they stand in their index; only items
 * that are privileged or withdrawn are looked at.
 */
export async function countLinks(db: Db, matterId: string): Promise<CountedLinks[]> {
  const demands = await db
    .selectFrom('demand')
    .where('matterId', '=', matterId)
    .select((eb) => [
      'demand.id',
      eb
        .selectFrom('itemDemand')
        .whereRef('itemDemand.demandId', '=', 'demand.id')
        .select((of) => of.fn.countAll<number>().as('n'))
        .as('links'),
    ])
    .execute();
  const apart = await db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('item.matterId', '=', matterId)
    .where((eb) => eb.or([eb('item.isPrivileged', '=', 1), eb('item.state', '=', 'withdrawn')]))
    .groupBy(['itemDemand.demandId', 'item.state'])
    .select((eb) => ['itemDemand.demandId', 'item.state', eb.fn.countAll<number>().as('n')])
    .execute();
  const apartOf = (id: string, state: Item['state']): number =>
    Number(apart.find((one) => one.demandId === id && one.state === state)?.n ?? 0);
  return demands.map(({ id, links }) => {
    const [all, privileged] = [Number(links), apartOf(id, 'in-file')];
    return { demandId: id, plain: all - privileged - apartOf(id, 'withdrawn'), privileged, links: all };
  });
}

/**
 * Of the items in the file that bear on each demand of a matter: the first `each` by number that are not marked
 * privileged. Reads the file by number, a `stretch` at first and then ever longer ones, until every demand has them; the
 * links of the demands that still want some are read by themselves once they are fewer than the next stretch.
 */
export async function listFirstPlain(
  db: Db,
  matterId: string,
  counts: readonly CountedLinks[],
  { each, stretch }: { readonly each: number; readonly stretch: number },
): Promise<NamedLink[]> {
  const first = new Map<string, NamedLink[]>();
  const had = (id: string): NamedLink[] => first.get(id) ?? [];
  let wanting = counts.filter(({ plain }) => plain > 0);
  for (let after = 0, length = stretch; wanting.length > 0; after += length, length *= 4) {
    const left = wanting.reduce((sum, { links }) => sum + links, 0);
    const ahead = linksInFile(db, 0).where('item.number', '>', after);
    const isLast = left <= length;
    const next = isLast
      ? ahead.where(
          'itemDemand.demandId',
          'in',
          wanting.map(({ demandId }) => demandId),
        )
      : ahead.where('item.matterId', '=', matterId).where('item.number', '<=', after + length);
    for (const link of await firstOf(db, next, each)) {
      const own = had(link.demandId);
      if (own.length < each) first.set(link.demandId, [...own, link]);
    }
    // What a link taken away meanwhile leaves short is not looked for twice.
    if (isLast) break;
    wanting = wanting.filter(({ demandId, plain }) => had(demandId).length < Math.min(each, plain));
  }
  return [...first.values()].flat();
}

/** The first `each` by number that are marked privileged. They are few beside the rest of a file, so each is ranked. */
export async function listFirstPrivileged(db: Db, matterId: string, each: number): Promise<NamedLink[]> {
  return firstOf(db, linksInFile(db, 1).where('item.matterId', '=', matterId), each);
}

/** The links to demands of these items, as far as they are in the file. */
export async function listLinksOfItems(db: Db, itemIds: readonly string[]): Promise<NamedLink[]> {
  if (itemIds.length === 0) return [];
  const links = db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('item.state', '=', 'in-file')
    .where('item.id', 'in', [...new Set(itemIds)])
    .select(['itemDemand.demandId', 'itemDemand.itemId']);
  return named(db, links);
}

function linksInFile(db: Db, isPrivileged: 0 | 1) {
  return db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('item.state', '=', 'in-file')
    .where('item.isPrivileged', '=', isPrivileged);
}

/** The first `each` of these links of every demand, by the number of the item. */
async function firstOf(db: Db, links: ReturnType<typeof linksInFile>, each: number): Promise<NamedLink[]> {
  const ranked = links.select([
    'itemDemand.demandId',
    'itemDemand.itemId',
    sql<number>`row_number() over (partition by item_demand.demand_id order by item.number)`.as('place'),
  ]);
  const first = db
    .selectFrom(ranked.as('ranked'))
    .where('ranked.place', '<=', each)
    .select(['ranked.demandId', 'ranked.itemId']);
  return named(db, first);
}

async function named(
  db: Db,
  links: AliasableExpression<{ demandId: string; itemId: string }>,
): Promise<NamedLink[]> {
  return db
    .selectFrom(links.as('link'))
    .innerJoin('item', 'item.id', 'link.itemId')
    .leftJoin('document', 'document.id', 'item.documentId')
    .orderBy('item.number')
    .select(['link.demandId', 'item.id', 'item.number', 'item.title', 'item.isPrivileged', 'document.pages'])
    .execute();
}
