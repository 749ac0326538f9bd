import { dueForms } from './due-forms.js';
import { ADVERBS, clauseBefore, COURTESY, LEGAL, matches, RELATIVE, TOLD, type Form } from './form.js';
import { isAnyPerson } from './general-rules.js';
import { TIME_IN_FRONT } from './time-in-front.js';
import { ACT, DONE, isVerbHere } from './verbs.js';

const YOU =
  '(?:you(?:\\s+(?:and|or|,)\\s+(?:your|any|all|its|anyone)\\b[^,;:.]{2,80}?)?|each\\s+of\\s+you|both\\s+of\\s+you|your\\s+(?:clients?|company|firm|organi[sz]ation|business|office|institution|journal|newspaper|publication|association|response|reply|written\\s+(?:response|reply))|the\\s+(?:recipient|respondent|host|operator|licensee|tenant|defendant|franchisee|employee|registrant))';
const ASKED =
  '(?:required|requested|directed|instructed|ordered|asked|invited|urged|called\\s+(?:up)?on|notified|obliged|obligated|expected|commanded|demanded|advised|warned|enjoined|forbidden|prohibited)';
const BE_ASKED = new RegExp(
  `\\b(?<who>${YOU})\\s+(?:are|is)${ADVERBS}(?:\\s+(?:being|put\\s+on\\s+notice\\s+and))?\\s+(?<asked>${ASKED})(?<tail>(?:\\s+(?:by\\s+[^,;:]{2,50}?|\\w+ly))?(?:,[^,;:]{2,60},)?\\s+(?:to|from|not\\s+to|and\\s+${ASKED}\\s+to)\\b)?(?=[\\s:,])`,
  'giu',
);
const MODAL = new RegExp(
  `\\b(?<who>${YOU})${ADVERBS}\\s+(?<modal>must|shall|should|need\\s+to|have\\s+to|are\\s+to|is\\s+to|(?:are|is)\\s+(?=not\\s+to\\b)|will\\s+(?:need|have)\\s+to|are\\s+(?:now\\s+|also\\s+|hereby\\s+|therefore\\s+|currently\\s+)?under\\s+(?:an?\\s+)?(?:\\w+\\s+){0,3}(?:duty|obligation)s?\\s+(?:not\\s+)?to|have\\s+(?:an?\\s+)(?:\\w+\\s+){0,4}(?:duty|obligation)s?\\s+(?:not\\s+)?to|had\\s+better|ought\\s+to|may|will(?=\\s+(?:immediately|forthwith|therefore|hereby)))(?<not>\\s*\\bnot(?:\\s+to\\b)?|\\s+no\\s+longer|\\s+never)?(?=[\\s:,])`,
  'giu',
);
const ON_NOTICE = new RegExp(
  `\\b(?:you\\s+are|(?:places?|puts?|hereby\\s+(?:places?|puts?))\\s+(?:you|\\p{Lu}[\\w.&'-]*(?:\\s+\\p{Lu}[\\w.&'-]*){0,4}))${ADVERBS}(?:\\s+(?:put|placed))?\\s+on\\s+(?:formal\\s+|legal\\s+)?notice(?:\\s+and\\s+\\w+)?\\s+(?=(?:not\\s+)?to\\s)|\\b(?:hereby|formally)\\s+notif(?:y|ies)\\s+(?:you|\\p{Lu}[\\w.&'()"-]*(?:\\s+[\\p{Lu}(][\\w.&'()"-]*){0,6})\\s+(?=(?:not\\s+)?to\\s)`,
  'giu',
);
/** “You are reminded of your obligation to …”, “this is a reminder of your duty to …”. */
const REMINDED = new RegExp(
  `\\b(?:remind(?:s|ed|er)?|draw\\s+your\\s+attention\\s+to|comply\\s+with|aware|conscious|mindful)(?:\\s+(?:you|[\\w.&'-]+(?:\\s+[\\w.&'-]+){0,3}?))?(?:\\s+(?:of|to))?\\s+(?:your|its|their|an?|the)\\s+(?:[\\w-]+\\s+){0,4}?(?:obligations?|dut(?:y|ies)|responsibilit(?:y|ies))\\s+(?<not>not\\s+)?to\\s+(?=${ACT}\\b)`,
  'giu',
);
const TIME_TO = new RegExp(
  `\\b(?:you\\s+(?:now\\s+|therefore\\s+|accordingly\\s+|will\\s+|shall\\s+|only\\s+)*have|(?:(?:we|i|our\\s+clients?|it)\\s+(?:\\w+\\s+){0,3}?|[\\w\\s]{2,40}?\\s+(?:hereby\\s+)?)(?:gives?|giving|allow(?:s|ing)?|grants?|affords?|provides?|offers?)\\s+you|you\\s+(?:\\w+\\s+){0,2}(?:given|granted|afforded|allowed)|your\\s+clients?\\s+(?:now\\s+|will\\s+|only\\s+)*ha(?:s|ve))\\s+(?<time>(?:an?\\s+|the\\s+|one\\s+|until\\s|till\\s|up\\s+to\\s|no\\s+more\\s+than\\s|\\d|\\w+\\s*\\(\\d|\\w+\\s+(?:hours|days|business|calendar|working|weeks)|this\\s+(?:final\\s+)?opportunity).{0,110}?)(?:\\s+in\\s+which)?\\s+to\\s+(?=${ACT}\\b)`,
  'giu',
);
/** “All references must be removed”, “payment is to be made”, “your use of the mark must cease”. */
const THING_MUST = new RegExp(
  `(?<thing>(?:^|(?<=[,;:.]\\s)|(?<=\\b(?:and|that|accordingly|therefore)\\s))(?:[^,;:.]|[,.](?=\\d)){2,140}?),?\\s+(?<modal>must|shall|should|(?:is|are)\\s+(?:required\\s+)?to|needs?\\s+to|has\\s+to|have\\s+to|(?:is|are)\\s+required\\s+to)(?<not>\\s+not)?(?:\\s+(?:now|also|therefore|immediately|forthwith|promptly|all|each|in\\s+turn))*\\s+(?:(?:be|is)\\s+(?:\\w+ly\\s+)?(?:(?<done>${DONE})|(?<other>[\\w-]{2,}(?:ed|lt|pt|wn)))|(?<act>cease|stop|end|recommence|resume|restart|begin|commence|come\\s+(?:to\\s+an\\s+end|down)|reach|arrive|include|contain|address|state|describe)|(?<here>be\\s+(?:in\\s+(?:our|my|this\\s+office['’]s)\\s+(?:hands|possession|offices?)|with\\s+(?:us|me)|here|at\\s+(?:our|my|this)\\s+offices?)))\\b`,
  'giu',
);
/** “The trustees are directed to …”, “The user must delete …”: the one written to is spoken of. */
const THEY_MUST = new RegExp(
  `(?:^|(?<=[,;:.]\\s)|(?<=\\b(?:and|that|letter|accordingly|therefore)\\s))(?<who>(?:(?:[Tt]he|[Ee]ach)\\s+[a-z]+(?:\\s+[a-z]+){0,2}?|(?!We\\b|I\\b|It\\b|This\\b|That\\b|There\\b|They\\b|He\\b|She\\b|You\\b|Our\\b|My\\b|Any\\b|All\\b|If\\b|A\\b|An\\b)[A-Z][\\w.&'-]*(?:\\s+[A-Z][\\w.&'-]*){0,4}))\\s+(?:(?:are|is)\\s+(?:hereby\\s+|therefore\\s+|now\\s+|also\\s+|accordingly\\s+)*(?:directed|requested|ordered|instructed|asked|called\\s+upon|invited|urged|required(?=[^.]*:$)|hereby\\s+required)\\s+to|(?:is|are)(?:\\s+\\w+)?\\s+under\\s+(?:an?\\s+|the\\s+)?(?:\\w+\\s+){0,3}(?:duty|obligation)\\s+to|must|shall|should|needs\\s+to|has\\s+to|is\\s+to|may(?=\\s+not\\b))(?<not>\\s+not)?(?:\\s+(?:(?:now|also|immediately|promptly|forthwith|hereby)\\s+)*(?=${ACT}\\b)|(?=:?$))`,
  'gu',
);
/** “… Quill & Sons and its agents are to” over a list in the same sentence. */
const THEY_MUST_ALL =
  /(?:^|(?<=[\s(]))(?<who>(?:[Tt]he\s+)?(?!(?:We|I|It|This|That|There|They|He|She|You|Our|My|Any|All|If|A|An|The)\b)\p{Lu}[\w.&'-]*(?:\s+(?:\p{Lu}[\w.&'-]*|&|and|of|for|its|their|the|agents|officers|employees|affiliates|directors|staff)){0,8}),?\s+(?:must|shall|should|(?:is|are)\s+(?:(?:hereby|also|now|therefore)\s+)*(?:(?:required|directed|requested)\s+)?to|needs?\s+to|has\s+to|have\s+to)(?<not>\s+not)?:?$/gu;
