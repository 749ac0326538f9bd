import type { Actor } from '../../audit/event.js';
import { listMattersFor } from '../../matters/matter-store.js';
import { listPartyNames } from '../../people/person-store.js';
import type { Db } from '../../platform/database.js';
import { listPagesOfItem } from '../../evidence/item-store.js';
import type { Bundle, ListedEntry } from '../bundle.js';
import type { Finding } from './finding.js';
import { fileOf } from '../stored-spec.js';

const SHORTEST_NAME = 5;

/**
 * Pages that name a party of another matter of whoever builds: a paper of the wrong file. The sentence does not say whose
 * party it is, since not all who read it work on that matter.
 */
export async function namesElsewhere(
  db: Db,
  bundle: Pick<Bundle, 'matterId' | 'purpose'>,
  entries: readonly ListedEntry[],
  by: Actor,
): Promise<Finding[]> {
  const names = await otherNames(db, bundle.matterId, by);
  if (names.length === 0) return [];
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${names.map(escaped).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  const level = bundle.purpose === 'internal' ? 'note' : 'stop';
  const findings: Finding[] = [];
  for (const entry of entries.filter(({ treatment }) => treatment === 'include')) {
    const pages = await listPagesOfItem(db, entry.itemId);
    for (const { page, text } of pages)
      for (const name of new Set([...text.replace(/\s+/g, ' ').matchAll(pattern)].map(([found]) => found)))
        findings.push({
          level,
          document: fileOf(entry),
          page: null,
          what: `It names “${name}”, who has no part in this matter; see that it belongs here.`,
          sourcePages: [page],
        });
  }
  return findings;
}

async function otherNames(db: Db, matterId: string, by: Actor): Promise<string[]> {
  const others = (await listMattersFor(db, by)).map(({ id }) => id).filter((id) => id !== matterId);
  if (others.length === 0) return [];
  const own = new Set((await listPartyNames(db, [matterId])).map((name) => name.toLowerCase()));
  const names = (await listPartyNames(db, others)).map((name) => name.trim().replace(/\s+/g, ' '));
  return [...new Set(names)].filter((name) => name.length >= SHORTEST_NAME && !own.has(name.toLowerCase()));
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
