import { PATTERN_STEP } from '../../pdf/scene.js';
import type { Fill, Mark, Painted, Pattern, Scene, Stroke } from '../../pdf/scene.js';
import { NARROW, WIDE } from './chart.js';
import type { Chart, ChartTable } from './chart.js';
import { round } from './marks.js';

/** What the view of a chart is given. Both drawings say the same; the style sheet shows the one that fits. */
export interface ShownChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly wide: string;
  readonly narrow: string;
  readonly table: ChartTable;
}

/** A chart for a page. `id` starts with a letter and names no other chart of that page. */
export function shownChart(chart: Chart, id: string): ShownChart {
  const { title, description, table } = chart;
  return {
    id,
    title,
    description,
    wide: sceneSvg(chart.draw(WIDE), { id: `${id}-wide`, title, description, shown: 'wide' }),
    narrow: sceneSvg(chart.draw(NARROW), { id: `${id}-narrow`, title, description, shown: 'narrow' }),
    table,
  };
}

export interface SvgFacts {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly shown: 'wide' | 'narrow';
}

/**
 * A scene as an SVG element: classes for tones, attributes for the rest, no style and no script. The words come from
 * files of others, so every one of them is escaped.
 */
export function sceneSvg(scene: Scene, { id, title, description, shown }: SvgFacts): string {
  const { width, height, marks } = scene;
  const patterns = [...new Set(marks.flatMap((mark) => (patternOf(mark) ? [patternOf(mark)] : [])))];
  return [
    `<svg class="figure ${shown}" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc"`,
    ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(description)}</desc>`,
    patterns.length > 0
      ? `<defs>${patterns.map((name) => patternSvg(name ?? 'dots', id)).join('')}</defs>`
      : '',
    ...marks.map((mark) => markSvg(mark, id)),
    '</svg>',
  ].join('');
}

function markSvg(mark: Mark, id: string): string {
  switch (mark.kind) {
    case 'path':
      return `<path d="${escaped(mark.d)}"${paintOf(mark, id)}/>`;
    case 'rect':
      return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}"${paintOf(mark, id)}/>`;
    case 'dot':
      return `<circle cx="${round(mark.x)}" cy="${round(mark.y)}" r="${round(mark.radius)}"${paintOf(mark, id)}/>`;
    case 'text': {
      const bold = mark.bold ? ' font-weight="700"' : '';
      const anchor = mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`;
      return `<text class="fill-${mark.tone}" x="${mark.x}" y="${mark.y}" font-size="${round(mark.size)}"${bold}${anchor}>${escaped(mark.text)}</text>`;
    }
  }
}

/** A pattern lies over its own ground, so it is one fill and needs no colour of what is under it. */
function paintOf({ fill, stroke }: Painted, id: string): string {
  const classes = [
    ...(fill && !fill.pattern ? [`fill-${fill.tone}`] : []),
    ...(stroke ? [`stroke-${stroke.tone}`] : []),
  ];
  const named = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
  return `${named}${fillOf(fill, id)}${stroke ? strokeOf(stroke) : ''}`;
}

function fillOf(fill: Fill | undefined, id: string): string {
  if (!fill) return ' fill="none"';
  return fill.pattern ? ` fill="url(#${id}-${fill.pattern})"` : '';
}

function strokeOf({ width, dash }: Stroke): string {
  return ` stroke-width="${width}"${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
}

function patternSvg(name: Pattern, id: string): string {
  const step = PATTERN_STEP;
  const inside = {
    rising: `<path class="stroke-mark" fill="none" stroke-width="1" d="M-1,1L1,-1M0,${step}L${step},0M${step - 1},${step + 1}L${step + 1},${step - 1}"/>`,
    dots: `<circle class="fill-mark" cx="${step / 2}" cy="${step / 2}" r="0.8"/>`,
  }[name];
  return `<pattern id="${id}-${name}" width="${step}" height="${step}" patternUnits="userSpaceOnUse"><rect class="fill-paper" width="${step}" height="${step}"/>${inside}</pattern>`;
}

function patternOf(mark: Mark): Pattern | undefined {
  return mark.kind === 'text' ? undefined : mark.fill?.pattern;
}

/** Characters XML has no place for are shown as what they are: unreadable. */
function escaped(words: string): string {
  return words
    .replaceAll(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
