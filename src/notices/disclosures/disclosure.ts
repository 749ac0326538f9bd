import type { Selectable } from 'kysely';
import type { DisclosureTable } from '../../migrations/schema.js';
import type { Divided, Part, Period } from './count-deliveries.js';
import type { Grain } from './export-rows.js';

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

/** Without findings, a disclosure says nothing that the readings of its run bear on, whatever run it was asked with. */
export function givesFindings({ shape, byFinding }: Choices): boolean {
  return shape === 'paper' || byFinding;
}

/** What of a disclosure of counts the matter and the run may say otherwise later, kept with it when it was made. */
export interface Told {
  /** The zone of its days, weeks and months. */
  readonly zone: string;
  /** What its paper gives beside the findings. */
  readonly beside: readonly Part[];
}

/** Null where it was made before this was kept. */
export function toldOf({ told }: Pick<Disclosure, 'told'>): Told | null {
  return told === null ? null : (JSON.parse(told) as Told);
}

/**
 * The tables of counts that a disclosure gives: a paper gives what its bars are drawn from, the totals of both, and what
 * it says beside the findings.
 */
export function tablesGiven(
  { shape, period, byNetwork, byFinding }: Choices,
  beside: readonly Part[],
): readonly Divided[] {
  if (shape !== 'paper') return [{ period, byNetwork, byFinding, part: null }];
  const whole = { period: 'none', byNetwork: false, byFinding: true, part: null } as const;
  return [
    whole,
    ...(byNetwork
      ? [
          { ...whole, byNetwork: true },
          { ...whole, byNetwork: true, byFinding: false },
        ]
      : []),
    ...beside.map((part) => ({ ...whole, byFinding: false, part })),
  ];
}
