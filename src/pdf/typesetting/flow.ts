import type { Drawing, Rect } from '../writing/drawing.js';
import type { Citation } from '../blocks.js';
import { FOOT_BAND, MARGIN } from './paper.js';
import type { PageSize } from './paper.js';

/** Something of a fixed height that goes on one page whole. */
export interface Box {
  readonly height: number;
  /** White space above it, dropped at the top of a page. */
  readonly before: number;
  /** Never the last box of a page while another follows it. */
  readonly keepWithNext: boolean;
  /** Paints it with its upper left corner at x, y; the width of the column was known when it was made. */
  readonly draw: (drawing: Drawing, x: number, y: number) => readonly PlacedRect[];
}

export interface PlacedRect {
  readonly citation: Citation;
  readonly rect: Rect;
}

/** A stretch of boxes that all use the same sheet; `head` is repeated at the top of each further page. */
export interface Flow {
  readonly size: PageSize;
  readonly boxes: readonly Box[];
  readonly head: Box | null;
  /** Where in `boxes` the head itself stands. */
  readonly headAt: number;
  /** Starts on a page of its own even where the sheet is the same. */
  readonly startsPage: boolean;
}

export interface SetPage {
  readonly size: PageSize;
  readonly boxes: readonly { readonly box: Box; readonly top: number }[];
}

export function columnWidth(size: PageSize): number {
  return size.width - 2 * MARGIN;
}

/** Height between the upper and the lower margin; the foot band lies within the lower margin. */
export function columnHeight(size: PageSize): number {
  return size.height - MARGIN - Math.max(MARGIN, FOOT_BAND);
}

/** Spreads flows over pages. Boxes that keep together move together, unless they fill more than a page. */
export function setPages(flows: readonly Flow[]): SetPage[] {
  const pages: { size: PageSize; boxes: { box: Box; top: number }[] }[] = [];
  let used = 0;

  for (const [at, flow] of flows.entries()) {
    const height = columnHeight(flow.size);
    let page = pages.at(-1);
    const fits = page && page.size.width === flow.size.width && page.size.height === flow.size.height;
    if (!page || !fits || (flow.startsPage && page.boxes.length > 0)) {
      page = { size: flow.size, boxes: [] };
      pages.push(page);
      used = 0;
    }
    let hasHead = false;
    let placed = 0;
    for (const group of groupsOf(flow.boxes)) {
      const first = group[0];
      if (!first) continue;
      const isLast = placed + group.length === flow.boxes.length;
      const needed = groupHeight(group, used === 0) + (isLast ? keptAfter(group, flow, flows[at + 1]) : 0);
      const room = height - used;
      if (used > 0 && needed > room + 0.01) {
        page = { size: flow.size, boxes: [] };
        pages.push(page);
        used = 0;
        hasHead = false;
      }
      for (const box of group) {
        if (used > 0 && used + box.before + box.height > height + 0.01) {
          page = { size: flow.size, boxes: [] };
          pages.push(page);
          used = 0;
          hasHead = false;
        }
        if (used === 0 && flow.head && !hasHead && placed > flow.headAt) {
          page.boxes.push({ box: flow.head, top: 0 });
          used = flow.head.height;
          hasHead = true;
        }
        if (used > 0) used += box.before;
        page.boxes.push({ box, top: used });
        used += box.height;
        placed += 1;
      }
    }
  }
  return pages;
}

/** What the next flow begins with, where that has to stand with the end of this one: a heading with its table. */
function keptAfter(group: readonly Box[], flow: Flow, next: Flow | undefined): number {
  const isKept = group.at(-1)?.keepWithNext === true && next !== undefined && !next.startsPage;
  const isSame = next?.size.width === flow.size.width && next.size.height === flow.size.height;
  const [first] = isKept && isSame ? groupsOf(next.boxes) : [];
  return first ? groupHeight(first, false) : 0;
}

function groupHeight(group: readonly Box[], atTop: boolean): number {
  return group.reduce((all, box, index) => all + box.height + (index === 0 && atTop ? 0 : box.before), 0);
}

function* groupsOf(boxes: readonly Box[]): Generator<Box[]> {
  let group: Box[] = [];
  for (const box of boxes) {
    group.push(box);
    if (!box.keepWithNext) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
