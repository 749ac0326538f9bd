import { readFile } from 'node:fs/promises';
import type { Progress } from '../../platform/ask.js';
import { stop } from '../assemble-questions.js';
import type { CheckInput, CheckResult, PdfFinding } from '../assemble-questions.js';
import { checkObjects } from './check-objects.js';
import { checkPages } from './check-pages.js';
import { PdfiumError } from '../pdfium.js';

const END = '%%EOF\n';

/**
 * Re-opens a finished file with two readers and compares every page, link, bookmark and label with the
 * plan, and the words of copied pages with their sources where the plan still knows the files.
 */
export async function checkPdf({ path, assembly }: CheckInput, progress: Progress): Promise<CheckResult> {
  const bytes = await readFile(path);
  const findings: PdfFinding[] = await checkObjects(bytes, assembly);
  // One end, nothing after it: no earlier revision, no bytes that viewers do not show.
  if (bytes.indexOf('%%EOF') !== bytes.length - END.length) {
    findings.push(stop(null, 'The file does not end where it should.'));
  }
  let pages = 0;
  try {
    const checked = await checkPages(bytes, assembly, progress);
    pages = checked.pages;
    findings.push(...checked.findings);
  } catch (error) {
    if (!(error instanceof PdfiumError)) throw error;
    findings.push(stop(null, `A viewer cannot open the file: ${error.message}`));
  }
  return { pages, findings: findings.sort((a, b) => (a.page ?? 0) - (b.page ?? 0)) };
}
