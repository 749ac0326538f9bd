import { deflateSync, inflateSync } from 'node:zlib';
import { PDFArray, PDFName, PDFStream } from '../source/objects.js';
import type { PDFContext } from '../source/objects.js';
import { GROUP } from './allowed-colours.js';
import { copyResources, FORM, PAGE_CONTENT } from './allowed-objects.js';
import type { Appearance } from './annotations.js';
import { copyObject } from './copy-object.js';
import type { Copying } from './copy-object.js';
import { contentOf } from './copy-stream.js';
import { joinScans } from './content-scan.js';
import type { ContentScan } from './content-scan.js';
import { neededNames } from './needed-names.js';
import { atUsualHeight, movedBy, shareFor, smallerMatrix } from './smaller-page.js';
import { annotationsOf, drawingResources, newDrawing, resourcesText } from '../writing/drawing.js';
import type { Drawing, PageLink } from '../writing/drawing.js';
import type { FontBook } from '../writing/font-book.js';
import { displayedSize } from '../open-pdf.js';
import type { SourcePage } from '../opened-pdf.js';
import { pdfName, pdfNumber, pdfNumbers } from '../writing/pdf-syntax.js';
import { displayMatrix, draftState, stampParts } from '../typesetting/stamp.js';
import type { Stamp } from '../typesetting/stamp.js';
import { BadData, MOST_UNPACKED, TooMuchData } from '../source/stream-data.js';

const MOST_PARTS = 10_000;

/** Where a page goes in the new file. */
export interface Target {
  readonly id: number;
  readonly parent: number;
  readonly book: FontBook;
  readonly stamp: Stamp;
  /** Up to which height nothing is drawn over the foot line; none where no page is made smaller for it. */
  readonly footRoom: number | undefined;
  /** Links on the page, in its own space. */
  readonly links: readonly PageLink[];
}

/**
 * Writes a page anew: contents, resources and boxes of the source, appearances on top, then the stamp; smaller where the
 * stamp has no room. Nothing else of the source comes along. Throws BadData or TooMuchData before anything is written.
 */
export function copyPage(
  copying: Copying,
  page: SourcePage,
  appearances: readonly Appearance[],
  target: Target,
): { hasDamagedData: boolean; share: number } {
  const { writer, context } = copying;
  writer.stage();
  copying.fresh.length = 0;
  copying.depth = 0;
  copying.hasDamagedData = false;
  try {
    const parts = contentsOf(context, page);
    copying.contents.clear();
    let size = 0;
    for (const part of parts) {
      const content = copying.contents.get(part) ?? contentOf(copying, part);
      copying.contents.set(part, content);
      size += content.size;
      if (size > MOST_UNPACKED) throw new TooMuchData('The contents of the page unpack to more than 256 MB.');
    }
    const scan = joinScans(parts.flatMap((part) => copying.contents.get(part)?.scan ?? []));
    if (scan.isCutOff || scan.openLists > 0)
      throw new BadData('The contents of the page stop in the middle.');
    const names = neededNames(copying, page.resources, scan.names);
    const resources = copyResources(copying, page.resources, names);
    const share = shareFor(displayedSize(page), target.stamp, target.footRoom);
    const stamp = share === 1 ? target.stamp : atUsualHeight(target.stamp);
    const contents = share === 1 ? parts.map((part) => copyObject(copying, part, PAGE_CONTENT)) : [];

    const drawing = newDrawing(target.book, unusedPrefix(names));
    const forms = appearances.map((appearance, index) => {
      const form = copyObject(copying, appearance.stream, FORM);
      const name = `${drawing.prefix}F${index}`;
      drawing.operators.push(`q ${pdfNumbers(...appearance.matrix)} cm ${pdfName(name)} Do Q`);
      return `${pdfName(name)} ${form ?? 'null'}`;
    });
    add(resources, 'XObject', forms.join(''));
    const opening = 'q '.repeat(1 + scan.unopened);
    const ending = `${closing(scan)}\n${drawing.operators.join('\n')}`;
    const foot = stampOnto(drawing, page, stamp);
    const smaller =
      share === 1 ? null : smallerForm(copying, page, share, { opening, parts, ending, resources });
    const name = pdfName(`${drawing.prefix}P`);
    if (smaller !== null) add(resources, 'XObject', `${name} ${smaller} 0 R`);
    for (const [category, body] of drawingResources(drawing)) add(resources, category, body);
    if (stamp.isDraft) add(resources, 'ExtGState', draftState(drawing));

    const before = writer.shareText(smaller === null ? opening : 'q ');
    // What pages have in common is in the file once; what is left is too little to be worth packing.
    const common = writer.shareText(`${smaller === null ? ending : `${name} Do Q`}\n${foot.common}`);
    const own = writer.addStream('', foot.own);
    const matrix = smallerMatrix(page, share);
    const links = target.links.map((link) => ({ ...link, rect: movedBy(matrix, link.rect) }));
    const group = copyObject(copying, page.dict.get(PDFName.of('Group')), GROUP);
    writer.object(
      target.id,
      `<</Type/Page/Parent ${target.parent} 0 R${boxesOf(page)}${group ? `/Group ${group}` : ''}` +
        `/Resources${resourcesText(resources)}` +
        `/Contents[${before} 0 R ${contents.map((each) => each ?? '').join(' ')} ${common} 0 R ${own} 0 R]${annotationsOf(links)}>>`,
    );
    writer.commit();
    return { hasDamagedData: copying.hasDamagedData, share };
  } catch (error) {
    for (const [shapes, shape] of copying.fresh) shapes.delete(shape);
    writer.discard();
    throw error;
  }
}

