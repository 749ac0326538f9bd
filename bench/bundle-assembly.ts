import type { Assembly, IndexRow, Part } from '../src/pdf/assembly.js';
import { layOutIndex } from '../src/pdf/typesetting/draw-index.js';
import { paperSize } from '../src/pdf/typesetting/paper.js';
import type { Corpus } from './bundle-corpora.js';

/** Everything a bundle of these files has: index, sheets, numbers, stamps, bookmarks. */
export function assemblyOf({ files, pagesAFile }: Corpus): Assembly {
  const rowsFrom = (first: number): { rows: IndexRow[]; parts: Part[]; outline: Assembly['outline'] } => {
    let page = first;
    const rows: IndexRow[] = [];
    const parts: Part[] = [];
    const outline = files.map((path, index) => {
      const [sheet, start] = [page, page + 1];
      const last = page + pagesAFile;
      const title = `Letter ${index + 1} about the notices`;
      const bates = (at: number): string => `NFLX${String(at).padStart(6, '0')}`;
      rows.push({
        kind: 'document',
        exhibit: `Ex. ${index + 1}`,
        date: 'June 5, 2014',
        title,
        firstPage: sheet,
        lastPage: last,
        bates: { first: bates(sheet), last: bates(last) },
      });
      parts.push({
        kind: 'sheet',
        firstPage: sheet,
        pageCount: 1,
        mark: `Ex. ${index + 1}`,
        title,
        date: 'June 5, 2014',
        pages: { first: start, last },
        bates: bates(sheet),
      });
      parts.push({
        kind: 'copied',
        path,
        firstPage: start,
        pageCount: pagesAFile,
        sourcePage: 1,
        bates: Array.from({ length: pagesAFile }, (_, offset) => bates(start + offset)),
        links: [],
      });
      page = last + 1;
      return { title: `Ex. ${index + 1} ${title}`, page: sheet, children: [] };
    });
    return { rows, parts, outline };
  };
  const paper = 'letter';
  const pageCount = layOutIndex('Index', rowsFrom(1).rows, paperSize(paper)).length;
  const { rows, parts, outline } = rowsFrom(pageCount + 1);
  return {
    paper,
    title: 'A bundle',
    date: '2014-06-09',
    legend: 'Confidential',
    isDraft: false,
    parts: [{ kind: 'index', heading: 'Index', firstPage: 1, pageCount, rows }, ...parts],
    outline,
  };
}
