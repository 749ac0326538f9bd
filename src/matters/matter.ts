import type { Selectable } from 'kysely';
import type { MatterAccessTable, MatterPartyTable, MatterTable } from '../migrations/schema.js';

export type Matter = Selectable<MatterTable>;
export type Access = MatterAccessTable['access'];

/** A matter as one account sees it: with what that account may do in it. */
export type MatterInHand = Matter & { readonly access: Access };

export const REGIMES = {
  private: 'Private letter (no rule of court applies)',
  'us-federal': 'US federal courts (FRCP 6)',
  california: 'California courts (CCP 12, 12a)',
  'england-wales': 'England and Wales (CPR 2.8)',
} as const satisfies Record<Matter['regime'], string>;

/** How a privilege log is kept, as the parties settled it (FRCP 26(f)(3)(D), from 1 December 2025). */
export const PRIVILEGE_LOGS = {
  document: 'A row for each document, with a description of it',
  metadata: 'A row for each document, with its topic',
  category: 'A row for each kind of document',
} as const satisfies Record<Matter['privilegeLog'], string>;

export const APPROVAL_FORMS = {
  'two-people': 'Two people: whoever prepares the file cannot approve it',
  'one-person': 'One person, who re-enters the password and states a reason',
} as const satisfies Record<Matter['approvalForm'], string>;

export const ACCESSES = {
  lead: 'lead: everything, and who else works on it',
  member: 'member: everything but access',
  viewer: 'viewer: reads only',
} as const satisfies Record<Access, string>;

export const SIDES = {
  theirs: 'The other side',
  ours: 'Our side',
  other: 'Neither',
} as const satisfies Record<MatterPartyTable['side'], string>;

export const CAPACITIES = {
  counsel: 'counsel',
  party: 'party',
  witness: 'witness',
} as const satisfies Record<MatterPartyTable['capacity'], string>;

export const DEFAULT_LEGEND = 'Privileged and confidential: attorney work product';

/** Zones where papers are US Letter; a zone that names no place stays with them. */
const LETTER_ZONES =
  /^(?:America|US|Canada|Etc)\/|^Pacific\/(?:Honolulu|Guam|Saipan|Pago_Pago|Midway)$|^[A-Z]+$/;

/**
 * The paper that what a matter writes is set on; how dates and words are written follows it. No rule governs a
 * private letter, so the matter's place says.
 */
export function paperOf({ regime, zone }: Pick<Matter, 'regime' | 'zone'>): 'letter' | 'a4' {
  if (regime === 'private') return LETTER_ZONES.test(zone) ? 'letter' : 'a4';
  return regime === 'england-wales' ? 'a4' : 'letter';
}

/** A record of words as the choices of a form. */
export function choices(words: Readonly<Record<string, string>>): { value: string; text: string }[] {
  return Object.entries(words).map(([value, text]) => ({ value, text }));
}
