import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Worker } from 'tesseract.js';
import type { TextLine } from '../../pdf/page-text.js';

export interface RecogniseInput {
  /** A picture of the page as PNG. */
  readonly path: string;
  readonly dpi: number;
  /** In pixels. */
  readonly height: number;
}

/** A word the machine is in doubt about: where it stands in the page's text and on the page, in points. */
export interface DoubtfulWord extends TextLine {
  readonly start: number;
  /** Per cent. */
  readonly confidence: number;
}

/** The words of a picture of a page as a machine reads them; never the record, which the picture stays. */
export interface RecognisedPage {
  readonly text: string;
  /** One for each line of `text`, with its place in points, origin lower left. */
  readonly lines: readonly TextLine[];
  readonly words: number;
  /** The mean over its words, per cent; 0 where it has none. */
  readonly confidence: number;
  readonly doubtful: readonly DoubtfulWord[];
}

/** What tesseract.js gives for a line, as far as it is used. */
interface SeenLine {
  readonly words: readonly { readonly text: string; readonly confidence: number; readonly bbox: Box }[];
}
interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const IDLE_MS = 20_000;
/** LSTM only: the data package holds nothing else. */
const ENGINE = 1;
const SURE_FROM = 75;
/** Upright print is far above this, print on its side or head far below. */
const UPRIGHT_FROM = 70;
const MOST_DOUBTFUL = 500;

const require = createRequire(import.meta.url);
let running: Promise<Worker> | null = null;
let ending: NodeJS.Timeout | null = null;

/** Reads the English words of one picture; nothing is fetched, all it needs is in its packages. */
export async function recognisePage({ path, dpi, height }: RecogniseInput): Promise<RecognisedPage> {
  const worker = await takeWorker();
  try {
    const picture = await readFile(path);
    const at = { scale: 72 / dpi, height };
    const upright = await linesIn(worker, picture);
    if (surenessOf(upright) >= UPRIGHT_FROM) return pageOf(upright, at);
    // A page that lies on its side or head gives a few doubtful words: the other turns are tried, the surest stands.
    const { width = 0 } = await sharp(picture).metadata();
    let best = upright;
    for (const turn of [90, 180, 270] as const) {
      const turned = await sharp(picture).rotate(turn).png().toBuffer();
      const lines = (await linesIn(worker, turned)).map((line) => turnedBack(line, turn, { width, height }));
      if (sureLettersOf(lines) > sureLettersOf(best)) best = lines;
      if (surenessOf(lines) >= UPRIGHT_FROM && best === lines) break;
    }
    return pageOf(best, at);
  } finally {
    // The next page may come at once; the memory is given back when none does.
    ending = setTimeout(() => void endWorker(), IDLE_MS).unref();
  }
}

async function linesIn(worker: Worker, picture: Buffer): Promise<SeenLine[]> {
  const { data } = await worker.recognize(picture, {}, { text: false, blocks: true });
  return (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((one) => one.lines));
}

/** The letters of the words it is sure of: the wrong way round a page gives many short doubtful ones. */
function sureLettersOf(lines: readonly SeenLine[]): number {
  const sure = lines.flatMap((line) => line.words).filter((word) => word.confidence >= SURE_FROM);
  return sure.reduce((sum, word) => sum + word.text.length, 0);
}

/** The mean over the words, per cent; 0 where there are none. */
function surenessOf(lines: readonly SeenLine[]): number {
  const words = lines.flatMap((line) => line.words);
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
}

/** A line found on a picture that was turned clockwise, with the places its words have on the page as it lies. */
function turnedBack(
  line: SeenLine,
  turn: 90 | 180 | 270,
  { width, height }: { readonly width: number; readonly height: number },
): SeenLine {
  const back = ({ x0, y0, x1, y1 }: Box): Box => {
    if (turn === 90) return { x0: y0, x1: y1, y0: height - x1, y1: height - x0 };
    if (turn === 180) return { x0: width - x1, x1: width - x0, y0: height - y1, y1: height - y0 };
    return { x0: width - y1, x1: width - y0, y0: x0, y1: x1 };
  };
  return { words: line.words.map((word) => ({ ...word, bbox: back(word.bbox) })) };
}

/** The lines of a page in order, their words and places; `scale` is points to a pixel, `height` in pixels. */
export function pageOf(
  seen: readonly SeenLine[],
  { scale, height }: { readonly scale: number; readonly height: number },
): RecognisedPage {
  const lines: TextLine[] = [];
  const doubtful: DoubtfulWord[] = [];
  let text = '';
  let words = 0;
  let sum = 0;
  for (const line of seen) {
    const [first] = line.words;
    if (first === undefined) continue;
    if (text !== '') text += '\n';
    const begin = text.length;
    for (const [index, word] of line.words.entries()) {
      if (index > 0) text += ' ';
      const said = word.text.replace(/\s+/g, ' ').trim();
      const start = text.length;
      text += said;
      words += 1;
      sum += word.confidence;
      if (word.confidence < SURE_FROM && doubtful.length < MOST_DOUBTFUL)
        doubtful.push({
          ...placed(word.bbox, said, scale, height),
          start,
          confidence: Math.round(word.confidence),
        });
    }
    const box = line.words.reduce<Box>((whole, { bbox }) => union(whole, bbox), first.bbox);
    lines.push(placed(box, text.slice(begin), scale, height));
  }
  return { text, lines, words, confidence: words === 0 ? 0 : Math.round((sum / words) * 10) / 10, doubtful };
}

function placed({ x0, y0, x1, y1 }: Box, text: string, scale: number, height: number): TextLine {
  return {
    text,
    left: points(x0 * scale),
    bottom: points((height - y1) * scale),
    right: points(x1 * scale),
    top: points((height - y0) * scale),
  };
}

function points(length: number): number {
  return Math.round(length * 100) / 100;
}

function union(a: Box, b: Box): Box {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}

async function takeWorker(): Promise<Worker> {
  if (ending) clearTimeout(ending);
  running ??= startWorker();
  try {
    return await running;
  } catch (error) {
    running = null;
    throw error instanceof Error ? error : new Error(String(error));
  }
}

async function startWorker(): Promise<Worker> {
  const { createWorker } = await import('tesseract.js');
  const langPath = join(dirname(require.resolve('@tesseract.js-data/eng')), '4.0.0_best_int');
  // Without a handler of its own the library throws what a picture did to it where nobody can catch it.
  const errorHandler = (): void => undefined;
  return createWorker('eng', ENGINE, { langPath, gzip: true, cacheMethod: 'none', errorHandler });
}

async function endWorker(): Promise<void> {
  const held = running;
  running = null;
  await (await held?.catch(() => null))?.terminate();
}
