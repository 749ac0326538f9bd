import { drawText, drawTextCentred, drawTextRight, SOFT_INK } from '../writing/drawing.js';
import type { Drawing, Gray } from '../writing/drawing.js';
import { pdfNumber, pdfNumbers } from '../writing/pdf-syntax.js';
import { typeface } from '../writing/typeface.js';
import { PATTERN_STEP } from '../scene.js';
import type { DotMark, Mark, PathMark, RectMark, Scene, Stroke, TextMark, Tone } from '../scene.js';
import { columnHeight, columnWidth } from './flow.js';
import type { Box } from './flow.js';
import type { PageSize } from './paper.js';
import { baseline, drawLineOfText } from './text-boxes.js';
import { breakLines, plain } from './text-lines.js';

const CAPTION_SIZE = 8.5;
const CAPTION_LEADING = 12;
const CAPTION_GAP = 8;

/** Paper is printed in black: every tone has a gray that stays apart from its neighbours. */
const GRAYS: Readonly<Record<Tone, Gray>> = {
  ink: 0.1,
  soft: 0.38,
  hair: 0.78,
  shade: 0.91,
  band: 0.78,
  mark: 0.26,
  paper: 1,
};

/** How far a circle's control points lie from its ends, in radii. */
const ROUND = 0.5523;

/** A scene as vectors with its caption under it, whole on one page, smaller where it would not fit. */
export function sceneBox(scene: Scene, caption: string | null, size: PageSize): Box {
  const width = columnWidth(size);
  const lines = caption ? breakLines(plain(caption, typeface('sans-italic')), CAPTION_SIZE, width) : [];
  const below = lines.length > 0 ? CAPTION_GAP + lines.length * CAPTION_LEADING : 0;
  const scale = Math.min(1, width / scene.width, (columnHeight(size) - below) / scene.height);
  const height = scene.height * scale;
  return {
    height: height + below,
    before: 10,
    keepWithNext: false,
    draw: (drawing, x, y) => {
      const place: Place = { left: x + (width - scene.width * scale) / 2, top: y, scale };
      for (const mark of scene.marks) drawMark(drawing, mark, place);
      lines.forEach((line, index) => {
        const top = y - height - CAPTION_GAP - index * CAPTION_LEADING;
        drawLineOfText(
          drawing,
          line,
          CAPTION_SIZE,
          x,
          top - baseline(CAPTION_SIZE, CAPTION_LEADING),
          SOFT_INK,
        );
      });
      return [];
    },
  };
}

