/** What an item made from a run says of where it comes from. Stored for good: `runIn` reads it back. */
export function madeByRun(from: string, runNumber: number): string {
  return `made from ${from} by run ${runNumber} of the measurements`;
}

/** The number of the run in such a sentence, or null. */
export function runIn(action: string): number | null {
  const [, number] = /^made from .+ by run (\d+) of the measurements$/s.exec(action) ?? [];
  return number === undefined ? null : Number(number);
}
