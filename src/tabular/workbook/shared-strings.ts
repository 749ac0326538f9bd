import { scanXml, unescaped } from './scan-xml.js';
import type { WorkbookParts } from './workbook-parts.js';
import { WorkbookProblem } from './workbook-problem.js';

/** The longest text a cell of Excel holds. */
export const LONGEST_CELL = 32_767;
const MOST_CHARACTERS = 128 * 1024 * 1024;

/** The texts that cells name by number, their runs joined. Throws `WorkbookProblem` where they are more than fit. */
export async function readSharedStrings(
  parts: WorkbookParts,
  part: string | null,
): Promise<readonly string[]> {
  if (part === null || !parts.has(part)) return [];
  const strings: string[] = [];
  const words = wordsReader();
  let characters = 0;
  await scanXml(
    parts.stream(part),
    {
      open: (name) => {
        if (name === 'si') words.begin();
        words.open(name);
      },
      text: words.text,
      close: (name) => {
        words.close(name);
        if (name !== 'si') return;
        const text = words.words();
        characters += text.length;
        if (characters > MOST_CHARACTERS)
          throw new WorkbookProblem(
            'unsupported',
            'The workbook holds more text than is read (limit 128 MB).',
          );
        strings.push(text);
      },
    },
    part,
  );
  return strings;
}

/** Gathers the words of one text with its runs; how they are pronounced is not among them. */
export function wordsReader() {
  let gathered = '';
  let inText = false;
  let phonetic = 0;
  return {
    begin: () => {
      gathered = '';
      inText = false;
      phonetic = 0;
    },
    open: (name: string) => {
      if (name === 'rPh') phonetic += 1;
      inText = name === 't' && phonetic === 0;
    },
    text: (words: string) => {
      if (inText && gathered.length <= LONGEST_CELL) gathered += words;
    },
    close: (name: string) => {
      if (name === 'rPh') phonetic -= 1;
      if (name === 't') inText = false;
    },
    words: () => unescaped(gathered).slice(0, LONGEST_CELL),
  };
}
