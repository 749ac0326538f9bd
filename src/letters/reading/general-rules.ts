/** Those whom laws and customs speak of: “a landlord must …”, “parties must …”. */
const PERSON =
  '(?:persons?|people|individuals?|anyone|everyone|nobody|no\\s+one|part(?:y|ies)|controllers?|processors?|landlords?|tenants?|lessees?|lessors?|employers?|employees?|workers?|compan(?:y|ies)|firms?|business(?:es)?|organi[sz]ations?|publishers?|broadcasters?|(?:service\\s+)?providers?|users?|members?|customers?|consumers?|sellers?|buyers?|traders?|retailers?|manufacturers?|importers?|distributors?|suppliers?|banks?|lenders?|borrowers?|creditors?|debtors?|collectors?|insurers?|insureds?|licen[cs]ees?|licen[cs]ors?|registrants?|operators?|owners?|holders?|authors?|plaintiffs?|defendants?|claimants?|respondents?|litigants?|lawyers?|solicitors?|attorneys?|advocates?|judges?|courts?|agenc(?:y|ies)|authorit(?:y|ies)|bod(?:y|ies)|institutions?|schools?|universit(?:y|ies)|hospitals?|doctors?|airlines?|carriers?|drivers?|contractors?|subcontractors?|builders?|trustees?|directors?|officers?|shareholders?|charit(?:y|ies)|applicants?|requesters?|franchisees?|franchisors?|platforms?|websites?|hosts?|citizens?|children|parents?|patients?|plaintiff)';
const PLURAL = PERSON.replaceAll('s?|', 's|').replaceAll('(?:y|ies)', 'ies').replaceAll('s?)', 's)');
const OBLIGED =
  '(?:must|shall|should|may|can|has\\s+to|have\\s+to|needs?\\s+to|ought\\s+to|(?:is|are)\\s+(?:required|obliged|bound|expected|entitled)\\s+to|ha(?:s|ve)\\s+(?:\\w+\\s+){1,4}?to)';
const ANY_PERSON = new RegExp(
  `(?:^|[,;:]\\s+|\\b(?:that|and|but|because|since|where|if|when|law|then)\\s+)(?:an?|any|every|each|no|all)\\s+(?:[\\w-]+\\s+){0,3}?${PERSON}(?:\\s+(?:who|which|that|to\\s+whom|in|of|with|facing)\\b[^.;]{0,90}?)?,?\\s+${OBLIGED}\\b`,
  'i',
);
const PERSONS = new RegExp(
  `(?:^|[,;:]\\s+|\\b(?:that|and|but|because|since|where|when|then|likewise)\\s+)(?:(?!(?:the|these|those|your|our|both|its|their|said)\\b)[\\w-]+\\s+)?${PLURAL}(?:\\s+(?:who|which|that|in|of|with)\\b[^.;]{0,90}?)?,?\\s+${OBLIGED}\\b`,
  'i',
);
const LAW_SAYS =
  /\b(?:laws?|acts?|codes?|statutes?|regulations?|rules?|directives?|gdpr|protocols?|(?:sections?|clauses?|articles?|paragraphs?)\s+[\d.]+(?:\([^)]*\))*|polic(?:y|ies)|agreements?|contracts?|lease|constitution|practice\s+direction|guidance|guidelines?)(?:\s+(?:of|in)\s+[^,;.]{2,60})?,?\s+(?:also\s+|expressly\s+|clearly\s+|therefore\s+|specifically\s+|further\s+|likewise\s+)?(?:requires?|provides?|says?|states?|makes?|gives?|allows?|permits?|prohibits?|forbids?|obliges?|imposes?|entitles?|mandates?|sets?|reads?)\b/i;
const SPEAKS_TO_THEM = /\byou(?:r|rs)?\b/i;

const REQUIRES_OF_ANY = new RegExp(
  `\\b(?:requires?|obliges?|gives?|allows?|permits?|forbids?)\\s+(?:an?\\s+|any\\s+|every\\s+|each\\s+)?(?:(?!(?:the|this|our|its|their)\\b)[\\w-]+\\s+)?${PERSON}\\b`,
  'i',
);
/** What the one written to may file: its time is none for what is asked. */
const THEIR_RIGHT =
  /\b(?:petitions?|appeals?|hearing|motions?|extension|modify|set\s+aside|objections?\s+to)\b/i;

/** Whether a sentence says what a law, a contract or the world at large asks of people of a kind: no demand, no limit of its own. */
export function saysAGeneralRule(words: string): boolean {
  if (THEIR_RIGHT.test(words)) return true;
  if (SPEAKS_TO_THEM.test(words)) return false;
  return ANY_PERSON.test(words) || PERSONS.test(words) || LAW_SAYS.test(words) || REQUIRES_OF_ANY.test(words);
}

/** Whether the subject of a duty is people of a kind: “Parties must”, “a firm must”. */
export function isAnyPerson(subject: string): boolean {
  return SUBJECT_OF_A_KIND.test(subject.trim());
}
const SUBJECT_OF_A_KIND = new RegExp(
  `^(?:(?:and|but|that|likewise|similarly),?\\s+)?(?:(?:an?|any|every|each|no|all)\\s+(?:[\\w-]+\\s+){0,3}?${PERSON}|(?:(?!(?:the|these|those|your|our|both|its|their|said)\\b)[\\w-]+\\s+)?${PLURAL})(?:\\s+(?:who|which|that|in|of|with)\\b.*)?$`,
  'i',
);
