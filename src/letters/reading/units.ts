import { linesOf, paragraphsOf, romanOf, type Line, type Mark, type Paragraph } from './paragraphs.js';
import { asksForAnswers } from './questions.js';
import { sentenceEnds } from './sentence-ends.js';
import { endOffset, fold, startOffset, type Folded, type Source } from './source.js';

/** A sentence or a list item. Offsets are those of the letter's text; a list mark is no part of it. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly folded: Folded;
  /** The same as `folded.words`. */
  readonly words: string;
  readonly paragraph: number;
  readonly mark: Mark | null;
  /** Whether it is the first sentence of its paragraph or inline item. */
  readonly isFirst: boolean;
  readonly role: 'sentence' | 'heading' | 'quoted';
  readonly zone: Zone;
}

export type Zone = 'head' | 'body' | 'tail';

export interface Layout {
  readonly lines: readonly Line[];
  readonly paragraphs: readonly Paragraph[];
  readonly units: readonly Unit[];
  /** The line “Dear …”, or null. */
  readonly salutation: Line | null;
  /** The line “Yours faithfully”, or null. */
  readonly closing: Line | null;
}

const SALUTATION =
  /^(?:dear\b.{0,80}|to\s+whom(?:so\s*ever)?\s+(?:it|this)\s+may\s+concern|(?:hello|hi|greetings|gentlemen|ladies\s+and\s+gentlemen|(?:mr|mrs|ms|dr)\.?\s+\p{Lu}[\p{L}'-]+|sirs?(?:\s*\/\s*ma'?dam(?:e|s)?)?|madam)(?:\s+.{0,40})?)\s*[:,.-]*$/iu;
