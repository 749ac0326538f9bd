import type { Kind } from '../../demands/demand.js';
import { isMailThing } from './mail-words.js';

/** What a demand asks to be done, by the verb it asks with; base forms, separated by blanks, `_` for a space. */
const VERBS: Readonly<Record<Kind, string>> = {
  cease:
    'cease desist desist_from stop refrain discontinue halt abstain forbear end suspend avoid quit curtail limit restrict ban prohibit pause phase_out drop',
  remove:
    'remove delete take_down takedown take-down take_offline withdraw disable erase unpublish pull deactivate shut_down shutdown block expunge purge destroy cancel terminate de-index deindex delist de-list unlist redact uninstall dismantle obscure strip unlink retire pulp discard blank_out crop_out',
  'provide-evidence':
    'provide produce send supply furnish submit disclose share substantiate explain describe forward give deliver show include attach enclose make_available document demonstrate prove evidence outline summarise summarize particularise particularize set_out detail offer issue_us cite quote justify elaborate estimate calculate compile prepare reconcile reveal illustrate break_down copy copy_us upload hand_us lodge serve elucidate compare',
  'provide-list': 'identify list name itemise itemize enumerate account inventory quantify tabulate',
  preserve:
    'preserve retain keep maintain safeguard secure save sequester quarantine isolate impound hold back_up archive store image freeze',
  pay: 'pay remit reimburse compensate refund repay tender settle indemnify clear discharge credit make_payment make_full_payment bring_your_account deposit set_up_a_fund fund disgorge escrow bear contribute forward_payment',
  'retract-or-correct':
    'retract correct apologise apologize publish clarify amend revise replace rectify post print broadcast edit update issue recant repudiate disavow change modify rename rebrand',
  'sign-undertaking': 'undertake agree sign execute commit promise covenant countersign warrant pledge',
  'respond-or-confirm':
    'confirm respond reply acknowledge advise notify inform answer state specify tell let_me let_us let_our indicate contact call write contact_us contact_me respond_to get_in_touch verify certify assure clarify_whether reach_out telephone phone ring email e-mail mail fax say explain_whether admit deny concede elect decide report_back get_back',
  other:
    'return deliver_up hand_over turn_over surrender transfer assign arrange ensure procure cause take obtain cooperate co-operate comply vacate leave quit cure remedy repair fix restore reinstate release instruct direct permit allow grant bring implement conduct perform review investigate complete register file appoint meet attend propose reconsider resolve address mark distribute circulate recall relinquish report accept license purchase buy credit attribute add place display link engage retain_counsel treat act do use contact_all contact_every reverse submit_to waive dismiss discipline withdraw_your join enter undo make rescind revoke honour honor fulfil fulfill adhere abide observe segregate hand immediately_return supply_goods collect pass set_up establish create adopt appoint hire train educate unblock unfreeze unlock lift resume reconnect redirect escalate relocate clean trim demolish remediate mitigate reduce lower raise increase forgive support oppose reject withhold prevent protect monitor enforce strengthen improve audit assess evaluate commission extend renew reschedule consent stipulate vote nominate invite convene hold_a introduce install redesign reformulate relabel re-label stay continue begin start ensure_that sell divest close open reply_to change_the put',
};

/** Nouns too: a verb of these only where what follows shows it. */
const ALSO_NOUN =
  /^(?:return|use|display|address|contact|list|report|account|mark|credit|copy|claim|demand|request|place|link|file|issue|name|post|print|update|change|answer|call|document|evidence|detail|state|notice|cause|end|limit|block|pull|stop|halt|show|share|review|repair|fix|release|purchase|transfer|license|licence|grant|offer|quit|leave|act|refund|tender|recall|sign|cure|remedy|set|estimate|pledge|promise|hand|make|do|take|record|view|back|quarantine|desist|keep|secure|save|clear|discharge|account|deposit|export|register|retain|inventory|edit|pay|permit|supply|produce|advise|direct|address|broadcast|process|delete|ban|pause|drop|quote|estimate|copy|upload|lodge|hold|store|image|freeze|archive|fund|deposit|bear|telephone|phone|ring|email|e-mail|mail|fax|pass|hire|train|lift|trim|raise|increase|support|monitor|audit|commission|stay|start|open|close|sell|put|say|invite|reject|vote|compile|pulp|discard|extend|renew|protect|create|adopt)$/i;

const KIND_OF = new Map<string, Kind>(
  (Object.entries(VERBS) as [Kind, string][]).flatMap(([kind, verbs]) =>
    verbs.split(/\s+/).map((verb) => [verb.replaceAll('_', ' '), kind] as const),
  ),
);
const ALL = [...KIND_OF.keys()].sort((a, b) => b.length - a.length);

/** Verbs by their first two letters: a pattern that fails early on words that begin otherwise. */
const VERB = [...new Set(ALL.map((verb) => verb.slice(0, 2)))]
  .map((beginning) => {
    const ends = ALL.filter((verb) => verb.startsWith(beginning)).map((verb) => verb.slice(2));
    return `${beginning}(?:${ends.map((end) => end.replaceAll(' ', String.raw`\s+`)).join('|')})`;
  })
  .join('|');

/** A pattern for a verb that asks for something, in its base form. */
export const ACT = `(?:take\\s+(?:\\S+\\s+){1,8}?down|take\\s+(?:\\S+\\s+){1,3}?off|${VERB}|shut\\s+(?:\\S+\\s+){1,5}?down)`;

