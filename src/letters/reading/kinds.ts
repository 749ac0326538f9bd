import type { Kind } from '../../demands/demand.js';
import { TIME_IN_FRONT } from './time-in-front.js';
import { ACT, isVerbHere, kindOfNoun, kindOfVerb, LOST, mayBeNoun } from './verbs.js';

const LEAD =
  /^(?:(?:that|you|to|please|kindly|immediately|promptly|forthwith|also|then|further|hereby|not|only|both|either|must|shall|should|will|in\s+writing|expeditiously|permanently|publicly|fully|formally|completely|within\s+[^,]{2,50},|by\s+[^,]{3,50},|act\s+(?:immediately\s+|promptly\s+|now\s+)?to|take\s+(?:all\s+|any\s+|the\s+|such\s+)?(?:\w+\s+){0,3}(?:steps|action|measures)\s+(?:necessary\s+)?to|take\s+(?:\w+\s+){0,2}?(?:corrective|remedial|appropriate|immediate)\s+(?:action|step|measure)s?(?:\s+\w+ly)?\s+by(?:\s+not\s+only)?(?=\s+\w+ing\b)|make\s+(?:all\s+|the\s+)?(?:\w+\s+)?arrangements\s+to|ensure\s+(?:that\s+)?(?:you|all|any|it|they)?|arrange\s+(?:to|for)|and),?\s+)*/i;
/** “within 5 days send all letters, notes and …”: the time ends at the act, not at the first comma. */
const TIMED = new RegExp(
  `^(?:(?:that|you|to|must|shall|please)\\s+)*${TIME_IN_FRONT}\\s+(?:to\\s+|please\\s+)?(?=${ACT}\\b)`,
  'i',
);
const LEAD_OF_NOUN =
  /^(?:(?:the|an?|your|all|any|full|immediate|written|prompt|complete|signed|formal|public|unreserved|further|detailed|copies\s+of|in|for|that|such|our)\s+)*/i;
const PASSIVE = /\bbe\s+(?:\w+ly\s+)?(?<done>\w+(?:\s+down)?)/i;
const FIRST_ACT = new RegExp(`^(?<act>${ACT})\\b`, 'i');
/** “have your counsel contact …”, “receiving the report”: what is asked for comes after. */
const OTHERS_DO = new RegExp(
  `^(?:(?:have|get|let)\\s+(?:your|an?|the|its)\\s+(?:\\w+\\s+){1,3}?(?=${ACT}\\b)|receiv(?:e|ing)\\s+(?=\\w))`,
  'i',
);
/** “cause the page to be taken down”, “arrange for the sum to be paid”. */
const CAUSED =
  /^(?:cause|procure|arrange\s+for|have)\s+[^,;]{2,80}?\s+(?:to\s+)?be\s+(?:\w+ly\s+)?(?<done>taken\s+down|shut\s+down|\w+)/i;
/** “ensure that the page is taken down”, “make sure that no record is destroyed”. */
const ENSURED =
  /^(?:(?:to|please|that|you|also|immediately)\s+)*(?:ensure|make\s+(?:sure|certain)|see\s+to\s+it)\s+(?:that\s+)?(?<none>no(?:ne\s+of)?\b)?[^,;]{2,120}?\s(?:is|are|be|remains?)\s+(?<not>not\s+|no\s+longer\s+)?(?:\w+ly\s+)?(?<done>taken\s+down|shut\s+down|\w+)/i;
/** “that no documents are destroyed”. */
const NOTHING_LOST = new RegExp(
  `^(?:that\\s+)?(?:no(?:ne\\s+of)?\\b[^;]{2,120}?\\s(?:is|are|be)|[^;]{2,120}?\\s(?:is|are)\\s+not)\\s+(?:\\w+ly\\s+)?${LOST}\\b`,
  'i',
);
const STOPS_LOSS =
  /^(?:\w+\s+){1,4}?(?:auto(?:matic(?:ally)?)?[\s-]*delet\w*|(?:routine\s+)?(?:document|data|record|file)s?\s+(?:destruction|deletion|disposal)|overwriting|purging|(?:retention|deletion|destruction)\s+(?:polic|schedule|program|routine|function|practice)\w*)/i;
