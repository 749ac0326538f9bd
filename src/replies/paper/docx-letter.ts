import { writeFile } from 'node:fs/promises';
import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  InternalHyperlink,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type IRunOptions,
  type ISectionOptions,
  type ParagraphChild,
} from 'docx';
import type { Block, Paper, Run } from '../../pdf/blocks.js';
import { beginsLeftwards, writtenRuns } from '../../pdf/writing/reading-order.js';
import { shownOnPaper, typeface } from '../../pdf/writing/typeface.js';
import { repackDocx } from './repack-docx.js';

export interface DocxInput {
  readonly letterhead: readonly string[];
  readonly blocks: readonly Block[];
  readonly paper: Paper;
  readonly title: string;
  /** The only date in the file, as YYYY-MM-DD. */
  readonly date: string;
  readonly isDraft: boolean;
  readonly out: string;
}

/** Twentieths of a point. */
const INCH = 1_440;
const PAPERS = { letter: { width: 12_240, height: 15_840 }, a4: { width: 11_906, height: 16_838 } } as const;
const SERIF = 'Georgia';
const SANS = 'Arial';
const BODY = 22; // half-points
const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const BULLETS = 'enclosures';

/** Writes a letter as a DOCX, from the same blocks as its PDF. References lead to the entry in the list of enclosures. */
export async function writeDocx(input: DocxInput): Promise<{ readonly bytes: number }> {
  const bytes = await repackDocx(await Packer.toBuffer(letterDocument(input)), input.date);
  await writeFile(input.out, bytes, { mode: 0o600 });
  return { bytes: bytes.length };
}

function letterDocument({ letterhead, blocks, paper, title, isDraft }: DocxInput): Document {
  const listed = exhibitsListed(blocks);
  const children = [
    ...letterhead.map((line, index) => letterheadLine(line, index, letterhead.length)),
    ...blocks.flatMap((block) => paragraphsOf(block, listed)),
  ];
  const section: ISectionOptions = {
    properties: {
      page: {
        size: PAPERS[paper],
        margin: { top: INCH, right: INCH, bottom: INCH, left: INCH },
      },
    },
    ...(isDraft ? { headers: { default: draftHeader() } } : {}),
    footers: { default: pageFooter() },
    children,
  };
  return new Document({
    title: shown(title),
    creator: shown(letterhead[0] ?? ''),
    lastModifiedBy: shown(letterhead[0] ?? ''),
    styles: {
      default: {
        document: {
          run: { font: SERIF, size: BODY },
          paragraph: { spacing: { after: 160, line: 290 } },
        },
        heading1: {
          run: { font: SERIF, size: 30, bold: true, color: '000000' },
          paragraph: { spacing: { after: 240 } },
        },
        heading2: { run: { font: SERIF, size: 26, bold: true, color: '000000' } },
        heading3: {
          run: { font: SERIF, size: BODY, bold: true, color: '000000' },
          paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
        },
        hyperlink: { run: { color: '1F3864', underline: { type: 'single' } } },
      },
    },
    numbering: {
      config: [
        {
          reference: BULLETS,
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 360, hanging: 360 } } },
            },
          ],
        },
      ],
    },
    sections: [section],
  });
}

/** The marks that the list of enclosures names: what references can lead to within the letter. */
function exhibitsListed(blocks: readonly Block[]): ReadonlySet<string> {
  return new Set(
    blocks.flatMap((block) =>
      block.kind === 'list'
        ? block.items.flatMap(([first]) => (first?.citation ? [first.citation.exhibit] : []))
        : [],
    ),
  );
}

function letterheadLine(text: string, index: number, count: number): Paragraph {
  const isLast = index === count - 1;
  return new Paragraph({
    ...direction([{ text }]),
    spacing: { after: isLast ? 480 : 0 },
    ...(isLast
      ? { border: { bottom: { style: BorderStyle.SINGLE, size: 4, space: 6, color: '7F7F7F' } } }
      : {}),
    children: textRuns(
      text,
      index === 0 ? { bold: true, size: 28 } : { font: SANS, size: 17, color: '595959' },
    ),
  });
}

