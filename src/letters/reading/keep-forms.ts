import { isDescribed } from './duty-forms.js';
import { LEGAL, matches, RELATIVE, type Form } from './form.js';
import { isAnyPerson } from './general-rules.js';
import { LOST } from './verbs.js';

const THING = '(?<thing>(?:^|(?<=[,;:.]\\s)|(?<=\\b(?:and|that|accordingly|therefore)\\s))[^;:]{2,200}?)';
const MUST = '(?:must|shall|should|(?:is|are)\\s+to|has\\s+to|have\\s+to|needs?\\s+to)';
const HOW = '(?:\\s+(?:now|also|therefore|immediately|forthwith|in\\s+the\\s+meantime))*';
const BE = `be\\s+(?:\\w+ly\\s+)?`;
/** “must not be downloaded, reset or disposed of”. */
const ALSO = '(?:[\\w-]+(?:,\\s*|\\s+(?:and|or)\\s+)){0,5}?';
const KEPT = [
  // “The logs shall be kept intact.”
  `${THING}\\s+${MUST}${HOW}\\s+${BE}(?:kept|left|held|maintained|stored)\\s+(?:\\w+ly\\s+)?(?:intact|safe(?:ly)?|secure(?:ly)?|unaltered|unchanged|untouched|undisturbed|in\\s+(?:a\\s+)?safe|in\\s+(?:their|its)\\s+(?:present|current|existing|original))\\b`,
  // “The records must not be disposed of.”
  `${THING}\\s+(?:${MUST}|may|can)\\s+not${HOW}\\s+${BE}${ALSO}${LOST}\\b`,
  // “No document may be destroyed.”
  `(?<thing>(?:^|(?<=[,;:.]\\s)|(?<=\\b(?:and|that)\\s))(?:no|none\\s+of)\\b[^;:]{2,160}?)\\s+(?:${MUST}|may|can)${HOW}\\s+${BE}${ALSO}${LOST}\\b`,
].map((pattern) => new RegExp(pattern, 'giu'));

/** “The logs shall be kept intact”, “no record may be destroyed”: evidence is to be kept, whatever word says so. */
export function keepForms(words: string): Form[] {
  if (!/\bbe\s/i.test(words)) return [];
  return KEPT.flatMap((pattern) => matches(words, pattern)).flatMap((match) => {
    const { thing = '' } = match.groups ?? {};
    const isOther =
      LEGAL.test(thing.slice(-60)) ||
      RELATIVE.test(thing) ||
      isAnyPerson(thing) ||
      /\bwho$|\bwhich$/i.test(thing);
    if (isOther || isDescribed(words, match.index) || /\?\s*$/.test(words)) return [];
    return [
      {
        rule: 'a thing must be kept',
        start: match.index,
        content: match.index,
        kind: 'preserve' as const,
        whole: match.index + match[0].length,
      },
    ];
  });
}
