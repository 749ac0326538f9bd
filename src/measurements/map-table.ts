import { recogniseTable } from './known-tables.js';
import { conversionsOf, mappingByNames, MappingError, withSaid } from './mapping.js';
import type { Mapping } from './mapping.js';
import type { SourceFacts } from './measurement.js';
import type { SourceFile } from './prepare-source.js';
import { mappingOf } from './said-mapping.js';

interface MappedTable {
  /** One for each tool that a row reports. */
  readonly mappings: readonly Mapping[];
  readonly facts: SourceFacts;
}

/**
 * Which columns of a table are what, and what is known of it: as a person says, as its format documents it, or as the
 * names of the columns say. Throws `MappingError` where none of them says enough.
 */
export function mapTable(
  columns: readonly string[],
  file: Pick<SourceFile, 'fileName' | 'columns' | 'said' | 'zone'>,
): MappedTable {
  const zone = file.zone ?? null;
  if (file.said) return asOneTable(mappingOf(file.said, zone, columns));
  const said = file.columns ?? [];
  const known = recogniseTable(columns, file.fileName, zone);
  if (known && said.length === 0)
    return {
      mappings: known.mappings,
      facts: { ...known, conversions: known.mappings.flatMap(conversionsOf) },
    };
  const mapping = withSaid(
    said.some((one) => /^(download|upload|rtt|roundTrip|loss)=/.test(one))
      ? namesOrNull(columns, zone)
      : mappingByNames(columns, zone),
    said,
    columns,
    zone,
  );
  return asOneTable(mapping);
}

function asOneTable(mapping: Mapping): MappedTable {
  return {
    mappings: [mapping],
    facts: {
      format: 'mapped',
      name: 'Table of measurements',
      caveat: null,
      conversions: conversionsOf(mapping),
      notes: [],
    },
  };
}

/** What the names say where they say enough; a person's words are put over it. */
function namesOrNull(columns: readonly string[], zone: string | null): Mapping | null {
  try {
    return mappingByNames(columns, zone);
  } catch (error) {
    if (error instanceof MappingError) return null;
    throw error;
  }
}