function paragraphsOf(block: Block, listed: ReadonlySet<string>): Paragraph[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          ...direction([block]),
          heading: HEADINGS[block.level],
          children: textRuns(block.text, {}),
        }),
      ];
    case 'paragraph':
      return [
        new Paragraph({
          ...direction(block.runs),
          ...keptWithNext(block),
          children: block.runs.flatMap((run) => runChildren(run, listed)),
        }),
      ];
    case 'quote':
      return [
        new Paragraph({
          ...direction(block.runs),
          indent: { left: 360, right: 360 },
          border: { left: { style: BorderStyle.SINGLE, size: 6, space: 10, color: '7F7F7F' } },
          children: block.runs.flatMap((run) => runChildren(run, listed)),
        }),
      ];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            ...direction(item),
            numbering: { reference: BULLETS, level: 0 },
            spacing: { after: 40 },
            children: item.flatMap((run, index) =>
              index === 0 ? listedChildren(run) : runChildren(run, listed),
            ),
          }),
      );
    case 'space':
      return block.points > 20
        ? [
            new Paragraph({
              ...keptWithNext(block),
              spacing: { before: block.points * 20, after: 0 },
              children: [],
            }),
          ]
        : [];
    case 'fields':
    case 'preformatted':
    case 'table':
    case 'image':
    case 'drawing':
    case 'rule':
    case 'page-break':
      // A letter is made of words; none of these is in it.
      return [];
  }
}

function keptWithNext({ keepWithNext }: { readonly keepWithNext?: true }): { keepNext?: true } {
  return keepWithNext ? { keepNext: true } : {};
}

/** The entry of an exhibit in the list of enclosures: where references lead. */
function listedChildren(run: Run): ParagraphChild[] {
  const children = textRuns(run.text, { bold: run.bold ?? false });
  return run.citation ? [new Bookmark({ id: anchorOf(run.citation.exhibit), children })] : children;
}

function runChildren(run: Run, listed: ReadonlySet<string>): ParagraphChild[] {
  const style = { bold: run.bold ?? false, italics: run.italic ?? false };
  const mark = run.citation?.exhibit;
  if (mark === undefined || !listed.has(mark)) return textRuns(run.text, style);
  return [
    new InternalHyperlink({
      anchor: anchorOf(mark),
      children: textRuns(run.text, { ...style, style: 'Hyperlink' }),
    }),
  ];
}

function anchorOf(mark: string): string {
  return `exhibit_${mark.replace(/[^A-Za-z0-9]/g, '_')}`;
}

/** Words that run from right to left are marked so, in paragraphs of either direction: a word processor does not tell. */
function textRuns(text: string, options: Omit<IRunOptions, 'text' | 'children' | 'break'>): TextRun[] {
  return shown(text)
    .split('\n')
    .flatMap((line, index) => {
      const runs = writtenRuns(line);
      const broken = index === 0 ? {} : { break: 1 };
      if (runs.length === 0) return [new TextRun({ ...options, text: '', ...broken })];
      return runs.map(
        (run, place) =>
          new TextRun({
            ...options,
            text: run.text,
            ...(run.isLeftwards ? { rightToLeft: true } : {}),
            ...(place === 0 ? broken : {}),
          }),
      );
    });
}

/** A paragraph that begins in a script read from right to left is set from the right. */
function direction(runs: readonly Pick<Run, 'text'>[]): { bidirectional?: true } {
  return beginsLeftwards(runs.map(({ text }) => text).join('')) ? { bidirectional: true } : {};
}

/** As the PDF prints it: what cannot be printed, and what XML cannot hold (XML 1.0, 2.2), by its number. */
function shown(text: string): string {
  return shownOnPaper(typeface('serif'), text);
}

function draftHeader(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ text: 'DRAFT, not approved', bold: true, font: SANS, size: 18, color: '9C1C1C' }),
        ],
      }),
    ],
  });
}

function pageFooter(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            font: SANS,
            size: 16,
            children: [PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}
