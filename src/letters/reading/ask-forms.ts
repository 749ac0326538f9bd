import { ADVERB, ADVERBS, COURTESY, FOR_A_PURPOSE, LEGAL, matches, RELATIVE, type Form } from './form.js';
import { ACT, ACT_NOUN } from './verbs.js';

const US =
  "(?:we|i|(?:(?:our|my|the\\s+undersigned's)\\s+)(?:(?:said|mutual|above|respective|above-named)\\s+)?clients?(?:,[^,]{2,60},)?)";
const ASK_VERB =
  '(?:demand|require|request|ask|insist|expect|call\\s+(?:up)?on|urge|direct|instruct|order|invite|want|need|seek|trust|suggest|encourage|recommend|implore|beg|command|advise|propose|hope|await|claim|look\\s+forward\\s+to)';
const ASKING =
  '(?:demanding|requiring|requesting|asking|insisting|expecting|calling\\s+(?:up)?on|urging|seeking|inviting|directing|awaiting|looking\\s+forward\\s+to)';
const TO_ASK =
  '(?:(?:must|will|would|now|can\\s+only|may|have\\s+to|have\\s+no\\s+(?:choice|option|alternative)\\s+but\\s+to)\\s+(?:\\w+\\s+){0,3}?|(?:am|are|is)\\s+(?:\\w+\\s+){0,3}?to\\s+(?:\\w+ly\\s+)?|(?:write|writing|instructed|asked|authori[sz]ed|retained|directed|obliged|compelled|obligated|constrained)\\s+(?:\\w+\\s+){0,6}?to\\s+(?:\\w+ly\\s+)?)';
const FIRST_PERSON = new RegExp(
  `\\b(?<who>${US}(?:'(?:ll|d))?)(?:,[^,;]{3,90},)?${ADVERBS}(?:(?:\\s+(?:am|are|is)|'m|'re)\\s+(?:${ADVERB}\\s+)*(?<asking>${ASKING})|\\s+(?<lead>${TO_ASK})?(?:${ADVERB}\\s+)*(?<verb>${ASK_VERB})s?)\\b`,
  'giu',
);
/** “It does ask that you …”, “hereby demands”, “and require that you”. */
const GOES_ON = new RegExp(
  `(?:\\b(?:it|he|she|they)(?:${ADVERBS})\\s+(?:does\\s+|must\\s+)?(?<verb>ask|demand|request|require|insist|expect)s?|(?:^|[,;]\\s*|\\b(?:and|but|,)\\s+)(?:${ADVERB}\\s+)*(?<verb2>demand|request|require|insist|ask|urge|calls?\\s+(?:up)?on)s?)(?=${ADVERBS}\\s+(?:that\\b|you\\b|your\\b|for\\b|an?\\b|the\\s+(?:immediate|following)|:))`,
  'giu',
);
const THIRD_PERSON =
  /\b(?<verb>demand|require|request|insist|ask|expect|call|urge|seek|direct|order|instruct)s(?:\s+(?:up)?on)?\b/giu;
const ADVERBS_AT_END = new RegExp(`${ADVERBS}\\s*$`, 'iu');
const ACT_ASKED = new RegExp(`^(?:not\\s+|only\\s+)?(?:${ACT})\\b`, 'i');
const NOUN_SOUGHT = new RegExp(`^\\s*(?::|(?:\\w+\\s+){0,4}${ACT_NOUN}\\b)`, 'i');
const OUR_SUBJECT = /\b(?:we|i|our\s+clients?|my\s+clients?|this\s+(?:letter|notice|office|firm))\b/i;
const OUR_SIDE =
  /\b(?:company|agency|commission(?:er)?|authority|bank|board|university|society|association|foundation|publisher|claimants?|landlord|lender|creditor|owners?|holders?|department|office|division|regulator|firm|institute|corporation|employer|council|bureau|ministry|trust|union|federation|licensor|franchisor|seller|buyer|vendor|letter|notice|correspondence|e-?mail|communication|client|undersigned|writer|members?|plaintiff)$/i;
