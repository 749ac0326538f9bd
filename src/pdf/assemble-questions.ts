import type { Assembly } from './assembly.js';

export interface AssembleInput {
  readonly assembly: Assembly;
  readonly out: string;
}

export interface CheckInput {
  readonly path: string;
  readonly assembly: Assembly;
}

/** `stop` must be put right before the file may leave; `note` is for a person to read. */
export interface PdfFinding {
  readonly level: 'stop' | 'note';
  /** Page of the finished file, from 1; null for the file as a whole. */
  readonly page: number | null;
  readonly what: string;
}

export interface CheckResult {
  readonly pages: number;
  readonly findings: readonly PdfFinding[];
}

export function stop(page: number | null, what: string): PdfFinding {
  return { level: 'stop', page, what };
}

export function note(page: number | null, what: string): PdfFinding {
  return { level: 'note', page, what };
}
