import { imageLibrary } from '../image-library.js';
import { startCopying } from './copy-object.js';
import type { Copying } from './copy-object.js';
import { annotationsOf as annotationsOnPage } from './annotations.js';
import type { PageAnnotations } from './annotations.js';
import type { CopiedPart, PageChange } from '../assembly.js';
import { coveredPages } from './covered-pages.js';
import { copyPage } from './copy-page.js';
import type { Target } from './copy-page.js';
import { atUsualHeight, movedBy, shareFor, smallerMatrix, smallerWords } from './smaller-page.js';
import { annotationsOf, drawImage, drawingResources, newDrawing, resourcesText } from '../writing/drawing.js';
import { usesHidden } from './hidden-layers.js';
import { layersOf } from './layer-states.js';
import type { Layers } from './layer-states.js';
import { embedPixels } from '../writing/image-object.js';
import { openPdf, readPdfBytes, UnreadablePdf } from '../open-pdf.js';
import type { OpenedPdf, SourcePage } from '../opened-pdf.js';
import { pdfNumbers } from '../writing/pdf-syntax.js';
import type { PdfWriter } from '../writing/pdf-writer.js';
import { pageSize, PdfiumError, renderPage, withPage, withPdfium } from '../pdfium.js';
import type { PdfiumDocument, Pixels } from '../pdfium.js';
import { draftState, drawDraft, drawStamp } from '../typesetting/stamp.js';
import { BadData, TooMuchData } from '../source/stream-data.js';

const IMAGE_DPI = 200;
const MOST_IMAGE_PIXELS = 40_000_000;
const JPEG_QUALITY = 88;
const REBUILT = 'the file is damaged: its objects were found by a search through all of it';
const CROPPED_AWAY = 'its crop box leaves nothing of it: all of the page is shown';
const DAMAGED = 'packed data are damaged; what could be read of them was kept';

/** A page of the part that only a renderer can show, and why. */
interface Rendered {
  readonly index: number;
  readonly why: string;
  /** Notes and marks are painted too. */
  readonly withMarks: boolean;
}

export interface CopiedPages {
  /** What the copy lacks or shows otherwise; `index` counts from 0 within the part. */
  readonly changes: readonly (Omit<PageChange, 'page'> & { readonly index: number })[];
}

/** Copies the pages of one source; those that cannot be copied faithfully are painted instead. */
export async function copyPart(
  part: CopiedPart,
  writer: PdfWriter,
  targetOf: (index: number, rotation: 0 | 90 | 180 | 270) => Target,
): Promise<CopiedPages> {
  const changes: CopiedPages['changes'][number][] = [];
  const opened = openOrNull(part.path);
  try {
    if (opened?.wasRebuilt) changes.push({ index: 0, what: REBUILT });
    const places = Array.from({ length: part.pageCount }, (_, index) => part.sourcePage - 1 + index);
    const covered = opened ? await coveredPages(opened, part.path, places) : new Set<number>();
    const rendered = opened
      ? copyWhatCanBe(opened, part, covered, writer, targetOf, changes)
      : allRendered(part);
    if (rendered.length > 0) {
      await withPdfium(await readPdfBytes(part.path), async (document) => {
        for (const page of rendered) {
          const place = part.sourcePage - 1 + page.index;
          const unit = opened?.pages[place]?.userUnit ?? 1;
          const share = await paintPage(document, place, unit, page, part, writer, targetOf(page.index, 0));
          const { index, why, withMarks } = page;
          changes.push({ index, what: `rendered as an image: ${why}`, picture: { withMarks } });
          if (share < 1) changes.push({ index: page.index, what: smallerWords(share) });
        }
      });
    }
  } finally {
    opened?.close();
  }
  return { changes };
}

function openOrNull(path: string): OpenedPdf | null {
  try {
    return openPdf(path);
  } catch (error) {
    if (error instanceof UnreadablePdf) return null;
    throw error;
  }
}

function allRendered(part: CopiedPart): Rendered[] {
  return Array.from({ length: part.pageCount }, (_, index) => ({
    index,
    why: 'the objects of the document are damaged',
    withMarks: part.marks === 'show',
  }));
}

function copyWhatCanBe(
  opened: OpenedPdf,
  part: CopiedPart,
  covered: ReadonlySet<number>,
  writer: PdfWriter,
  targetOf: (index: number, rotation: 0 | 90 | 180 | 270) => Target,
  changes: { index: number; what: string }[],
): Rendered[] {
  const copying = startCopying(opened.context, writer);
  const rendered: Rendered[] = [];
  let layers: Layers | null = null;
  for (let index = 0; index < part.pageCount; index += 1) {
    const page = opened.pages[part.sourcePage - 1 + index];
    if (!page) throw new Error(`“${part.path}” has no page ${part.sourcePage + index}.`);
    try {
      layers ??= layersOf(opened);
      const isCovered = covered.has(part.sourcePage - 1 + index);
      const why = copyOrWhyNot(opened, page, layers, { part, copying, changes, index, isCovered, targetOf });
      if (why) rendered.push(why);
    } catch (error) {
      rendered.push({ index, why: whyNot(error), withMarks: part.marks === 'show' });
    }
  }
  return rendered;
}

