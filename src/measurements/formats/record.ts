import type { ClockQuality, Reading } from '../measurement.js';

/** What a record of a known format says; what it does not say is null. */
export interface Draft extends Omit<Reading, 'line' | 'why'> {
  /** Why the record is no reading, or null. */
  readonly why: string | null;
}

export interface KnownRecord {
  readonly format: string;
  readonly name: string;
  readonly caveat: string | null;
  readonly notes: readonly string[];
  readonly conversions: readonly string[];
  /** Whether a record of a file is in this format. */
  readonly is: (record: JsonObject) => boolean;
  /** One record may hold more than one reading, or none of its own: then why it is left out. */
  readonly read: (record: JsonObject, fileName: string) => readonly Draft[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

const NOTHING: Draft = {
  takenAt: null,
  period: null,
  network: null,
  account: null,
  session: null,
  download: null,
  upload: null,
  roundTrip: null,
  loss: null,
  method: null,
  clock: 'none',
  why: null,
};

export function draft(said: Partial<Draft>): Draft {
  return { ...NOTHING, ...said };
}

/** The object under a name, or an empty one. */
export function within(record: JsonObject, ...path: string[]): JsonObject {
  let at: JsonObject = record;
  for (const key of path) {
    const next = at[key];
    if (!isObject(next)) return {};
    at = next;
  }
  return at;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listIn(record: JsonObject, key: string): readonly unknown[] {
  const value = record[key];
  return Array.isArray(value) ? value : [];
}

/** A number, or null. Text is not taken for one, except where the format is known to write numbers as text. */
export function numberIn(record: JsonObject, key: string, isTextAllowed = false): number | null {
  const value = record[key];
  if (typeof value === 'number') return value;
  if (isTextAllowed && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  return null;
}

export function textIn(record: JsonObject, key: string): string | null {
  const value = record[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Divided, not multiplied by a fraction: that keeps round numbers exact. */
export function over(value: number | null, divisor: number): number | null {
  return value === null ? null : value / divisor;
}

/** A time that names its zone, and what that makes the clock. */
export function stated(time: string | null): { takenAt: string | null; clock: ClockQuality } {
  return { takenAt: time, clock: time === null ? 'none' : 'stated' };
}
