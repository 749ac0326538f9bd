import { isPlainDate } from '../../platform/plain-date.js';

/** "2014-06-09 Reply to Verizon.pdf" says a date and a title; a leading ordering number is not part of either. */
export function titleFromFileName(name: string): { title: string; date: string | null } {
  const stem = tidy(name.replace(/\.[A-Za-z][A-Za-z0-9]{0,5}$/, ''));
  const ordered = withoutOrderNumber(stem);
  const dated = /^(\d{4})[-. ]?(\d{2})[-. ]?(\d{2})(?!\d)[\s,–-]*(.*)$/.exec(ordered);
  if (dated) {
    const date = `${dated[1]}-${dated[2]}-${dated[3]}`;
    if (isPlainDate(date)) return { date, title: dated[4] || 'Document' };
  }
  return { date: null, title: ordered || stem || 'Document' };
}

/** A folder's name as a section title: "01 Letters" is "Letters", and so is "1 Letters" where all its neighbours are numbered. */
export function titleFromFolderName(name: string, areAllNumbered = false): string {
  const tidied = tidy(name);
  const plain = areAllNumbered ? tidied.replace(/^\d{1,3}\s+(?=\S)/, '') : tidied;
  return withoutOrderNumber(plain) || plain || 'Documents';
}

function tidy(text: string): string {
  // Control and direction characters have no place on an index.
  return text
    .replace(/[\p{Cc}\p{Cf}_]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "01 ", "1. ", "1) ", "1 - " put files in order; "30 day notice" and "911 call" are titles. */
function withoutOrderNumber(text: string): string {
  return text.replace(/^(?:0\d{0,3}(?:[.)]|\s*[–-])?\s+|\d{1,3}(?:[.)]|\s[–-])\s+)(?=\S)/, '');
}
