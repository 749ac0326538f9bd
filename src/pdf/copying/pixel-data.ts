import { isNamed, PDFArray, PDFBool, PDFDict, PDFName, PDFNumber, PDFStream } from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import { parametersOf } from '../source/stream-data.js';

const COMPONENTS: Readonly<Record<string, number>> = {
  DeviceGray: 1,
  CalGray: 1,
  G: 1,
  Indexed: 1,
  I: 1,
  Separation: 1,
  DeviceRGB: 3,
  CalRGB: 3,
  RGB: 3,
  Lab: 3,
  DeviceCMYK: 4,
  CMYK: 4,
};

/** How many bytes the pixels of a picture take before they are packed; null where its entries do not say it for certain. */
export function bytesOfPixels(context: PDFContext, dict: PDFDict): number | null {
  const isMask = context.lookup(dict.get(PDFName.of('ImageMask')));
  const isStencil = isMask instanceof PDFBool && isMask.toString() === 'true';
  const [width, height] = [numberIn(context, dict, 'Width'), numberIn(context, dict, 'Height')];
  const bits = isStencil ? 1 : numberIn(context, dict, 'BitsPerComponent');
  const components = isStencil
    ? 1
    : componentsOf(context, context.lookup(dict.get(PDFName.of('ColorSpace'))));
  if (width === null || height === null || bits === null || components === null) return null;
  return Math.ceil((width * bits * components) / 8) * height;
}

/** The same number of bytes as the predictor of filter `index` has them: a byte more in every row, or rows of its own. */
export function predictedBytes(
  context: PDFContext,
  dict: PDFDict,
  index: number,
  bytes: number,
): number | null {
  const parameters = parametersOf(context, dict, index);
  const predictor = parameters === null ? 1 : (numberIn(context, parameters, 'Predictor') ?? 1);
  if (parameters === null || predictor <= 1) return bytes;
  const of = (name: string, otherwise: number) =>
    parameters.has(PDFName.of(name)) ? numberIn(context, parameters, name) : otherwise;
  const [colors, bits, columns] = [of('Colors', 1), of('BitsPerComponent', 8), of('Columns', 1)];
  if (colors === null || bits === null || columns === null) return null;
  const row = Math.ceil((colors * bits * columns) / 8);
  return Math.ceil(bytes / row) * (predictor >= 10 ? row + 1 : row);
}

function componentsOf(context: PDFContext, space: PDFObject | undefined): number | null {
  if (space instanceof PDFName) return componentsOfNamed(space);
  if (!(space instanceof PDFArray)) return null;
  const [family, second] = space.asArray().map((each) => context.lookup(each));
  if (isNamed(family, 'DeviceN')) return second instanceof PDFArray ? second.asArray().length : null;
  if (isNamed(family, 'ICCBased'))
    return second instanceof PDFStream ? numberIn(context, second.dict, 'N') : null;
  return family instanceof PDFName ? componentsOfNamed(family) : null;
}

function componentsOfNamed(name: PDFName): number | null {
  return Object.hasOwn(COMPONENTS, name.raw()) ? (COMPONENTS[name.raw()] ?? null) : null;
}

/** A whole number from 1. */
function numberIn(context: PDFContext, dict: PDFDict, name: string): number | null {
  const value = context.lookup(dict.get(PDFName.of(name)));
  const number = value instanceof PDFNumber ? value.asNumber() : 0;
  return Number.isInteger(number) && number >= 1 ? number : null;
}
