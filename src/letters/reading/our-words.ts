const SAID =
  /\b(?:you|your\s+(?:article|post|tweet|letter|website|client|company|blog|report|video|statement|e-?mail|review|advertisement|paper|notice)s?)\s+(?:(?:have|has|also|then|further|falsely|wrongly|publicly|repeatedly|previously|clearly|expressly)\s+)*(?:sa(?:y|ys|id)|stat(?:e|es|ed)|claim(?:s|ed)?|writ(?:e|es)|wrote|written|assert(?:s|ed)?|alleg(?:e|es|ed)|publish(?:es|ed)?|post(?:s|ed)?|represent(?:s|ed)?|suggest(?:s|ed)?|impl(?:y|ies|ied)|accus(?:e|es|ed)|announc(?:e|es|ed)|tweet(?:s|ed)?|describ(?:e|es|ed)|confirm(?:s|ed)|promis(?:e|es|ed)|admit(?:s|ted)?|told|broadcast)\b/i;
const CITED =
  /\b(?:the\s+following\s+(?:statements?|words|passages?|allegations?)|statements?\s+(?:that|such\s+as|including|complained\s+of)|quote)\b/i;

/** The rule by which a sentence says what we said, or null. */
export function ourWordsRule(words: string): string | null {
  if (SAID.test(words) && (/"[^"]{3,}/.test(words) || /\bthat\b/i.test(words)))
    return 'what they say we said';
  if (CITED.test(words) && /"[^"]{3,}"/.test(words)) return 'a quotation they complain of';
  return null;
}