function contentsOf(context: PDFContext, page: SourcePage): PDFStream[] {
  const object = context.lookup(page.dict.get(PDFName.of('Contents')));
  const all = object instanceof PDFArray ? object.asArray() : object ? [object] : [];
  if (all.length > MOST_PARTS) throw new BadData('The page has too many content streams.');
  return all.map((each) => context.lookup(each)).filter((each) => each instanceof PDFStream);
}

/**
 * What the page draws as one form: patterns keep to the space of what they are painted in, so that a matrix before the
 * contents would leave them where they were. Cut at the displayed box, since more than that would come into sight. The
 * page keeps its resources too: masks and drawn glyphs without any of their own look for them there.
 */
function smallerForm(
  { writer, contents }: Copying,
  page: SourcePage,
  share: number,
  drawn: { opening: string; parts: readonly PDFStream[]; ending: string; resources: Map<string, string> },
): number {
  const data = drawn.parts.flatMap((part) => {
    const content = contents.get(part);
    return content ? [inflateSync(content.stored), Buffer.from('\n')] : [];
  });
  const all = [Buffer.from(`${drawn.opening}\n`, 'latin1'), ...data, Buffer.from(drawn.ending, 'latin1')];
  return writer.addStream(
    `/Type/XObject/Subtype/Form/BBox[${pdfNumbers(...page.visibleBox)}]/Matrix[${pdfNumbers(...smallerMatrix(page, share))}]` +
      `/Resources${resourcesText(drawn.resources)}/Filter/FlateDecode`,
    deflateSync(Buffer.concat(all)),
  );
}

/** The stamp in the page's own space: it reads upright on the page as it is displayed. */
function stampOnto(drawing: Drawing, page: SourcePage, stamp: Stamp): { common: string; own: string } {
  const size = displayedSize(page);
  const { common, own } = stampParts(drawing, size, stamp, true);
  const turned = `q ${displayMatrix(page.visibleBox, page.rotation, page.userUnit)} cm`;
  return { common: `${turned}\n${common}`, own: `${own}\nQ` };
}

/** Ends whatever the contents left open, so that the stamp stands where it should. */
function closing(scan: ContentScan): string {
  return [
    ...(scan.isInText ? ['ET'] : []),
    ...Array.from({ length: scan.openMarks }, () => 'EMC'),
    ...Array.from({ length: 1 + scan.unclosed }, () => 'Q'),
  ].join(' ');
}

function boxesOf(page: SourcePage): string {
  const crop = page.visibleBox.some((value, index) => value !== page.mediaBox[index])
    ? `/CropBox[${pdfNumbers(...page.visibleBox)}]`
    : '';
  return (
    `/MediaBox[${pdfNumbers(...page.mediaBox)}]${crop}` +
    (page.rotation ? `/Rotate ${page.rotation}` : '') +
    (page.userUnit === 1 ? '' : `/UserUnit ${pdfNumber(page.userUnit)}`)
  );
}

function unusedPrefix(names: ReadonlySet<string>): string {
  for (let number = 0; ; number += 1) {
    const prefix = `Rj${number}-`;
    if (![...names].some((name) => name.startsWith(prefix))) return prefix;
  }
}

function add(resources: Map<string, string>, category: string, body: string): void {
  if (body) resources.set(category, (resources.get(category) ?? '') + body);
}
