import { factsOf } from '../../documents/preview.js';
import { listLettersOfBytes } from '../../letters/letter-store.js';
import type { Matter } from '../../matters/matter.js';
import type { Db } from '../../platform/database.js';
import { instantText } from '../../platform/plain-date.js';
import { listSetAside, type ListedSetAside } from './delivery-store.js';
import { notOursIn } from './letter-from-them.js';
import { isMail } from './sent-mail.js';

/** What was kept and proves no sending, as the page shows it. */
export interface AsideRow {
  readonly deliveryId: string | null;
  readonly documentId: string;
  readonly name: string;
  readonly words: string;
  readonly path: string;
  readonly kept: string;
  /** A mail of somebody else: it may be a letter to us. */
  readonly canLog: boolean;
  /** The letter that it was logged as. */
  readonly letter: { readonly number: string; readonly path: string } | null;
}

/** Those of a matter, the newest first. */
export async function asideRows(db: Db, { id, zone }: Pick<Matter, 'id' | 'zone'>): Promise<AsideRow[]> {
  const aside = await listSetAside(db, id);
  if (aside.length === 0) return [];
  const isNotOurs = await notOursIn(db, id);
  const hashes = [...new Set(aside.map(({ sha256 }) => sha256))];
  const letters = await listLettersOfBytes(db, id, hashes);
  return aside.map((one) => {
    const letter = letters.find(({ sha256 }) => sha256 === one.sha256);
    return {
      ...{ deliveryId: one.deliveryId, documentId: one.documentId, name: one.name, words: one.words },
      path: `/documents/${one.documentId}`,
      kept: `${one.keptByName}, ${instantText(one.keptAt, zone)}`,
      canLog: letter === undefined && mayBeLetter(one, isNotOurs),
      letter: letter ? { number: letter.number, path: `/matters/${id}/letters/${letter.id}` } : null,
    };
  });
}

/** A mail that somebody else wrote and that is no report of a mail server. */
export function mayBeLetter(
  document: Pick<ListedSetAside, 'mediaType' | 'facts'>,
  isNotOurs: (from: string | null | undefined) => boolean,
): boolean {
  if (!isMail(document)) return false;
  const facts = factsOf(document);
  return facts.isDeliveryReport !== true && isNotOurs(facts.from);
}
