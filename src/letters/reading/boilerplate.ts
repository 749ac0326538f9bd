/** What mail programs and offices put round every message: it asks nothing that the letter asks. */
const BOILERPLATE: readonly RegExp[] = [
  /\b(?:view|read|open|see|display)\s+(?:this|the)\s+(?:message|e-?mail|newsletter|mail)\s+(?:in|as|on|online|with)\b\s*(?:(?:html|plain\s+text|your|a|the|web|browser)\b|$|[.,])/i,
  /\b(?:enable|download|display|show)\s+(?:the\s+)?(?:images|pictures)\b.{0,40}\b(?:message|e-?mail|mail)\b|\badd\s+us\s+to\s+your\s+(?:address\s+book|safe\s+senders?)/i,
  /\bunsubscribe\b|\bopt\s+out\s+of\s+(?:these|future|further|our)\s+(?:e-?mails?|mailings?|messages)\b|\b(?:no\s+longer\s+(?:wish|want)|do\s+not\s+(?:wish|want)|prefer\s+not)\s+to\s+receive\s+(?:these|such|our|further|future)\s+(?:e-?mails?|mailings?|messages|newsletters?)\b|\bmanage\s+your\s+(?:e-?mail\s+)?preferences\b/i,
  /\bnot\s+(?:the|an)\s+(?:intended|named)\s+(?:recipients?|addressees?)\b|\bnot\s+the\s+(?:person|individual)\s+(?:to\s+whom|for\s+whom)\s+(?:it|this\s+(?:e-?mail|message))\s+(?:is|was)\s+(?:addressed|intended)\b/i,
  /\breceived\s+this\s+(?:e-?mail|message|communication|transmission|fax)\s+(?:in\s+error|by\s+mistake)\b/i,
  /\b(?:notify|inform|advise|contact|tell|alert)\s+the\s+sender\b(?!\s+of\s+(?!(?:this|the|its|your)\s+(?:error|mistake|receipt|e-?mail|message)))/i,
  /\b(?:consider|think\s+of|mind)\s+the\s+environment\b.{0,40}\bprint/i,
  /\bdo\s+not\s+(?:reply|respond)\s+to\s+this\s+(?:automated\s+|automatic\s+)?(?:e-?mail|message|address|mailbox)\b/i,
  /^\W*(?:please\s+(?:also\s+)?(?:note|be\s+(?:aware|advised))(?:\s+that)?,?\s+|you\s+are\s+(?:hereby\s+)?(?:notified|advised|informed)\s+that\s+)?(?:unauthori[sz]ed|any)\s+(?:\w+,?\s+){0,8}(?:use|disclosure|review|dissemination|copying|distribution|retention)\b[^.]{0,120}\b(?:e-?mail|message|communication|transmission|information)\b[^.]{0,60}\b(?:strictly\s+)?(?:prohibited|forbidden)\b/i,
  /\b(?:check|scan)\s+(?:this|the|any|all)\s+(?:e-?mail|message|attachments?)\b[^.]{0,60}\bvirus/i,
];
/** A notice to whoever gets a mail that was meant for another: whatever it asks, it asks of them. */
const MISDIRECTED =
  /\bif\s+you\b[^.]{0,80}\b(?:not\s+(?:the|an)\s+(?:intended|named)\b|not\s+the\s+(?:person|individual)\b|received\s+this\b)|\b(?:intended|named)\s+(?:recipients?|addressees?)\b/i;
/** Words by which a letter demands of the one it is written to. */
const DEMANDED =
  /\b(?:demand(?:s|ed)?|insists?|cease|desist|undertakes?|(?:call|calls)\s+(?:up)?on\s+you|(?:require|request|ask|direct|order|instruct)s?\s+(?:that\s+)?you|requires?\s+that|confirm(?:ation)?\s+in\s+writing|(?:you|your\s+\w+)\s+(?:shall|are\s+(?:required|obliged|ordered|directed)\s+to)|must(?!\s+(?:\w+ly\s+)?(?:check|scan)\b))\b/i;
/** Of those, the words that nobody uses of a mail that went astray. */
const DEMANDED_OUTRIGHT = /\b(?:demand(?:s|ed)?|insists?|cease|desist|undertakes?)\b/i;
/** Sentences that follow “you are not the intended recipient” and mean this very mail. */
const GOES_ON =
  /\b(?:unauthori[sz]ed|any)\s+(?:\w+,?\s+){0,8}(?:use|disclosure|review|dissemination|copying|distribution|retention)\b[^.]{0,120}\b(?:prohibited|forbidden)\b|\b(?:delete|destroy|erase)\s+(?:it|them|this|the|all|any)\b[^.]{0,80}\b(?:e-?mail|message|communication|transmission|copies|attachments?|system)\b|\b(?:must|should|may)\s+not\b[^.]{0,60}\b(?:cop(?:y|ied)|disclosed?|distributed?|forward(?:ed)?|used?|read)\b[^.]{0,60}\b(?:it|its\s+contents?|(?:this|the)\s+(?:e-?mail|message|communication|transmission))\b/i;
/** How many sentences after such a one still speak of it. */
const REACH = 3;

/** Which of the sentences of a letter, in their order, are boilerplate of a mail; what it demands of its reader is none. */
export function boilerplateIn(sentences: readonly string[]): boolean[] {
  let left = 0;
  return sentences.map((words) => {
    const isMisdirected = MISDIRECTED.test(words);
    if (isBoilerplate(words) && (isMisdirected || !DEMANDED.test(words))) {
      left = isMisdirected || /in\s+error|by\s+mistake|the\s+sender/i.test(words) ? REACH : left;
      return true;
    }
    left -= 1;
    return left >= 0 && GOES_ON.test(words) && !DEMANDED_OUTRIGHT.test(words);
  });
}

/** True for a line that a mail program puts above or below a message. */
export function isBoilerplate(line: string): boolean {
  return BOILERPLATE.some((pattern) => pattern.test(line));
}
