import { DuckDBConnection } from '@duckdb/node-api';

// The document child, killed (`kill -9`) in the middle of its work: once an import has made its table, a run its
// readings, a reconciliation its findings.
const MIDWAY = ['copy (', 'create temp table usable', 'create temp table judged'];
const { run } = DuckDBConnection.prototype;
DuckDBConnection.prototype.run = async function (this: DuckDBConnection, ...asked) {
  const result = await run.apply(this, asked);
  if (MIDWAY.some((words) => asked[0].startsWith(words))) {
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }
  return result;
};

await import('../../src/processes/document-child.js');
