/** One bundle, or a range of them, that words point at. */
export interface NamedBundles {
  readonly typed: string;
  readonly first: number;
  readonly last: number;
}

/** Hyphens, dashes and the minus sign, as keyboards and programs write them. */
const DASH = '[-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]';
const NUMBER = String.raw`[Bb]\s?${DASH}\s?0*(\d{1,6})\b`;
/** `B-0001`, `b-1`, `B–0001`; `B-0001 to B-0003`, `B-1 – 3`. What stands behind “Exhibit” is a mark. */
const NAMED = new RegExp(
  String.raw`(?<![\p{L}\p{N}${'-'}])(?<!\b(?:[Ee]xhibits?|[Ee]xs?\.?)\s{1,3})${NUMBER}(?:\s*(?:${DASH}|\bto\b|\bthrough\b)\s*(?:${NUMBER}|0*(\d{1,6})\b))?`,
  'gu',
);

/** The bundles that words name, in every spelling of their numbers. */
export function bundlesNamed(words: string): NamedBundles[] {
  return [...words.matchAll(NAMED)].map(([typed, first, whole, short]) => {
    const last = whole ?? short;
    return { typed, first: Number(first), last: Number(last ?? first) };
  });
}
