/** The same range on a mail and all that came with it; numbers name documents by their first. */
export interface Family {
  readonly first: string;
  readonly last: string;
  /** Null on the mail itself. */
  readonly parent: string | null;
  /** What came attached to this very document. */
  readonly attached: readonly string[];
}

/** One document of a production as its load files name it; paths are inside the package. */
export interface ProducedDocument {
  readonly title: string;
  readonly date: string | null;
  readonly custodian: string | null;
  readonly author: string | null;
  readonly recipients: string | null;
  readonly bates: readonly string[];
  /** Of a mail and what came with it; null for a document that stands for itself. */
  readonly family: Family | null;
  readonly pdfPath: string;
  readonly textPath: string | null;
  readonly nativePath: string | null;
  /** Of the produced PDF, never of the original. */
  readonly sha256: string;
  readonly isWithheld: boolean;
  readonly legend: string | null;
}

const VOLUME = 'VOL001';
const SEPARATOR = '\u0014';
const QUOTE = '\u00fe';
const LINE_IN_FIELD = '\u00ae';

const FIELDS: readonly [name: string, value: (document: ProducedDocument) => string][] = [
  ['BEGBATES', (d) => d.bates[0] ?? ''],
  ['ENDBATES', (d) => d.bates.at(-1) ?? ''],
  ['BEGATTACH', (d) => d.family?.first ?? ''],
  ['ENDATTACH', (d) => d.family?.last ?? ''],
  ['PARENTID', (d) => d.family?.parent ?? ''],
  ['ATTCHIDS', (d) => (d.family?.attached ?? []).join(';')],
  ['PGCOUNT', (d) => String(d.bates.length)],
  ['CUSTODIAN', (d) => d.custodian ?? ''],
  ['DOCDATE', (d) => usDate(d.date)],
  ['AUTHOR', (d) => d.author ?? ''],
  ['RECIPIENTS', (d) => d.recipients ?? ''],
  ['TITLE', (d) => d.title],
  ['CONFIDENTIALITY', (d) => d.legend ?? ''],
  ['WITHHELD', (d) => (d.isWithheld ? 'Y' : 'N')],
  ['SHA256', (d) => d.sha256],
  ['PDFPATH', (d) => backslashed(d.pdfPath)],
  ['TEXTPATH', (d) => backslashed(d.textPath)],
  ['NATIVEPATH', (d) => backslashed(d.nativePath)],
  ['PRODVOL', () => VOLUME],
];

const KNOWN_OUTSIDE = [
  'BEGBATES',
  'ENDBATES',
  'PGCOUNT',
  'DOCDATE',
  'TITLE',
  'SHA256',
  'PDFPATH',
  'TEXTPATH',
  'NATIVEPATH',
];

/** Concordance DAT: UTF-8 with a byte order mark, thorn quotes, 0x14 between fields, CRLF; unknown values stay empty. */
export function concordanceDat(documents: readonly ProducedDocument[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => QUOTE + cell + QUOTE).join(SEPARATOR) + '\r\n';
  const rows = documents.map((document) => line(FIELDS.map(([, value]) => datCell(value(document)))));
  return `\ufeff${line(FIELDS.map(([name]) => name))}${rows.join('')}`;
}

/** Opticon OPT: one line a page, the break mark and page count on a document's first; pages point into its PDF. */
export function opticonOpt(documents: readonly Pick<ProducedDocument, 'bates' | 'pdfPath'>[]): string {
  return documents
    .flatMap(({ bates, pdfPath }) =>
      bates.map((number, i) =>
        i === 0
          ? `${number},${VOLUME},${backslashed(pdfPath)},Y,,,${bates.length}\r\n`
          : `${number},${VOLUME},${backslashed(pdfPath)},,,,\r\n`,
      ),
    )
    .join('');
}

/** A DAT as it was written: a map from field to cell for each document; null where it is none of ours. */
export function readDat(text: string): readonly ReadonlyMap<string, string>[] | null {
  const rows = text
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(0, -1)
    .map((row) => row.split(SEPARATOR).map((cell) => cell.slice(1, -1)));
  const [names, ...documents] = rows;
  if (names === undefined || documents.some((cells) => cells.length !== names.length)) return null;
  return documents.map((cells) => new Map(names.map((name, at) => [name, cells[at] ?? ''])));
}

/** What the DAT must say of a document that is known by what the manifest says of it. */
export function expectedCells(
  document: Pick<
    ProducedDocument,
    'title' | 'date' | 'bates' | 'pdfPath' | 'textPath' | 'nativePath' | 'sha256'
  >,
): ReadonlyMap<string, string> {
  const known = new Set(KNOWN_OUTSIDE);
  const unknown = {
    custodian: null,
    author: null,
    recipients: null,
    family: null,
    isWithheld: false,
    legend: null,
  };
  return new Map(
    FIELDS.filter(([name]) => known.has(name)).map(([name, value]) => [
      name,
      datCell(value({ ...unknown, ...document })),
    ]),
  );
}

function datCell(text: string): string {
  return (
    text
      // The sign of a trade mark is how a line break is written.
      .replaceAll(LINE_IN_FIELD, '(R)')
      .replace(/\r\n|\r|\n/g, LINE_IN_FIELD)
      .replaceAll(QUOTE, ' ')
      .replaceAll(SEPARATOR, ' ')
  );
}

function usDate(date: string | null): string {
  return date === null ? '' : `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`;
}

function backslashed(path: string | null): string {
  return (path ?? '').replaceAll('/', '\\');
}
