import type { Actor } from '../../audit/event.js';
import type { DocumentFacts } from '../../documents/reading.js';
import type { Db } from '../../platform/database.js';
import type { Letter } from '../letter.js';
import { listThreadRows, listTied, listTies, type ThreadRow } from './thread-store.js';

/** Why a letter stands in a thread; only the last is a guess. */
export const HOW = {
  this: 'this letter',
  references: 'by its References',
  'in-reply-to': 'by its In-Reply-To',
  record: 'our answer, by record',
  inferred: 'inferred: the same subject and parties',
} as const;

export interface ThreadLetter {
  readonly row: ThreadRow;
  readonly how: keyof typeof HOW;
}

/** How far a chain of answers is followed where each names only the one before it. */
const MOST_ROUNDS = 20;
const MOST_DOCUMENTS = 200;

/**
 * The letters that belong together with this one, in order of their dates: by References, then In-Reply-To, then our
 * recorded answers, then, marked as inferred, by subject and parties. Only what the same people see.
 */
export async function threadOf(db: Db, actor: Actor, letter: Letter): Promise<ThreadLetter[]> {
  const found = new Map<string, ThreadLetter>();
  const add = (rows: readonly ThreadRow[], how: (row: ThreadRow) => keyof typeof HOW): void => {
    for (const row of rows) if (!found.has(row.id)) found.set(row.id, { row, how: how(row) });
  };
  const tied = letter.documentId === null ? new Map<string, boolean>() : await tiedTo(db, letter.documentId);
  const own = letter.documentId === null ? [] : [letter.documentId];
  const documentIds = [...own, ...tied.keys()];
  if (documentIds.length > 0)
    add(await listThreadRows(db, actor, letter, { documentIds }), (row) =>
      row.id === letter.id ? 'this' : tied.get(row.documentId ?? '') === true ? 'references' : 'in-reply-to',
    );
  add(await listThreadRows(db, actor, letter, { record: true }), () => 'record');
  if (letter.threadSubject !== null) {
    const rows = await listThreadRows(db, actor, letter, { subject: letter.threadSubject });
    const self = rows.find((row) => row.id === letter.id);
    const ours = self ? partiesOf(self) : new Set<string>();
    const near = rows.filter(
      (row) => row.id === letter.id || [...partiesOf(row)].some((one) => ours.has(one)),
    );
    add(near, (row) => (row.id === letter.id ? 'this' : 'inferred'));
  }
  return [...found.values()].sort((a, b) => (orderOf(a.row) < orderOf(b.row) ? -1 : 1));
}

/** When a letter was sent as far as it says, to sort and to show: a plain date, or null. */
export function dayOf(row: ThreadRow): string | null {
  return row.sentOn ?? row.datedOn ?? factsOf(row).dateOn ?? null;
}

/** The documents tied to one, directly or through others; true where a References header says so. */
async function tiedTo(db: Db, documentId: string): Promise<ReadonlyMap<string, boolean>> {
  const tied = new Map<string, boolean>();
  let newest = [documentId];
  for (let round = 0; round < MOST_ROUNDS && newest.length > 0 && tied.size < MOST_DOCUMENTS; round += 1) {
    const next = new Set<string>();
    for (const one of await listTied(db, await listTies(db, newest))) {
      if (one.documentId === documentId) continue;
      if (!tied.has(one.documentId)) next.add(one.documentId);
      tied.set(one.documentId, (tied.get(one.documentId) ?? false) || one.byReferences);
    }
    newest = [...next];
  }
  return tied;
}

/** Addresses where there are any, else names as they were confirmed. */
function partiesOf(row: ThreadRow): ReadonlySet<string> {
  const { from, replyTo, to, cc } = factsOf(row);
  const written = [from, replyTo, ...(to ?? []), ...(cc ?? []), row.sender, row.recipient];
  return new Set(
    written.flatMap((one) => {
      if (!one) return [];
      const address = /[^\s<>]+@[^\s<>]+/.exec(one)?.[0];
      const name = one.replace(/<[^>]*>/, '').trim();
      return [address, name].flatMap((text) => (text ? [text.toLowerCase()] : []));
    }),
  );
}

function orderOf(row: ThreadRow): string {
  return `${factsOf(row).date ?? dayOf(row) ?? row.loggedAt} ${row.loggedAt}`;
}

function factsOf(row: ThreadRow): DocumentFacts {
  return JSON.parse(row.facts ?? '{"notes":[]}') as DocumentFacts; // our own words, written by readKept
}
