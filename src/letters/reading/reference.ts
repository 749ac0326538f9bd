/** A line that gives their reference and little else; “Your ref” is ours. */
const LINE =
  /^[\s*]*(?:our\s+(?:ref(?:erence)?|file)(?:\s+(?:no|number))?|ref(?:erence)?(?:\s+no)?|file\s+(?:no|number)|case\s+(?:no|number)|matter\s+(?:no|number)|claim\s+(?:no|number)|account\s+(?:no|number))\.?\s*[:.#]?\s*(?<what>\S.{1,80})$/i;
const OURS_ALONE =
  /^[\s*]*our\s+(?:ref(?:erence)?|file)(?:\s+(?:no|number))?\.?\s*[:.#]?\s*(?<what>\S.{1,80})$/i;
/** “… - Our ref: ML/4471”, “DMCA takedown, ref LP-2026-118”: a mark with a figure in it. */
const WITHIN =
  /(?<!\byour\s)(?<!\byr\s)\b(?:ref(?:erence)?\b\.?(?:\s+(?:no|number))?|(?:file|case|claim)\s+(?:no|number|#))\.?\s*[:#]?\s+(?<what>(?=[\w/:.-]*\d)[\p{L}\d][\p{L}\d/:._-]*[\p{L}\d])/iu;

/** Their reference among the lines round the head, else in those below the body, where only “Our ref” is one. */
export function referenceOf(head: readonly string[], below: readonly string[]): string | null {
  const found = (lines: readonly string[], pattern: RegExp): string | undefined =>
    lines
      .map((line) => pattern.exec(line)?.groups?.['what'])
      .find((what) => what !== undefined && !/^\W*$/.test(what));
  return (found(head, LINE) ?? found(below, OURS_ALONE))?.trim() ?? null;
}

/** Their reference within a subject; null where none with a figure in it stands there. */
export function referenceIn(subject: string | null): string | null {
  return (subject === null ? null : WITHIN.exec(subject)?.groups?.['what']) ?? null;
}
