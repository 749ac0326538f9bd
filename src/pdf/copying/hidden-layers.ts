import { isNamed, PDFArray, PDFDict, PDFName, PDFRef, PDFStream } from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import type { OpenedPdf, SourcePage } from '../opened-pdf.js';

const DEEPEST = 30;

/**
 * The optional content groups of a document that are not simply shown: off at first, or off in some
 * state of use (view, print, export).
 */
export function hiddenGroups({ context, catalog }: OpenedPdf): ReadonlySet<PDFObject> {
  const hidden = new Set<PDFObject>();
  const properties = dictIn(context, catalog, 'OCProperties');
  const standard = properties && dictIn(context, properties, 'D');
  if (!properties || !standard) return hidden;

  const groups = arrayIn(context, properties, 'OCGs');
  const isOffAtFirst = isNamed(context.lookup(standard.get(PDFName.of('BaseState'))), 'OFF');
  for (const group of groups) if (isOffAtFirst || isOffInUse(context, group)) hidden.add(group);
  if (isOffAtFirst)
    for (const group of arrayIn(context, standard, 'ON'))
      if (!isOffInUse(context, group)) hidden.delete(group);
  for (const group of arrayIn(context, standard, 'OFF')) hidden.add(group);
  return hidden;
}

/** Whether a page, or an appearance laid over it, draws anything that belongs to a hidden group. */
export function usesHidden(
  context: PDFContext,
  page: SourcePage,
  appearances: readonly PDFStream[],
  hidden: ReadonlySet<PDFObject>,
): boolean {
  if (hidden.size === 0) return false;
  const seen = new Set<PDFObject>();

  const inResources = (resources: PDFDict | null, depth: number): boolean => {
    if (!resources || seen.has(resources) || depth > DEEPEST) return false;
    seen.add(resources);
    const lists = dictIn(context, resources, 'Properties');
    if (lists?.values().some((value) => pointsAtHidden(context, value, hidden, 0))) return true;
    for (const category of ['XObject', 'Pattern']) {
      const entries = dictIn(context, resources, category)?.values() ?? [];
      if (entries.some((value) => inStream(value, depth))) return true;
    }
    const states = dictIn(context, resources, 'ExtGState')?.values() ?? [];
    const fonts = dictIn(context, resources, 'Font')?.values() ?? [];
    return states.some((value) => inMask(value, depth)) || fonts.some((value) => inGlyphs(value, depth));
  };
  const inMask = (value: PDFObject, depth: number): boolean => {
    const state = context.lookup(value);
    const mask = state instanceof PDFDict ? dictIn(context, state, 'SMask') : null;
    const group = mask?.get(PDFName.of('G'));
    return group !== undefined && inStream(group, depth);
  };
  const inGlyphs = (value: PDFObject, depth: number): boolean => {
    const font = context.lookup(value);
    return font instanceof PDFDict && inResources(dictIn(context, font, 'Resources'), depth + 1);
  };
  const inStream = (value: PDFObject, depth: number): boolean => {
    const stream = context.lookup(value);
    if (!(stream instanceof PDFStream) || seen.has(stream)) return false;
    seen.add(stream);
    const layer = stream.dict.get(PDFName.of('OC'));
    if (layer && pointsAtHidden(context, layer, hidden, 0)) return true;
    return inResources(dictIn(context, stream.dict, 'Resources'), depth + 1);
  };
  return inResources(page.resources, 0) || appearances.some((stream) => inStream(stream, 0));
}

/** A group itself, or a membership whose groups or visibility expression mention it. */
export function pointsAtHidden(
  context: PDFContext,
  object: PDFObject,
  hidden: ReadonlySet<PDFObject>,
  depth: number,
): boolean {
  if (hidden.has(object)) return true;
  if (depth > 6) return false;
  const value = object instanceof PDFRef ? context.lookup(object) : object;
  if (value && hidden.has(value)) return true;
  if (value instanceof PDFArray)
    return value.asArray().some((each) => pointsAtHidden(context, each, hidden, depth + 1));
  if (!(value instanceof PDFDict)) return false;
  return ['OCGs', 'VE'].some((key) => {
    const inside = value.get(PDFName.of(key));
    return inside !== undefined && pointsAtHidden(context, inside, hidden, depth + 1);
  });
}

function isOffInUse(context: PDFContext, group: PDFObject): boolean {
  const dict = context.lookup(group);
  const usage = dict instanceof PDFDict ? dictIn(context, dict, 'Usage') : null;
  if (!usage) return false;
  return (['View', 'Print', 'Export'] as const).some((use) => {
    const state = dictIn(context, usage, use)?.get(PDFName.of(`${use}State`));
    return isNamed(context.lookup(state), 'OFF');
  });
}

function dictIn(context: PDFContext, dict: PDFDict, key: string): PDFDict | null {
  const value = context.lookup(dict.get(PDFName.of(key)));
  return value instanceof PDFDict ? value : null;
}

function arrayIn(context: PDFContext, dict: PDFDict, key: string): PDFObject[] {
  const value = context.lookup(dict.get(PDFName.of(key)));
  return value instanceof PDFArray ? value.asArray() : [];
}