const PAPERS =
  /\b(?:reports?|data|results|findings|figures|minutes|documents|records|correspondence|assessment|study|accounts|list)\b/i;
const LISTS =
  /\b(?:lists?\s+of|schedule\s+of|inventory\s+of|accounting\b|identit(?:y|ies)|names?\s+(?:and|of)|contact\s+(?:details|information)|addresses\s+of|(?:identify|disclose|provide|list)\s+(?:all|each|every|any)\s+(?:\w+\s+)?(?:persons?|people|individuals?|entit|part(?:y|ies)|customers?|recipients?|users?|suppliers?|distributors?|retailers?))/i;
const UNDERTAKE =
  /\b(?:undertakings?|assurances?|signed\s+(?:copy|agreement)|the\s+(?:enclosed|attached)\s+(?:agreement|undertaking|declaration|form))\b/i;
const MONEY =
  /^\w+\s+(?:\w+\s+){0,6}?(?:che(?:ck|que)|payment|remittance|deposit|refund|money|funds|bank\s+draft|(?:full\s+)?balance|sum\s+of|amount\s+of|settlement\s+amount)\b/i;
const NOT_TO_LOSE =
  /\b(?:destroy|delete|alter|discard|dispose|overwrite|erase|conceal|modify|tamper|remove)\w*\b.*\b(?:documents?|evidence|records?|data|information|materials?|e-?mails?|files?|communications?|logs?|devices?)\b|\b(?:spoliat|litigation\s+hold)/i;

/** The kind of a demand, by the first verb of what is asked, else its noun, else its words. */
export function kindOf(asked: string, isNegative: boolean): Kind {
  const lead = (TIMED.exec(asked) ?? LEAD.exec(asked))?.[0].length ?? 0;
  const words = asked.slice(lead);
  const caused = CAUSED.exec(words)?.groups?.['done'];
  if (caused !== undefined && !isNegative) return refined(kindOfParticiple(caused) ?? 'other', words);
  const ensured = ENSURED.exec(asked)?.groups;
  if (ensured && !isNegative) {
    const { none, not, done = '' } = ensured;
    const kind = none === undefined && not === undefined ? kindOfParticiple(done) : 'cease';
    const isKept = kind === 'cease' && NOTHING_LOST.test(asked.replace(/^.*?\b(?:that|sure|ensure)\s+/i, ''));
    if (kind) return isKept ? 'preserve' : refined(kind, words);
  }
  if (NOTHING_LOST.test(asked)) return 'preserve';
  const inner = OTHERS_DO.exec(words);
  if (inner && !isNegative) return kindOf(words.slice(inner[0].length), false);
  const act = FIRST_ACT.exec(words)?.groups?.['act'];
  const said = baseOf(words);
  if (isNegative)
    return NOT_TO_LOSE.test(words) ||
      /^(?:attempt\s+to\s+)?(?:destroy|alter|delete|wipe|dispose|discard|overwrite|erase|tamper|reassign|modify)\b/i.test(
        words,
      )
      ? 'preserve'
      : 'cease';
  if (act !== undefined && isVerbHere(act, words.slice(act.length)))
    return refined(kindOfVerb(act) ?? 'other', words);
  if (said !== null) return refined(said, words);
  if (/^be\s+(?:\w+ly\s+)?preserved/i.test(words)) return 'preserve';
  const noun = words.replace(LEAD_OF_NOUN, '');
  if (/^(?:the\s+)?\S+(?:\s+\S+){0,4}\s+(?:come|comes)\s+down\b/i.test(words)) return 'remove';
  const named = kindOfNoun(noun);
  const isThingDone = /^.{2,160}?\b(?:must|should|shall|(?:is|are)\s+to|needs\s+to)\s+be\b/i.test(words);
  if (named && (!isThingDone || named === 'pay')) return refined(named, noun);
  const passive = PASSIVE.exec(words)?.groups?.['done'];
  if (passive !== undefined) {
    const kind = kindOfParticiple(passive);
    if (kind) return refined(kind, words);
  }
  return refined(named ?? byWords(words), words);
}