const STRONG_SALUTATION = /^(?:dear\b|to\s+whom)/i;
const CLOSING =
  /^(?:(?:i\s+(?:am|remain)|we\s+(?:are|remain))\W+)?(?:yours?\s+(?:sincerely|faithfully|truly|very\s+truly|respectfully|etc)|very\s+truly\s+yours|(?:most\s+|very\s+)?sincerely(?:\s+yours)?|truly\s+yours|respectfully(?:\s+(?:yours|submitted))?|(?:with\s+)?(?:kind(?:est)?|best|warm(?:est)?)?\s*regards|best(?:\s+wishes)?|cordially(?:\s+yours)?|faithfully|many\s+thanks|thank\s+you|thanks|(?:for\s+and\s+)?on\s+behalf\s+of\b.{0,60}|\/s\/.{0,40}|\(?signed\)?|sd\/-)\s*[,.;:]?(?:\s+\p{Lu}[\p{L}.'-]+){0,4}$/iu;
const INLINE_MARK = /(?<![\w)])\(?(?<label>[a-z]|[ivx]{1,5}|\d{1,2})\)(?=\s*\S)/gi;
const DOTTED_MARK = /(?<=[:;.,]\s)(?<label>\d{1,2})\.(?=\s+[A-Za-z])/g;
const CITED =
  /\b(?:paragraphs?|sections?|clauses?|sub-?sections?|articles?|art|items?|points?|rules?|regulations?|para|parts?|figures?|numbers?|schedule)\.?\s*(?:\d[\w.]*)?\s*$/i;
const LEAST_QUESTIONS = 3;
const LEAST_LINES_OF_A_MAIL = 6;
/** What ends like this gives the words of another text next. */
const QUOTES_NEXT =
  /\b(?:stat(?:es?|ed|ing)|reads?|sa(?:id|ys)|wrote|provides|tweeted|posted|claim(?:s|ed)|(?:following|these)\s+(?:\w+\s+)?(?:statements?|words|apology|correction|retraction|clarification|notice|text|terms|wording|tweet|post|passage|paragraph))\b[^.:]{0,50}:$/i;

/** The letter in lines, paragraphs, sentences and list items. */
export function layOut(source: Source): Layout {
  const lines = linesOf(source);
  const salutation = salutationOf(lines);
  const closing = closingOf(lines, salutation);
  const paragraphs = paragraphsOf(lines);
  const zoneOf = (at: number): Zone => {
    if (closing && at >= closing.start) return 'tail';
    return salutation && at <= salutation.start ? 'head' : 'body';
  };
  const units: Unit[] = [];
  const earlier = earlierMailAt(lines);
  for (const [index, paragraph] of paragraphs.entries()) {
    const isEarlier = paragraph.start >= earlier;
    const isCited = isEarlier || (paragraph.mark === null && QUOTES_NEXT.test(units.at(-1)?.words ?? ''));
    const role = isCited ? 'quoted' : roleOf(paragraph, source);
    const zone = zoneOf(paragraph.start);
    units.push(...unitsIn(source, paragraph).map((unit) => ({ ...unit, paragraph: index, role, zone })));
  }
  return { lines, paragraphs, units: withoutPrompts(units), salutation, closing };
}

/** Where a mail goes on with the one it answers: an offset, or Infinity. */
function earlierMailAt(lines: readonly Line[]): number {
  const found = lines.find(
    (line, index) =>
      index >= LEAST_LINES_OF_A_MAIL &&
      /^(?:-{2,}\s*original\s+message\s*-{2,}|-{2,}\s*forwarded\s+message\s*-{2,}|on\s.{6,90}\swrote:)$/i.test(
        line.text,
      ),
  );
  return found?.start ?? Infinity;
}

/** A letter filled in on a form: the form's own questions and instructions ask nothing of the reader. */
function withoutPrompts(units: readonly Unit[]): Unit[] {
  const asking = new Set(units.filter(isFormQuestion).map((unit) => unit.paragraph));
  if (asking.size < LEAST_QUESTIONS || asksForAnswers(units)) return [...units];
  return units.map((unit) =>
    isFormQuestion(unit) ||
    PROMPT.test(unit.words) ||
    (asking.has(unit.paragraph) && PROMPT_BESIDE.test(unit.words))
      ? { ...unit, role: 'quoted' }
      : unit,
  );
}

const FORM_QUESTION =
  /^[*#_\s-]*(?:are|is|do|does|did|have|has|what|which|where|can|if|would|please\s+(?:describe|provide|identify))\b.*\?/i;
/** “Please describe …”, “So that we can reach you, please give …”: what a form says to whoever fills it in. */
const PROMPT =
  /^[*#_\s-]*(?:please\b|if\s+(?:you|so|possible)\b|so\s+that\s+(?:we|i)\s+can\b|type\s+\(|in\s+order\s+for\s+us\b)/i;
/** The same beside a question: “Each copy must be named apart …”. */
const PROMPT_BESIDE = /^[*#_\s-]*(?:each|every|all|any|note)\b|[?:][*_"]*$/i;

function isFormQuestion(unit: Unit): boolean {
  return unit.isFirst && unit.mark === null && FORM_QUESTION.test(unit.words);
}

function salutationOf(lines: readonly Line[]): Line | null {
  const early = lines.slice(0, 90);
  return (
    early.find(
      (line) => line.text.length < 90 && STRONG_SALUTATION.test(line.text) && SALUTATION.test(line.text),
    ) ??
    early
      .slice(0, 40)
      .find((line) => line.text.length < 60 && /[,:]$/.test(line.text) && SALUTATION.test(line.text)) ??
    early
      .slice(0, 40)
      .find(
        (line, index) =>
          /^\p{Lu}[\p{L}.' -]{2,50}[,:]$/u.test(line.text) &&
          line.afterBlank &&
          (early[index + 1]?.text.length ?? 0) > 50 &&
          early[index + 1]?.afterBlank,
      ) ??
    null
  );
}

/** The last closing line, unless what follows it is most of the letter. */
function closingOf(lines: readonly Line[], salutation: Line | null): Line | null {
  const last = lines.at(-1)?.end ?? 0;
  const from = salutation?.end ?? 0;
  const found = lines.filter(
    (line) =>
      line.start > from &&
      line.text.length < 70 &&
      CLOSING.test(line.text) &&
      line.start - from > (last - from) * 0.2,
  );
  // Several lines make one closing (“Thank you.”, “Sincerely,”): the first of the last run stands.
  const end = found.at(-1);
  if (!end) return null;
  return found.find((line) => end.start - line.start < 200) ?? end;
}

function roleOf(paragraph: Paragraph, { plain }: Source): Unit['role'] {
  const text = plain.slice(paragraph.start, paragraph.end);
  if (/^["'>]/.test(text) && !/^"[^"]{1,80}"\s+\w/.test(text)) return 'quoted';
  const body = paragraph.mark ? text.slice(paragraph.mark.length) : text;
  const words = body.split(/\s+/);
  if (paragraph.lines.length > 2 || words.length > 14 || /[.;:,?!-]["')]*$/.test(body.trim()))
    return 'sentence';
  if (/\b(?:to|that|you|we|and|immediately|must|shall|forthwith|following)$/i.test(body)) return 'sentence';
  const capitals = words.filter((word) => /^["'(&]?[\p{Lu}\d&]/u.test(word) || word.length <= 3).length;
  const isTitle = capitals / words.length > 0.7 && /^\W*\p{Lu}/u.test(body);
  return isTitle || (paragraph.mark === null && words.length <= 8) ? 'heading' : 'sentence';
}

type Piece = Pick<Unit, 'start' | 'end' | 'folded' | 'words' | 'mark' | 'isFirst'>;

/** A mark inside a paragraph, where an item begins: its place in the folded words. */
interface Cut {
  readonly at: number;
  readonly length: number;
  readonly mark: Mark | null;
}

function unitsIn(source: Source, paragraph: Paragraph): Piece[] {
  const whole = wholeOf(source, paragraph);
  const cuts: Cut[] = [
    { at: 0, length: 0, mark: paragraph.mark },
    ...inlineItems(whole.words),
    { at: whole.words.length, length: 0, mark: null },
  ];
  return cuts.flatMap((cut, index) => {
    const next = cuts[index + 1];
    return next ? sentencesIn(whole, cut.at + cut.length, next.at, cut.mark) : [];
  });
}

/** The words of a paragraph's lines: what stands between them, like a page number, is no part of it. */
function wholeOf(source: Source, { lines, mark }: Paragraph): Folded {
  const pieces: string[] = [];
  const offsets: number[] = [];
  let last = '';
  for (const [index, line] of lines.entries()) {
    const folded = fold(source, line.start + (index === 0 ? (mark?.length ?? 0) : 0), line.end);
    if (offsets.length > 0 && !/[a-z]-$/i.test(last)) {
      pieces.push(' ');
      offsets.push(Math.max(line.start - 1, 0));
      last = ' ';
    }
    pieces.push(folded.words);
    for (const offset of folded.offsets) offsets.push(offset);
    last = `${last}${folded.words}`.slice(-2);
  }
  return { words: pieces.join(''), offsets };
}

function sentencesIn(whole: Folded, from: number, to: number, mark: Mark | null): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  for (const end of sentenceEnds(whole.words, from, to)) {
    const text = whole.words.slice(start, end);
    const at = start + text.length - text.trimStart().length;
    const words = text.trim();
    start = end;
    if (words.length < 2) continue;
    const folded = { words, offsets: whole.offsets.slice(at, at + words.length) };
    pieces.push({
      start: startOffset(folded, 0),
      end: endOffset(folded, words.length),
      folded,
      words,
      mark: pieces.length === 0 ? mark : null,
      isFirst: pieces.length === 0,
    });
  }
  return pieces;
}

const ORDINAL_MARK =
  /(?<=[:;,]\s(?:and\s|then\s)?)(?<label>first|second|third|fourth|fifth|sixth)(?:ly)?,?\s+(?=to\b|that\b|you\b)/gi;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

function labelOf(label: string): string {
  return ORDINALS.includes(label) ? String(ORDINALS.indexOf(label) + 1) : label;
}

/** The marks of items listed inside one paragraph: “(i) …; (ii) … and (iii) …”, at least two that follow each other. */
function inlineItems(words: string): Cut[] {
  const marks = [
    ...words.matchAll(INLINE_MARK),
    ...words.matchAll(DOTTED_MARK),
    ...words.matchAll(ORDINAL_MARK),
  ]
    .map((match) => ({
      at: match.index,
      length: match[0].length,
      label: labelOf((match.groups?.['label'] ?? '').toLowerCase()),
    }))
    .filter((mark) => mark.at > 0 && !CITED.test(words.slice(Math.max(0, mark.at - 40), mark.at)))
    .sort((a, b) => a.at - b.at);
  const kept: Cut[] = [];
  for (let index = 0; index < marks.length; index += 1) {
    const run = runFrom(marks.slice(index), words);
    if (run.length < 2) continue;
    kept.push(...run);
    const last = run.at(-1)?.at ?? 0;
    while ((marks[index + 1]?.at ?? Infinity) <= last) index += 1;
  }
  return kept;
}

function runFrom(marks: readonly { at: number; length: number; label: string }[], words: string): Cut[] {
  const [first] = marks;
  if (!first || !['a', 'i', '1'].includes(first.label)) return [];
  const style = first.label === '1' ? 'number' : first.label === 'i' ? 'roman' : 'letter';
  const numberOf = (label: string): number =>
    style === 'number' ? Number(label) : style === 'roman' ? romanOf(label) : label.charCodeAt(0) - 96;
  const run: Cut[] = [];
  for (const { at, length, label } of marks) {
    const before = run.at(-1);
    const fits =
      style === 'letter'
        ? /^[a-z]$/.test(label)
        : style === 'roman'
          ? /^[ivx]+$/.test(label)
          : /^\d+$/.test(label);
    if (!fits || (numberOf(label) !== run.length + 1 && !(style === 'roman' && run.length > 2))) continue;
    if (before && at - before.at < 12) continue;
    run.push({ at, length, mark: { style: `inline ${style}`, ordinal: run.length + 1, length } });
  }
  return run.every(
    (cut, index) => index === 0 || /(?:[;,.:]|\b(?:and|or|to))\s*$/i.test(words.slice(0, cut.at)),
  )
    ? run
    : [];
}
