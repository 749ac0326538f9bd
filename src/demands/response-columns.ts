import type { Matter } from '../matters/matter.js';
import { fieldError, type Parsed } from '../web/form.js';
import type { ResponseRequest } from './demand-form.js';
import type { HoldsBack } from './demand.js';
import type { TypedCite } from './cite-list.js';
import type { LinkedItem } from './linked-item.js';
import { groundsOffered, objectionsFor, type GroundTaken } from './objection.js';
import { readPages, type Pinpoint } from './pinpoint.js';

/** The lists of a response: grounds of the library, and what it points at; null where it names nothing. */
export interface ResponseLists {
  readonly objections: readonly GroundTaken[];
  readonly exhibits: readonly Pinpoint[] | null;
}

/**
 * Reads the lists of a response's form. `linked` are the items that bear on the demand: nothing else can be
 * pointed at; `cites` null names nothing. Whether a page is in what goes out shows when the letter is set.
 */
export function responseLists(
  request: Pick<ResponseRequest, 'objection' | 'objectionHolds'>,
  matter: Pick<Matter, 'regime' | 'zone'>,
  linked: readonly Pick<LinkedItem, 'id' | 'number' | 'pages'>[],
  cites: readonly TypedCite[] | null,
): Parsed<ResponseLists> {
  // What its regime knows is taken, too: a ground chosen before may stay.
  const offered = [...groundsOffered(matter), ...objectionsFor(matter.regime)];
  const objections: GroundTaken[] = [];
  for (const [at, id] of request.objection.entries()) {
    const holdsBack = request.objectionHolds[at] ?? '';
    if (holdsBack !== 'yes' && holdsBack !== 'no') continue;
    if (!offered.some((one) => one.id === id))
      return {
        ok: false,
        errors: fieldError('objection', 'This ground is not one of the library for this matter'),
      };
    if (!objections.some((one) => one.id === id)) objections.push({ id, holdsBack });
  }
  if (cites === null) return { ok: true, value: { objections, exhibits: null } };

  const exhibits: Pinpoint[] = [];
  const byId = new Map(linked.map((item) => [item.id, item]));
  for (const { itemId, pages: typed } of cites) {
    const item = byId.get(itemId);
    if (!item)
      return {
        ok: false,
        errors: fieldError('cite', 'Only items that are linked to this demand can be pointed at'),
      };
    const pages = readPages(typed);
    if (pages === 'wrong')
      return {
        ok: false,
        errors: fieldError('cite', `“${typed}” is no page of ${item.number}: write 3 or 3-5`),
      };
    if (pages !== null && item.pages !== null && pages[1] > item.pages)
      return {
        ok: false,
        errors: fieldError(
          'cite',
          `“${typed}” is no page of ${item.number}, which has ${item.pages} ${item.pages === 1 ? 'page' : 'pages'}`,
        ),
      };
    exhibits.push({ itemId, pages });
  }
  // All of them, each as a whole, is what is meant where nothing is chosen: whichever of them goes out.
  const isAll = exhibits.length === linked.length && exhibits.every(({ pages }) => pages === null);
  return { ok: true, value: { objections, exhibits: isAll ? null : exhibits } };
}

/** Whether anything is held back at all: on a ground of the library, or on grounds in the person's own words. */
export function holdsBackOverall(own: HoldsBack | undefined, objections: readonly GroundTaken[]): HoldsBack {
  if (own === 'yes' || objections.some(({ holdsBack }) => holdsBack === 'yes')) return 'yes';
  if (own === undefined || own === 'not-said') return objections.length > 0 ? 'no' : 'not-said';
  return own;
}
