/** “Page 3”, “Page 3 of 12”, “[Page 3]”, “- 3 -”, “3/12”: nothing but the number of a page. */
const PAGE_NUMBER =
  /^(?:-\s*)?(?<label>\[?\s*(?:page|pg\.?|p\.)\s*)?\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?(?:\s*\])?(?:\s*-)?$/i;
const ENDED = /[.!?]["')\]*_]*$/;
/** What makes a number above it one of the sentence: “14 / days”, “12 / December”. */
const COUNTED =
  /^(?:\(\w+\)\s*)?(?:(?:clear|calendar|business|working)\s+)?(?:days?|hours?|weeks?|months?|years?|minutes?|percent|per\s+cent|%|dollars?|pounds?|euros?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** A line of a page as it stands there, blank ones too. */
interface Row {
  readonly text: string;
  readonly page: number;
}

/**
 * The rows that only number a page. Where the row before runs on into a number (“you must remove / page 12”), it is
 * a part of the sentence, unless it is the last of its page and so its foot.
 */
export function pageNumberRows(rows: readonly Row[]): ReadonlySet<number> {
  const pages = new Map<number, number>();
  const filled = rows.flatMap(({ text, page }, index) => {
    if (text !== '') pages.set(page, index);
    return text === '' ? [] : [index];
  });
  const lastPage = rows.at(-1)?.page ?? 0;
  const numbers = new Set<number>();
  for (const [at, index] of filled.entries()) {
    const row = rows[index];
    const found = row && PAGE_NUMBER.exec(row.text);
    if (!row || !found || COUNTED.test(rows[filled[at + 1] ?? -1]?.text ?? '')) continue;
    const before = rows[index - 1];
    const runsOn = before?.page === row.page && before.text !== '' && !ENDED.test(before.text);
    const isFoot = pages.get(row.page) === index && row.page < lastPage;
    const isWritten = /^p/.test(found.groups?.['label'] ?? '');
    if (!runsOn || (isFoot && !isWritten)) numbers.add(index);
  }
  return numbers;
}
