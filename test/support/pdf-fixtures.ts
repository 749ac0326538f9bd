import { deflateSync } from 'node:zlib';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  degrees,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  StandardFonts,
} from 'pdf-lib';
import type { PDFPage, PDFRef } from 'pdf-lib';

/** A word that stands in one hiding place of a fixture and must not come out. */
export function canary(place: string): string {
  return `CANARY-${place}-7f3a`;
}

/** A folder for the files of one test, and how to remove it. */
export async function workFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'rejoinder-pdf-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function write(folder: string, name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

export interface PageShape {
  readonly size?: readonly [width: number, height: number];
  readonly rotate?: number;
  /** left, bottom, width, height */
  readonly mediaBox?: readonly [number, number, number, number];
  readonly cropBox?: readonly [number, number, number, number];
  readonly userUnit?: number;
}

/** Pages that say their number in words, in any shape. */
export async function pagesPdf(shapes: readonly PageShape[]): Promise<Uint8Array> {
  const document = await newDocument();
  const font = await document.embedFont(StandardFonts.Helvetica);
  shapes.forEach((shape, index) => {
    const page = document.addPage([...(shape.size ?? [612, 792])] as [number, number]);
    if (shape.mediaBox) page.setMediaBox(...shape.mediaBox);
    if (shape.cropBox) page.setCropBox(...shape.cropBox);
    if (shape.rotate) page.setRotation(degrees(shape.rotate));
    if (shape.userUnit) page.node.set(PDFName.of('UserUnit'), PDFNumber.of(shape.userUnit));
    const [x, y, width, height] = shape.cropBox ??
      shape.mediaBox ?? [0, 0, page.getWidth(), page.getHeight()];
    page.drawText(`Body of page ${index + 1}`, {
      x: x + width * 0.3,
      y: y + height * 0.5,
      size: 12 / (shape.userUnit ?? 1),
      font,
    });
  });
  return document.save();
}

export async function plainPdf(pages: number): Promise<Uint8Array> {
  return pagesPdf(Array.from({ length: pages }, () => ({})));
}

/** One canary in every place where a PDF can hide something, around one visible page. */
export async function canaryPdf(): Promise<Uint8Array> {
  const document = await newDocument();
  const { context, catalog } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([612, 792]);
  page.drawText('Visible words of the page', { x: 72, y: 700, size: 14, font });

  document.setTitle(canary('info-title'));
  document.setAuthor(canary('info-author'));
  document.setKeywords([canary('info-keywords')]);
  catalog.set(PDFName.of('Metadata'), stream(document, canary('xmp'), { Type: 'Metadata', Subtype: 'XML' }));
  page.node.set(
    PDFName.of('Metadata'),
    stream(document, canary('page-xmp'), { Type: 'Metadata', Subtype: 'XML' }),
  );
  page.node.set(
    PDFName.of('PieceInfo'),
    context.obj({
      App: { LastModified: PDFString.of('D:2014'), Private: PDFString.of(canary('pieceinfo')) },
    }),
  );
  page.node.set(
    PDFName.of('AA'),
    context.obj({ O: action(document, 'JavaScript', { JS: PDFString.of(canary('page-aa')) }) }),
  );
  catalog.set(
    PDFName.of('OpenAction'),
    action(document, 'JavaScript', { JS: PDFString.of(canary('openaction')) }),
  );
  document.addJavaScript('start', canary('javascript'));
  await document.attach(Buffer.from(canary('attachment')), `${canary('attachment-name')}.txt`, {
    description: canary('attachment-description'),
  });
  catalog.set(
    PDFName.of('StructTreeRoot'),
    context.obj({
      Type: 'StructTreeRoot',
      K: { S: 'Figure', Alt: PDFString.of(canary('alt')), ActualText: PDFString.of(canary('actualtext')) },
    }),
  );
  catalog.set(PDFName.of('Outlines'), outline(document, canary('outline')));

  addAnnotation(document, page, {
    Subtype: 'Text',
    Contents: PDFString.of(canary('note')),
    T: PDFString.of(canary('note-author')),
  });
  addAnnotation(document, page, { Subtype: 'Popup', Contents: PDFString.of(canary('popup')) });
  addAnnotation(document, page, {
    Subtype: 'Link',
    A: action(document, 'Launch', { F: PDFString.of(canary('launch')) }),
  });
  addAnnotation(document, page, {
    Subtype: 'Link',
    A: action(document, 'URI', { URI: PDFString.of(`https://example.org/${canary('uri')}`) }),
  });
  addAnnotation(document, page, {
    Subtype: 'FileAttachment',
    FS: {
      Type: 'Filespec',
      F: PDFString.of(canary('file-annotation')),
      EF: { F: stream(document, canary('file-annotation-data')) },
    },
  });

  const form = stream(document, 'BT /F1 10 Tf 72 650 Td (Words inside a form) Tj ET', {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 612, 792],
    Resources: { Font: { F1: font.ref } },
    PieceInfo: { App: { Private: PDFString.of(canary('form-pieceinfo')) } },
    Metadata: stream(document, canary('form-xmp'), { Type: 'Metadata' }),
    OPI: { Version: PDFString.of(canary('opi')) },
    Ref: { F: PDFString.of(canary('form-ref')) },
    LastModified: PDFString.of(canary('form-lastmodified')),
  });
  const image = jpegStream(document, canary('exif'));
  const unused = stream(document, `BT (${canary('unused-form')}) Tj ET`, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 9, 9],
  });
  const resources = page.node.Resources() ?? context.obj({});
  resources.set(PDFName.of('XObject'), context.obj({ Fm: form, Im: image, Unused: unused }));
  resources.set(
    PDFName.of('Properties'),
    context.obj({ MC0: { ActualText: PDFString.of(canary('property-list')) } }),
  );
  const drawn = stream(
    document,
    `% ${canary('comment')}\n/Span /MC0 BDC /Fm Do EMC /Span <</MCID 3/ActualText(${canary('inline-actualtext')})>> BDC EMC ` +
      'q 40 0 0 40 72 560 cm /Im Do Q',
  );
  const before = page.node.get(PDFName.of('Contents'));
  const contents = context.lookup(before);
  const all = contents instanceof PDFArray ? contents.asArray() : before ? [before] : [];
  page.node.set(PDFName.of('Contents'), context.obj([...all, drawn]));

  context.register(PDFString.of(canary('orphan')));
  const bytes = await document.save({ useObjectStreams: false });
  return Buffer.concat([bytes, Buffer.from(`\n% ${canary('after-the-end')}\n`)]);
}

