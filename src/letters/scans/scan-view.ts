import { z } from 'zod';
import type { PageText } from '../../documents/document-store.js';
import type { Job } from '../../platform/job-store.js';
import type { LetterInFull } from '../letter-in-full.js';

/** A page below this, per cent, is read by a person before anything is taken from it. */
export const LOW_BELOW = 80;

const doubtful = z.array(
  z.object({
    ...{ text: z.string(), start: z.number(), confidence: z.number() },
    ...{ left: z.number(), bottom: z.number(), right: z.number(), top: z.number() },
  }),
);
const lines = z.array(
  z.object({
    text: z.string(),
    ...{ left: z.number(), bottom: z.number(), right: z.number(), top: z.number() },
  }),
);

export type Doubtful = z.infer<typeof doubtful>[number];

/** The words of a page that the machine is in doubt about; none on a page with words of its own. */
export function doubtfulOf(page: PageText): readonly Doubtful[] {
  const parsed = doubtful.safeParse(JSON.parse(page.doubtful));
  return parsed.success ? parsed.data : [];
}

/** `read by machine (OCR), 93 % sure, 4 words in doubt`; '' for a page with words of its own. */
export function confidenceText(page: PageText): string {
  if (page.confidence === null) return '';
  if (page.text.trim() === '') return 'read by machine (OCR): no words were found';
  const { length } = doubtfulOf(page);
  const doubt = length === 0 ? '' : `, ${length} ${length === 1 ? 'word' : 'words'} in doubt`;
  return `read by machine (OCR), ${Math.round(page.confidence)} % sure${doubt}`;
}

/** The layer of words over the picture of a page, in points from its upper left corner; empty where nobody read it. */
export function wordLayer(page: PageText) {
  if (page.confidence === null || page.height === 0) return { lines: [], doubtful: [] };
  const parsed = lines.safeParse(JSON.parse(page.lines));
  const placed = <T extends { left: number; right: number; bottom: number; top: number; text: string }>(
    one: T,
  ) => ({
    text: one.text,
    x: one.left,
    y: page.height - one.top,
    width: one.right - one.left,
    height: one.top - one.bottom,
  });
  return {
    lines: parsed.success ? parsed.data.map(placed) : [],
    doubtful: doubtfulOf(page).map((one) => ({ ...placed(one), confidence: one.confidence })),
  };
}

/** What the page of a letter says of its scan; null where every word is the letter's own. */
export interface ScanShown {
  readonly state: 'reading' | 'failed' | 'stopped' | 'read' | 'empty' | 'unread';
  readonly done: number;
  readonly total: number;
  readonly note: string;
  readonly reason: string;
  /** Pages read by machine, and those of them with words. */
  readonly pages: number;
  readonly withWords: number;
  readonly low: readonly number[];
  /** Pages nobody has read yet. */
  readonly left: number;
}

export function scanShown(
  { words }: Pick<LetterInFull, 'words'>,
  job: Job | null,
  left: number,
): ScanShown | null {
  const read = words.pages.filter((page) => page.stored.confidence !== null);
  if (job === null && read.length === 0 && left === 0) return null;
  const withWords = read.filter((page) => page.text.trim() !== '');
  const low = withWords.filter((page) => (page.stored.confidence ?? 0) < LOW_BELOW).map((page) => page.page);
  return {
    state: stateOf(job, { read: read.length, withWords: withWords.length, left }),
    ...{ done: job?.doneCount ?? 0, total: job?.totalCount ?? 0, note: job?.note ?? '' },
    ...{ reason: job?.reason ?? '', pages: read.length, withWords: withWords.length, low, left },
  };
}

function stateOf(
  job: Job | null,
  { read, withWords, left }: { readonly read: number; readonly withWords: number; readonly left: number },
): ScanShown['state'] {
  if (job?.state === 'waiting' || job?.state === 'running') return 'reading';
  if (job?.state === 'failed' && left > 0) return 'failed';
  if (job?.state === 'stopped' && left > 0) return 'stopped';
  if (read === 0 || left > 0) return 'unread';
  return withWords === 0 ? 'empty' : 'read';
}
