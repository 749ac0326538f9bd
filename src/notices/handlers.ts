import type { Progress } from '../platform/ask.js';
import { prepareNotices } from './prepare-notices.js';
import type { PreparedNotices } from './prepare-notices.js';
import type { PrepareNoticesInput } from './questions.js';
import { reconcile } from './reconcile.js';

/** What the document child answers about notices, by the name of the question. */
export const noticeHandlers = {
  'notices.prepare': (
    { out, work, asOf, ...file }: PrepareNoticesInput,
    progress: Progress,
  ): Promise<PreparedNotices> => prepareNotices(file, out, work, asOf, progress),
  'notices.reconcile': reconcile,
} as const;
