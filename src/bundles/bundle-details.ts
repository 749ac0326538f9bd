import type { Deps } from '../platform/deps.js';
import type { FormErrors } from '../web/form.js';
import { batesMemoryProblems, usedPrefixes } from './bates-memory.js';
import type { UsedPrefix } from './bates-memory.js';
import type { Bundle } from './bundle.js';
import { detailsProblems } from './bundle-form.js';
import { COURTS } from './bundle-view.js';

const PAPERS = [
  { value: 'letter', text: 'US Letter' },
  { value: 'a4', text: 'A4' },
];
const STYLES = [
  { value: 'letters', text: 'A, B, C …' },
  { value: 'numbers', text: '1, 2, 3 …' },
];

/** What the fields of the details offer. */
export async function detailChoices(deps: Deps, matterId: string) {
  const used = await usedPrefixes(deps.db, matterId);
  return { papers: PAPERS, styles: STYLES, courts: COURTS, prefixes: used.map(prefixView) };
}

function prefixView({ prefix, digits, next, ranges }: UsedPrefix) {
  const last = ranges.at(-1);
  return {
    prefix,
    digits,
    next,
    says: last === undefined ? '' : `${last.first} to ${last.last}, ${last.bundle}`,
  };
}

/** What a form of details may not say, alone or beside the numbers given before. */
export async function problemsOf(
  deps: Deps,
  matterId: string,
  purpose: Bundle['purpose'],
  details: Parameters<typeof detailsProblems>[1],
): Promise<FormErrors | null> {
  const alone = detailsProblems(purpose, details);
  const problems = { ...batesMemoryProblems(await usedPrefixes(deps.db, matterId), details), ...alone };
  return Object.keys(problems).length === 0 ? null : problems;
}