/** “You are also liable to pay a sum of Rs. 900.” */
const LIABLE =
  /\byou\s+are\s+(?:also\s+|further\s+|therefore\s+|jointly\s+|and\s+|severally\s+|legally\s+)*(?:liable|bound)\s+to\s+(?=(?:pay|reimburse|refund|repay|compensate)\b[^.;]{0,60}?(?:[£$€₹]|Rs\.?|INR|USD|EUR|GBP|KSh)?\s?\d)/giu;
const IN_GENERAL =
  /^(?:\w+\s+){1,3}?(?:your|this|the|these|our)\s+(?:\w+\s+){0,2}?(?:conduct|demands?|matter|letter|requests?|breach|issues?|activit\w+|dispute|situation|claims?|deficienc\w+)\b/i;
/** Participles of what is said or what courts do: nothing the one written to has to do. */
const NOT_DONE_BY_THEM =
  /^(?:noted|stated|added|pointed|emphasi[sz]ed|stressed|understood|pleased|used|deemed|construed|considered|treated|presumed|assumed|expected|forced|obliged|compelled|entitled|allowed|permitted|based|located|calculated|counted|regarded|warned|advised|informed|reminded|concerned|listed|filed|served|commenced|instituted|prepared|required|needed|satisfied|shown|known|reserved)$/i;
