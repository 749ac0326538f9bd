import type { Asker } from '../../src/platform/ask.js';
import { openLog } from '../../src/platform/log.js';
import { openDocumentAsker } from '../../src/processes/open-deps.js';

let opened: Asker | null = null;

/**
 * The real document child, one for all tests of this run as one serves all documents of a server: starting it costs more
 * than most of what is asked of it. Whoever closes it leaves it to the next test; it ends with the run.
 */
export function documentAsker(): Asker {
  opened ??= openDocumentAsker(openLog('silent'), 1);
  return { ...opened, close: async () => undefined };
}
