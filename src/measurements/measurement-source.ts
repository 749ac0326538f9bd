import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { MeasurementSourceTable } from '../migrations/schema.js';
import { canonicalJson } from '../platform/canonical-json.js';
import type { CanonicalValue } from '../platform/canonical-json.js';
import { READER_VERSION } from './measurement.js';
import type { SourceFacts } from './measurement.js';
import type { ReadingsProfile } from './profile-readings.js';
import type { HowRead } from './said-mapping.js';
import type { ReadReadings, TableFacts } from './store-readings.js';

/**
 * An item's file read as measurements, in one matter. `state` is `reading` until the worker is done (its job says how
 * far it is, or why it ended), `ready` when there are readings, `withdrawn` when it is used no longer.
 */
export interface MeasurementSource extends Omit<
  Selectable<MeasurementSourceTable>,
  'how' | 'facts' | 'profile' | 'reasons'
> {
  readonly how: HowRead;
  /** Format, caveat, conversions made and notes: printed beside every figure that rests on it. Null until `ready`. */
  readonly facts: SourceFacts | null;
  readonly profile: SourceProfile | null;
  /** Why records are in no figure, with counts; they add up to `rejected`. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

export interface SourceProfile {
  readonly table: TableFacts | null;
  readonly readings: ReadingsProfile;
  readonly networks: ReadReadings['networks'];
  /** Not kept of files that were read before it was looked for. */
  readonly repeats?: ReadReadings['repeats'];
}

/** `M-03`: the number of a source in its matter, never used again. */
export function sourceNumber(number: number): string {
  return `M-${String(number).padStart(2, '0')}`;
}

/** Whether a column is called as if it said whose each row is. */
export function calledLikeAccounts(column: string): boolean {
  return /account|subscriber|customer|recipient|e-?mail/i.test(column);
}

/** The column of a source that names accounts: the one a person said, or one that is called so; null where there is none. */
export function accountColumnOf({ how, profile }: Pick<MeasurementSource, 'how' | 'profile'>): string | null {
  if (how.said?.account) return how.said.account;
  const columns = profile?.table?.columns ?? [];
  return columns.find(({ name }) => calledLikeAccounts(name))?.name ?? null;
}

/** Tables with the same columns in the same order have the same key. */
export function columnsKey(columns: readonly string[]): string {
  return columns.length === 0 ? '' : sha256Of(JSON.stringify(columns));
}

/**
 * The name of a derived table: the original's hash, the reader's version and everything that was said of the file. Where
 * it is not the name on record, an earlier reader read the file: its table is not used, the file is read again.
 */
export function cacheKeyOf(
  source: Pick<MeasurementSource, 'sha256' | 'fileName' | 'asOf'> & { readonly how: HowRead },
): string {
  const { sha256, fileName, asOf, how } = source;
  const said = JSON.parse(JSON.stringify(how)) as CanonicalValue; // text, numbers and lists alone
  return sha256Of(canonicalJson({ sha256, fileName, asOf, how: said, reader: READER_VERSION }));
}

function sha256Of(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}
