import type { Selectable } from 'kysely';
import type { DisclosureTable } from '../../migrations/schema.js';
import type { Divided, Grain, Period } from './export-rows.js';

export type Disclosure = Selectable<DisclosureTable>;
export type Mode = Disclosure['mode'];

/** In which form people leave the file, for choosing; the first two are the usual ones. */
export const MODES = {
  counts: 'Counts only',
  pseudonyms: 'Pseudonyms',
  identified: 'Identified: the accounts by name',
  'held-back': 'Held back: nothing leaves',
} as const satisfies Record<Mode, string>;

/** What the item says of itself in its title and its legend; nothing is made of a list that is held back. */
export const MODE_WORDS = {
  counts: 'counts only',
  pseudonyms: 'pseudonyms',
  identified: 'identified',
  'held-back': 'held back',
} as const satisfies Record<Mode, string>;

export const PERIODS = {
  none: 'Not by time',
  day: 'By day',
  week: 'By week, from Monday',
  month: 'By month',
} as const satisfies Record<Period, string>;

export const GRAINS = {
  day: 'The day',
  hour: 'The hour',
  instant: 'The second, in UTC',
} as const satisfies Record<Grain, string>;

/** How counts are written down. */
export type Shape = 'table' | 'paper';

export const SHAPES = {
  table: 'A table (CSV)',
  paper: 'A paper with the bar of the reconciliation (PDF)',
} as const satisfies Record<Shape, string>;

/** What a person decided of the form. */
export interface Choices {
  /** A table where nothing is said. */
  readonly shape?: Shape;
  /** Counts are divided so. */
  readonly period: Period;
  /** Rows say when so exactly: a viewer who knows when they watched may find themselves or a neighbour in exact times. */
  readonly grain: Grain;
  /** Whether networks are named, and why: how many of whose customers there are can itself be sensitive. */
  readonly byNetwork: boolean;
  readonly networkReason: string;
  readonly byFinding: boolean;
}

export function disclosureNumber(number: number): string {
  return `D-${number}`;
}

/** Written by us when the disclosure was asked for. */
export function choicesOf(disclosure: Pick<Disclosure, 'choices'>): Choices {
  return JSON.parse(disclosure.choices) as Choices;
}

/** The tables of counts that a disclosure gives: a paper gives what its bars are drawn from, and the totals of both. */
export function tablesGiven({ shape, period, byNetwork, byFinding }: Choices): readonly Divided[] {
  if (shape !== 'paper') return [{ period, byNetwork, byFinding }];
  const whole = { period: 'none', byNetwork: false, byFinding: true } as const;
  if (!byNetwork) return [whole];
  return [whole, { ...whole, byNetwork: true }, { ...whole, byNetwork: true, byFinding: false }];
}