/** What one side serves on the other or files, and has a time for. */
const PLEADING =
  /\b(?:respon\w+|repl(?:y|ies)|answers?|evidence|defen[cs]e|statements?|bundle|disclosure|witness\w*|particulars|affidavits?|declarations?|opposition|briefs?|acknowledg\w+|objections?|(?:lists?|copies)(?:\s+of\s+[\w\s]{3,30})?)\s*$/i;
/** “You have 28 days to make an offer, to appeal”: a right, no demand. */
const THEIR_CHOICE =
  /^(?:make\s+an?\s+(?:offer|application|complaint)|appeal|object|petition|apply|dispute|challenge|contest|seek\s+(?:a\s+)?review|(?:request|ask\s+for)\s+(?:an?\s+)?(?:\w+\s+)?(?:hearing|review|reconsideration))\b/i;
const NO_THING =
  /\b(?:claims?|actions?|proceedings|suits?|lawsuits?|notices?\s+(?:of|under)|appeals?|complaints?|cases?|arbitration|disputes?|trial|hearing|motion|evidence\s+of|it\s+is|court|jury|he|she|they|law|burden|who|which)\s*$/i;
/** “Responses should be submitted to …” says how to answer. */
const OF_THE_ANSWER =
  /\b(?:payments?|respon|repl(?:y|ies)|answers?|questions?|comments?|correspondence|communications?|inquir|enquir|requests?|documents?|it|they|these)\b/i;