const NOT_OURS =
  /\b(?:you|your|they|he|she|anyone|which|that|what|this|conduct|behaviou?r|activit(?:y|ies)|use|failure|posting|post|publication|website|statement|article|product|process|situation|matter|justice|position|who)\s*$/i;

const NOTICE = new RegExp(
  `\\b(?:this|the\\s+present|please\\s+(?:therefore\\s+|accordingly\\s+|now\\s+)?(?:accept|consider|treat|take)\\s+this|consider\\s+this|let\\s+this)(?:\\s+(?:letter|notice|e-?mail|correspondence|communication|demand|document|message))?(?:\\s+(?:hereby|also|is|are|constitutes|serves?|shall\\s+(?:serve|constitute)|will\\s+(?:serve|constitute)|to\\s+(?:serve|constitute|be)|represents|therefore|amounts\\s+to|stands?|as|,|and))+\\s+(?:an?\\s+|our\\s+|my\\s+|the\\s+|your\\s+|[\\w\\s']{0,40}?'s\\s+)?(?:(?:formal|final|first|legal|official|written|urgent|last|express|immediate|clear|serious|second|third)(?:\\s+and\\s+)?\\s*,?)*(?:${'cease[\\s-]and[\\s-]desist\\s+'})?(?:notices?|demands?|requests?|notifications?|instructions?|directions?|warnings?|letter)(?:\\s+(?:to|upon|on)\\s+(?:you|your\\s+\\w+)(?:\\s+and\\s+[\\w\\s]{2,40}?)?)?(?=\\s+(?:to\\b(?!\\s+you)|that\\s+you\\b|for\\b|requiring\\b|of\\s+your\\s+(?:obligation|duty)|under\\b.{3,80}?\\bto\\b))`,
  'giu',
);
const DEMAND_MADE =
  /\b(?:(?:formal\s+)?(?:demand|request)\s+is\s+(?:hereby|also|now|therefore|accordingly|further|formally|\s)*made\b(?:\s+(?:up)?on\s+you)?|it\s+is\s+(?:hereby|therefore|accordingly|now|further|also|\s)*(?:demanded|requested|required|expected|imperative|essential|critical|necessary|vital|crucial|important)(?=\s+that\s+(?:you|your|any|all|the|no)\b)|(?:our|my|its|their)\s+(?:\w+'s\s+|client'?s?\s+){0,2}(?:demands?|requests?|requirements?|request\s+of\s+you)\s+(?:is|are)\s+(?:that|for|as\s+follows|simple|the\s+following)|(?:we|i)\s+(?:hereby|again|therefore|\s)*(?:reiterate|repeat|renew|make|issue)\s+(?:our|my|this|the|a)\s+(?:formal\s+|earlier\s+|previous\s+)?(?:demand|request))/giu;
const GRATEFUL =
  /\b(?:(?:we|i)(?:'d|\s+(?:would|should|will|shall))\s+(?:also\s+|therefore\s+|be\s+)*(?:grateful|obliged|pleased|glad|appreciate|ask|like|require|welcome)|(?:it\s+would\s+be|would\s+be)\s+appreciated|grateful\s+if|kindly\s+requested)\b(?=\s*:|\s+(?:it\s+|very\s+much\s+)?(?:if\s+you|you\s+(?:to|could|would)|your\b|to\s+(?:receive|have|see|know|hear)|for\s+(?:your|a|an|the)|that\s+you|to\s+(?:be\s+(?:paid|repaid|refunded|reimbursed|given|sent|told|compensated)|get|obtain)\b|:|(?:(?:the|all|any)\s+)?(?:[\w'-]+\s+){0,2}?(?:names?|copies|records?|documents?|details|information)\b|copies|confirmation|a\s+(?:copy|response|reply|full|written|list)|an?\s+\w+\s+(?:response|reply|explanation)|hearing|receiving))/giu;
