/** A stretch of words that stood before, stands now, or both. */
export interface Stretch {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A paragraph of a redline; one that is the same in both versions has one stretch. */
export interface RedlineParagraph {
  readonly isChanged: boolean;
  readonly stretches: readonly Stretch[];
}

/** Above this many comparisons a changed paragraph is shown as taken out and put in whole. */
const MOST_COMPARISONS = 4_000_000;

/** What changed between two texts given as paragraphs: first paragraph by paragraph, then word by word within them. */
export function redline(before: readonly string[], after: readonly string[]): RedlineParagraph[] {
  const paragraphs: RedlineParagraph[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = (): void => {
    // What was taken out and put in at one place is one paragraph rewritten, as long as there are two of them.
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1)
      paragraphs.push({ isChanged: true, stretches: changedWords(removed[at] ?? '', added[at] ?? '') });
    [removed, added] = [[], []];
  };
  for (const { kind, text } of compare(before, after)) {
    if (kind === 'removed') removed.push(text);
    else if (kind === 'added') added.push(text);
    else {
      flush();
      paragraphs.push({ isChanged: false, stretches: [{ kind: 'same', text }] });
    }
  }
  flush();
  return paragraphs;
}

/** How many words came and went. */
export function countChanges(paragraphs: readonly RedlineParagraph[]): { added: number; removed: number } {
  const count = (kind: Stretch['kind']): number =>
    paragraphs
      .flatMap(({ stretches }) => stretches)
      .filter((stretch) => stretch.kind === kind)
      .reduce((all, { text }) => all + (text.match(/\S+/g)?.length ?? 0), 0);
  return { added: count('added'), removed: count('removed') };
}

function changedWords(before: string, after: string): Stretch[] {
  const joined: Stretch[] = [];
  for (const { kind, text } of compare(wordsOf(before), wordsOf(after))) {
    const last = joined.at(-1);
    if (last?.kind === kind) joined[joined.length - 1] = { kind, text: last.text + text };
    else joined.push({ kind, text });
  }
  return joined;
}

/** Words and the white space between them, so that put together again they are the text. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}

/** The longest common subsequence of two lists, as one list of what stayed, went and came; going comes first. */
function compare(before: readonly string[], after: readonly string[]): Stretch[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const same = (list: readonly string[]): Stretch[] => list.map((text) => ({ kind: 'same', text }));
  const [was, is] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return [
    ...same(before.slice(0, start)),
    ...compareMiddle(was, is),
    ...same(before.slice(before.length - end)),
  ];
}

function compareMiddle(was: readonly string[], is: readonly string[]): Stretch[] {
  const gone = (text: string): Stretch => ({ kind: 'removed', text });
  const come = (text: string): Stretch => ({ kind: 'added', text });
  if (was.length * is.length > MOST_COMPARISONS || was.length === 0 || is.length === 0)
    return [...was.map(gone), ...is.map(come)];
  const width = is.length + 1;
  const longest = new Uint16Array((was.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = was.length - 1; i >= 0; i -= 1)
    for (let j = is.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < was.length && j < is.length) {
    const [old, fresh] = [was[i] ?? '', is[j] ?? ''];
    if (old === fresh) {
      stretches.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      stretches.push(gone(old));
      i += 1;
    } else {
      stretches.push(come(fresh));
      j += 1;
    }
  }
  return [...stretches, ...was.slice(i).map(gone), ...is.slice(j).map(come)];
}
