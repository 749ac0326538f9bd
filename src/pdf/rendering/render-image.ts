import type { Progress } from '../../platform/ask.js';
import { newDrawing, writePage } from '../writing/drawing.js';
import { columnHeight, columnWidth } from '../typesetting/flow.js';
import { openFontBook } from '../writing/font-book.js';
import { countFrames, embedImage, MOST_FRAMES, placeImage } from '../writing/image-object.js';
import type { ImageObject } from '../writing/image-object.js';
import { MARGIN, paperSize, turned } from '../typesetting/paper.js';
import type { PageSize } from '../typesetting/paper.js';
import { PdfWriter } from '../writing/pdf-writer.js';
import type { Rendered, RenderInput } from './rendered.js';
import { finishDocument, imageSize } from '../typesetting/set-document.js';

/** More dots an inch are not seen on paper, and courts take no more. */
const MOST_DPI = 300;

/** One page a frame; the image is turned upright, keeps its pixels up to 300 an inch, and is never enlarged. */
export async function renderImage(input: RenderInput, progress: Progress): Promise<Rendered> {
  const frames = await countFrames(input.path);
  if (frames > MOST_FRAMES) throw new Error(`The image has ${frames} frames, more than ${MOST_FRAMES}.`);
  const writer = PdfWriter.open(input.out);
  try {
    const book = openFontBook(writer);
    const tree = writer.reserve();
    const ids: number[] = [];
    let reduced = false;
    for (let frame = 0; frame < frames; frame += 1) {
      progress(frame, frames, `image ${frame + 1}`);
      const image = await embedImage(writer, input.path, frame, (upright) =>
        mostPixels(upright, input.paper),
      );
      reduced ||= image.isReduced;
      const size = sheetFor(image, paperSize(input.paper));
      const shown = imageSize(image, columnWidth(size), columnHeight(size));
      const drawing = newDrawing(book);
      const left = (size.width - shown.width) / 2;
      const bottom = size.height - MARGIN - shown.height;
      placeImage(drawing, image, left, bottom, shown.width, shown.height);
      const id = writer.reserve();
      ids.push(id);
      writePage(writer, id, tree, size, drawing);
    }
    finishDocument(writer, tree, ids, input);
    const notes = [
      ...(frames > 1 ? [`The image has ${frames} frames, one on each page.`] : []),
      ...(reduced ? [`The image has more pixels than ${MOST_DPI} an inch on paper, which are shown.`] : []),
    ];
    return { pages: frames, notes };
  } finally {
    writer.close();
  }
}

/** What an image of this size takes at most on the sheet it gets. */
function mostPixels(
  upright: Pick<ImageObject, 'width' | 'height'>,
  paper: RenderInput['paper'],
): { width: number; height: number } {
  const size = sheetFor(upright, paperSize(paper));
  const scale = MOST_DPI / 72;
  return { width: columnWidth(size) * scale, height: columnHeight(size) * scale };
}

/** A wide image that would shrink on an upright sheet gets a turned one. */
function sheetFor(image: Pick<ImageObject, 'width' | 'height'>, size: PageSize): PageSize {
  if (image.width <= image.height) return size;
  const upright = imageSize(image, columnWidth(size), columnHeight(size));
  const wide = turned(size);
  const across = imageSize(image, columnWidth(wide), columnHeight(wide));
  return across.width > upright.width * 1.05 ? wide : size;
}
