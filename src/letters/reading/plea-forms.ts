import { beginsWithAct } from './duty-forms.js';
import { ADVERB, COURTESY, matches, type Form } from './form.js';
import { TIME_IN_FRONT } from './time-in-front.js';
import { ACT, isPlainlyVerb } from './verbs.js';

const PLEASE =
  /(?:^|(?<=[,;:.(-]\s?)|(?<=\b(?:and|then|so|therefore|accordingly|also|could|would|will|can|to|you|instead|otherwise|,)\s))(?:please|kindly)(?:,)?(?=\s)/giu;
/** “If you dispute this please say why”: no comma between the case and what is asked. */
const PLEASE_AFTER_CASE =
  /(?<=^(?:if|should|where|when|once|in\s+the\s+event|in\s+order|to|for)\b[^,;:]{6,160}(?<!\byou)[\w)]\s)(?:please|kindly)(?=\s)/giu;
/** “May we please have the name of …?” */
const MAY_WE =
  /\b(?:may|might|could|can)\s+(?:we|i)\s+(?:please\s+|kindly\s+|also\s+)*(?=(?:have|see|ask|receive|request|trouble\s+you)\b)/giu;
const QUESTION =
  /\b(?:can|could|will|would)\s+you\s+(?:please\s+|kindly\s+|now\s+|also\s+|therefore\s+)*(?=\p{L})/giu;
const PROVIDED =
  /\b(?:provided\s+(?:that\s+)?you|on\s+(?:the\s+)?condition\s+that\s+you|(?:resolve|settle|resolved|settled|close|closed|conclude|concluded|drop|forgo|forego|refrain\s+from|take\s+no\s+further|amicabl[ey]|matter|proceedings|action)[^.;]{0,120}?\bif\s+you(?:\s+(?:will|would|agree\s+to|were\s+to))?)\b/giu;
