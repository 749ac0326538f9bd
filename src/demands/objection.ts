import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { paperOf, type Matter } from '../matters/matter.js';

/** A ground of the library: where it comes from, and the sentence that states it in a letter. */
export interface Objection {
  readonly id: string;
  readonly name: string;
  readonly regimes: readonly Matter['regime'][];
  readonly source: string;
  /** As the letter cites it; null where it rests on no rule. */
  readonly cite: string | null;
  readonly words: string;
}

/** A ground relied on, and whether anything is held back on it, as FRCP 34(b)(2)(C) asks of an objection. */
export interface GroundTaken {
  readonly id: string;
  readonly holdsBack: 'yes' | 'no';
}

const FILE = fileURLToPath(new URL('../../data/reference/objections.json', import.meta.url));

const library = z.strictObject({
  version: z.string(),
  note: z.string(),
  objections: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]{3,40}$/),
      name: z.string().min(1),
      regimes: z.array(z.enum(['private', 'us-federal', 'california', 'england-wales'])).min(1),
      source: z.string().min(10),
      cite: z.string().nullable(),
      words: z.string().min(10),
    }),
  ),
});

const taken = z.array(z.strictObject({ id: z.string(), holdsBack: z.enum(['yes', 'no']) }));

/** Of the grounds of England and Wales, those that a letter before any claim can rest on too. */
const ENGLISH_IN_LETTERS = ['personal-data'];

const loaded: { all: readonly Objection[] | null } = { all: null };

/** Every ground of the library. Throws where the file is missing or malformed. */
export function listObjections(): readonly Objection[] {
  return (loaded.all ??= library.parse(JSON.parse(readFileSync(FILE, 'utf8'))).objections);
}

/** What is offered in a matter: the grounds its regime knows. */
export function objectionsFor(regime: Matter['regime']): readonly Objection[] {
  return listObjections().filter(({ regimes }) => regimes.includes(regime));
}

/**
 * What is offered where nothing else was chosen. No rule governs a private letter, so its place says which law its
 * grounds come from: outside America none that cites a rule or statute of the United States, in London those of England.
 */
export function groundsOffered({ regime, zone }: Pick<Matter, 'regime' | 'zone'>): readonly Objection[] {
  const grounds = objectionsFor(regime);
  if (regime !== 'private' || paperOf({ regime, zone }) === 'letter') return grounds;
  const general = grounds.filter(({ cite, regimes }) => cite === null || regimes.includes('england-wales'));
  if (zone !== 'Europe/London') return general;
  const english = objectionsFor('england-wales').filter(({ id }) => ENGLISH_IN_LETTERS.includes(id));
  return [...english, ...general];
}

/** The grounds of a stored response, with their words; one that the library no longer has keeps its id as its name. */
export function groundsTaken(stored: string): (GroundTaken & Objection)[] {
  return taken.parse(JSON.parse(stored)).map((ground) => ({
    ...(listObjections().find(({ id }) => id === ground.id) ?? unknown(ground.id)),
    ...ground,
  }));
}

/** What the letter says of one ground: the objection, its rule, and whether anything is held back on it. */
export function groundText({
  words,
  cite,
  holdsBack,
}: GroundTaken & Pick<Objection, 'words' | 'cite'>): string {
  const stated = cite === null ? words : `${words.replace(/\.$/, '')} (${cite}).`;
  return `${stated} ${holdsBack === 'yes' ? 'Material is held back on this ground.' : 'Nothing is held back on this ground.'}`;
}

function unknown(id: string): Objection {
  return { id, name: id, regimes: [], source: '', cite: null, words: `We object: ${id}.` };
}
