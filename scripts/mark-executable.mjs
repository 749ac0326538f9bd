// A checkout can come without file modes (an archive, a shared folder), and npx marks the command only the first time.
import { chmodSync } from 'node:fs';

chmodSync(new URL('../bin/rejoinder.mjs', import.meta.url), 0o755);
