/** Who holds what was made here, in its first entry of custody. By it what an item rests on is found: nobody types it. */
export const MADE_HERE = 'made in this file';

/** Whether a person typed this holder, in whatever letters and spaces. */
export function isMadeHere(holder: string): boolean {
  return holder.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase() === MADE_HERE;
}
