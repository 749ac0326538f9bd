/** “E-mail”, “mail”, “fax”, “telephone”: in letters about papers far more often the thing than the act. */
const MAIL_WORD = /^(?:e-?mail|mail|fax|phone|telephone|ring)$/i;
/** Words that stand before a noun in the same way: “call logs”, “account statements”. */
const BEFORE_A_NOUN = /^(?:call|contact|account)$/i;
/** “e-mail correspondence”, “telephone records”: the word only says what the next one is. */
const NAMES_A_THING =
  /^\s+(?:records?|logs?|details?|lists?|statements?|numbers?|address(?:es)?|messages?|correspondence|communications?|information|data|metadata|histor(?:y|ies)|files?|folders?|accounts?|balances?|bills?|journals?|cover\s+(?:sheets?|pages?)|threads?|chains?|strings?|trails?|notes?|recordings?|headers?|attachments?|archives?|servers?|systems?|backups?|books?|traffic|transcripts?|transmissions?|exchanges?)\b/i;
/** “e-mail and text messages”, “mail sent to customers”. */
const STANDS_AMONG_THINGS =
  /^(?:\s*,|\s+(?:and|or|and\/or|as\s+well\s+as|sent|received|exchanged|addressed|forwarded|between|about|concerning|relating|regarding|including|that|which)\b)/i;
/** “telephone or email us”, “call and arrange a time”: two acts. */
const STANDS_BEFORE_AN_ACT =
  /^\s+(?:and|or)\s+(?:(?:e-?mail|mail|fax|phone|telephone|ring|write|call|contact)(?=\s+(?:us|me|to|our|my|this|the|your|by|before|within|no)\b)|(?:confirm|tell|arrange|let|say|send|give|ask|speak|explain)\b)/i;
/** What is mailed: “email us the list”, “fax your undertaking”, “mail two copies”, “telephone Ms Reyes”. */
const HAS_AN_OBJECT =
  /^\s+(?:(?:us|me|him|her|them|the|an?|your|our|my|its|their|his|this|these|those|all|any|each|every|both|two|three|copies|proof|confirmation|evidence|signed|executed|whether)\b|written\s+(?!by\b|to\b|from\b|on\b|in\b)|[\w.+-]+@|[\d$£€])/i;
const NAMES_SOMEBODY = /^\s+\p{Lu}/u;
/** “email to us the form”, “email photographs of the wall to us”. */
const HAS_A_RECIPIENT =
  /^\s+(?:to\s+(?:us|me|this\s+office|our\s+office|the\s+undersigned|\S+@\S+)\s+(?:the|an?|your|all|any|both|two|copies|proof|written|signed)\b|(?!(?:to|from|with|in|on|by|of|for|at)\b)(?:(?!\band\b|\bor\b)[^,;])+?\bto\s+(?:us|me|this\s+office|our\s+office|the\s+undersigned|\S+@\S+))/i;

/** Whether such a word is plainly a thing here, by the words right behind it. */
export function isMailThing(verb: string, rest: string): boolean {
  if (BEFORE_A_NOUN.test(verb)) return NAMES_A_THING.test(rest);
  if (!MAIL_WORD.test(verb)) return false;
  return NAMES_A_THING.test(rest) || (STANDS_AMONG_THINGS.test(rest) && !STANDS_BEFORE_AN_ACT.test(rest));
}

/** Whether such a word behind a comma or an “and” begins an act: only where it says what is mailed, or to whom. */
export function isMailAct(verb: string, rest: string): boolean {
  if (!MAIL_WORD.test(verb)) return true;
  return (
    !isMailThing(verb, rest) &&
    (HAS_AN_OBJECT.test(rest) || NAMES_SOMEBODY.test(rest) || HAS_A_RECIPIENT.test(rest))
  );
}
