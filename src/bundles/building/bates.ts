/** Where a production's numbering starts. `digits` is the fixed width, zero-padded. */
export interface BatesStart {
  readonly prefix: string;
  readonly start: number;
  readonly digits: number;
}

export interface BatesRange {
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
  readonly digits: number;
}

/** More pages than one file holds. */
const MOST_IN_DOCUMENT = 100_000;

/** FTC production guide: prefix and digits without a space between them; 2 to 8 characters keep it stampable. */
export function batesPrefixProblem(prefix: string): string | null {
  if (prefix.includes('/') || prefix.includes('\\'))
    return 'A Bates prefix cannot hold a slash: the numbers become file names.';
  if (/\s/.test(prefix)) return 'A Bates prefix cannot hold a space.';
  if (prefix.length < 2 || prefix.length > 8)
    return 'A Bates prefix has 2 to 8 characters, like NFLX or NFLX-.';
  if (!/^[A-Z][A-Z_-]*$/.test(prefix))
    return 'A Bates prefix is made of the capital letters A to Z, hyphens and underscores, and starts with a letter.';
  return null;
}

/** The first sentence that says what is wrong with a numbering, or null. */
export function batesProblem(bates: BatesStart): string | null {
  const prefix = batesPrefixProblem(bates.prefix);
  if (prefix !== null) return prefix;
  if (!Number.isInteger(bates.digits) || bates.digits < 4 || bates.digits > 10)
    return 'A Bates number has 4 to 10 digits.';
  if (!Number.isInteger(bates.start) || bates.start < 1) return 'Bates numbers start at 1 or later.';
  if (String(bates.start).length > bates.digits)
    return `The first Bates number, ${bates.start}, does not fit in ${bates.digits} digits.`;
  return null;
}

/** PREFIX000001. Throws a RangeError when the number no longer fits its fixed width. */
export function formatBates(prefix: string, number: number, digits: number): string {
  const padded = String(number).padStart(digits, '0');
  if (padded.length > digits)
    throw new RangeError(
      `The Bates number ${prefix}${padded} does not fit in ${digits} digits; start lower or use more.`,
    );
  return prefix + padded;
}

/** `count` numbers following one another from `first`. */
export function batesNumbers(bates: BatesStart, first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => formatBates(bates.prefix, first + i, bates.digits));
}

/** The numbers from one to another of a document, `ABC000012R` to `ABC000014R` too; null where they are no such range. */
export function batesBetween(first: string, last: string): string[] | null {
  const [, prefix = '', digits = '', suffix = ''] = /^([^0-9]+)(\d{4,10})(R\d*)?$/.exec(first) ?? [];
  if (digits === '' || !last.startsWith(prefix) || !last.endsWith(suffix)) return null;
  const end = last.slice(prefix.length, last.length - suffix.length);
  const count = Number(end) - Number(digits) + 1;
  if (!/^\d+$/.test(end) || end.length !== digits.length || count < 1 || count > MOST_IN_DOCUMENT)
    return null;
  const start = { prefix, start: Number(digits), digits: digits.length };
  return batesNumbers(start, start.start, count).map((number) => number + suffix);
}

/** The number in a Bates number; null where there is none. */
export function numberOfBates(text: string): number | null {
  const [, digits] = /^[^0-9]+(\d{4,10})(?:R\d*)?$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** True when two ranges of one prefix share a number; another prefix never clashes. */
export function rangesOverlap(a: BatesRange, b: BatesRange): boolean {
  return a.prefix === b.prefix && a.first <= b.last && b.first <= a.last;
}
