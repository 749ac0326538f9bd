import { changedBoxes } from './link-change.js';
import type { LinkedItem } from './linked-item.js';
import type { OfferedItems } from './linked-items.js';

/** How far somebody has picked, sent along from one page of the items to another; nothing of it is saved. */
export interface Picking {
  readonly find: string | null;
  readonly page: number;
  readonly item: readonly string[];
  readonly was: readonly string[];
}

/** Where a picker finds items. */
export interface PickerSource {
  readonly offered: (words: string | null, page: number) => Promise<OfferedItems>;
  readonly byIds: (ids: readonly string[]) => Promise<readonly LinkedItem[]>;
}

/**
 * One page of the items to pick from. A box is ticked as it was picked, or else as it is linked; one that was changed on
 * another page goes along in sight. Of other pages what was not changed is not sent at all, so it stays as it is.
 */
export async function itemPicker(source: PickerSource, linked: ReadonlySet<string>, picking: Picking | null) {
  const find = picking?.find ?? null;
  const { items, ...pages } = await source.offered(find, picking?.page ?? 1);
  const inFile = find === null ? pages.total : (await source.offered(null, 1)).total;
  const changes = new Map(
    changedBoxes(picking?.item ?? [], picking?.was ?? []).map(({ id, isLinked }) => [id, isLinked]),
  );
  const here = new Set(items.map(({ id }) => id));
  const away = await source.byIds([...changes.keys()].filter((id) => !here.has(id)));
  const boxOf = (item: LinkedItem) => {
    const isTicked = changes.get(item.id);
    // What the person saw when it was changed decides what the change is, whatever somebody else did meanwhile.
    return isTicked === undefined
      ? { ...item, isLinked: linked.has(item.id), isTicked: linked.has(item.id) }
      : { ...item, isLinked: !isTicked, isTicked };
  };
  return {
    ...pages,
    last: Math.max(1, Math.ceil(pages.total / pages.pageSize)),
    find: find ?? '',
    inFile,
    items: items.map(boxOf),
    away: away.map(boxOf),
    changed: changes.size,
  };
}
