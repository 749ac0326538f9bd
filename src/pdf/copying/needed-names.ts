import { isNamed, PDFDict, PDFName, PDFStream } from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import { BadData } from '../source/stream-data.js';
import { rawName } from './copy-object.js';
import type { Copying } from './copy-object.js';
import { contentOf } from './copy-stream.js';

const MOST_FORMS = 10_000;
const RESOURCES = PDFName.of('Resources');

/**
 * The names of `resources` that contents mentioning `mentioned` need: their own, and those of forms, drawn glyphs and
 * soft masks that have no resources and so use the ones around them. Throws BadData beyond all limits.
 */
export function neededNames(
  copying: Copying,
  resources: PDFDict | null,
  mentioned: ReadonlySet<string>,
): ReadonlySet<string> {
  const names = new Set(mentioned);
  if (!resources) return names;
  const seen = new Set<PDFObject>();
  // A form may mention a font that draws with a form, and so on: until nothing is added.
  for (let before = -1; before < names.size;) {
    before = names.size;
    for (const [category, streamsOf] of BORROWERS)
      follow(copying, resources, { category, streamsOf }, names, seen);
  }
  return names;
}

type StreamsOf = (context: PDFContext, object: PDFObject) => readonly PDFStream[];

/** Resources whose contents may use what is around them. */
const BORROWERS: readonly (readonly [category: string, streamsOf: StreamsOf])[] = [
  ['XObject', (context, object) => (isForm(context, object) ? [object] : [])],
  ['Font', glyphsOf],
  ['ExtGState', softMaskOf],
];

function follow(
  copying: Copying,
  resources: PDFDict,
  { category, streamsOf }: { readonly category: string; readonly streamsOf: StreamsOf },
  names: Set<string>,
  seen: Set<PDFObject>,
): void {
  const { context } = copying;
  const dict = context.lookup(resources.get(PDFName.of(category)));
  if (!(dict instanceof PDFDict)) return;
  for (const [key, value] of dict.entries()) {
    if (!names.has(rawName(key))) continue;
    const object = context.lookup(value);
    if (!object || seen.has(object)) continue;
    seen.add(object);
    if (seen.size > MOST_FORMS) throw new BadData('The page has too many forms.');
    for (const stream of streamsOf(context, object))
      if (!stream.dict.has(RESOURCES))
        for (const name of contentOf(copying, stream).scan.names) names.add(name);
  }
}

function isForm(context: PDFContext, object: PDFObject | undefined): object is PDFStream {
  if (!(object instanceof PDFStream)) return false;
  return isNamed(context.lookup(object.dict.get(PDFName.of('Subtype'))), 'Form');
}

function glyphsOf(context: PDFContext, font: PDFObject): PDFStream[] {
  if (!(font instanceof PDFDict) || font.has(RESOURCES)) return [];
  const glyphs = context.lookup(font.get(PDFName.of('CharProcs')));
  if (!(glyphs instanceof PDFDict)) return [];
  return glyphs
    .values()
    .map((value) => context.lookup(value))
    .filter((each) => each instanceof PDFStream);
}

function softMaskOf(context: PDFContext, state: PDFObject): PDFStream[] {
  const mask = state instanceof PDFDict ? context.lookup(state.get(PDFName.of('SMask'))) : undefined;
  const form = mask instanceof PDFDict ? context.lookup(mask.get(PDFName.of('G'))) : undefined;
  return form instanceof PDFStream ? [form] : [];
}