const NOUN_ASKED = new RegExp(
  `\\b(?:(?:your|an?|the|full|immediate|prompt|written|such|this|signed)\\s+(?:\\w+\\s+){0,4}?)?${ACT_NOUN}(?:\\s+(?!is\\b|are\\b)[^.;:,]{1,90}?)?\\s+(?:is|are)\\s+(?:hereby\\s+|therefore\\s+|now\\s+|also\\s+|accordingly\\s+|respectfully\\s+)*(?:required|requested|demanded|expected|awaited|sought|due|needed|to\\s+be\\s+(?:made|paid|received|provided|given))\\b`,
  'giu',
);
/** “Our client will accept $500 in full settlement”: the sum is asked for. */
const WOULD_ACCEPT =
  /\b(?:(?:will|would)\s+(?:be\s+(?:willing|prepared|content)\s+to\s+)?|(?:is|are|am)\s+(?:willing|prepared|ready|authori[sz]ed)\s+to\s+)(?:accept|settle\s+(?:this\s+(?:matter|claim)|the\s+(?:matter|claim)|all\s+\w+)?\s*(?:for|on\s+payment\s+of)|take)\s+(?:(?:the|a|total|reduced|lump|payment|sum|amount|of)\s+)*(?=[£$€₹]\s?\d|(?:USD|EUR|GBP|Rs\.?)\s?\d)/giu;
/** “I need the full amount by Friday”: a thing, which asks only where a day stands with it. */
const THING_WANTED = /^\s+(?:the|our|these|this|it|them|all)\b/i;
/** “We must hear from you by Friday.” */
const MUST_HEAR =
  /\b(?:we|i|our\s+clients?|this\s+(?:office|firm))\s+(?:must|need\s+to|have\s+to|should|shall\s+expect\s+to)\s+(?:therefore\s+|also\s+)*(?:hear|receive|have|be\s+(?:paid|told|informed|provided|given|in\s+receipt))\b/giu;
const COME_BACK =
  /^\s*(?:,\s*)?(?:by\s+.{3,60}?,\s+)?(?:to\s+)?(?:receiv(?:e|ing)|hear(?:ing)?|your\b|an?\b|the\b|confirmation|payment|receipt|a\s+response|written|full|immediate|prompt|signed)/i;

const ASKING_WORDS =
  /accept|settle|demand|requir|request|ask|insist|expect|call|urg|direct|instruct|order|invit|want|need|seek|trust|suggest|encourag|recommend|implor|\bbeg|command|advis|propos|hop(?:e|ing)|await|claim|look|notice|notif|warning|essential|imperative|critical|necessary|vital|crucial|important|grateful|obliged|pleased|glad|appreciat|like|welcome|\bdue\b|sought|\bhear|receiv/i;
const COMPLEMENT = new RegExp(
  `^${ADVERBS}(?:\\s+(?:of|from|upon|on)\\s+(?:you|your\\s+\\w+))?(?:,?\\s+(?:that|if|for|to\\s+have|it\\s+if))?${ADVERBS}(?:\\s+(?:you\\b|him\\b|her\\b|them\\b|your\\s+(?:clients?|company|firm|organi[sz]ation|office|business)|each\\s+of\\s+you|both\\s+of\\s+you|you\\s+and\\s+[^,;:]{3,60}?|(?:the\\s+)?[A-Z][\\w.&'-]*(?:\\s+(?:(?:of|for|and|the|&)\\s+){0,2}[A-Z][\\w.&'-]*|\\s+plc){0,5}(?=\\s+(?:to|immediately|must|promptly|expeditiously|${ACT})\\b)))?${ADVERBS}(?:\\s+(?:to|must|shall|should|will|would|could))?${ADVERBS}[\\s:,]*`,
);

