import { readFileSync } from 'node:fs';
import { READER_VERSION } from '../measurement.js';

/** Names of the files of a run's summary: by them a later run finds what it repeats. */
export function summaryFiles(runNumber: number): { readonly paper: string; readonly table: string } {
  const stem = `summary-of-measurements-run-${runNumber}`;
  return { paper: `${stem}.pdf`, table: `${stem}.csv` };
}

/** `Rejoinder 0.1.0, reader of measurements 1`: what made a figure, as far as the software is concerned. */
export function softwareName(): string {
  const words = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(words) as { version: string }; // our own
  return `Rejoinder ${version}, reader of measurements ${READER_VERSION}`;
}

/** The name of the draft certification of a run's files. */
export function certificationFile(runNumber: number): string {
  return `certification-draft-run-${runNumber}.pdf`;
}