/** The kind of “removing …”, “identifies …”: a first word that is a form of a verb that asks. */
function baseOf(words: string): Kind | null {
  const word = (/^[a-z]+(?=\s)/i.exec(words)?.[0] ?? '').toLowerCase();
  const stem = word.replace(/(?:ing|es|s)$/, '');
  if (stem === word || stem.length < 3) return null;
  const bases = [
    stem,
    `${stem}e`,
    stem.replace(/(.)\1$/, '$1'),
    stem.replace(/i$/, 'y'),
    word.replace(/s$/, ''),
  ];
  const kinds = bases.map((base) => (mayBeNoun(base) && /s$/.test(word) ? null : kindOfVerb(base)));
  return kinds.find((kind) => kind !== null) ?? null;
}

function refined(kind: Kind, words: string): Kind {
  const head = words.slice(0, 160);
  if (
    MONEY.test(head) &&
    /^(?:return|send|forward|mail|issue|provide|remit|deliver|transfer|release|repayment|make)\b/i.test(head)
  )
    return 'pay';
  if (kind === 'provide-evidence') {
    if (/^\w+\s+(?:\w+\s+){0,3}(?:documentation|evidence|proof|copies)\b/i.test(head))
      return 'provide-evidence';
    if (UNDERTAKE.test(head)) return 'sign-undertaking';
    if (LISTS.test(head)) return 'provide-list';
    if (
      !/^(?:certified\s+)?cop(?:y|ies)\b/i.test(words) &&
      /^\w+\s+(?:\w+\s+){0,4}(?:payment|refund)\b/i.test(head) &&
      !/^(?:\w+\s+){0,4}(?:proof|evidence|records?|details|terms)\s+of\b/i.test(head)
    )
      return 'pay';
    if (
      /^\w+\s+(?:\w+\s+){0,5}(?:retractions?|apolog(?:y|ies)|corrections?|press\s+release|clarification)\b/i.test(
        head,
      )
    )
      return 'retract-or-correct';
    if (
      /^(?:provide|send|give|submit|let)\s+(?:\w+\s+){0,6}(?:confirmation|response|reply|acknowledg\w+|comments|observations|representations|views|answers)\b/i.test(
        head,
      )
    )
      return 'respond-or-confirm';
    if (
      /^(?:give|show|deliver|offer)\b/i.test(head) &&
      /^(?:\w+\s+){0,5}(?:up|possession|access|keys|property|domain)\b/i.test(head)
    )
      return 'other';
  }
  if (
    kind === 'provide-list' &&
    !LISTS.test(head) &&
    /^identify\b/i.test(head) &&
    /\b(?:statement|basis|evidence|source|clause|law)\b/i.test(head)
  )
    return 'provide-evidence';
  if (
    kind === 'other' &&
    /^(?:hand|turn)\s+over\s+(?:\w+\s+){0,4}?(?:documents?|records?|photographs?|recordings?|data|files?|footage|e-?mails?|notes|logs?)\b/i.test(
      head,
    )
  )
    return 'provide-evidence';
  if (kind === 'sign-undertaking' || kind === 'other') {
    if (/^return\b.{0,80}\b(?:signed|executed|undertakings?|declaration|countersigned)\b/i.test(head))
      return 'sign-undertaking';
    if (/^take\s+(?:\w+\s+)?(?:custody|images?|possession|a\s+forensic)\b/i.test(head)) return 'preserve';
  }
  if (kind === 'respond-or-confirm') {
    const handed = /^let\s+(?:me|us|our\s+clients?)\s+(?:also\s+)?(?:have|see)\s+/i.exec(head)?.[0];
    if (handed !== undefined) return refined('provide-evidence', `provide ${words.slice(handed.length)}`);
    if (/^(?:let|give)\b/i.test(head) && UNDERTAKE.test(head.slice(0, 80))) return 'sign-undertaking';
    if (/^confirm\b.*\b(?:identit(?:y|ies)|names)\b/i.test(head)) return 'provide-list';
    if (/^assure\b|^certify\b.*\bwill\s+not\b/i.test(head)) return 'sign-undertaking';
  }
  if (
    kind === 'retract-or-correct' &&
    /^(?:correct|address|rectify|change|modify|update|rename|rebrand|revise|amend|post)\b/i.test(head) &&
    /\b(?:violations?|deficienc|breach|hazard|non-?complian|name|logo|domain|repairs?|defects?)\b/i.test(
      head.slice(0, 90),
    )
  )
    return 'other';
  if (
    kind === 'remove' &&
    /^withdraw\b/i.test(head) &&
    /\b(?:statement|allegation|article|accusation|claim|comment)/i.test(head)
  )
    return 'retract-or-correct';
  if (
    kind === 'remove' &&
    /^(?:terminate|cancel|disable)\b/i.test(head) &&
    /\b(?:agreement|contract|sale|marketing|campaign|use)\b/i.test(head.slice(0, 60))
  )
    return 'cease';
  if (
    kind === 'cease' &&
    /^(?:end|stop|suspend|limit|avoid|halt|discontinue|cease|pause)\b/i.test(head) &&
    (NOT_TO_LOSE.test(head) || STOPS_LOSS.test(head))
  )
    return 'preserve';
  if (kind === 'remove' && /^disable\b/i.test(head) && STOPS_LOSS.test(head)) return 'preserve';
  if (
    kind === 'retract-or-correct' &&
    /^(?:publish|publication\s+of|issue|post)\b/i.test(head) &&
    PAPERS.test(head.slice(0, 90)) &&
    !/\b(?:retract|apolog|correct|clarif|statement|accurate)/i.test(head)
  )
    return 'provide-evidence';
  return kind;
}

