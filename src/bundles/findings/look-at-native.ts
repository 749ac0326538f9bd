import { open } from 'node:fs/promises';
import { readOfficeParts } from '../../documents/office-parts.js';
import { UnreadableDocument } from '../../documents/reading.js';
import { describeWorkbook } from '../../tabular/workbook/describe-workbook.js';
import type { WorkbookProfile } from '../../tabular/workbook/describe-workbook.js';
import { WorkbookProblem } from '../../tabular/workbook/workbook-problem.js';

export interface NativeLook {
  readonly changes: number;
  readonly comments: number;
  /** Hidden sheets, rows or columns, and words set as hidden. */
  readonly hidden: number;
  /** Lines of a mail that say who was copied in without the others knowing. */
  readonly blindCopies: number;
  /** Whole files inside, as a workbook in a report. */
  readonly embedded: number;
  /** What else lies behind what a reader sees, each as “macros” or “2 links to other files”. */
  readonly behind: readonly string[];
  /** Why nobody could look inside; null where that was possible. */
  readonly reason: string | null;
}

const NOTHING: NativeLook = {
  ...{ changes: 0, comments: 0, hidden: 0, blindCopies: 0, embedded: 0 },
  ...{ behind: [], reason: null },
};
const PARTS =
  /^(word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl\/(workbook|comments\d*|revisions\/[^/]+|threadedComments\/[^/]+|worksheets\/[^/]+)(\.xml)?|ppt\/comments\/[^/]+)$/;
// Some programs write these names with a prefix of their own, others with none.
const CHANGES =
  /<(?:\w+:)?(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)[\s>]|<(?:\w+:)?r(?:rc|cc|m) [^>]*sId=/g;
const COMMENTS = /<(?:\w+:)?(?:comment [^>]*(?:\w+:id|ref)=|threadedComment |cm )/g;
const HIDDEN =
  /<(?:\w+:)?(?:sheet [^>]*state="(?:hidden|veryHidden)"|(?:row|col) [^>]*hidden="(?:1|true)"|vanish\s*\/>)/g;
/** The head may go on in a line that begins with a blank. */
const BLIND_COPY = /^bcc:(?:[ \t]|\r?\n[ \t])*[^\s]/gim;
const BINARY_PART = /^xl\/(workbook|sharedStrings|worksheets\/[^/]+)\.bin$/;
/** The heads of a mail and of those attached to it; more is read of no file that is not Office. */
const MOST_HEAD_BYTES = 1 << 20;
const EMBEDDED = /^(word|xl|ppt)\/embeddings\/[^/]+$/;
const OFFICE_OPEN = '[Content_Types].xml';
const ARCHIVE =
  'It is an archive, and nobody has gone through what is in it: unpack it and put its files in one by one.';
const OPEN_DOCUMENT =
  'It is an OpenDocument file, whose changes and comments are not read here: include its pages instead.';
const BINARY =
  'It is a binary workbook (XLSB), which is not read here: save it as XLSX or CSV and put that in.';
const NO_TABLE_READ =
  'It is a table or a database of a kind that is not read here: export it as CSV and put that in.';

/** Kinds of file in which anything may be, by the bytes they have at a place: why nobody could look. */
const UNSEEN: readonly { readonly bytes: string; readonly at: number; readonly why: string }[] = [
  {
    bytes: '\xd0\xcf\x11\xe0',
    at: 0,
    why: 'It is in an old Office format that cannot be gone through.',
  },
  {
    bytes: '%PDF-',
    at: 0,
    why: 'It is a PDF, and as it is it holds what its pages do not show: notes, layers, attached files, earlier versions. Include its pages instead.',
  },
  { bytes: '\x1f\x8b', at: 0, why: ARCHIVE },
  { bytes: '7z\xbc\xaf\x27\x1c', at: 0, why: ARCHIVE },
  { bytes: 'Rar!\x1a\x07', at: 0, why: ARCHIVE },
  { bytes: 'BZh', at: 0, why: ARCHIVE },
  { bytes: '\xfd7zXZ\x00', at: 0, why: ARCHIVE },
  { bytes: '\x28\xb5\x2f\xfd', at: 0, why: ARCHIVE },
  { bytes: 'ustar', at: 257, why: ARCHIVE },
  { bytes: '!BDN', at: 0, why: ARCHIVE },
  { bytes: 'PAR1', at: 0, why: NO_TABLE_READ },
  { bytes: 'SQLite format 3\x00', at: 0, why: NO_TABLE_READ },
];

