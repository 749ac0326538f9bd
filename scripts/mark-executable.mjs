// The compiler writes plain files; the command needs its first line and its mode.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../dist/cli.js', import.meta.url);
const line = '#!/usr/bin/env node\n';
const text = readFileSync(file, 'utf8');
if (!text.startsWith(line)) writeFileSync(file, line + text);
chmodSync(file, 0o755);