interface PageCopy {
  readonly part: CopiedPart;
  readonly copying: Copying;
  readonly changes: { index: number; what: string }[];
  readonly index: number;
  /** A mark on it hides what is under it. */
  readonly isCovered: boolean;
  readonly targetOf: (index: number, rotation: 0 | 90 | 180 | 270) => Target;
}

/** Copies one page, or says why only a renderer can show it. Throws when its objects cannot be copied. */
function copyOrWhyNot(
  opened: OpenedPdf,
  page: SourcePage,
  layers: Layers,
  { part, copying, changes, index, isCovered, targetOf }: PageCopy,
): Rendered | null {
  const withMarks = part.marks === 'show';
  const annotations = annotationsOnPage(opened, page, layers);
  changes.push(...annotationChanges(annotations, part, isCovered).map((what) => ({ index, what })));
  const shown = [...annotations.fields, ...(withMarks ? annotations.marks : [])];
  const looks = shown.map((appearance) => appearance.stream);
  if (isCovered)
    return { index, why: 'had marks that cover what is under them, which stay', withMarks: true };
  if (annotations.hasDoubtfulLayer || usesHidden(opened.context, page, looks, layers))
    return { index, why: 'had hidden layers', withMarks };
  if (annotations.needsRenderer)
    return { index, why: 'had form fields whose look is left to the viewer', withMarks };
  const { hasDamagedData, share } = copyPage(copying, page, shown, targetOf(index, page.rotation));
  if (page.isCroppedAway) changes.push({ index, what: CROPPED_AWAY });
  if (hasDamagedData) changes.push({ index, what: DAMAGED });
  if (share < 1) changes.push({ index, what: smallerWords(share) });
  return null;
}

/** Whatever stops a copy, the page is painted: odd objects make the reader fail in many ways. */
function whyNot(error: unknown): string {
  return error instanceof BadData || error instanceof TooMuchData
    ? lowerFirst(error.message).replace(/\.$/, '')
    : 'its objects are damaged';
}

function annotationChanges(
  { fields, marks, markCount, linkCount, unseenFieldCount }: PageAnnotations,
  part: CopiedPart,
  isCovered: boolean,
): string[] {
  const changes: string[] = [];
  if (fields.length > 0) changes.push(`${counted(fields.length, 'form field')} made part of the page`);
  if (unseenFieldCount > 0)
    changes.push(`${counted(unseenFieldCount, 'form field')} without a place on the page left out`);
  if (part.marks === 'show' && marks.length > 0)
    changes.push(`${counted(marks.length, 'note or mark', 'notes or marks')} made part of the page`);
  const dropped = isCovered ? 0 : part.marks === 'show' ? markCount - marks.length : markCount;
  if (dropped > 0) changes.push(`${counted(dropped, 'note or mark', 'notes or marks')} left out`);
  if (linkCount > 0) changes.push(`${counted(linkCount, 'link')} left out`);
  return changes;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A page of the displayed size with its picture on it, and how large that is; the text can no longer be selected. */
async function paintPage(
  document: PdfiumDocument,
  index: number,
  userUnit: number,
  page: Rendered,
  part: CopiedPart,
  writer: PdfWriter,
  target: Target,
): Promise<number> {
  const unscaled = withPage(document, index, (handle) => pageSize(document, handle));
  if (!unscaled) throw new PdfiumError(`Page ${index + 1} of “${part.path}” cannot be shown.`);
  const fullPixels = (unscaled.width * unscaled.height * IMAGE_DPI ** 2) / 72 ** 2;
  const dpi = IMAGE_DPI * Math.min(1, Math.sqrt(MOST_IMAGE_PIXELS / fullPixels));
  const pixels = renderPage(document, index, dpi, { annotations: page.withMarks, forms: true });
  const image = await embedPicture(writer, pixels);
  const size = { width: unscaled.width * userUnit, height: unscaled.height * userUnit };

  const drawing = newDrawing(target.book);
  const share = shareFor(size, target.stamp, target.footRoom);
  const matrix = smallerMatrix({ visibleBox: [0, 0, size.width, size.height], rotation: 0 }, share);
  const stamp = share === 1 ? target.stamp : atUsualHeight(target.stamp);
  drawImage(drawing, image, [size.width * share, 0, 0, size.height * share, matrix[4], matrix[5]]);
  if (stamp.isDraft) drawDraft(drawing, size);
  drawStamp(drawing, size, stamp, true);
  const resources = drawingResources(drawing);
  if (stamp.isDraft) resources.set('ExtGState', draftState(drawing));
  const contents = writer.addDeflated('', drawing.operators.join('\n'));
  const links = target.links.map((link) => ({ ...link, rect: movedBy(matrix, link.rect) }));
  writer.object(
    target.id,
    `<</Type/Page/Parent ${target.parent} 0 R/MediaBox[0 0 ${pdfNumbers(size.width, size.height)}]` +
      `/Resources${resourcesText(resources)}/Contents ${contents} 0 R${annotationsOf(links)}>>`,
  );
  return share;
}

/** Gray pages stay exact; colour is coded as a photograph when that is smaller. */
async function embedPicture(writer: PdfWriter, { width, height, data }: Pixels): Promise<number> {
  const isGray = isGrayOnly(data);
  if (isGray) return embedPixels(writer, data, width, height, 4).id;
  const sharp = await imageLibrary();
  const jpeg = await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return writer.addStream(
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode`,
    jpeg,
  );
}

function isGrayOnly(data: Uint8Array): boolean {
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  }
  return true;
}
