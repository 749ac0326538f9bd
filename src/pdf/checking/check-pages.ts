import type { Progress } from '../../platform/ask.js';
import { stampAt } from '../assemble-pdf.js';
import { note, stop } from '../assemble-questions.js';
import type { PdfFinding } from '../assemble-questions.js';
import type { Assembly, CopiedPart, Part } from '../assembly.js';
import { pageName } from '../page-names.js';
import { footOf } from '../page-text.js';
import type { FootOfPage, TextLine } from '../page-text.js';
import { readPdfBytes } from '../open-pdf.js';
import { pageLabel, PdfiumError, plainText, withPage, withPdfium, withText } from '../pdfium.js';
import type { PdfiumDocument } from '../pdfium.js';
import { stampWords } from '../typesetting/stamp.js';
import { asItStands, runsLeftwards } from '../writing/reading-order.js';

const PROGRESS_STEP = 20;
const FOOT_SHARE = 0.5;
/** Readers may set a few words apart otherwise once a page has a foot line. */
const SAME_ENOUGH = 0.98;

/** Compares every page, as a viewer reads it, with the plan and with its source. */
export async function checkPages(
  bytes: Uint8Array,
  assembly: Assembly,
  progress: Progress,
): Promise<{ pages: number; findings: PdfFinding[] }> {
  const findings: PdfFinding[] = [];
  const planned = assembly.parts.reduce((all, part) => all + part.pageCount, 0);
  const pages = await withPdfium(bytes, async (document) => {
    if (document.pageCount !== planned) {
      findings.push(stop(null, `The plan has ${planned} pages; a viewer counts ${document.pageCount}.`));
    }
    for (const part of assembly.parts) {
      const words: string[] = [];
      for (let offset = 0; offset < part.pageCount; offset += 1) {
        const page = part.firstPage + offset;
        if (page % PROGRESS_STEP === 0) progress(page, planned, `checking page ${page}`);
        checkLabel(document, page, pageName(assembly.pageRuns, page), findings);
        const foot = footOf(document, page, FOOT_SHARE, part.kind === 'copied');
        checkFoot(foot, assembly, part, offset, findings);
        words.push(squeezed(foot.words));
      }
      if (part.kind === 'copied') await checkWords(words, part, assembly, findings);
    }
    return document.pageCount;
  });
  return { pages, findings };
}

function checkLabel(document: PdfiumDocument, page: number, name: string, findings: PdfFinding[]): void {
  const label = pageLabel(document, page - 1);
  if (label !== name) findings.push(stop(page, `Its page label is “${label}”, not ${name}.`));
}

/** The words printed at the foot, as they stand on the displayed page. */
function checkFoot(
  foot: FootOfPage,
  assembly: Assembly,
  part: Part,
  offset: number,
  findings: PdfFinding[],
): void {
  const page = part.firstPage + offset;
  const words = stampWords(stampAt(assembly, part, offset));
  const all = squeezed(foot.lines.map((line) => line.text).join(' '));
  const name = pageName(assembly.pageRuns, page);
  if (!foot.lines.some((line) => line.text.split(/\s+/).includes(name))) {
    findings.push(stop(page, `The number ${name} cannot be read at its foot.`));
  }
  for (const word of words) {
    if (!isRead(word, all)) findings.push(stop(page, `“${word}” cannot be read at its foot.`));
  }
  const squeezedWords = new Set(words.map(squeezed));
  const stamps = foot.lines.filter((line) => squeezedWords.has(squeezed(line.text)));
  if (
    stamps.some(
      (line) => line.left < 0 || line.bottom < 0 || line.right > foot.width || line.top > foot.height,
    )
  ) {
    findings.push(stop(page, 'Its foot line runs over the edge of the page.'));
  }
  const covered = foot.lines.filter(
    (line) =>
      !squeezedWords.has(squeezed(line.text)) &&
      !(assembly.isDraft && runsIntoDraft(line)) &&
      stamps.some((stamp) => overlap(stamp, line)),
  );
  if (part.kind !== 'copied') return;
  if (covered.length > 0) {
    const text = covered.map((line) => line.text).join(' ');
    findings.push(note(page, `Its foot line stands over words of the page: “${text}”.`));
  }
  if (foot.outside > 0) {
    findings.push(note(page, `${foot.outside} characters stand outside the displayed part of the page.`));
  }
}

/** Of words that run leftwards, readers give each one whole, in the order in which they stand or are read. */
function isRead(words: string, all: string): boolean {
  if (!runsLeftwards(words)) return all.includes(squeezed(words));
  return words
    .split(/\s+/)
    .every((word) => [word, asItStands(word)].some((each) => all.includes(squeezed(each))));
}

/** Readers part the word across a draft and run it into lines of the page, whose box then reaches far over the page. */
function runsIntoDraft({ text }: TextLine): boolean {
  const words = text.trim().split(/\s+/);
  return [words[0], words.at(-1)].some((word) => word !== undefined && 'DRAFT'.includes(word));
}

function overlap(a: TextLine, b: TextLine): boolean {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

/** A page of the file reads like the page it was copied from; the plan of a stored bundle knows no files. */
async function checkWords(
  finished: readonly string[],
  part: CopiedPart,
  assembly: Assembly,
  findings: PdfFinding[],
): Promise<void> {
  const textless: number[] = [];
  for (let offset = 0; offset < part.pageCount; offset += 1) {
    const page = part.firstPage + offset;
    const isDraft = assembly.isDraft;
    const words = stampWords(stampAt(assembly, part, offset));
    if (withoutWords(finished[offset] ?? '', isDraft ? [...words, 'DRAFT'] : words) !== '') continue;
    findings.push(note(page, 'No text can be selected on this page.'));
    textless.push(page);
  }
  if (part.path === '') return;
  try {
    await withPdfium(await readPdfBytes(part.path), (source) => {
      for (let offset = 0; offset < part.pageCount; offset += 1) {
        const page = part.firstPage + offset;
        if (textless.includes(page)) continue;
        if (!readsLike(finished[offset] ?? '', source, part.sourcePage + offset, assembly.isDraft)) {
          findings.push(note(page, 'A viewer reads other words on this page than on its source.'));
        }
      }
    });
  } catch (error) {
    if (!(error instanceof PdfiumError)) throw error;
    findings.push(note(part.firstPage, `Its source cannot be read again: ${error.message}`));
  }
}

/** Readers put the word across a draft where they see fit, in the middle of a line too: it is not compared. */
function readsLike(finished: string, source: PdfiumDocument, page: number, isDraft: boolean): boolean {
  const compared = (text: string): string =>
    isDraft ? squeezed(text).replaceAll('DRAFT', '') : squeezed(text);
  const there = compared(finished);
  const text =
    withPage(source, page - 1, (handle) => withText(source, handle, (read) => plainText(source, read))) ?? '';
  if (there.includes(compared(text))) return true;
  const lines = text.split(/[\r\n]+/).map(compared);
  const length = (kept: readonly string[]): number => kept.reduce((all, line) => all + line.length, 0);
  return length(lines.filter((line) => there.includes(line))) >= length(lines) * SAME_ENOUGH;
}

function withoutWords(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replace(squeezed(word), ''), text);
}

/** Without blanks and hyphens: readers join and part words at line ends as they see fit. */
function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\0\u0002\ufffe\u00ad\u2010\u2011-]+/g, '');
}
