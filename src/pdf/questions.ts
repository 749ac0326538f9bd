import { question } from '../platform/ask.js';
import type { AssembleInput, CheckInput, CheckResult } from './assemble-questions.js';
import type { Assembled } from './assembly.js';
import type { Looked, LookInput } from './findings/look-at-pdf.js';
import type { Painted, PaintInput } from './findings/paint-pages.js';
import type { PictureText, PictureTextInput } from './findings/picture-text.js';
import type { InspectInput, Inspection } from './inspection.js';
import type { LacksInput, OpenedCopy, SalvageInput, UnlockInput } from './opened-copy.js';
import type { MeasureIndexInput } from './typesetting/measure-index.js';
import type { PageImage, PageImageInput } from './page-image.js';
import type { PageTextInput, PageTextResult } from './page-text.js';
import type { Rendered, RenderInput } from './rendering/rendered.js';
import type { Typeset, TypesetInput } from './typesetting/typeset.js';

/** What a PDF is and whether every page of it can be shown. Never fails over a bad document. */
export const inspectPdf = question<InspectInput, Inspection>('pdf.inspect');
/** The text of pages, line by line with boxes. */
export const pageText = question<PageTextInput, PageTextResult>('pdf.text');
/** One page as a PNG. */
export const pageImage = question<PageImageInput, PageImage>('pdf.image');
/** Words that do not show, numbers of persons and names, page by page. */
export const lookAtPdf = question<LookInput, Looked>('pdf.look');
/** Pages as pictures of themselves, boxes burnt in. */
export const paintPages = question<PaintInput, Painted>('pdf.paint');
/** The words that show on pages which went in as pictures. */
export const pictureText = question<PictureTextInput, PictureText>('pdf.pictureText');
/** A copy of an encrypted document without its encryption. */
export const unlockPdf = question<UnlockInput, OpenedCopy>('pdf.unlock');
/** Pictures of what can still be shown of a damaged document. */
export const salvagePdf = question<SalvageInput, OpenedCopy>('pdf.salvage');
/** What those pictures may not show as they should, a sentence each. */
export const salvagedLacks = question<LacksInput, readonly string[]>('pdf.salvagedLacks');
/** Blocks set as a PDF. */
export const typesetBlocks = question<TypesetInput, Typeset>('pdf.typeset');
/** An image, text or table file as a PDF. */
export const renderSource = question<RenderInput, Rendered>('pdf.render');
/** The finished PDF a plan describes. */
export const assemblePdf = question<AssembleInput, Assembled>('pdf.assemble');
/** How many pages an index of these rows takes. */
export const measureIndex = question<MeasureIndexInput, { readonly pages: number }>('pdf.measureIndex');
/** Re-opens a finished PDF and compares every page with its plan. */
export const checkPdf = question<CheckInput, CheckResult>('pdf.check');
