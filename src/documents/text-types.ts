import { sniffDelimiter } from '../tabular/table-format.js';

const MAIL_HEADERS = [
  'from',
  'to',
  'cc',
  'date',
  'subject',
  'received',
  'message-id',
  'mime-version',
  'return-path',
  'delivered-to',
  'content-type',
  'reply-to',
  'in-reply-to',
  'x-mailer',
  'dkim-signature',
];
/** Headers that only a mail program writes; a typed memo has the others too. */
const MACHINE_HEADERS = ['received', 'message-id', 'mime-version', 'return-path', 'dkim-signature'];
const LONGEST_JSON = 16 * 1024 * 1024;

/**
 * The media type of a text by what it says, for the types that have no magic number. `text` is the start of
 * the file (all of it when `isWhole`); the ending decides only between readings that the text allows.
 */
export function textTypeOf(text: string, isWhole: boolean, ending: string): string {
  const start = text.trimStart();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(start))
    return 'image/svg+xml';
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype html|html|head|body)[\s>]/i.test(start))
    return 'text/html';
  if (/^<(script|iframe|table|div|p|h1|title|style|meta|link|form|img|a)[\s>]/i.test(start))
    return 'text/html';
  if (start.startsWith('<?xml')) return 'application/xml';
  if (start.startsWith('BEGIN:VCALENDAR')) return 'text/calendar';
  if (start.startsWith('{\\rtf')) return 'application/rtf';
  if (/^From \S+.*\d{4}\r?\n[!-9;-~]+:/.test(text)) return 'application/mbox';
  if (isMail(text, ending)) return 'message/rfc822';
  if (/^[[{]/.test(start)) {
    const json = jsonTypeOf(start, isWhole, ending);
    if (json) return json;
  }
  if (ending === 'tsv' || ending === 'tab') return 'text/tab-separated-values';
  if (ending === 'csv') return sniffDelimiter(text) === '\t' ? 'text/tab-separated-values' : 'text/csv';
  return 'text/plain';
}

/** Text has no control characters beyond line ends, tabs and form feeds, save the odd one. */
export function looksLikeText(text: string): boolean {
  let controls = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0 || code === 0xfffd) return false;
    if (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) controls += 1;
  }
  return controls <= text.length / 200;
}

function isMail(text: string, ending: string): boolean {
  const names = new Set<string>();
  for (const line of text.slice(0, 64 * 1024).split(/\r\n|\n|\r/)) {
    if (line === '') break;
    if (/^[ \t]/.test(line) && names.size > 0) continue;
    const header = /^([!-9;-~]+):/.exec(line);
    if (!header?.[1]) return false;
    names.add(header[1].toLowerCase());
  }
  const known = MAIL_HEADERS.filter((header) => names.has(header));
  if (ending === 'eml' || ending === 'mht' || ending === 'mhtml') return known.length > 0;
  return known.length >= 3 && MACHINE_HEADERS.some((header) => names.has(header));
}

function jsonTypeOf(text: string, isWhole: boolean, ending: string): string | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const complete = isWhole ? lines : lines.slice(0, -1);
  if (complete.length > 1 && complete.slice(0, 20).every(isJson)) return 'application/x-ndjson';
  if (isWhole && text.length < LONGEST_JSON && isJson(text)) return 'application/json';
  return ending === 'json' || ending === 'ndjson' || ending === 'jsonl' ? 'application/json' : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
