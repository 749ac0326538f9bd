import { PDFArray, PDFDict, PDFName, PDFRef, PDFStream } from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import type { SourcePage } from '../opened-pdf.js';
import { dictIn, shownBy } from './layer-states.js';
import type { Layers } from './layer-states.js';

const DEEPEST = 30;

/** Whether a page, or an appearance laid over it, draws anything that a layer may hide. */
export function usesHidden(
  context: PDFContext,
  page: SourcePage,
  appearances: readonly PDFStream[],
  layers: Layers,
): boolean {
  if (!layers.has) return false;
  const seen = new Set<PDFObject>();
  const isKnown = (object: PDFObject): boolean => seen.has(object) || layers.clean.has(object);

  const inResources = (resources: PDFDict | null, depth: number): boolean => {
    if (!resources || isKnown(resources)) return false;
    if (depth > DEEPEST) return true;
    seen.add(resources);
    const lists = dictIn(context, resources, 'Properties');
    if (lists?.values().some((value) => mayHide(context, value, layers))) return true;
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
    if (!(stream instanceof PDFStream) || isKnown(stream)) return false;
    seen.add(stream);
    const layer = stream.dict.get(PDFName.of('OC'));
    if (layer && mayHide(context, layer, layers)) return true;
    return inResources(dictIn(context, stream.dict, 'Resources'), depth + 1);
  };
  const isHiding = inResources(page.resources, 0) || appearances.some((stream) => inStream(stream, 0));
  if (!isHiding) for (const object of seen) layers.clean.add(object);
  return isHiding;
}

/** What does not surely show, or belongs to a membership that only mentions a hidden group. */
function mayHide(context: PDFContext, object: PDFObject, layers: Layers): boolean {
  return shownBy(context, object, layers) !== true || pointsAtHidden(context, object, layers.hidden, 0);
}

/** A group itself, or a membership whose groups or visibility expression mention it. */
function pointsAtHidden(
  context: PDFContext,
  object: PDFObject,
  hidden: ReadonlySet<PDFObject>,
  depth: number,
): boolean {
  if (hidden.has(object)) return true;
  if (depth > 6) return true;
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
