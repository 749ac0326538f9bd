import { PDFArray, PDFDict, PDFName, PDFStream } from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import type { Copying } from './copy-object.js';

/** The glyphs of a font that draws them itself, as far as a code stands for them: nothing shows any other. */
export function drawnGlyphs({ context }: Copying, font: PDFDict): [name: PDFName, stream: PDFStream][] {
  const glyphs = context.lookup(font.get(PDFName.of('CharProcs')));
  if (!(glyphs instanceof PDFDict)) return [];
  const encoding = context.lookup(font.get(PDFName.of('Encoding')));
  const differences =
    encoding instanceof PDFDict ? context.lookup(encoding.get(PDFName.of('Differences'))) : null;
  const isCoded = coded(context, differences);
  return glyphs.entries().flatMap(([name, value]): [PDFName, PDFStream][] => {
    const stream = context.lookup(value);
    return stream instanceof PDFStream && isCoded(name) ? [[name, stream]] : [];
  });
}

function coded(context: PDFContext, differences: PDFObject | null | undefined): (name: PDFName) => boolean {
  if (!(differences instanceof PDFArray)) return () => true;
  const names = new Set<string>();
  for (const each of differences.asArray()) {
    const name = context.lookup(each);
    if (name instanceof PDFName) names.add(name.raw());
  }
  return (name) => names.has(name.raw());
}
