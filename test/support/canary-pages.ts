import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import type { PDFObject, PDFPage, PDFRef } from 'pdf-lib';
import { canary } from './pdf-fixtures.js';

/** Places outside of what a page paints by default, one canary in each. */
export const PLACES = [
  'info',
  'xmp',
  'page-xmp',
  'page-piece-info',
  'image-xmp',
  'image-exif',
  'layer-off',
  'layer-print-only',
  'note-contents',
  'popup',
  'form-value',
  'form-default',
  'embedded-file',
  'file-attachment',
  'javascript',
  'named-destination',
  'outline-title',
  'structure-alt',
  'structure-actual-text',
  'orphan',
  'after-the-end',
  'thumbnail',
  'unused-resource',
] as const;

/** A page with visible words and a canary in every place, and one with the layers. */
export async function hidingPlacesPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context, catalog } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([612, 792]);
  page.drawText('Visible words among the hiding places', { x: 72, y: 700, size: 14, font });
  const put = (text: string, entries: Record<string, PDFObject | string> = {}): PDFRef =>
    context.register(context.flateStream(text, entries));

  document.setAuthor(canary('info'));
  catalog.set(PDFName.of('Metadata'), put(`<x>${canary('xmp')}</x>`, { Type: 'Metadata', Subtype: 'XML' }));
  page.node.set(PDFName.of('Metadata'), put(canary('page-xmp'), { Type: 'Metadata', Subtype: 'XML' }));
  page.node.set(
    PDFName.of('PieceInfo'),
    context.obj({ App: { Private: PDFString.of(canary('page-piece-info')) } }),
  );
  page.node.set(PDFName.of('Thumb'), thumbnail(document));
  document.addJavaScript('start', canary('javascript'));
  await document.attach(Buffer.from(canary('embedded-file')), 'a.txt');
  catalog.set(
    PDFName.of('StructTreeRoot'),
    context.obj({
      Type: 'StructTreeRoot',
      K: {
        S: 'Figure',
        Alt: PDFString.of(canary('structure-alt')),
        ActualText: PDFHexString.fromText(canary('structure-actual-text')),
      },
    }),
  );
  catalog.set(PDFName.of('Dests'), context.obj({ [canary('named-destination')]: [page.ref, 'Fit'] }));
  catalog.set(
    PDFName.of('Outlines'),
    context.obj({ First: context.register(context.obj({ Title: PDFString.of(canary('outline-title')) })) }),
  );
  context.register(PDFString.of(canary('orphan')));
  addAnnotations(document, page, put);
  addDrawn(document, page, font.ref, put);
  const bytes = await document.save({ useObjectStreams: false });
  return Buffer.concat([bytes, Buffer.from(`\n% ${canary('after-the-end')}\n`)]);
}

function addAnnotations(document: PDFDocument, page: PDFPage, put: (text: string) => PDFRef): void {
  const { context, catalog } = document;
  const annotation = (entries: Record<string, PDFObject | string>): PDFRef =>
    context.register(context.obj({ Type: 'Annot', Rect: [10, 10, 30, 30], ...entries } as never));
  const field = annotation({
    Subtype: 'Widget',
    FT: 'Tx',
    F: context.obj(2),
    T: PDFString.of('a'),
    V: PDFString.of(canary('form-value')),
    DV: PDFString.of(canary('form-default')),
  });
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field] }));
  const file = context.obj({
    Type: 'Filespec',
    F: PDFString.of('a.bin'),
    EF: { F: put(canary('file-attachment')) },
  });
  page.node.set(
    PDFName.of('Annots'),
    context.obj([
      field,
      annotation({ Subtype: 'Text', Contents: PDFString.of(canary('note-contents')) }),
      annotation({ Subtype: 'Popup', Contents: PDFString.of(canary('popup')) }),
      annotation({ Subtype: 'FileAttachment', FS: file }),
    ]),
  );
}

function addDrawn(document: PDFDocument, page: PDFPage, font: PDFRef, put: (text: string) => PDFRef): void {
  const { context, catalog } = document;
  const off = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('off') }));
  const printOnly = context.register(
    context.obj({
      Type: 'OCG',
      Name: PDFString.of('print'),
      Usage: { View: { ViewState: 'OFF' }, Print: { PrintState: 'ON' } },
    }),
  );
  catalog.set(
    PDFName.of('OCProperties'),
    context.obj({ OCGs: [off, printOnly], D: { OFF: [off, printOnly] } }),
  );
  const picture = context.stream(new Uint8Array(jpeg()), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: 1,
    Height: 1,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 8,
    Filter: 'DCTDecode',
    Metadata: put(canary('image-xmp')),
  });
  const unused = context.stream(`BT (${canary('unused-resource')}) Tj ET`, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 9, 9],
  });
  const resources = page.node.Resources() ?? context.obj({});
  resources.set(
    PDFName.of('XObject'),
    context.obj({ Im9: context.register(picture), Unused: context.register(unused) }),
  );
  const fonts = context.lookup(resources.get(PDFName.of('Font')));
  if (fonts instanceof PDFDict) fonts.set(PDFName.of('F9'), font);
  const word = (place: string, y: number): string => `BT /F9 12 Tf 72 ${y} Td (${canary(place)}) Tj ET`;
  const second = document.addPage([612, 792]);
  second.node.set(
    PDFName.of('Resources'),
    context.obj({ Font: { F9: font }, Properties: { L0: off, L1: printOnly } }),
  );
  second.node.set(
    PDFName.of('Contents'),
    put(`/OC /L0 BDC ${word('layer-off', 500)} EMC /OC /L1 BDC ${word('layer-print-only', 480)} EMC`),
  );
  const drawn = put('q 20 0 0 20 72 560 cm /Im9 Do Q');
  const before = context.lookup(page.node.get(PDFName.of('Contents')));
  const contents = before instanceof PDFArray ? before.asArray() : [page.node.get(PDFName.of('Contents'))];
  page.node.set(
    PDFName.of('Contents'),
    context.obj([...contents.flatMap((one) => (one ? [one] : [])), drawn]),
  );
}

function thumbnail(document: PDFDocument): PDFRef {
  const words = Buffer.from(canary('thumbnail'), 'latin1');
  const { context } = document;
  return context.register(
    context.stream(words, { Width: words.length, Height: 1, ColorSpace: 'DeviceGray', BitsPerComponent: 8 }),
  );
}

/** One gray pixel, with words where a camera writes its own. */
function jpeg(): Buffer {
  const words = Buffer.from(`Exif\0\0${canary('image-exif')}`, 'latin1');
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, words.length + 2]);
  const pixel = Buffer.from(
    'ffdb004300' +
      '01'.repeat(64) +
      'ffc0000b080001000101011100' +
      'ffc40014000100000000000000000000000000000009' +
      'ffc40014100100000000000000000000000000000000' +
      'ffda0008010100003f0037ffd9',
    'hex',
  );
  return Buffer.concat([head, words, pixel]);
}