/** Looks inside a Word, Excel or PowerPoint file, and at the head of a mail, and says so of a file in which anything may be. Never fails over a bad file. */
export async function lookAtNativeFile({ path }: { readonly path: string }): Promise<NativeLook> {
  const head = (await headOf(path)).toString('latin1');
  const unseen = UNSEEN.find(({ bytes, at }) => head.startsWith(bytes, at));
  if (unseen !== undefined) return { ...NOTHING, reason: unseen.why };
  if (!head.startsWith('PK')) return { ...NOTHING, blindCopies: head.match(BLIND_COPY)?.length ?? 0 };
  try {
    const workbook = await workbookOrNull(path);
    // The sheets of a workbook may be larger than what is held whole.
    const { names, texts } = await readOfficeParts(
      path,
      (name) => PARTS.test(name) && !(workbook !== null && /^xl\/worksheets\//.test(name)),
    );
    if (names.some((name) => BINARY_PART.test(name))) return { ...NOTHING, reason: BINARY };
    if (!names.includes(OFFICE_OPEN))
      return { ...NOTHING, reason: names.includes('content.xml') ? OPEN_DOCUMENT : ARCHIVE };
    const count = (pattern: RegExp): number =>
      [...texts.values()].reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
    return {
      ...NOTHING,
      changes: count(CHANGES),
      comments: count(COMMENTS),
      hidden: workbook === null ? count(HIDDEN) : hiddenIn(workbook),
      embedded: names.filter((name) => EMBEDDED.test(name)).length,
      behind: behindIn(names),
    };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { ...NOTHING, reason: error.message };
    throw error;
  }
}

/** Null for what is no sound workbook: it is then gone through part by part. */
async function workbookOrNull(path: string): Promise<WorkbookProfile | null> {
  try {
    return await describeWorkbook(path);
  } catch (error) {
    if (error instanceof WorkbookProblem) return null;
    throw error;
  }
}

function hiddenIn({ sheets }: WorkbookProfile): number {
  return sheets.reduce(
    (sum, { state, hiddenRows, hiddenColumns, unseenCells }) =>
      sum + (state === 'visible' ? 0 : 1) + hiddenRows + hiddenColumns + unseenCells,
    0,
  );
}

/** Kinds of parts that say more than a reader sees, with what one and several are called. */
const BEHIND: readonly { readonly parts: RegExp; readonly one: string; readonly many: string }[] = [
  { parts: /^(word|xl|ppt)\/vbaProject\.bin$/, one: 'macros', many: 'macros' },
  {
    parts: /^xl\/externalLinks\/[^/]+\.xml$/,
    one: 'a link to another file, with its path and the values last read',
    many: 'links to other files, with their paths and the values last read',
  },
  {
    parts: /^xl\/pivotCache\/pivotCacheRecords[^/]*\.xml$/,
    one: 'the data behind a pivot table',
    many: 'sets of data behind pivot tables',
  },
  {
    parts: /^xl\/(connections|queryTables\/[^/]+)\.xml$/,
    one: 'a connection to another source',
    many: 'connections to other sources',
  },
];

function behindIn(names: readonly string[]): string[] {
  return BEHIND.flatMap(({ parts, one, many }) => {
    const count = names.filter((name) => parts.test(name)).length;
    if (count === 0) return [];
    return [count === 1 || one === many ? one : `${count} ${many}`];
  });
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(MOST_HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
