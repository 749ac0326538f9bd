import { calledLikeAccounts } from '../../measurements/measurement-source.js';
import { proposedByNames } from '../../measurements/said-mapping.js';
import { proposeColumns } from '../../notices/lists/list-columns.js';
import { WORKBOOK_TYPES } from '../../documents/media-types.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Asker } from '../../platform/ask.js';
import type { Purpose } from '../building/spec.js';
import { lookAtColumns } from '../questions.js';
import { note, stop } from './finding.js';
import type { Finding } from './finding.js';

/** How many there are names nobody. */
const COUNTED = /(accounts|subscribers|customers|recipients)$|[\s_-](count|total|share)$/i;

/** Files of which a table is made, whoever reads them; a text may be one too. */
const TABLES: ReadonlySet<string | null> = new Set([
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/json',
  'application/x-ndjson',
  ...WORKBOOK_TYPES,
]);

/** The column that would be proposed as the account wherever the table is read, or is called like one; null where none is. */
export function accountColumnAmong(names: readonly string[]): string | null {
  return (
    proposeColumns(names).account ??
    proposedByNames(names).account ??
    names.find((name) => calledLikeAccounts(name) && !COUNTED.test(name.trim())) ??
    null
  );
}

/** The words about a file that names accounts: the same however that was found out. */
export function namesAccounts(column: string): string {
  return `It names accounts in its column “${column}”: enclose the summary of it instead, or clear this with the legal basis on which they are named.`;
}

export function isTable(mediaType: string | null): boolean {
  return TABLES.has(mediaType);
}

/**
 * A table that says whose each row is leaves only on a legal basis, whether anybody had it read or not. `basis` is the
 * one that was given beforehand, or null. What stays in the house may name anyone.
 */
export async function accountFindings(
  asker: Asker,
  purpose: Purpose,
  file: string,
  path: string,
  basis: string | null,
): Promise<Finding[]> {
  if (purpose === 'internal') return [];
  try {
    const { columns, reason } = await asker.ask(lookAtColumns, { path, name: file });
    if (reason !== null) return [stop(file, `Whether it names accounts could not be seen: ${reason}`)];
    const column = accountColumnAmong(columns);
    if (column === null) return [];
    return basis === null
      ? [stop(file, namesAccounts(column))]
      : [note(file, `It names accounts in its column “${column}”; the legal basis given: ${basis}`)];
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return [stop(file, `Whether it names accounts could not be seen: ${error.message}`)];
  }
}
