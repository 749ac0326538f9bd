#!/usr/bin/env node
// The command must stand where npm links it before anything is built, or npx goes on not finding it afterwards.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
const CONFIGURATION = 78;

if (existsSync(built)) await import(built.href);
else {
  console.error('Rejoinder is not built yet. Run npm run build in its folder, then the same command again.');
  process.exitCode = CONFIGURATION;
}
