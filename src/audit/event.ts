import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json.js';
import type { Action } from './sentences.js';

/** Ids and facts only, never document text or personal data: bytes may have to be destroyed, the log never. */
export type EventDetail = Readonly<Record<string, string | number | boolean | null>>;

/** Who acts: an account with its role, or nobody (the machine itself). */
export interface Actor {
  readonly accountId: string;
  readonly role: 'admin' | 'counsel' | 'paralegal' | 'auditor';
  /** What this account began is brought to its end, like a mail that has left: the matter may have been closed meanwhile. */
  readonly isFinishing?: true;
}

export interface NewEvent {
  readonly by: Actor | null;
  readonly at: string;
  readonly action: Action;
  readonly subject: string;
  readonly matterId?: string | null;
  readonly detail?: EventDetail;
}

/** What the first event follows. */
export const CHAIN_START = '0'.repeat(64);

/** The exact text that is hashed and stored: canonical JSON of the event with its place in the chain. */
export function eventText(seq: number, event: NewEvent): string {
  return canonicalJson({
    seq,
    at: event.at,
    by: event.by?.accountId ?? null,
    action: event.action,
    subject: event.subject,
    matter: event.matterId ?? null,
    detail: event.detail ?? {},
  });
}

/** SHA-256 over the hash before it (as 32 bytes) and the event's text. */
export function chainHash(previous: string, text: string): string {
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(text, 'utf8').digest('hex');
}