/** A pattern for the past participle of such a verb, for “must be removed”. */
export const DONE =
  '(?:removed|deleted|taken\\s+(?:down|offline)|withdrawn|disabled|erased|unpublished|deactivated|shut\\s+down|blocked|expunged|destroyed|cancel(?:l)?ed|terminated|delisted|redacted|ceased|stopped|discontinued|halted|ended|suspended|provided|produced|sent|supplied|furnished|submitted|disclosed|shared|identified|listed|preserved|retained|kept|maintained|paid|remitted|reimbursed|refunded|repaid|settled|retracted|corrected|published|clarified|amended|revised|replaced|rectified|posted|issued|signed|executed|confirmed|returned|delivered\\s+up|handed\\s+over|turned\\s+over|surrendered|transferred|assigned|vacated|cured|remedied|repaired|fixed|mended|put\\s+right|carried\\s+out|inspected|restored|reinstated|released|credited|attributed|renamed|rebranded|changed|modified|quarantined|recalled|received|delivered|completed|complied\\s+with|made|given|rescinded|revoked|honou?red|taken)';

/** A pattern for what is done to evidence that is lost: “must not be disposed of”. */
export const LOST =
  '(?:destroyed|disposed\\s+of|deleted|erased|discarded|overwritten|wiped|shredded|purged|concealed|tampered\\s+with|thrown\\s+away|altered|interfered\\s+with)';

/** A pattern for nouns that ask for an act: “the removal of”, “payment of”, “your undertaking”. */
export const ACT_NOUN =
  '(?:removal|deletion|erasure|expungement|de-?listing|take-?\\s?down|cessation|discontinuance|discontinuation|retraction|payment|repayment|reimbursement|refund|return|destruction|withdrawal|correction|apology|apologies|undertakings?|confirmation|assurances?|disclosure|preservation|delivery[\\s-]up|surrender|transfer|publication|explanation|response|reply|compensation|accounting|termination|suspension|submission|compliance|cooperation|co-operation|production|reinstatement|clarification|acknowledg(?:e)?ment|agreement|signature|copy|copies|list|evidence|proof|documents?|details)';

const NOUN_KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:removal|deletion|erasure|expungement|de-?listing|take-?\s?down|destruction|termination)/i, 'remove'],
  [/^(?:cessation|suspension|discontinu)/i, 'cease'],
  [/^(?:withdrawal|retraction|correction|apolog|clarification|publication)/i, 'retract-or-correct'],
  [
    /^(?:payment|repayment|reimbursement|refund|compensation|(?:sum|amount)s?\s+of|proposals?\s+for\s+(?:payment|damages|costs))/i,
    'pay',
  ],
  [/^(?:undertaking|assurance|agreement|signature)/i, 'sign-undertaking'],
  [/^(?:confirmation|response|reply|acknowledg)/i, 'respond-or-confirm'],
  [
    /^(?:disclosure|production|explanation|cop(?:y|ies)|evidence|proof|document|details|information|substantiation|submission|records?|reports?|correspondence|communications|minutes|invoices|statements?\s+of\s+account|sight\s+of)/i,
    'provide-evidence',
  ],
  [
    /^(?:list|accounting|identit|names?\b|(?:total\s+)?(?:numbers?|quantit(?:y|ies))\s+of|how\s+many\b)/i,
    'provide-list',
  ],
  [/^(?:preservation|retention)/i, 'preserve'],
];
const NEXT_WORD_SHOWS_VERB =
  /^\s+(?:the|all|any|an?|your|our|my|its|their|his|her|this|that|these|those|such|each|every|to|from|us|me|it|them|in|with|immediately|promptly|forthwith|no|further|copies|documents?|on|upon|by|back|up|down|full|complete|written|both|said|evidence|proof|whether|how|why|what|which|who|other|infringing|\p{Lu}|[\d$£€])/iu;

/** The kind of act a verb in its base form asks for; null for a verb that is not known. */
export function kindOfVerb(verb: string): Kind | null {
  const words = verb.toLowerCase().replace(/\s+/g, ' ');
  if (/^(?:take|shut)\b.*\b(?:down|off)$/.test(words)) return 'remove';
  return KIND_OF.get(words) ?? null;
}

export function kindOfNoun(noun: string): Kind | null {
  return NOUN_KINDS.find(([pattern]) => pattern.test(noun))?.[1] ?? null;
}

export function mayBeNoun(verb: string): boolean {
  return ALSO_NOUN.test(verb);
}

/** Whether a word that may be a noun is a verb here, by what follows it. */
export function isVerbHere(verb: string, rest: string): boolean {
  return !ALSO_NOUN.test(verb) || (NEXT_WORD_SHOWS_VERB.test(rest) && !isMailThing(verb, rest));
}

const OBJECT_FOLLOWS =
  /^\s+(?:the|all|any|an?|your|our|my|us|me|it|them|its|their|his|her|this|that|these|those|such|each|every|both|to|from|copies|documents?|records|correspondence|evidence|proof|payment|full|complete|written|no|further|[\d$£€])/i;

/** The same where no other word shows that something is asked: only an object right behind it makes it a verb. */
export function isPlainlyVerb(verb: string, rest: string): boolean {
  return !ALSO_NOUN.test(verb) || (OBJECT_FOLLOWS.test(rest) && isVerbHere(verb, rest));
}
