import type { Db } from '../platform/database.js';
import { listChain, type StoredEvent } from './audit-store.js';
import { chainHash, CHAIN_START } from './event.js';

export interface ChainVerdict {
  readonly events: number;
  readonly head: string;
  /** The first row that does not hold, and why; null when every row does. */
  readonly broken: { readonly seq: number; readonly why: string } | null;
}

const PIECE = 1_000;

/** Recounts the whole chain: order, links, hashes, and that each row's columns say what its hashed text says. */
export async function verifyChain(db: Db): Promise<ChainVerdict> {
  let seq = 0;
  let head = CHAIN_START;
  for (;;) {
    const events = await listChain(db, seq, PIECE);
    for (const event of events) {
      const why = flawOf(event, seq + 1, head);
      if (why) return { events: seq, head, broken: { seq: event.seq, why } };
      seq = event.seq;
      head = event.hash;
    }
    if (events.length < PIECE) return { events: seq, head, broken: null };
  }
}

function flawOf(event: StoredEvent, expectedSeq: number, previous: string): string | null {
  if (event.seq !== expectedSeq) return `event ${expectedSeq} is missing`;
  if (event.prevHash !== previous) return 'it does not follow the event before it';
  if (chainHash(previous, event.text) !== event.hash) return 'its text is not what was hashed';
  const said = saidBy(event.text);
  const columns: readonly (readonly [string, string | number | null])[] = [
    ['seq', event.seq],
    ['at', event.at],
    ['by', event.byAccount],
    ['action', event.action],
    ['subject', event.subject],
    ['matter', event.matterId],
  ];
  const differing = columns.find(([name, value]) => said[name] !== value);
  return differing ? `its column “${differing[0]}” differs from what was hashed` : null;
}

function saidBy(text: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}
