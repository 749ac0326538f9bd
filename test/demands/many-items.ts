import { newId } from '../../src/platform/ids.js';
import type { Started } from '../support/start-rejoinder.js';

const AT = '2014-06-05T19:00:00.000Z';
const AT_ONCE = 100;

/** Items numbered from 1, each of three pages and bearing on the demand; their ids in that order. */
export async function linkMany(
  started: Started,
  of: { matterId: string; demandId: string; items: number; privileged?: readonly number[] },
): Promise<readonly string[]> {
  const by = started.actor('dana').accountId;
  const { db } = started.deps;
  const rows = Array.from({ length: of.items }, (_, at) => {
    const number = at + 1;
    const [id, documentId] = [newId(), newId()];
    const isPrivileged = of.privileged?.includes(number) ? 1 : 0;
    return {
      document: {
        ...{ id: documentId, matterId: of.matterId, sha256: String(number).padStart(64, '0'), bytes: 10 },
        ...{ name: `${number}.pdf`, mediaType: 'application/pdf', label: 'PDF', pages: 3 },
        ...({ state: 'readable', receivedAt: AT, receivedBy: by } as const),
      },
      item: {
        ...{
          id,
          matterId: of.matterId,
          number,
          documentId,
          title: `${number % 10 === 0 ? 'Log' : 'Paper'} ${number}`,
        },
        ...({ kind: 'document', state: 'in-file', isPrivileged, addedAt: AT, addedBy: by } as const),
        privilegeGround: isPrivileged === 1 ? 'Attorney-client' : '',
      },
      link: { itemId: id, demandId: of.demandId, linkedAt: AT, linkedBy: by },
    };
  });
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    await db
      .insertInto('document')
      .values(some.map((row) => row.document))
      .execute();
    await db
      .insertInto('item')
      .values(some.map((row) => row.item))
      .execute();
    await db
      .insertInto('itemDemand')
      .values(some.map((row) => row.link))
      .execute();
  }
  return rows.map((row) => row.item.id);
}
