import sharp from 'sharp';
import { takenIn, type Taken } from './opening/exif-date.js';
import { UnreadableDocument } from './reading.js';

/** What an image file holds, in pixels; `frames` counts the pages of a TIFF or the steps of an animation. */
export interface ReadPicture {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly notes: readonly string[];
  readonly taken: Taken | null;
}

const MOST_PIXELS = 40_000_000;
const MOST_FRAMES = 100;
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/tiff', 'image/avif']);

// A remembered image would answer for a file that has changed since.
sharp.cache(false);

/** Decodes the whole image once, so that a broken one is known now. Throws `UnreadableDocument`. */
export async function readPicture(path: string, mediaType: string): Promise<ReadPicture> {
  if (!SHOWN.has(mediaType))
    throw new UnreadableDocument('unsupported', 'Images of this kind are kept for download and not shown.');
  const { width, height, pages, pageHeight, exif } = await decoded(
    sharp(path, { limitInputPixels: false }).metadata(),
  );
  const frames = pages ?? 1;
  const tall = pageHeight ?? height;
  if (width * tall > MOST_PIXELS)
    throw new UnreadableDocument(
      'unsupported',
      'The image has more than 40 million pixels; it is kept for download.',
    );
  if (frames > MOST_FRAMES)
    throw new UnreadableDocument(
      'unsupported',
      `The image has more than ${MOST_FRAMES} frames; it is kept for download.`,
    );
  for (let page = 0; page < frames; page += 1)
    await decoded(sharp(path, { page, pages: 1, limitInputPixels: MOST_PIXELS, failOn: 'error' }).stats());
  const notes = exif ? ['The image carries data of its camera or scanner; a bundle leaves it out.'] : [];
  return { width, height: tall, frames, notes, taken: exif ? takenIn(exif) : null };
}

async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UnreadableDocument('damaged', `The image is damaged: ${words}.`);
  }
}
