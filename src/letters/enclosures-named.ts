/** A sentence that says something comes with the letter. */
export interface NamedEnclosure {
  readonly page: number;
  readonly quote: string;
}

const NAMES =
  /\b(?:enclosed|enclosures?|encl\.?|attached|attachments?|annex(?:ed|es|ures?)?|append(?:ed|ix|ices)|herewith)\b/i;
const NOT_ONE =
  /\b(?:no|without|not)\s+(?:enclosures?|attachments?|attached|enclosed)\b|\battached\s+to\s+(?:the\s+)?(?:property|land|account)\b/i;
const MOST = 20;
const LONGEST = 240;

/** The lines and sentences of a letter that name something enclosed or attached, in order. */
export function enclosuresNamed(
  pages: readonly { readonly page: number; readonly text: string }[],
): NamedEnclosure[] {
  return pages
    .filter(({ text }) => NAMES.test(text))
    .flatMap(({ page, text }) =>
      sentencesOf(text)
        .filter((sentence) => NAMES.test(sentence) && !NOT_ONE.test(sentence))
        .map((sentence) => ({
          page,
          quote: sentence.length > LONGEST ? `${sentence.slice(0, LONGEST).trimEnd()}…` : sentence,
        })),
    )
    .slice(0, MOST);
}

/** Sentences; a line end inside one is a space, an empty line and a list item end it. */
function sentencesOf(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=\s*(?:[•*-]|\(?\w{1,3}[.)])\s)|\n(?=\s*encl)/i)
    .flatMap((part) => part.replace(/\s+/g, ' ').split(/(?<=[.!?;])\s+(?=[“"(\p{Lu}])/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