/** “The Department has said that refunds must be made”: another's words. */
const SAID_THAT =
  /\b(?:said|stated|says|states|held|ruled|told|promised|found|announced|wrote|argued?|claims?|claimed|alleged?|alleges|reported|believed?|suggest(?:s|ed)?)\s+(?:\w+\s+){0,3}?that\s*$/i;
const ACT_NEXT = new RegExp(`^(?:(?:also|then|not|either|both|,)\\s+)*(?<act>${ACT})\\b`, 'i');
const ACT_FIRST = new RegExp(`^(?<act>${ACT})\\b`, 'i');
const DONE_NEXT = new RegExp(`^be\\s+(?:\\w+ly\\s+)?${DONE}\\b`, 'i');
const SKIPPED = new RegExp(
  `^${ADVERBS}(?:,?\\s+(?:to|${TIME_IN_FRONT}(?=\\s+${ACT}\\b)|within\\s+[^,]{3,60},|by\\s+[^,]{3,60},))?${ADVERBS}[\\s,]*`,
  'i',
);
const DUTY_WORDS =
  /remind|aware|\byou|must|shall|should|ought|need|required|\bto\b|notice|notif|payable|\bdue\b|owed|outstanding/i;

/** “You must …”, “you are hereby required to …”, “all references are to be removed”: a duty is stated. */
export function dutyForms(words: string): Form[] {
  if (!DUTY_WORDS.test(words)) return [];
  const forms: Form[] = [];
  for (const match of matches(words, BE_ASKED)) {
    const { asked = '', tail } = match.groups ?? {};
    if (isDescribed(words, match.index)) continue;
    if (
      tail === undefined &&
      !/^(?:required|requested|directed|ordered|asked|instructed|called\s+(?:up)?on)$/i.test(asked)
    )
      continue;
    const at = match.index + match[0].length;
    if (
      tail === undefined &&
      !/^[\s,]*(?:(?:within|by|immediately|forthwith|hereby)\b[^:]{0,80})?[:,]?\s*(?:to\b|:|$|\()/i.test(
        words.slice(at),
      )
    )
      continue;
    const isNegative =
      /\b(?:not\s+to|from)$/i.test(tail ?? '') || /forbidden|prohibited|enjoined/i.test(asked);
    push(forms, words, {
      rule: 'you are required to',
      start: match.index,
      content: skip(words, at),
      isNegative,
    });
  }
  for (const match of matches(words, MODAL)) {
    const { modal = '', not, who = '' } = match.groups ?? {};
    const at = skip(words, match.index + match[0].length);
    const asked = words.slice(at);
    const isNegative = not !== undefined || /\bnot\s+to$/i.test(modal);
    if (isDescribed(words, match.index)) continue;
    const act = ACT_NEXT.exec(asked)?.groups?.['act'];
    const isWeak = /^(?:should|ought\s+to|had\s+better|may|cannot|will|shall)$/i.test(modal);
    if (/^may$/i.test(modal) && !isNegative) continue;
    const isForbidden =
      isNegative &&
      !/^(?:be|assume|construe|interpret|infer|expect|think|conclude|rely|take|underestimate|mistake|regard|have|feel|wait|need|read)\b/i.test(
        asked,
      );
    if (isWeak && act === undefined && !isForbidden && !/^(?:be\s+|:|take\s)/i.test(asked)) continue;
    if (/^(?:have|be|possess|show|prove|satisfy|meet)\b/i.test(asked) && !isPassiveAct(asked)) continue;
    if (/^\s*$/.test(asked) && !/[:]$/.test(words)) continue;
    if (/respon|repl/i.test(who) && /^should$/i.test(modal) && act === undefined) continue;
    push(forms, words, { rule: 'you must', start: match.index, content: at, isNegative });
  }
  for (const match of matches(words, ON_NOTICE)) {
    const at = match.index + match[0].length;
    const to = /^(?:not\s+)?to\s+/i.exec(words.slice(at))?.[0] ?? '';
    push(forms, words, {
      rule: 'on notice to',
      start: match.index,
      content: at + to.length,
      isNegative: /^not/i.test(to),
    });
  }
  for (const match of matches(words, REMINDED)) {
    if (isDescribed(words, match.index)) continue;
    push(forms, words, {
      rule: 'reminded of a duty',
      start: match.index,
      content: match.index + match[0].length,
      isNegative: match.groups?.['not'] !== undefined,
    });
  }
  for (const match of matches(words, TIME_TO)) {
    if (isDescribed(words, match.index, true)) continue;
    const asked = words.slice(match.index + match[0].length);
    if (THEIR_CHOICE.test(asked) || (!/:\s*$/.test(words) && IN_GENERAL.test(asked))) continue;
    push(forms, words, {
      rule: 'you have so long to',
      needsLimit: true,
      start: match.index,
      content: match.index + match[0].length,
    });
  }
  for (const match of matches(words, THING_MUST)) {
    const { thing = '', modal = '', act, done = '', other, here, not } = match.groups ?? {};
    const isPleading = other !== undefined && /^(?:filed|served)$/i.test(other) && PLEADING.test(thing);
    const isToUs = /^\s+(?:us|me|(?:this|our|my)\s+offices?|the\s+undersigned)\b/i.test(
      words.slice(match.index + match[0].length),
    );
    if (
      other !== undefined &&
      ((NOT_DONE_BY_THEM.test(other) && !isPleading) ||
        (!/^(?:must|needs?\s+to|is\s+to|are\s+to)$/i.test(modal) && !isPleading) ||
        /\bthat\s*$/i.test(words.slice(0, match.index)) ||
        /^\s*(?:and|or|but)$|\bthat\b|\bclients?$/i.test(thing))
    )
      continue;
    if (
      NO_THING.test(thing) ||
      LEGAL.test(thing.slice(-60)) ||
      RELATIVE.test(thing) ||
      isAnyPerson(thing) ||
      SAID_THAT.test(`${words.slice(0, match.index)}${/^.*\bthat(?=\s)/i.exec(thing)?.[0] ?? ''}`) ||
      isDescribed(words, match.index)
    )
      continue;
    if (/\s(?:you|we|i|he|she|they|who|which)$/i.test(thing.trim())) continue;
    if (
      /^(?:you|we|i|it|this|that|there|if|he|she|they)$/i.test(thing.trim()) &&
      !/^(?:this|it|that)$/i.test(thing.trim())
    )
      continue;
    if (/^(?:this|it|that|such)$/i.test(thing.trim()) && /^(?:done|made|taken|given|received)$/i.test(done))
      continue;
    if (
      act !== undefined &&
      !isToUs &&
      /^(?:include|contain|address|state|describe|reach|arrive)$/i.test(act) &&
      !/\b(?:respon|repl|answer|decision|documents?|payment|notification|submission|plan|undertaking|confirmation|statement)/i.test(
        thing,
      )
    )
      continue;
    if (
      /^(?:made|taken|given|shared|listed|kept|maintained|published|posted|changed|signed|issued|completed|confirmed|identified|retained)$/i.test(
        done,
      ) &&
      /^(?:should|shall|is\s+to|are\s+to)$/i.test(modal) &&
      !/payment|respon|repl/i.test(thing)
    )
      continue;
    if (/\?\s*$/.test(words)) continue;
    const isHow =
      !/^no\b/i.test(thing.trim()) &&
      /^(?:made|sent|directed|addressed|given|paid|submitted)$/i.test(done) &&
      (!/^submitted$/i.test(done) || OF_THE_ANSWER.test(thing)) &&
      /^\s+(?:by\s+(?:bank|wire|che|card|electronic|e-?mail|post|transfer)|to\b|via\b|in\s+(?:cash|writing)|electronically)/i.test(
        words.slice(match.index + match[0].length),
      ) &&
      !/\b(?:trust|client|us|firm)\b/i.test(
        words.slice(match.index + match[0].length, match.index + match[0].length + 60),
      );
    const start = match.index + (match[0].length - match[0].trimStart().length);
    push(forms, words, {
      rule: 'a thing must be done',
      start,
      content: start,
      isNegative: not !== undefined || /^(?:no|none\s+of)\b/i.test(thing.trim()),
      ...(isHow || isToUs || other !== undefined || here !== undefined ? { needsLimit: true } : {}),
    });
  }
  for (const match of theyMust(words)) {
    const { who = '', not } = match.groups ?? {};
    const content = match.index + match[0].length;
    if (
      LEGAL.test(who) ||
      NO_THING.test(who) ||
      isAnyPerson(who) ||
      SAID_THAT.test(words.slice(0, match.index)) ||
      isDescribed(words, match.index) ||
      /^include,?\s+(?:but|without)\b/i.test(words.slice(content)) ||
      (!beginsWithAct(words.slice(content)) && !/^:?$/.test(words.slice(content)))
    )
      continue;
    const isNone = /^(?:make|take|permit|allow)\s+no\b/i.test(words.slice(content));
    push(forms, words, {
      rule: 'they must',
      start: match.index,
      content,
      isNegative: not !== undefined || isNone,
    });
  }
  for (const match of matches(words, LIABLE))
    if (!isDescribed(words, match.index))
      push(forms, words, {
        rule: 'you are liable to pay',
        start: match.index,
        content: match.index + match[0].length,
      });
  return [...forms, ...dueForms(words)];
}

/** Who is spoken of and must act, at the head of a clause or, over a list, wherever their name stands. */
function theyMust(words: string): RegExpExecArray[] {
  const found = matches(words, THEY_MUST);
  return found.length > 0 ? found : matches(words, THEY_MUST_ALL);
}

function push(forms: Form[], words: string, form: Form): void {
  if (!COURTESY.test(words.slice(form.content))) forms.push(form);
}

function skip(words: string, at: number): number {
  return at + (SKIPPED.exec(words.slice(at))?.[0].length ?? 0);
}

/** Whether the words before make what follows part of a description: a relative clause, a condition, a quoted rule. */
export function isDescribed(words: string, at: number, isTime = false): boolean {
  const before = words.slice(0, at).trimEnd();
  if (/\b(?:that|,)$/i.test(before) && TOLD.test(before.replace(/,$/, ''))) return false;
  if (/\b(?:demand|request|require|insist)s?(?:\s+\w+){0,2}\s+that$/i.test(before)) return false;
  if (RELATIVE.test(before)) return true;
  const clause = clauseBefore(words, at);
  if (/^(?:if|unless|whether|where|when|to\s+the\s+extent)\b/i.test(clause)) return true;
  return (
    !isTime &&
    /^(?:under|pursuant\s+to|according\s+to|as\s+(?:set\s+out|stated|provided)|by\s+(?:the\s+terms|virtue))\b/i.test(
      words,
    ) &&
    LEGAL.test(before) &&
    !/\b(?:hereby|now|immediately)\b/i.test(words.slice(at, at + 60))
  );
}

function isPassiveAct(asked: string): boolean {
  return DONE_NEXT.test(asked);
}

/** Whether words begin with a verb that asks, in its base form. */
export function beginsWithAct(words: string): { readonly act: string; readonly length: number } | null {
  const match = ACT_FIRST.exec(words);
  const act = match?.groups?.['act'];
  return act !== undefined && isVerbHere(act, words.slice(act.length)) ? { act, length: act.length } : null;
}
