import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSource } from '../../src/measurements/prepare-source.js';
import type { PreparedSource, SourceFile } from '../../src/measurements/prepare-source.js';
import { openDuck } from '../../src/tabular/duck.js';
import type { DuckRow } from '../../src/tabular/duck.js';

/** After it nothing was measured: what a source says of later lies in the future. */
export const AS_OF = '2026-01-01T00:00:00Z';

export interface PreparedSources {
  /** Where DuckDB may put what it has no room for. */
  readonly spill: () => string;
  /** One file as a source of measurements. The next takes its place. */
  prepare(fileName: string, content: string | Buffer, said?: Partial<SourceFile>): Promise<PreparedSource>;
  /** Its readings, without what is null. */
  readings(source: PreparedSource): Promise<DuckRow[]>;
}

/** Prepares sources in a folder of this suite's own: call it where the suite is described. */
export function preparedSources(): PreparedSources {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'formats-'))));
  after(() => rm(folder, { recursive: true }));
  const spill = (): string => join(folder, 'spill');

  return {
    spill,
    async prepare(fileName, content, said = {}) {
      const path = join(folder, 'source');
      await writeFile(path, content);
      return prepareSource(
        { path, fileName, ...said },
        join(folder, 'out.parquet'),
        join(folder, 'work'),
        AS_OF,
        () => undefined,
      );
    },
    async readings(source) {
      const duck = await openDuck({ files: [source.parquet], folders: [], spill: spill() });
      try {
        const rows = await duck.rows(
          `select line, strftime(taken_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') as taken_at, period, network, account, download, upload, round_trip, loss, method, clock, why from ${source.sql} order by line, method`,
        );
        return rows.map((row) =>
          Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
        );
      } finally {
        duck.close();
      }
    },
  };
}
