import bidiModule from 'bidi-js';
import type { Bidi } from 'bidi-js';

/** A stretch of text that runs in one direction, as it stands on the line from left to right. */
export interface DirectedRun {
  /** In the order in which it is read; brackets that open to the left are turned. */
  readonly text: string;
  readonly isLeftwards: boolean;
}

const LEFTWARDS = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
// The package is CommonJS whose types say otherwise: what comes by default is the function itself.
const bidi = (bidiModule as unknown as () => Bidi)();

/** Which way a line runs as a whole: as its paragraph does, or by its own first letter that has a direction. */
export type LineDirection = 'auto' | 'ltr' | 'rtl';

/** Whether any of it runs from right to left. */
export function runsLeftwards(text: string): boolean {
  return LEFTWARDS.test(text);
}

/**
 * One line of text as runs from left to right, by the Unicode bidirectional algorithm (UAX #9). Characters that turn the
 * direction of others are no part of it: they are shown by their numbers before.
 */
export function directedRuns(text: string, direction: LineDirection = 'auto'): DirectedRun[] {
  const levels = bidi.getEmbeddingLevels(text, direction).levels;
  const runs: { text: string; level: number }[] = [];
  let at = 0;
  for (const char of text) {
    const level = levels[at] ?? 0;
    const shown = level % 2 === 1 ? (bidi.getMirroredCharacter(char) ?? char) : char;
    const last = runs.at(-1);
    if (last !== undefined && last.level === level) last.text += shown;
    else runs.push({ text: shown, level });
    at += char.length;
  }
  return inVisualOrder(runs).map(({ text: own, level }) => ({ text: own, isLeftwards: level % 2 === 1 }));
}

/** A part of a line that runs in one direction, and the piece of the line it comes from. */
export interface StandingPart<T> {
  readonly piece: T;
  /** In the order in which it is read; nothing is turned. */
  readonly text: string;
  readonly isLeftwards: boolean;
}

/** The pieces of one line as they stand from left to right, each in parts of one direction (UAX #9). */
export function standingParts<T extends { readonly text: string }>(
  pieces: readonly T[],
  direction: 'ltr' | 'rtl',
): StandingPart<T>[] {
  const levels = bidi.getEmbeddingLevels(pieces.map(({ text }) => text).join(''), direction).levels;
  const parts: { piece: T; text: string; level: number }[] = [];
  let at = 0;
  for (const piece of pieces)
    for (const char of piece.text) {
      const level = levels[at] ?? 0;
      const last = parts.at(-1);
      if (last?.piece === piece && last.level === level) last.text += char;
      else parts.push({ piece, text: char, level });
      at += char.length;
    }
  return inVisualOrder(parts).map(({ piece, text, level }) => ({
    piece,
    text,
    isLeftwards: level % 2 === 1,
  }));
}

/** Whether a paragraph as a whole is read from right to left: by its first letter that has a direction (UAX #9, P2). */
export function beginsLeftwards(text: string): boolean {
  if (!runsLeftwards(text)) return false;
  return (bidi.getEmbeddingLevels(text, 'auto').paragraphs[0]?.level ?? 0) % 2 === 1;
}

/** A text in the order it is written, in stretches of one direction; nothing is turned or mirrored. */
export function writtenRuns(text: string): DirectedRun[] {
  if (!runsLeftwards(text)) return text === '' ? [] : [{ text, isLeftwards: false }];
  const levels = bidi.getEmbeddingLevels(text, 'auto').levels;
  const runs: { text: string; isLeftwards: boolean }[] = [];
  let at = 0;
  for (const char of text) {
    const isLeftwards = (levels[at] ?? 0) % 2 === 1;
    const last = runs.at(-1);
    if (last !== undefined && last.isLeftwards === isLeftwards) last.text += char;
    else runs.push({ text: char, isLeftwards });
    at += char.length;
  }
  return runs;
}

/** The characters of one line as they stand from left to right, as some readers give them. */
export function asItStands(text: string): string {
  if (!runsLeftwards(text)) return text;
  return directedRuns(text)
    .map((run) => (run.isLeftwards ? [...run.text].reverse().join('') : run.text))
    .join('');
}

/** Rule L2: from the highest level down to 1, every sequence of runs at that level or above is turned round. */
function inVisualOrder<T extends { readonly level: number }>(runs: readonly T[]): T[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    let from = 0;
    while (from < ordered.length) {
      if ((ordered[from]?.level ?? 0) < level) {
        from += 1;
        continue;
      }
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to += 1;
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = to;
    }
  }
  return ordered;
}
