import { writeDocx } from './paper/docx-letter.js';
import { textsOnPaper } from './paper/texts-on-paper.js';
import { asOnPaper, setDocx } from './questions.js';

/** What this folder answers in the document child. */
export const replyHandlers = { [setDocx.name]: writeDocx, [asOnPaper.name]: textsOnPaper } as const;