/** “We demand that you …”, “our client requires …”, “this letter is notice to …”: the one who writes asks. */
export function askForms(words: string): Form[] {
  if (!ASKING_WORDS.test(words)) return [];
  const forms: Form[] = [];
  for (const match of matches(words, FIRST_PERSON)) {
    const { lead = '', verb = '', asking = '', who = '' } = match.groups ?? {};
    const form = askingForm(words, match, `${asking || verb}`, 'we ask');
    if (form && !isElsewhere(words, match.index, lead, who, asking || verb)) forms.push(form);
  }
  for (const match of matches(words, GOES_ON)) {
    const before = words.slice(0, match.index);
    if (!isOurs(before, match[0]) || FOR_A_PURPOSE.test(before)) continue;
    const form = askingForm(words, match, match.groups?.['verb'] ?? match.groups?.['verb2'] ?? '', 'we ask');
    if (form) forms.push(form);
  }
  for (const match of matches(words, THIRD_PERSON)) {
    const before = words.slice(Math.max(0, match.index - 120), match.index);
    const clause = (/[^,;:."]*$/.exec(before.replace(ADVERBS_AT_END, ' ').trimEnd())?.[0] ?? '').trim();
    const isSecond = /\band\s+(?:\w+ly\s+|hereby\s+)?$/i.test(before);
    const who =
      (isSecond ? /^(.+?)\s+(?:is|are|has|have|was|were|remains?)\s/i.exec(clause)?.[1] : null) ?? clause;
    if (who === '' || !asksForThem(who, before.slice(-60))) continue;
    const form = askingForm(words, match, match.groups?.['verb'] ?? '', 'they ask');
    if (form)
      forms.push({ ...form, start: Math.max(0, match.index - before.length + before.lastIndexOf(who)) });
  }
  for (const match of matches(words, NOTICE)) forms.push(formAt(match, 'this letter is notice'));
  for (const match of matches(words, DEMAND_MADE)) forms.push(formAt(match, 'demand is made'));
  for (const match of matches(words, GRATEFUL)) {
    const content = afterComplement(words, match.index + match[0].length);
    if (!COURTESY.test(words.slice(content)))
      forms.push({ ...formAt(match, 'we would be grateful'), content });
  }
  for (const match of matches(words, MUST_HEAR))
    if (!/\b(?:if|that|which|whether|when)\s*$/i.test(words.slice(0, match.index)))
      forms.push({ ...formAt(match, 'we must hear'), content: match.index, needsLimit: true });
  for (const match of matches(words, WOULD_ACCEPT))
    if (!/\b(?:you|they|he|she)\s*$/i.test(words.slice(0, match.index)))
      forms.push({
        rule: 'a sum would settle it',
        start: match.index,
        content: match.index + match[0].length,
        kind: 'pay',
      });
  for (const match of matches(words, NOUN_ASKED)) {
    if (/^(?:\w+\s+)?compliance\b/i.test(match[0]) || /\?\s*$/.test(words)) continue;
    const isDue = /\b(?:due|expected|awaited)$/i.test(match[0]);
    forms.push({
      rule: 'a thing is required',
      start: match.index,
      content: match.index,
      ...(isDue ? { needsLimit: true } : {}),
    });
  }
  return forms;
}

/** The index where what is asked for begins: after “that you”, “you to”, “to”, adverbs. */
export function afterComplement(words: string, at: number): number {
  return at + (COMPLEMENT.exec(words.slice(at))?.[0].length ?? 0);
}

function askingForm(words: string, match: RegExpExecArray, verbWords: string, rule: string): Form | null {
  const verb = verbWords.toLowerCase().replace(/\s+/g, ' ');
  const at = match.index + match[0].length;
  const rest = words.slice(at);
  const content = afterComplement(words, at);
  const asked = words.slice(content);
  if (
    COURTESY.test(asked) ||
    /^\s*(?:not?\b|nothing|that\s+(?:we|i|our|this|it|the\s+court)\b(?!.*\bbe\s))/i.test(rest)
  )
    return null;
  const isThingWanted = /^(?:need|want)/.test(verb) && THING_WANTED.test(rest);
  const needsLimit = isThingWanted || /^(?:await|look(?:ing)? forward|hop)/.test(verb);
  if (!fits(verb, rest, asked)) return null;
  const start = /\p{L}/u.test(match[0].charAt(0)) ? match.index : match.index + match[0].search(/\p{L}/u);
  return {
    rule: /^look/.test(verb) ? 'we look forward to' : rule,
    start,
    content,
    ...(needsLimit && !isSharpAwait(verb, rest) ? { needsLimit: true } : {}),
  };
}

/** Whether the complement of a verb makes it an asking. */
function fits(verb: string, rest: string, asked: string): boolean {
  const that =
    /^(?:\s+(?:hereby|immediately|also|again|now|therefore|further|,))*,?\s+(?:that\b|you\b|your\b|each\s+of|the\s+following|both\b)/i;
  const act = ACT_ASKED.test(asked);
  switch (verb.replace(/(?:ing|s)$/, '')) {
    case 'trust':
    case 'hope':
    case 'propose':
    case 'suggest':
    case 'recommend':
    case 'advise':
    case 'advis':
      return (
        /^\s+(?:that\s+)?you\s+(?:will\s+|should\s+|to\s+|now\s+|immediately\s+)*/i.test(rest) &&
        /^(?:immediately\s+)?(?:cease|stop|remove|delete|retract|refrain|pay|preserve|desist|take\s+down|withdraw|comply|confirm|return|destroy)\b/i.test(
          asked,
        )
      );
    case 'encourage':
    case 'urge':
    case 'urg':
    case 'invite':
    case 'invit':
    case 'instruct':
    case 'direct':
    case 'order':
      return (
        /^(?:\s+(?:that\s+)?(?:you|your|h(?:im|er)\b|them\b|it\b|[A-Z])|:)/.test(rest) &&
        (act || /:/.test(rest) || !/^your\b/i.test(rest.trim()))
      );
    case 'want':
      return (
        /^(?:\s+(?:that\s+)?(?:you|your)\b|:)/i.test(rest) ||
        (THING_WANTED.test(rest) && !/^\s+to\b/i.test(rest))
      );
    case 'need':
      return (
        that.test(rest) ||
        /^\s+(?:confirmation|to\s+(?:know|see|hear|receive|have)|(?:an?|the|our|these|this|it|them|all)\b)/i.test(
          rest,
        )
      );
    case 'ask':
      return (
        that.test(rest) || /^(?:[:,]|\s+(?:for|whether|again|please|(?:\p{L}+\s+){1,4}to\s))/iu.test(rest)
      );
    case 'seek':
      return that.test(rest) || NOUN_SOUGHT.test(rest);
    case 'expect':
      if (/^\s+(?:[A-Z][\w.&'-]*\s+){1,4}to\b/.test(rest)) return true;
      return /^(?:\s+(?:you\b|that\s+(?:you|your|all)|to\s+(?:hear|receive|be\s+(?:paid|provided))|your\b|an?\s+(?:\w+\s+){0,2}(?:response|reply|retraction|apology|undertaking|answer)|full\s+(?:payment|compliance)|immediate|confirmation|payment|[$£€]\s?\d|repayment|a\s+refund|(?:(?:your|full|prompt|immediate|the)\s+)*(?:reimbursement|refund|compensation|(?:return|removal|deletion|destruction|correction|retraction|withdrawal|reinstatement|surrender)\s+of(?!\s+the\s+\w+\s+to\b))|nothing\s+less|the\s+following))/i.test(
        rest,
      );
    case 'claim':
      return /^\s+(?:from\s+you\s+)?(?:payment|the\s+(?:sum|amount)|an?\s+(?:licen[cs]e|fee|sum|payment|reasonable)|[$£€]|reimbursement|repayment)/i.test(
        rest,
      );
    case 'await':
    case 'look forward to':
    case 'looking forward to':
      return COME_BACK.test(rest);
    case 'call':
    case 'call on':
    case 'call upon':
      return /^\s+(?:(?:up)?on\s+)?you\b/i.test(rest) || act;
    default:
      return true;
  }
}

/** “We await your undertakings” asks; “we look forward to hearing from you” is courtesy unless it names a day. */
function isSharpAwait(verb: string, rest: string): boolean {
  return (
    /^await/.test(verb) &&
    /\b(?:confirmation|undertakings?|payment|proposals?|retraction|apology|acknowledg\w+)\b/i.test(
      rest.slice(0, 80),
    )
  );
}

/** “If we require …”, “as we request”, “we will seek damages”: no asking of this letter. */
function isElsewhere(words: string, at: number, lead: string, who: string, verb: string): boolean {
  const before = words.slice(0, at);
  if (
    /\b(?:if|whether|when|which|where|what|that|as|should|than|until)\s*$/i.test(before) &&
    !/\b(?:is|advised|notice|note|aware|clear)\s+that\s*$/i.test(before)
  )
    return true;
  if (FOR_A_PURPOSE.test(before)) return true;
  if (/\b(?:may|might|could)\b/i.test(lead) && /^(?:ask|request|requir)/i.test(verb)) return true;
  if (
    /\b(?:will|may|would|can)\b/i.test(lead) &&
    /^(?:seek|expect|instruct|direct|order|need|await|want|demand|invite)/i.test(verb)
  )
    return !/\bwill\s+(?:need|expect)|would\s+(?:expect|need|invite)/i.test(`${lead}${verb}`);
  if (
    /\bwill\b/i.test(lead) &&
    /^(?:request|ask|claim)/i.test(verb) &&
    /\b(?:if|unless|default|absence|fail(?:ing|ure)?|otherwise)\b/i.test(before)
  )
    return true;
  return /\bdo(?:es)?\s+not\b/i.test(words.slice(at, at + who.length + 20));
}

/** Whether a verb without its own subject goes on with one of the writer's side. */
function isOurs(before: string, verb: string): boolean {
  if (/^(?:it|he|she|they)\b/i.test(verb)) return true;
  if (/\b(?:hereby)\b/i.test(verb) && !LEGAL.test(before.slice(-80))) return true;
  return (
    OUR_SUBJECT.test(before) &&
    !LEGAL.test(before.slice(-40)) &&
    !/\byou(?:r\s+\w+)?\s+(?:\w+\s+){0,3}$/i.test(before)
  );
}

function asksForThem(who: string, all: string): boolean {
  if (/\bnot\b/i.test(all)) return false;
  const clause = who.replace(/^.*\b(?:and|but|that|because|,)\s+/i, '').trim();
  const words = clause === '' ? who : clause;
  if (words.split(/\s+/).length > 9) return false;
  const isPaper =
    /^(?:this|the\s+present)\s+(?:letter|notice|correspondence|e-?mail|communication|office|firm|agency|company|authority)$/i.test(
      words,
    );
  if (isPaper) return true;
  if (LEGAL.test(words) || NOT_OURS.test(words) || RELATIVE.test(words)) return false;
  if (OUR_SIDE.test(words)) return true;
  return /^(?:the\s+)?\p{Lu}/u.test(words) && /(?:^|\s)\p{Lu}[\p{L}\d.&'()-]*$/u.test(words);
}

function formAt(match: RegExpExecArray, rule: string): Form {
  const at = match.index + match[0].length;
  const lead =
    /^\s*(?:that\s+you(?:\s+must|\s+shall)?|to|for|that)\s+(?:immediately\s+)?/i.exec(
      match.input.slice(at),
    )?.[0].length ?? 0;
  return { rule, start: match.index, content: at + lead };
}
