import { ADVERBS, COURTESY, matches, type Form } from './form.js';
import { ACT_NOUN } from './verbs.js';

/** “This is a notice under the Act requesting that you …”, “we write asking you to …”: the paper itself asks. */
const PAPER_ASKING =
  /\b(?:this|the\s+present|i\s+(?:write|am\s+writing)|we\s+(?:write|are\s+writing))\b(?<between>[^.;:]{0,160}?)\b(?:requesting|demanding|asking|requiring|calling\s+(?:up)?on)\s+(?:that\s+)?you(?:r\s+(?:company|office|firm|client))?(?:\s+(?:to|must|should))?(?=\s)/giu;
/** “My letter of June, requesting that you …”: an earlier paper asked. */
const EARLIER_PAPER =
  /\b(?:previous|earlier|last|prior|former|sent|dated|wrote|received|follow(?:s|ing)?|refers?|response\s+to|answer\s+to)\b/i;
/** “A request for removal of these pages is hereby submitted.” */
const REQUEST_FOR = new RegExp(
  `\\b(?:request|demand|application)\\s+(?:for|of)\\s+(?=(?:the\\s+|their\\s+|its\\s+|your\\s+|immediate\\s+|full\\s+|prompt\\s+)*${ACT_NOUN}\\b)[^.;:]{3,120}?\\s+(?:is|are)${ADVERBS}\\s+(?:made|submitted|lodged|put|presented)\\b`,
  'giu',
);

/** “I am making a request under the Act for the following records:”. */
const MAKES_REQUEST =
  /\b(?:i|we|our\s+clients?)(?:'d|'m|'re|\s+(?:hereby|wish|want|would\s+like|am|are|is|write|writing|therefore|also))*(?:\s+to)?\s+(?:mak(?:e|ing)|submit(?:ting)?|lodg(?:e|ing)|plac(?:e|ing))\s+(?:an?|this|the\s+following|my|our)\s+(?:[\w-]+\s+){0,4}?(?:request|demand|application)\b(?:\s+(?:to\s+you|under|pursuant\s+to|in\s+accordance\s+with|by\s+virtue\s+of)\b[^.;:]{0,110}?)?\s+for\s+/giu;
/** “The subpoena commands you to produce …”. */
const PAPER_COMMANDS =
  /\b(?:the|this|an?)\s+(?:(?:enclosed|attached|accompanying|said)\s+)?(?:subpoena|summons|warrant|order|citation)\s+(?:\w+ly\s+)?(?:commands?|requires?|directs?|orders?|compels?)\s+you\s+to\s+/giu;
/** The forms in which the paper speaks instead of the one who writes. */
export function paperForms(words: string): Form[] {
  const forms: Form[] = [];
  for (const match of matches(words, PAPER_ASKING)) {
    const content = match.index + match[0].length;
    if (
      EARLIER_PAPER.test(match.groups?.['between'] ?? '') ||
      COURTESY.test(words.slice(content).trimStart())
    )
      continue;
    const adverbs = /^(?:\s+(?:immediately|promptly|forthwith|now|also))*\s*/i.exec(
      words.slice(content),
    )?.[0];
    forms.push({
      rule: 'this letter is notice',
      start: match.index,
      content: content + (adverbs?.length ?? 0),
    });
  }
  for (const match of matches(words, PAPER_COMMANDS))
    forms.push({ rule: 'a paper commands', start: match.index, content: match.index + match[0].length });
  for (const match of matches(words, MAKES_REQUEST))
    forms.push({ rule: 'a request is made', start: match.index, content: match.index + match[0].length });
  for (const match of matches(words, REQUEST_FOR)) {
    const lead = /^\w+\s+(?:for|of)\s+/i.exec(match[0])?.[0].length ?? 0;
    forms.push({ rule: 'a request is made', start: match.index, content: match.index + lead });
  }
  return forms;
}
