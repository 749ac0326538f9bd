import type { Delivery } from './delivery.js';

/** What is kept of a proof beside the file itself. Stored for good: fields may be added, never renamed. */
export interface ProofFacts {
  /** Where it does not fit, in sentences. */
  readonly differs: readonly string[];
  /** What the mail server said when it took the message. */
  readonly answer: string | null;
  /** Why the proof is of this sending, in a sentence. */
  readonly tied: string | null;
  /** What left and meets no date until counsel decides. */
  readonly held: Held | null;
  /** The date on the Desk that says it did not arrive; null for one that did not come back. */
  readonly alertId: string | null;
}

export interface Held {
  /** The mail; null for what was recorded by hand. */
  readonly documentId: string | null;
  readonly why: readonly string[];
}

/** As stored in a delivery. */
export function storedFacts(facts: Partial<ProofFacts>): string {
  return JSON.stringify({ differs: [], ...facts });
}

export function proofFactsOf({ proofFacts }: Pick<Delivery, 'proofFacts'>): ProofFacts {
  const facts = JSON.parse(proofFacts) as Partial<ProofFacts>; // our own words
  return { ...{ differs: [], answer: null, tied: null, held: null, alertId: null }, ...facts };
}

/** What a person should look at in a delivery, in sentences: first why its mail is held, then where its proof does not fit. */
export function warningsIn(delivery: Pick<Delivery, 'proofFacts'>): readonly string[] {
  const { held, differs } = proofFactsOf(delivery);
  return [...(held?.why ?? []), ...differs];
}

/** What of a delivery counsel has not decided on, or null. */
export function heldIn(delivery: Pick<Delivery, 'proofFacts' | 'overrideReason'>): Held | null {
  return delivery.overrideReason === null ? proofFactsOf(delivery).held : null;
}

/**
 * Stands as sent to the other side: neither voided nor returned, and no mail that counsel has yet to decide on. One that
 * went to somebody else, or not as it was approved, has told the other side nothing.
 */
export function standsAsSent(
  delivery: Pick<Delivery, 'voidedAt' | 'refutedAt' | 'proofFacts' | 'overrideReason'>,
): boolean {
  return delivery.voidedAt === null && delivery.refutedAt === null && heldIn(delivery) === null;
}
