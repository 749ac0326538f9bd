/**
 * Runs the tests that touch rows: those whose imports lead to the databases of `test/support`. What people do in a browser
 * and what is killed midway is left out: it starts servers of its own, and takes minutes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const DATABASES = ['databases.ts', 'postgres.ts'].map((name) => resolve('test/support', name));
const IMPORTED = /from '(\.[^']+)\.js'/g;

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !/^(?:journeys|durability)\b/.test(name))
  .map((name) => join('test', name))
  .sort()
  .filter((file) => touchesRows(resolve(file), new Set()));
const { status } = spawnSync('npx', ['mocha', ...files], { stdio: 'inherit' });
process.exit(status ?? 1);

function touchesRows(file: string, seen: Set<string>): boolean {
  if (DATABASES.includes(file)) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(IMPORTED)]
    .map((match) => resolve(dirname(file), `${match[1]}.ts`))
    .some((path) => path.startsWith(resolve('test')) && existsSync(path) && touchesRows(path, seen));
}
