/**
 * A drawing made of plain marks: the same scene is written as SVG for a page and set as vectors on paper. Points, origin
 * upper left, y downwards. Tones are names, not colours: a page has its own in light and dark, paper has grays.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export type Mark = PathMark | RectMark | DotMark | TextMark;

export interface PathMark extends Painted {
  readonly kind: 'path';
  /** SVG path data with M, L and Z alone, all absolute. */
  readonly d: string;
}

export interface RectMark extends Painted {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DotMark extends Painted {
  readonly kind: 'dot';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  /** The base line. */
  readonly y: number;
  readonly size: number;
  readonly text: string;
  readonly tone: Tone;
  readonly bold: boolean;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface Painted {
  readonly fill?: Fill;
  readonly stroke?: Stroke;
}

export interface Fill {
  readonly tone: Tone;
  /** Plain without one. What tells neighbours apart where colour does not. */
  readonly pattern?: Pattern;
}

export interface Stroke {
  readonly tone: Tone;
  readonly width: number;
  /** Lengths of stroke and gap in turn. */
  readonly dash?: readonly number[];
}

/** `mark` is the figures' own colour, `band` a light one of it, `shade` a ground that others stand on. */
export type Tone = 'ink' | 'soft' | 'hair' | 'shade' | 'band' | 'mark' | 'paper';

export type Pattern = 'rising' | 'dots';

/** Distance between the lines or dots of a pattern, in points. */
export const PATTERN_STEP = 4;
