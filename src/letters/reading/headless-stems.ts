/** “The following is required:”, “To resolve this matter:” over a list. */
const HEADLESS =
  /\b(?:(?:our|my|its)\s+(?:client'?s?\s+)?(?:demands|requirements|requests)|required|demanded|requested|require\s+from\s+you|need\s+from\s+you|must\s+do|undertakings?\s+(?:sought|required)|to\s+(?:resolve|avoid|settle|remedy)\b[^.]{0,100}|(?:would\s+need\s+to|should|must|needs?\s+to|(?:report|response|reply|answer|submission|plan|cure|program(?:me)?|statement|undertaking|account|list|affidavit|certification)\s+(?:shall|is\s+to|will))\s+(?:also\s+|at\s+least\s+)?(?:include|contain|comprise|consist\s+of|cover|address|set\s+out)(?:\s+the\s+following)?|(?:here\s+is|here's)\s+what|following\s+(?:steps|actions|demands|undertakings|terms|conditions|relief|remedies))\b[^.]{0,60}[:.-]*$/i;
const TITLE = '(?:(?:mr|mrs|ms|miss|mx|dr|prof(?:essor)?)\\.?\\s+)?';
/** Words of names that many have, or that are no name. */
const NO_NAME =
  /^(?:dear|the|and|for|of|mrs?|ms|miss|mx|dr|prof|professor|sirs?|madams?|counsel|colleagues?|team|editor|all|gentlemen|to|whom|ltd|limited|inc|llc|llp|plc|corp|corporation|company|gmbh|group|holdings|services|solutions|international|partners|associates|sons|office|department|university|bank|city|county|state|united|states|national|general)$/i;

/**
 * A pattern for “Ms. Quill will”, “your client agrees to” at the end of a stem; `named` are names of the one written to.
 * A letter to counsel (`ofWriter` then has the names of whoever writes) speaks of their client by any other name.
 */
export function theirStem(
  named: readonly (string | null)[],
  ofWriter: readonly (string | null)[] | null,
): RegExp {
  const either = wordsOfNames(named).map((word) => `${TITLE}${word}\\b`);
  const others =
    ofWriter === null
      ? []
      : [`(?:mr|mrs|ms|miss|mx|dr)\\.?\\s+(?!(?:${wordsOfNames(ofWriter).join('|') || '$'})\\b)`];
  const who = `\\b(?:${[...either, ...others, 'you\\b', 'your\\s+clients?\\b', 'the\\s+recipients?\\b'].join('|')})`;
  return new RegExp(
    `${who}(?:[^.;:]{0,60}?)\\s+(?:will|shall|agrees?\\s+to|undertakes?\\s+to)(?:\\s+\\w+ly)?:?$`,
    'iu',
  );
}

function wordsOfNames(named: readonly (string | null)[]): string[] {
  const words = named.flatMap((name) => name?.match(/\p{Lu}[\p{L}\d'-]{2,}/gu) ?? []);
  return [...new Set(words.filter((word) => !NO_NAME.test(word)).map((word) => word.replace(/['’]s$/, '')))];
}

/** Whether a stem without a verb of asking asks what its list says: it says what is required, or what they will do. */
export function asksWithoutVerb(words: string, theirs: RegExp | null): boolean {
  return HEADLESS.test(words) || (theirs?.test(words) ?? false);
}
