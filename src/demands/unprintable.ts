/** Control characters but for tabs and line ends, U+FFFD, which stands for what was not read, and what is no character. */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Co}\ufffd\ufffe\uffff]/u;
const SHOWN = 24;

/** Why words cannot be quoted: they hold a character that no page prints. Null where they can. */
export function unprintableIn(words: string): string | null {
  const found = UNPRINTABLE.exec(words);
  if (!found) return null;
  const number = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const before = words.slice(0, found.index).replace(/\s+/g, ' ').trim();
  const shown = before.length > SHOWN ? `…${before.slice(-SHOWN).replace(/^\S*\s/, '')}` : before;
  const where = shown === '' ? 'at their beginning' : `after “${shown}”`;
  return `Their words hold a character that cannot be printed (U+${number}), ${where}: write what the letter shows there, and tick “as printed” if the words are then not found in its text`;
}
