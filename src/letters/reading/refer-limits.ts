import type { Found } from './find-demands.js';
import { isReadLimit, type LimitAt } from './limit-at.js';
import { romanOf, type Mark } from './paragraphs.js';
import type { Unit } from './units.js';

const THING =
  '(?:items?|points?|(?:sub-?)?paragraphs?|paras?|steps?|demands?|requests?|parts?|numbers?|nos?|questions?|actions?|requirements?|undertakings?)';
const LABEL = String.raw`\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-z]|[ivx]{1,5})\)?`;
const REFERENCE = new RegExp(
  String.raw`\b${THING}\.?\s+(?:(?:listed|set\s+out|described|numbered|marked|lettered|requested|sought)\s+)?(?:at|in|under)?\s*(?<labels>${LABEL}(?![\w'])(?:\s*(?:,|and|or|to|through|-|&|,\s*and)\s*(?:(?:at|in)\s+)?${LABEL}(?![\w']))*)(?!\s+(?:of|in)\s+(?:the|your|our|its|that)\s+(?:\w+\s+){0,2}(?:act|agreement|contract|lease|rules?|code|order|directive|regulations?|protocol|policy|terms|complaint|claim|particulars))`,
  'giu',
);
const BRACKETED = /\((?<label>\d{1,2}|[a-z]|[ivx]{1,5})\)/giu;

/** Labels of list items that a sentence refers to: “the items at B, C and E”, “steps (a) to (c)”, “paragraph 4”. */
function labelsIn(words: string): Set<string> {
  const labels = new Set<string>();
  for (const match of words.matchAll(REFERENCE)) {
    const said = (match.groups?.['labels'] ?? '').toLowerCase();
    if (/^(?:a|i)\b/.test(said) && !/^\(?(?:a|i)(?:\)|\s*(?:,|and|to|-|&))/.test(said)) continue;
    for (const one of expanded(said)) labels.add(one);
    for (const other of words.slice(match.index).matchAll(BRACKETED))
      labels.add((other.groups?.['label'] ?? '').toLowerCase());
  }
  return labels;
}

/** “b to d”, “1-3”: each label between too. */
function expanded(said: string): string[] {
  const labels = [...said.matchAll(/(?<join>\b(?:to|through)\s*|-\s*)?\(?(?<label>[\da-z.]+)\)?/giu)].filter(
    (match) => !/^(?:and|or|to|through|at|in)$/.test(match.groups?.['label'] ?? ''),
  );
  const all: string[] = [];
  for (const [index, match] of labels.entries()) {
    const label = (match.groups?.['label'] ?? '').replace(/\.$/, '');
    const before = (labels[index - 1]?.groups?.['label'] ?? '').replace(/\.$/, '');
    if (match.groups?.['join'] !== undefined && before !== '') all.push(...between(before, label));
    all.push(label);
  }
  return all;
}

function between(from: string, to: string): string[] {
  if (/^\d+$/.test(from) && /^\d+$/.test(to))
    return Array.from({ length: Math.max(0, Number(to) - Number(from) - 1) }, (_, index) =>
      String(Number(from) + index + 1),
    );
  if (/^[a-z]$/.test(from) && /^[a-z]$/.test(to)) {
    const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
    return Array.from({ length: Math.max(0, last - first - 1) }, (_, index) =>
      String.fromCharCode(first + index + 1),
    );
  }
  return [];
}

/** A limit set for list items by their labels, in another sentence than theirs. */
export interface Referred {
  readonly unit: number;
  readonly labels: ReadonlySet<string>;
  readonly limit: LimitAt;
}

/** The sentences that set a limit for items by their labels. */
export function referredLimits(
  units: readonly Unit[],
  limitsOf: readonly (readonly LimitAt[])[],
): Referred[] {
  return units.flatMap((unit, index) => {
    const limits = (limitsOf[index] ?? []).filter(isReadLimit);
    const [limit] = limits;
    if (!limit || unit.role === 'quoted') return [];
    const [first] = [...unit.words.matchAll(REFERENCE)];
    const labels = labelsIn(unit.words);
    const next = limits.find((one) => first !== undefined && one.start > first.index);
    return labels.size === 0 ? [] : [{ unit: index, labels, limit: next ?? limits.at(-1) ?? limit }];
  });
}

/** The limit that a later or earlier sentence sets for a demand by the label of its item, or of the item its list hangs on. */
export function referredLimit(
  one: Found,
  units: readonly Unit[],
  referred: readonly Referred[],
): LimitAt | null {
  if (referred.length === 0) return null;
  const marks = [markAt(units, one.unit), one.stem === null ? null : markAt(units, one.stem)];
  const found = referred.find(
    ({ unit, labels }) =>
      unit !== one.unit &&
      marks.some((mark) => mark !== null && [...labels].some((label) => isOf(label, mark))),
  );
  return found?.limit ?? null;
}

/** The mark of the item that a sentence stands in. */
function markAt(units: readonly Unit[], index: number): Mark | null {
  const paragraph = units[index]?.paragraph;
  for (let at = index; at >= 0 && units[at]?.paragraph === paragraph; at -= 1) {
    const mark = units[at]?.mark;
    if (mark) return mark;
  }
  return null;
}

function isOf(label: string, { style, ordinal }: Mark): boolean {
  if (/^\d+$/.test(label)) return /\bnumber\b/.test(style) && ordinal === Number(label);
  if (label.includes('.'))
    return (
      style.startsWith(`number ${label.split('.').length} ${label.split('.').slice(0, -1).join('.')}`) &&
      ordinal === Number(label.split('.').at(-1))
    );
  if (/\broman\b/.test(style)) return ordinal === romanOf(label);
  return /\bletter\b/.test(style) && label.length === 1 && ordinal === label.charCodeAt(0) - 96;
}
