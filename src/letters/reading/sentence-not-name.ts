/** With its first letter small; what follows begins small, as no name does. */
const OPENS =
  /^(?:(?:please|kindly|attached|enclosed|find|see|further|as|here|this|i|we)\s+\p{Ll}|(?:thanks|thank\s+you|(?:our|my)\s+client|on\s+behalf\s+of|hi|hello|hey|dear|good\s+(?:morning|afternoon|evening))(?![\p{L}'’-]))/u;
/** Small words that stand in names too. */
const IN_NAMES = /^(?:of|the|and|for|de|la|von|van|der|den|du|di|da|del|bin|al|at|in|on|an|a|y|e)$/;
const COMPANY_END = /\b(?:Inc|Ltd|Corp|Co|Esq|Jr|Sr|Bros|Pty|Pvt|P\.C|N\.A|S\.A|L\.P|B\.V|P\.A)\.$/;

/** True for words that say something, as a covering line does: they name nobody. */
export function isSentence(line: string): boolean {
  const said = line.trim();
  if (OPENS.test(said.slice(0, 1).toLowerCase() + said.slice(1))) return true;
  const words = said.split(/\s+/).map((word) => word.replace(/[^\p{L}’'-]/gu, ''));
  const small = words.filter((word) => /^\p{Ll}/u.test(word) && !IN_NAMES.test(word));
  const isEnded = /[.!?]$/.test(said) && !COMPANY_END.test(said);
  return words.length > 2 && (isEnded ? small.length > 0 : small.length > words.length / 2);
}
