import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { migrate } from '../../src/platform/migrate.js';
import { sql } from 'kysely';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('the migrations', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder({ withoutCast: true, fromNothing: true });
  });
  after(() => started.close());

  it('make the tables that schema.ts describes, column for column', async () => {
    const described = describedTables(
      await readFile(new URL('../../src/migrations/schema.ts', import.meta.url), 'utf8'),
    );
    const made = (await started.deps.db.introspection.getTables())
      .map((table) => ({ ...table, name: camelCase(table.name) }))
      .filter((table) => table.name !== 'migration');
    const columns = Object.fromEntries(
      made.map((table) => [
        table.name,
        Object.fromEntries(
          table.columns.map((column) => [
            camelCase(column.name),
            `${base(column.dataType)}${column.isNullable ? ' | null' : ''}`,
          ]),
        ),
      ]),
    );
    expect(columns).to.deep.equal(described);
  });

  it('run once', async () => {
    expect(await migrate(started.deps, started.deps.clock)).to.deep.equal([]);
  });

  it('an older program refuses data of a newer one, and says so', async () => {
    await sql`insert into migration (name, at) values ('9999 from the future', 'x')`.execute(started.deps.db);
    const error = await migrate(started.deps, started.deps.clock).catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal(
      'This data was written by a newer version ("9999 from the future"). Start that version instead.',
    );
  });
});

function describedTables(source: string): Record<string, Record<string, string>> {
  const names = new Map(
    [...source.matchAll(/^ {2}(\w+): (\w+Table);$/gm)].map((match) => [match[2] ?? '', match[1] ?? '']),
  );
  const tables: Record<string, Record<string, string>> = {};
  for (const [, type = '', body = ''] of source.matchAll(/export interface (\w+Table) \{\n([\s\S]*?)\n\}/g)) {
    const fields = [...body.matchAll(/^ {2}(\w+):\s*([\s\S]*?);$/gm)].map(([, name = '', spec = '']) => {
      const kind = /\bnumber\b|\b0 \| 1\b/.test(spec) ? 'number' : 'string';
      return [name, `${kind}${/\| null/.test(spec) ? ' | null' : ''}`] as const;
    });
    tables[names.get(type) ?? type] = Object.fromEntries(fields);
  }
  return tables;
}

function base(dataType: string): string {
  return /^text$/i.test(dataType) ? 'string' : 'number';
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