function byWords(words: string): Kind {
  const tests: readonly (readonly [RegExp, Kind])[] = [
    [/\b(?:preserv|litigation\s+hold|retain\s+all)/i, 'preserve'],
    [UNDERTAKE, 'sign-undertaking'],
    [
      /\b(?:cease|desist|stop|refrain|discontinue|objects?\b|no\s+further|not\s+to\s+(?:use|publish|repeat|contact))/i,
      'cease',
    ],
    [/\b(?:retract|apolog|correction)/i, 'retract-or-correct'],
    [
      /^(?:total\s+)?(?:amount|sum)s?\s+(?:spent|collected|charged|received|incurred|raised)\b/i,
      'provide-list',
    ],
    [/^(?:cleared\s+)?funds\b|^full\s+payment\b/i, 'pay'],
    [/\b(?:remov|delet|tak(?:e|ing|en)\s+down|takedown|destroy)/i, 'remove'],
    [LISTS, 'provide-list'],
    [
      /\b(?:pay(?:ment|ing)?|reimburs|damages|compensat|refund|(?:full|whole|total|outstanding|following)\s+(?:amount|sum|balance)s?|sum\s+of|amount\s+of|paid)|[£$€₹]\s?\d|\b(?:USD|EUR|GBP|Rs\.?)\s?\d/i,
      'pay',
    ],
    [
      /\b(?:evidence|documents?|copies|copy|records?|information|details|basis|explanation|proof|particulars|plan|reason|reports?|footage|logs?|recordings?|photographs?|correspondence|minutes|source|e-?mails|messages|notes|letters|data)\b/i,
      'provide-evidence',
    ],
    [/\b(?:confirm|respon|repl(?:y|ies)|hear(?:ing)?\s+from|acknowledg|answer)/i, 'respond-or-confirm'],
  ];
  return tests.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
}

function kindOfParticiple(done: string): Kind | null {
  const word = done.toLowerCase();
  const irregular: Readonly<Record<string, Kind>> = {
    'taken down': 'remove',
    withdrawn: 'remove',
    paid: 'pay',
    repaid: 'pay',
    sent: 'provide-evidence',
    kept: 'preserve',
    shut: 'remove',
    'shut down': 'remove',
    ceased: 'cease',
    stopped: 'cease',
    received: 'respond-or-confirm',
    given: 'provide-evidence',
  };
  return (
    irregular[word] ??
    kindOfVerb(word.replace(/ied$/, 'y').replace(/(?:ed|d)$/, '')) ??
    kindOfVerb(word.replace(/d$/, '')) ??
    kindOfVerb(word.replace(/(.)\1ed$/, '$1'))
  );
}
