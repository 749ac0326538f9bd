import type { JobHandler } from './platform/run-jobs.js';

/** Every kind of long work and who does it. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {};
