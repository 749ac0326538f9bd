import type { Job } from '../../platform/job-store.js';
import type { MeasurementRun } from './run-store.js';

export const RUN_STATES = {
  waiting: { text: 'waiting', kind: 'plain' },
  running: { text: 'being made', kind: 'plain' },
  made: { text: 'made', kind: 'ok' },
  failed: { text: 'not made', kind: 'due' },
} as const;

export type RunState = keyof typeof RUN_STATES;

export function runNumber(number: number): string {
  return `Run ${number}`;
}

export function runState(run: Pick<MeasurementRun, 'resultHash'>, job: Job | null): RunState {
  if (run.resultHash !== null) return 'made';
  return job?.state === 'waiting' || job?.state === 'running' ? job.state : 'failed';
}
