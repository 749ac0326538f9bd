import { question } from '../platform/ask.js';

/** The words of a rich text file, its page breaks as form feeds. */
export const askRtfText = question<{ path: string }, { text: string }>('letters.rtf');
