import type { Box } from './page-box.js';
import type { PDFContext, PDFDict } from './source/objects.js';
import type { PdfFile } from './source/pdf-file.js';

/** A page of a source, with what it inherits from the page tree. */
export interface SourcePage {
  readonly dict: PDFDict;
  readonly resources: PDFDict | null;
  readonly mediaBox: Box;
  /** What is displayed: the crop box within the media box, in the page's own space. */
  readonly visibleBox: Box;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly userUnit: number;
  /** Its crop box leaves nothing of it: all of it is displayed here, and viewers differ. */
  readonly isCroppedAway: boolean;
}

export interface OpenedPdf {
  readonly context: PDFContext & Pick<PdfFile, 'enumerateIndirectObjects'>;
  readonly catalog: PDFDict;
  readonly pages: readonly SourcePage[];
  readonly wasEncrypted: boolean;
  /** The file did not follow its own cross-reference: its objects were found by a search. */
  readonly wasRebuilt: boolean;
  readonly close: () => void;
}
