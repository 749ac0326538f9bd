import type { z } from 'zod';

/** What is wrong with a SPEC as a sentence that names its place. */
export function specProblem(issue: z.core.$ZodIssue, raw: unknown): string {
  const place = placeOf(issue.path, raw);
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `“${key}”`).join(', ');
    return issue.keys.length > 1
      ? `${place}The fields ${names} are not known here.`
      : `${place}The field ${names} is not known here.`;
  }
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    const must = issue.expected === 'object' ? 'must be an object' : `must be of the type ${issue.expected}`;
    if (issue.path.length === 0) return `The SPEC ${must}.`;
    return typeof issue.path.at(-1) === 'number'
      ? `${place}It ${must}.`
      : `${place}“${String(issue.path.at(-1))}” ${must}.`;
  }
  return `${place}${issue.message}`;
}

/** "Section 2, document 3: " for a place inside a document, counted as people count. */
function placeOf(path: readonly PropertyKey[], raw: unknown): string {
  const [top, sectionAt, , documentAt] = path;
  if (top !== 'sections' || typeof sectionAt !== 'number') {
    return path.length > 0 && top !== undefined ? `${String(top)}: ` : '';
  }
  if (typeof documentAt !== 'number') return `Section ${sectionAt + 1}: `;
  const file = valueAt(raw, ['sections', sectionAt, 'documents', documentAt, 'file']);
  const named = typeof file === 'string' && file !== '' ? ` (${file})` : '';
  return `Section ${sectionAt + 1}, document ${documentAt + 1}${named}: `;
}

function valueAt(raw: unknown, path: readonly (string | number)[]): unknown {
  let at: unknown = raw;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