/** A filled text field with its look, a hidden one, a highlight and a free text. */
export async function formPdf(options: { readonly withoutLook?: boolean } = {}): Promise<Uint8Array> {
  const document = await newDocument();
  const page = document.addPage([612, 792]);
  const form = document.getForm();
  const field = form.createTextField('name');
  field.setText('Filled in by hand');
  field.addToPage(page, { x: 72, y: 600, width: 200, height: 24 });
  addAnnotation(document, page, {
    Subtype: 'FreeText',
    Rect: [72, 400, 272, 424],
    Contents: PDFString.of('Typed over the page'),
    AP: {
      N: stream(document, 'BT /F1 12 Tf 2 6 Td (Typed over the page) Tj ET', {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 200, 24],
        Resources: { Font: { F1: (await document.embedFont(StandardFonts.Helvetica)).ref } },
      }),
    },
  });
  if (!options.withoutLook) return document.save();
  form.acroForm.dict.set(PDFName.of('NeedAppearances'), document.context.obj(true));
  return document.save({ updateFieldAppearances: false });
}

/** How a layer can be kept from view. */
export type LayerState = 'off' | 'base-off' | 'not-printed' | 'member' | 'form' | 'shown';

/** Two layers, one of them hidden in some way, each with words of its own. */
export async function layersPdf(state: LayerState = 'off'): Promise<Uint8Array> {
  const document = await newDocument();
  const { context, catalog } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([612, 792]);
  const shown = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('shown') }));
  const usage = state === 'not-printed' ? { Usage: { Print: { PrintState: 'OFF' } } } : {};
  const other = context.register(
    context.obj({ Type: 'OCG', Name: PDFString.of(canary('layer-name')), ...usage }),
  );
  const standard = {
    off: { ON: [shown], OFF: [other] },
    'base-off': { BaseState: 'OFF', ON: [shown] },
    'not-printed': { ON: [shown, other] },
    member: { ON: [shown], OFF: [other] },
    form: { ON: [shown], OFF: [other] },
    shown: { ON: [shown, other] },
  }[state];
  catalog.set(
    PDFName.of('OCProperties'),
    context.obj({ OCGs: [shown, other], D: { Order: [shown, other], ...standard } }),
  );
  const member = context.register(context.obj({ Type: 'OCMD', OCGs: [shown, other], P: 'AllOn' }));
  const hiddenWords = `BT /F1 24 Tf 72 600 Td (${canary('layer')}) Tj ET`;
  const form = stream(document, hiddenWords, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 612, 792],
    Resources: { Font: { F1: font.ref } },
    OC: other,
  });
  page.node.set(
    PDFName.of('Resources'),
    context.obj({
      Font: { F1: font.ref },
      XObject: state === 'form' ? { Fm: form } : {},
      Properties: state === 'form' ? { L1: shown } : { L1: shown, L2: state === 'member' ? member : other },
    }),
  );
  const second = state === 'form' ? '/Fm Do' : `/OC /L2 BDC ${hiddenWords} EMC`;
  page.node.set(
    PDFName.of('Contents'),
    stream(document, `/OC /L1 BDC BT /F1 24 Tf 72 700 Td (Shown layer) Tj ET EMC ${second}`),
  );
  return document.save();
}

