import type { Selectable } from 'kysely';
import type { LetterTable } from '../migrations/schema.js';

export type Letter = Selectable<LetterTable>;
export type LetterState = Letter['state'];

/** The number of a letter that is in no matter yet. */
export const UNFILED = 'L-unfiled';

export const STATES = {
  unreviewed: 'unreviewed',
  reviewed: 'facts confirmed',
  draft: 'draft',
  approved: 'approved',
  sent: 'sent',
  voided: 'voided',
} as const satisfies Record<LetterState, string>;

export const METHODS = {
  email: 'Email',
  post: 'Post',
  courier: 'Courier',
  hand: 'By hand',
  fax: 'Fax',
  portal: 'Portal or upload',
  other: 'Another way',
} as const;

export type Method = keyof typeof METHODS;

/** What a person confirms about a letter that came in. */
export interface LetterFactsConfirmed {
  readonly sender: string;
  readonly senderCounsel: string;
  readonly recipient: string;
  readonly subject: string;
  readonly theirReference: string;
  readonly datedOn: string;
  readonly sentOn: string | null;
  readonly receivedOn: string;
  readonly receivedTime: string | null;
  readonly receivedZone: string;
  readonly method: Method;
}

/** `Letter from Verizon`, or what little is known of it. */
export function letterTitle(letter: Pick<Letter, 'sender' | 'number' | 'direction'>): string {
  if (letter.direction === 'out') return `Our letter ${letter.number}`;
  return letter.sender
    ? `Letter from ${letter.sender}`
    : `Letter ${letter.number === UNFILED ? 'not yet filed' : letter.number}`;
}

/** True for a letter whose facts, demands and words may still change. */
export function isLive(letter: Pick<Letter, 'state' | 'direction'>): boolean {
  return letter.direction === 'in' && letter.state !== 'voided';
}

/** True while the demands of a letter are still entered: its facts are confirmed, and its list is not. */
export function isListOpen({
  state,
  demandsCompleteAt,
}: Pick<Letter, 'state' | 'demandsCompleteAt'>): boolean {
  return state === 'reviewed' && demandsCompleteAt === null;
}

/** The facts of a letter that differ from what was stored, by name: for the record of a change. */
export function changedFacts(
  letter: Letter,
  facts: LetterFactsConfirmed,
): readonly (keyof LetterFactsConfirmed)[] {
  const names = Object.keys(facts) as (keyof LetterFactsConfirmed)[];
  return names.filter((name) => (letter[name] ?? '') !== (facts[name] ?? ''));
}
