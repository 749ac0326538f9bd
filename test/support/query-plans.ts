import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { newId } from '../../src/platform/ids.js';
import type { Db } from '../../src/platform/database.js';

/** How SQLite reads what `work` asks of the database it is given: a line for each step of each query. */
export async function plansOf(db: Db, work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const asked: RootOperationNode[] = [];
  const listener: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work(db.withPlugin(listener));
  const lines: string[] = [];
  for (const node of asked) {
    const executor = db.getExecutor();
    // Names were put into the database's own spelling before they came here.
    const { sql, parameters } = executor.withoutPlugins().compileQuery(node, { queryId: newId() });
    const plan = await db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    lines.push(...plan.rows.map(({ detail }) => detail));
  }
  return lines;
}