/** Words under a black box that is only an annotation. */
export async function coveredPdf(): Promise<Uint8Array> {
  const document = await newDocument();
  const page = document.addPage([612, 792]);
  const font = await document.embedFont(StandardFonts.Helvetica);
  page.drawText(canary('under-a-box'), { x: 110, y: 606, size: 12, font });
  addAnnotation(document, page, {
    Subtype: 'Square',
    Rect: [100, 600, 300, 624],
    IC: [0, 0, 0],
    F: 4,
    AP: {
      N: stream(document, '0 g 0 0 200 24 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 200, 24] }),
    },
  });
  return document.save();
}

/** Encrypted: with an owner password only, or with one that is needed to open it. */
export async function encryptedPdf(userPassword: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(await plainPdf(2), { updateMetadata: false });
  document.encrypt({ userPassword, ownerPassword: 'owner' });
  return document.save();
}

/** The page tree is its own child. */
export function cyclicPdf(): string {
  return rawPdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count 1/Kids[2 0 R]>>']);
}

export function emptyPdf(): string {
  return rawPdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count 0/Kids[]>>']);
}

/** One page whose contents unpack to `megabytes`. */
export async function bombPdf(megabytes: number): Promise<Uint8Array> {
  const document = await newDocument();
  const page = document.addPage([612, 792]);
  const data = deflateSync(Buffer.alloc(megabytes << 20, 0x20), { level: 1 });
  const contents = document.context.stream(data, { Filter: 'FlateDecode' });
  page.node.set(PDFName.of('Contents'), document.context.register(contents));
  return document.save();
}

/** Contents with operators that leave the page in a state of their own. */
export async function unbalancedPdf(contents: string): Promise<Uint8Array> {
  const document = await newDocument();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([612, 792]);
  page.node.set(PDFName.of('Resources'), document.context.obj({ Font: { F1: font.ref } }));
  page.node.set(PDFName.of('Contents'), stream(document, contents));
  return document.save();
}

/** A PDF of numbered objects as they are given, with a plain cross-reference table. */
export function rawPdf(objects: readonly string[]): string {
  let out = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of offsets) out += `${String(at).padStart(10, '0')} 00000 n \n`;
  return `${out}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
}

async function newDocument(): Promise<PDFDocument> {
  return PDFDocument.create({ updateMetadata: false });
}

function stream(
  document: PDFDocument,
  text: string,
  entries: Parameters<typeof document.context.stream>[1] = {},
): PDFRef {
  return document.context.register(document.context.stream(text, entries));
}

function action(document: PDFDocument, kind: string, entries: Record<string, PDFString>): PDFDict {
  return document.context.obj({ Type: 'Action', S: kind, ...entries });
}

type Literal = Parameters<PDFDocument['context']['stream']>[1];

function addAnnotation(document: PDFDocument, page: PDFPage, entries: NonNullable<Literal>): void {
  const annotation = document.context.obj({ Type: 'Annot', Rect: [100, 100, 140, 140], ...entries });
  page.node.addAnnot(document.context.register(annotation));
}

function outline(document: PDFDocument, title: string): PDFRef {
  const root = document.context.nextRef();
  const item = document.context.register(
    document.context.obj({ Title: PDFHexString.fromText(title), Parent: root }),
  );
  document.context.assign(
    root,
    document.context.obj({ Type: 'Outlines', First: item, Last: item, Count: 1 }),
  );
  return root;
}

/** A gray JPEG of eight by eight pixels with words in its EXIF and comment segments and after its end. */
function jpegStream(document: PDFDocument, words: string): PDFRef {
  const jpeg = Buffer.from(
    'ffd8ffdb004300100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c3933383740485c4e404457453738506d51575f626768673e4d71797064785c656763ffc0000b080008000801011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00d2af00ffd9',
    'hex',
  );
  const segment = (marker: number, text: string): Buffer => {
    const body = Buffer.from(text);
    return Buffer.concat([
      Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]),
      body,
    ]);
  };
  const bytes = Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, `Exif\0\0${words}`),
    segment(0xfe, words),
    jpeg.subarray(2),
    Buffer.from(words),
  ]);
  return document.context.register(
    document.context.stream(bytes, {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 8,
      Height: 8,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
      Filter: 'DCTDecode',
    }),
  );
}