const FRONT = new RegExp(
  `^(?:${ADVERB},?\\s+|(?:in|as\\s+a|for|on|upon|by|within|before|no\\s+later|(?<!\\b(?:must|shall|should|will|may),\\s)not\\s+(?:later|more|less)|to|at|with|pursuant|if|should|unless|after|once|when|where|given|based|until|prior|under|during|from|following|having|because|since|as|without|please)\\b[^:;]{2,260}?,\\s+(?:and\\s+)?|(?:meanwhile|pending\\b[^,]{2,80}|first|second|third|secondly|thirdly|lastly|next|rather|similarly|and|or|but|the\\s+following\\s+steps:?)\\b,?\\s+)*`,
  'i',
);
const TIMED = new RegExp(`^${TIME_IN_FRONT}\\s+(?:please\\s+|kindly\\s+)?(?=[a-z])`, 'i');
const WEAK_IMPERATIVE =
  /^(?:make\s+no\s+mistake|let\s+(?:me\s+(?:be|explain|remind)|us\s+(?:be|assume|consider)|there)\b|take\s+(?:care|for\s+example|a\s+look|the\s+(?:case|example))|note|consider|suppose|do\s+so\b|show\s+(?:that|cause\s+if)|keep\s+in\s+mind|include\s+but|mark\s+my|quit\s+claim|see\b|list\s+of|issue\s+(?:of|is|date)|report\s+(?:of|on|no|is)|address\s*:|state\s+(?:of|law|and\s+federal|courts?|attorney)|change\s+(?:of|in)|act\s+(?:of|\d)|post\s+(?:office|code|box)|file\s+(?:no|ref|number)|(?:contact|name|telephone|phone|e-?mail|fax|mail)\s*(?:and\s+\w+|information|details|persons?|names?|numbers?|address(?:es)?|no\.?)?\s*[:[]|mark\s+|notice\b|demand\b|request\b)/i;

/** “Please telephone us by 5 June to discuss”: with a day it is no courtesy. */
const CALL = /^(?:contact|call|e-?mail|write\s+to|telephone|phone|reach)\b/i;
const NAMES_A_DAY =
  /\b(?:by|before|within|not?\s+later\s+than|until)\s+(?:[\w.:]+\s+){0,6}?(?:\d|(?:mon|tues|wednes|thurs|fri)day|tomorrow|(?:two|three|five|seven|ten|fourteen)\b)/i;
const SKIPPED = new RegExp(
  `^(?:,?\\s+(?:${ADVERB}|${TIME_IN_FRONT}(?=\\s+${ACT}\\b)|within\\s+[^,]{3,60},|by\\s+[^,]{3,60},),?)*[\\s,]*`,
  'i',
);

/** “Please …”, “would you …”, a bare imperative, “provided that you …”. */
export function pleaForms(words: string): Form[] {
  const forms: Form[] = [];
  for (const match of [...matches(words, PLEASE), ...matches(words, PLEASE_AFTER_CASE)]) {
    const content = skip(words, match.index + match[0].length);
    const rest = words.slice(content);
    const isTimed = CALL.test(rest) && NAMES_A_DAY.test(words);
    if (
      (COURTESY.test(rest) && !isTimed) ||
      !/^(?:not\s+|do\s+not\s+)?\p{L}+/u.test(rest) ||
      WEAK_IMPERATIVE.test(rest)
    )
      continue;
    forms.push({
      rule: 'please',
      start: match.index,
      content,
      isNegative: /^(?:do\s+)?not\b|^refrain/i.test(rest),
    });
  }
  for (const match of matches(words, QUESTION)) {
    const content = match.index + match[0].length;
    const act = beginsWithAct(words.slice(content));
    if (act && !COURTESY.test(words.slice(content)) && /\?/.test(words.slice(content)))
      forms.push({ rule: 'would you', start: match.index, content });
  }
  for (const match of matches(words, MAY_WE)) {
    const content = match.index + match[0].length;
    if (
      /\?/.test(words.slice(content)) &&
      !/^ask\s+(?:what|why|how|whether|who)\b/i.test(words.slice(content))
    )
      forms.push({ rule: 'may we have', start: match.index, content });
  }
  for (const match of matches(words, PROVIDED)) {
    const content = skip(words, match.index + match[0].length);
    if (beginsWithAct(words.slice(content)) || /^[\s:]*$/.test(words.slice(content)))
      forms.push({ rule: 'a condition of settling', start: match.index, content });
  }
  const imperative = imperativeForm(words);
  if (imperative) forms.push(imperative);
  return forms;
}

/** The verb a sentence or list item begins with, after adverbs and phrases set in front. */
export function imperativeForm(words: string): Form | null {
  for (const from of fronts(words)) {
    const rest = words.slice(from);
    const negative =
      /^(?:do\s+not|don't|never|not\s+to|not(?!\s+(?:later|more|less|fewer|earlier|sooner)\s+than\b))\s+/i.exec(
        rest,
      );
    const content = from + (negative?.[0].length ?? 0);
    const adverb =
      /^(?:(?:immediately|promptly|forthwith|permanently|hereby|further|also|fully|expressly|publicly|completely|formally)\s+)*/i.exec(
        words.slice(content),
      )?.[0].length ?? 0;
    const asked = words.slice(content + adverb);
    if (
      (!beginsWithAct(asked) && !isForbidden(negative, from, asked)) ||
      WEAK_IMPERATIVE.test(asked) ||
      COURTESY.test(asked)
    )
      continue;
    if (
      /^\S+\s+(?:is|are|was|were|has|have|will|would|should|may|of)\b/i.test(asked) &&
      !/^\S+\s+(?:will|may)\s/i.test(asked)
    )
      continue;
    return {
      rule: 'an imperative',
      start: from === 0 ? 0 : from,
      content: content + adverb,
      isNegative: negative !== null,
    };
  }
  return null;
}

/** “Do not reassign …”: any verb, at the beginning. */
function isForbidden(negative: RegExpExecArray | null, from: number, asked: string): boolean {
  return (
    negative !== null &&
    /^(?:do|don|never)/i.test(negative[0]) &&
    from < 60 &&
    !/^(?:hesitate|worry|have|need|know|believe|wish|think|appear|mean|care|want|forget|be\b)/i.test(asked)
  );
}

/** Where the main clause may begin: at the start, or after a phrase in front and its comma. */
function fronts(words: string): number[] {
  const places = [0];
  const front = FRONT.exec(words)?.[0].length ?? 0;
  if (front > 0) places.push(front);
  const time = TIMED.exec(words)?.[0].length ?? 0;
  if (time > 0 && beginsPlainly(words.slice(time))) places.push(time);
  if (
    /^(?:in|for|on|upon|by|within|before|not?\s+(?:later|more|less)|to|at|pursuant|if|should|unless|after|once|when|where|until|prior|under|following|meanwhile|pending|as|without|accordingly|therefore|instead)\b/i.test(
      words,
    )
  )
    for (const match of words.slice(0, 400).matchAll(/,\s+(?:then\s+|and\s+)?/g))
      if (isFront(words.slice(0, match.index))) places.push(match.index + match[0].length);
  return [...new Set(places)].sort((a, b) => a - b);
}

/** Whether words begin with an act and no noun: “By 5 June support for the plan …” asks nothing. */
function beginsPlainly(words: string): boolean {
  const act = beginsWithAct(words);
  return act !== null && isPlainlyVerb(act.act, words.slice(act.length));
}

/** A phrase or a subordinate clause: no main clause has come yet. */
function isFront(words: string): boolean {
  if (/^(?:if|should|unless|when|where|once|as|to\s+the\s+extent|in\s+the\s+event)\b/i.test(words))
    return !/,.*\b(?:we|i|our\s+client|you)\s+(?:will|shall|may|must|are|is)\b|\b(?:we|i|our\s+clients?|my\s+client)\s+(?:will|shall|may)\b|,\s+(?:(?:the|its)\s+)?(?!you\b)[\w.'-]+(?:\s+[\w.'-]+){0,3}?\s+(?:will|shall|may|would|could)\b/i.test(
      words,
    );
  return !/\b(?:is|are|was|were|has|have|will|would|may|must|can|do|does|did)\b/i.test(
    words.replace(/\b(?:that|which|who|you)\s+\w+\s+\w+/gi, ''),
  );
}

function skip(words: string, at: number): number {
  return at + (SKIPPED.exec(words.slice(at))?.[0].length ?? 0);
}
