import { readFileSync } from 'node:fs';
import { bundleHandlers } from '../../src/bundles/handlers.js';
import { documentHandlers } from '../../src/documents/handlers.js';
import { assemblePdf } from '../../src/pdf/assemble-pdf.js';
import type { AssembleInput } from '../../src/pdf/assemble-questions.js';
import { pdfHandlers } from '../../src/pdf/handlers.js';
import * as questions from '../../src/pdf/questions.js';
import { answerQuestions } from '../../src/platform/answer-questions.js';
import type { Progress } from '../../src/platform/ask.js';

// The real document child, but for files that end it at a known moment: they say so after their last %%EOF.
const holds = (path: string, words: string): boolean => readFileSync(path).includes(words);

const assemble = (input: AssembleInput, progress: Progress) =>
  assemblePdf(input, (done, total, note) => {
    progress(done, total, note);
    const part = input.assembly.parts.find(({ firstPage }) => firstPage === done + 1);
    if (part?.kind !== 'copied') return;
    const isAlone = input.assembly.outline.length === 0;
    if (holds(part.path, 'ENDS ITS READER')) process.abort();
    if (holds(part.path, 'ENDS IT ALONE') && isAlone) process.abort();
    if (holds(part.path, 'FAILS')) throw new Error('Its objects are damaged.');
  });

answerQuestions({
  ...pdfHandlers,
  ...documentHandlers,
  ...bundleHandlers,
  [questions.assemblePdf.name]: assemble,
});
