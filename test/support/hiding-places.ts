import { PDFDict, PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import type { PDFPage, PDFRef } from 'pdf-lib';
import { canary } from './pdf-fixtures.js';

/** Words inside the content of a page that nobody sees, one place a page; the visible words name the page. */
export const IN_STREAM = [
  'render-mode-3',
  'white-on-white',
  'off-crop-box',
  'under-box',
  'under-picture',
] as const;
export type InStream = (typeof IN_STREAM)[number];

/** More of the kind, for the look at pages alone. */
export const MORE_IN_STREAM = [
  'no-opacity',
  'too-small',
  'clipped-away',
  'same-as-box',
  'in-a-form',
  'under-line',
  'under-blocks',
  'cut-to-shape',
] as const;

export type Hidden = InStream | (typeof MORE_IN_STREAM)[number];

/** One page for each place, in their order. */
export async function hiddenWordsPdf(places: readonly Hidden[]): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const [index, place] of places.entries()) {
    const page = document.addPage([612, 792]);
    page.drawText(`Visible words of page ${index + 1}`, { x: 72, y: 700, size: 14, font });
    const drawn = contentsFor(document, page, place, font.ref);
    const resources = page.node.Resources();
    const fonts = document.context.obj({ F9: font.ref });
    const own = resources?.lookup(PDFName.of('Font'));
    if (own instanceof PDFDict) own.set(PDFName.of('F9'), font.ref);
    else resources?.set(PDFName.of('Font'), fonts);
    const stream = document.context.register(document.context.flateStream(drawn));
    page.node.addContentStream(stream);
  }
  return document.save();
}

function contentsFor(document: PDFDocument, page: PDFPage, place: Hidden, font: PDFRef): string {
  const words = (size = 12, x = 72, y = 600): string =>
    `BT /F9 ${size} Tf ${x} ${y} Td (${canary(place)}) Tj ET`;
  const { context } = document;
  const add = (category: string, name: string, value: Parameters<typeof context.register>[0]): void => {
    const resources = page.node.Resources();
    resources?.set(PDFName.of(category), context.obj({ [name]: context.register(value) }));
  };
  switch (place) {
    case 'under-line':
      return `${words()} q 0 G 16 w 60 604 m 400 604 l S Q`;
    case 'under-blocks': {
      const block = context.register(context.stream('1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f'));
      const blocks = context.obj({
        Type: 'Font',
        Subtype: 'Type3',
        FontBBox: [0, 0, 1000, 1000],
        FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
        CharProcs: { a: block },
        Encoding: { Type: 'Encoding', Differences: [65, 'a'] },
        FirstChar: 65,
        LastChar: 65,
        Widths: [1000],
        Resources: {},
      });
      const form = context.stream('BT /T3 20 Tf 70 595 Td (AAAAAAAAAAAAAAAAAAAA) Tj ET', {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 612, 792],
        Resources: { Font: { T3: context.register(blocks) } },
      });
      add('XObject', 'Fm9', form);
      return `${words()} /Fm9 Do`;
    }
    case 'cut-to-shape':
      return `q 60 500 m 500 500 l 500 780 l h W n ${words()} Q`;
    case 'render-mode-3':
      return `q 3 Tr ${words()} Q`;
    case 'white-on-white':
      return `q 1 g ${words()} Q`;
    case 'off-crop-box':
      page.setCropBox(36, 36, 540, 720);
      return `q 0 g ${words(12, 72, 12)} Q`;
    case 'under-box':
      return `q 0 g ${words()} 0 g 60 590 320 30 re f Q`;
    case 'under-picture': {
      const picture = context.flateStream(
        new Uint8Array(64 * 64 * 3).map((_, at) => (at * 37) % 251),
        {
          Type: 'XObject',
          Subtype: 'Image',
          Width: 64,
          Height: 64,
          ColorSpace: 'DeviceRGB',
          BitsPerComponent: 8,
        },
      );
      add('XObject', 'Im9', picture);
      return `q 0 g ${words()} 320 0 0 60 60 580 cm /Im9 Do Q`;
    }
    case 'no-opacity':
      add('ExtGState', 'G9', context.obj({ Type: 'ExtGState', ca: 0 }));
      return `q /G9 gs 0 g ${words()} Q`;
    case 'too-small':
      return `q 0 g ${words(1)} Q`;
    case 'clipped-away':
      return `q 0 0 10 10 re W n 0 g ${words()} Q`;
    case 'same-as-box':
      return `q 0 g 60 590 320 30 re f ${words()} Q`;
    case 'in-a-form': {
      const form = context.flateStream(`3 Tr ${words()}`, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 612, 792],
        Resources: { Font: { F9: font } },
      });
      add('XObject', 'Fm9', form);
      return 'q /Fm9 Do Q';
    }
  }
}
