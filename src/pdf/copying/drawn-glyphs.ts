import { PDFArray, PDFDict, PDFName, PDFNumber, PDFStream } from '../source/objects.js';
import type { PDFContext } from '../source/objects.js';
import type { Copying } from './copy-object.js';

/** The glyphs of a font that draws them itself, as far as a code stands for them: nothing shows any other. */
export function drawnGlyphs({ context }: Copying, font: PDFDict): [name: PDFName, stream: PDFStream][] {
  const glyphs = context.lookup(font.get(PDFName.of('CharProcs')));
  if (!(glyphs instanceof PDFDict)) return [];
  const isCoded = coded(context, font);
  return glyphs.entries().flatMap(([name, value]): [PDFName, PDFStream][] => {
    const stream = context.lookup(value);
    return stream instanceof PDFStream && isCoded(name) ? [[name, stream]] : [];
  });
}

/** Where a code has no name of the font's own, viewers take one from an encoding that they know: any glyph may be meant. */
function coded(context: PDFContext, font: PDFDict): (name: PDFName) => boolean {
  const encoding = context.lookup(font.get(PDFName.of('Encoding')));
  const hasBase = !(encoding instanceof PDFDict) || encoding.has(PDFName.of('BaseEncoding'));
  const differences = hasBase ? null : context.lookup(encoding.get(PDFName.of('Differences')));
  const [first, last] = ['FirstChar', 'LastChar'].map((key) => context.lookup(font.get(PDFName.of(key))));
  if (!(differences instanceof PDFArray && first instanceof PDFNumber && last instanceof PDFNumber))
    return () => true;
  const names = new Set<string>();
  const codes = new Set<number>();
  let code = 0;
  for (const each of differences.asArray()) {
    const value = context.lookup(each);
    if (value instanceof PDFNumber) code = value.asNumber();
    if (!(value instanceof PDFName)) continue;
    names.add(value.raw());
    codes.add(code);
    code += 1;
  }
  for (let each = Math.max(0, first.asNumber()); each <= Math.min(255, last.asNumber()); each += 1)
    if (!codes.has(each)) return () => true;
  return (name) => names.has(name.raw());
}
