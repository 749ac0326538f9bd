import type { Mark, Stroke, TextMark, Tone } from '../../pdf/scene.js';

export const GRID: Stroke = { tone: 'hair', width: 0.5 };
export const AXIS: Stroke = { tone: 'soft', width: 0.75 };
export const LEVEL: Stroke = { tone: 'ink', width: 1, dash: [5, 3] };
export const DATE: Stroke = { tone: 'ink', width: 1, dash: [1.5, 2.5] };

interface TextWish {
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly anchor?: TextMark['anchor'];
}

export function text(x: number, y: number, size: number, words: string, wish: TextWish = {}): TextMark {
  const { tone = 'ink', bold = false, anchor = 'start' } = wish;
  return { kind: 'text', x: round(x), y: round(y), size, text: words, tone, bold, anchor };
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): Mark {
  return { kind: 'path', d: `M${round(x1)},${round(y1)}L${round(x2)},${round(y2)}`, stroke };
}

export function rect(x: number, y: number, width: number, height: number) {
  return { kind: 'rect', x: round(x), y: round(y), width: round(width), height: round(height) } as const;
}

/** Two decimals of a point are finer than any printer. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
