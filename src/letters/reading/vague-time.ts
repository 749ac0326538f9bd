import type { LimitAt } from './limit-at.js';

/** “prompt”, “as soon as possible”: words about time that set no limit. */
export function vagueTimeIn(words: string): string | null {
  return (
    /\b(?:promptly|prompt|as\s+soon\s+as\s+(?:reasonably\s+)?(?:practicable|possible|you\s+can)|at\s+your\s+earliest\s+convenience|expeditiously|urgent(?:ly)?|without\s+(?:undue|unreasonable)\s+delay|within\s+a\s+reasonable\s+(?:time|period)|soon)\b/i.exec(
      words,
    )?.[0] ??
    vagueLimits(words)[0]?.limit.text ??
    null
  );
}

/** Words that leave a demand a time of its own and no day: nobody can count them, and they are not another demand's. */
const OWN_TIME =
  /\b(?:(?:as\s+soon\s+as|so\s+soon\s+as|when(?:ever)?|as\s+and\s+when)\s+(?:(?:is|are|it\s+is|reasonably)\s+)*(?:practicable|practical|possible|feasible|convenient|you\s+(?:reasonably\s+)?can)|at\s+(?:your|the)\s+(?:very\s+)?(?:earliest|first)\s+(?:convenience|opportunity|possible\s+(?:date|time))|within\s+(?:an?\s+)?(?:reasonable|short|appropriate)\s+(?:time|period|while)|in\s+(?:due\s+course|good\s+time|the\s+near\s+future)|(?:in|over|within|during)\s+(?:the\s+)?(?:next|coming|following)\s+(?:few\s+|couple\s+of\s+|several\s+)?(?:days|weeks|months)|(?:in|within)\s+(?:a\s+few|a\s+couple\s+of|several|some)\s+(?:hours|days|weeks|months)|(?:at\s+some\s+point|some\s*time)\s+(?:soon|next\s+\w+|this\s+\w+))\b/giu;

/** The places of words that leave a demand a time of its own and name no day. */
export function vagueLimits(words: string): LimitAt[] {
  return [...words.matchAll(OWN_TIME)].map((match) => ({
    ...{ start: match.index, end: match.index + match[0].length, isAtOnce: false },
    limit: { text: match[0], isUnread: true },
  }));
}