/** Where the upper left corner of a scene stands on the page, and its scale. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

function drawMark(drawing: Drawing, mark: Mark, place: Place): void {
  if (mark.kind === 'text') {
    drawWords(drawing, mark, place);
    return;
  }
  const path = pathOf(mark, place);
  const { fill, stroke } = mark;
  if (fill?.pattern === undefined) {
    const painting = fill && stroke ? 'B' : fill ? 'f' : stroke ? 'S' : 'n';
    const ground = fill ? `${pdfNumber(GRAYS[fill.tone])} g ` : '';
    drawing.operators.push(`q ${ground}${stroke ? strokeOf(stroke, place) : ''}${path} ${painting} Q`);
    return;
  }
  const inside = fill.pattern === 'rising' ? rising(mark, place) : dotted(mark, place);
  const gray = pdfNumber(GRAYS[fill.tone]);
  drawing.operators.push(`q ${path} W n ${gray} g ${gray} G ${inside} Q`);
  if (stroke) drawing.operators.push(`q ${strokeOf(stroke, place)}${path} S Q`);
}

function drawWords(drawing: Drawing, mark: TextMark, { left, top, scale }: Place): void {
  const face = typeface(mark.bold ? 'sans-bold' : 'sans');
  const draw = { start: drawText, middle: drawTextCentred, end: drawTextRight }[mark.anchor];
  draw(
    drawing,
    face,
    mark.size * scale,
    left + mark.x * scale,
    top - mark.y * scale,
    mark.text,
    GRAYS[mark.tone],
  );
}

function strokeOf({ tone, width, dash }: Stroke, { scale }: Place): string {
  const dashes = dash ? `[${dash.map((length) => pdfNumber(length * scale)).join(' ')}] 0 d ` : '';
  return `${pdfNumber(width * scale)} w ${pdfNumber(GRAYS[tone])} G ${dashes}`;
}

function pathOf(mark: PathMark | RectMark | DotMark, place: Place): string {
  switch (mark.kind) {
    case 'rect': {
      const [x, y] = at(place, mark.x, mark.y + mark.height);
      return `${pdfNumbers(x, y, mark.width * place.scale, mark.height * place.scale)} re`;
    }
    case 'dot':
      return circle(...at(place, mark.x, mark.y), mark.radius * place.scale);
    case 'path':
      return stepsOf(mark.d)
        .map(({ letter, x, y }) =>
          letter === 'Z' ? 'h' : `${pdfNumbers(...at(place, x, y))} ${letter === 'M' ? 'm' : 'l'}`,
        )
        .join(' ');
  }
}

/** Path data of a scene has M, L and Z alone; anything else would be drawn wrong, so it is refused. */
function stepsOf(d: string): { letter: string; x: number; y: number }[] {
  if (!/^(?:[ML]-?[0-9.]+,-?[0-9.]+|Z)*$/.test(d)) throw new Error(`A scene has a path it cannot draw: ${d}`);
  return [...d.matchAll(/([MLZ])(?:(-?[0-9.]+),(-?[0-9.]+))?/g)].map(([, letter = 'Z', x, y]) => ({
    letter,
    x: Number(x ?? 0),
    y: Number(y ?? 0),
  }));
}

function circle(x: number, y: number, radius: number): string {
  const c = radius * ROUND;
  return [
    `${pdfNumbers(x + radius, y)} m`,
    `${pdfNumbers(x + radius, y + c, x + c, y + radius, x, y + radius)} c`,
    `${pdfNumbers(x - c, y + radius, x - radius, y + c, x - radius, y)} c`,
    `${pdfNumbers(x - radius, y - c, x - c, y - radius, x, y - radius)} c`,
    `${pdfNumbers(x + c, y - radius, x + radius, y - c, x + radius, y)} c h`,
  ].join(' ');
}

function rising(mark: PathMark | RectMark | DotMark, place: Place): string {
  const [left, bottom, right, top] = boundsOf(mark, place);
  const step = PATTERN_STEP * place.scale;
  const lines: string[] = [];
  for (let x = left - (top - bottom); x < right; x += step)
    lines.push(`${pdfNumbers(x, bottom)} m ${pdfNumbers(x + top - bottom, top)} l`);
  return `${pdfNumber(0.7 * place.scale)} w ${lines.join(' ')} S`;
}

function dotted(mark: PathMark | RectMark | DotMark, place: Place): string {
  const [left, bottom, right, top] = boundsOf(mark, place);
  const step = PATTERN_STEP * place.scale;
  const dots: string[] = [];
  for (let x = left + step / 2; x < right; x += step)
    for (let y = bottom + step / 2; y < top; y += step) dots.push(circle(x, y, 0.65 * place.scale));
  return dots.length > 0 ? `${dots.join(' ')} f` : '';
}

function boundsOf(mark: PathMark | RectMark | DotMark, place: Place): [number, number, number, number] {
  const corners: readonly (readonly [number, number])[] =
    mark.kind === 'rect'
      ? [
          [mark.x, mark.y],
          [mark.x + mark.width, mark.y + mark.height],
        ]
      : mark.kind === 'dot'
        ? [
            [mark.x - mark.radius, mark.y - mark.radius],
            [mark.x + mark.radius, mark.y + mark.radius],
          ]
        : stepsOf(mark.d).flatMap(({ letter, x, y }) => (letter === 'Z' ? [] : [[x, y] as const]));
  const placed = corners.map(([x, y]) => at(place, x, y));
  const xs = placed.map(([x]) => x);
  const ys = placed.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function at({ left, top, scale }: Place, x: number, y: number): [number, number] {
  return [left + x * scale, top - y * scale];
}
