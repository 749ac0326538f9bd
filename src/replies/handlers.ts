import { writeDocx } from './paper/docx-letter.js';
import { setDocx } from './questions.js';

/** What this folder answers in the document child. */
export const replyHandlers = { [setDocx.name]: writeDocx } as const;
