import { answerQuestions } from '../platform/answer-questions.js';
import { documentHandlers } from '../documents/handlers.js';
import { pdfHandlers } from '../pdf/handlers.js';
import { tableHandlers } from '../tabular/handlers.js';

// The only process that opens untrusted documents: it has no database, no secret and no network address.
answerQuestions({ ...pdfHandlers, ...tableHandlers, ...documentHandlers });
