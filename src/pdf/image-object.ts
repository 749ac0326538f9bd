import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { PdfWriter } from './pdf-writer.js';

/** Larger images are kept but not shown on paper, in pixels. */
export const MOST_PIXELS = 40_000_000;
export const MOST_FRAMES = 100;

const JPEG_QUALITY = 92;

/** An image in the file, upright, without anything the camera or scanner wrote about it. */
export interface ImageObject {
  readonly id: number;
  readonly width: number;
  readonly height: number;
}

/** How many frames an image file has; throws when it cannot be read as an image. */
export async function countFrames(path: string): Promise<number> {
  const { pages } = await sharp(path, { limitInputPixels: MOST_PIXELS }).metadata();
  return pages ?? 1;
}

/**
 * Embeds one frame, turned upright and in sRGB or gray; photographs stay JPEG, everything else is
 * kept pixel for pixel.
 */
export async function embedImage(writer: PdfWriter, path: string, frame = 0): Promise<ImageObject> {
  const source = sharp(path, { page: frame, pages: 1, limitInputPixels: MOST_PIXELS, failOn: 'error' });
  const { format, pages } = await source.metadata();
  const upright = (pages ?? 1) > 1 ? source : source.autoOrient();
  const image = upright.flatten({ background: '#ffffff' }).toColourspace('srgb');
  if (format === 'jpeg') {
    const { data, info } = await image
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4', optimiseCoding: true })
      .toBuffer({ resolveWithObject: true });
    const space = info.channels === 1 ? '/DeviceGray' : '/DeviceRGB';
    return written(writer, info, `/ColorSpace${space}/BitsPerComponent 8/Filter/DCTDecode`, data);
  }
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return embedPixels(writer, data, info.width, info.height, info.channels);
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
): ImageObject {
  const id = writer.addStream(`/Type/XObject/Subtype/Image/Width ${width}/Height ${height}${entries}`, data);
  return { id, width, height };
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
