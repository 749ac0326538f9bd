import { imageLibrary } from '../image-library.js';
import { deflateSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { drawImage } from './drawing.js';
import type { Drawing } from './drawing.js';
import type { PdfWriter } from './pdf-writer.js';
import { strippedJpeg } from '../copying/strip-image.js';

/** Larger images are kept but not shown on paper, in pixels. */
export const MOST_PIXELS = 40_000_000;
export const MOST_FRAMES = 100;

const JPEG_QUALITY = 92;
/** An image with a few pixels more than its place takes keeps them: packing it anew would cost more than it saves. */
const SLACK = 1.1;

/** An image in the file, without anything the camera or scanner wrote about it. */
export interface ImageObject {
  readonly id: number;
  /** In pixels, once it is turned upright. */
  readonly width: number;
  readonly height: number;
  /** How the stored pixels have to be turned, as EXIF numbers it: 1 to 8. */
  readonly orientation: number;
  /** The original has more pixels than these, which is what its place on paper takes. */
  readonly isReduced: boolean;
}

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Places an image upright into a rectangle. */
export function placeImage(
  drawing: Drawing,
  image: ImageObject,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const [right, top] = [x + width, y + height];
  const matrices = [
    [width, 0, 0, height, x, y],
    [-width, 0, 0, height, right, y],
    [-width, 0, 0, -height, right, top],
    [width, 0, 0, -height, x, top],
    [0, -height, -width, 0, right, top],
    [0, -height, width, 0, x, top],
    [0, height, width, 0, x, y],
    [0, height, -width, 0, right, y],
  ] as const;
  drawImage(drawing, image.id, matrices[image.orientation - 1] ?? matrices[0]);
}

/** How many frames an image file has; throws when it cannot be read as an image. */
export async function countFrames(path: string): Promise<number> {
  const sharp = await imageLibrary();
  const { pages } = await sharp(path, { limitInputPixels: MOST_PIXELS }).metadata();
  return pages ?? 1;
}

/**
 * Embeds one frame in sRGB or gray. A JPEG keeps its own coding where its colours are plain; everything
 * else is kept pixel for pixel, as far as `most` allows for an image of that upright size. Throws when the file
 * stops early or is no image.
 */
export async function embedImage(
  writer: PdfWriter,
  path: string,
  frame = 0,
  most: ((upright: PixelSize) => PixelSize) | null = null,
): Promise<ImageObject> {
  const sharp = await imageLibrary();
  const source = sharp(path, { page: frame, pages: 1, limitInputPixels: MOST_PIXELS, failOn: 'error' });
  const { format, orientation = 1, channels, icc, width, height } = await source.metadata();
  const upright = orientation > 4 ? { width: height, height: width } : { width, height };
  const limit = most?.(upright) ?? upright;
  const isReduced = upright.width > limit.width * SLACK || upright.height > limit.height * SLACK;
  if (!isReduced && format === 'jpeg' && (channels === 1 || channels === 3) && !isWideGamut(icc)) {
    await source.raw().toBuffer();
    const jpeg = strippedJpeg(await readFile(path));
    if (jpeg) return written(writer, { width, height }, jpegEntries(channels), jpeg, orientation);
  }
  const turned = isReduced
    ? source.autoOrient().resize({
        width: Math.round(limit.width),
        height: Math.round(limit.height),
        fit: 'inside',
      })
    : source.autoOrient();
  const embedded = await embedUpright(writer, turned, format);
  return { ...embedded, isReduced };
}

async function embedUpright(
  writer: PdfWriter,
  upright: Sharp,
  format: string | undefined,
): Promise<ImageObject> {
  const image = upright.flatten({ background: '#ffffff' }).toColourspace('srgb');
  if (format === 'jpeg') {
    const { data, info } = await image
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4', optimiseCoding: true })
      .toBuffer({ resolveWithObject: true });
    return written(writer, info, jpegEntries(info.channels), data);
  }
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return embedPixels(writer, data, info.width, info.height, info.channels);
}

function jpegEntries(channels: number): string {
  return `/ColorSpace/Device${channels === 1 ? 'Gray' : 'RGB'}/BitsPerComponent 8/Filter/DCTDecode`;
}

/** Profiles other than sRGB and gray would look duller without their profile. */
function isWideGamut(icc: Buffer | undefined): boolean {
  return icc !== undefined && !/sRGB|IEC61966|Gr[ae]y/i.test(icc.toString('latin1').replaceAll('\0', ''));
}

/** Embeds raw pixels, as black and white or gray where they have no more in them. */
export function embedPixels(
  writer: PdfWriter,
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: number,
): ImageObject {
  const gray = channels === 1 ? pixels : grayOf(pixels, channels);
  if (!gray) {
    const rgb = channels === 3 ? pixels : withoutAlpha(pixels, channels);
    return written(
      writer,
      { width, height },
      `/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode`,
      deflateSync(rgb),
    );
  }
  if (gray.every((value) => value === 0 || value === 255)) {
    const bits = packBits(gray, width, height);
    return written(
      writer,
      { width, height },
      `/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode`,
      deflateSync(bits),
    );
  }
  return written(
    writer,
    { width, height },
    `/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode`,
    deflateSync(gray),
  );
}

function written(
  writer: PdfWriter,
  { width, height }: { readonly width: number; readonly height: number },
  entries: string,
  data: Uint8Array,
  orientation = 1,
): ImageObject {
  const id = writer.addStream(`/Type/XObject/Subtype/Image/Width ${width}/Height ${height}${entries}`, data);
  const upright = orientation > 4 ? { width: height, height: width } : { width, height };
  return { id, ...upright, orientation, isReduced: false };
}

function grayOf(pixels: Uint8Array, channels: number): Uint8Array | null {
  const gray = new Uint8Array(pixels.length / channels);
  for (let at = 0, to = 0; at < pixels.length; at += channels, to += 1) {
    const value = pixels[at] ?? 0;
    if (value !== pixels[at + 1] || value !== pixels[at + 2]) return null;
    gray[to] = value;
  }
  return gray;
}

function withoutAlpha(pixels: Uint8Array, channels: number): Uint8Array {
  const rgb = new Uint8Array((pixels.length / channels) * 3);
  for (let at = 0, to = 0; at < pixels.length; at += channels, to += 3) {
    rgb[to] = pixels[at] ?? 0;
    rgb[to + 1] = pixels[at + 1] ?? 0;
    rgb[to + 2] = pixels[at + 2] ?? 0;
  }
  return rgb;
}

function packBits(gray: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (gray[y * width + x]) {
        const at = y * stride + (x >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return bits;
}
