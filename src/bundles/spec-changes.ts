import type { Spec, SpecDocument } from './building/spec.js';

/** What a SPEC says of the whole paper, in the order in which a person reads it. */
const WHOLE: readonly (readonly [string, (spec: Spec) => unknown])[] = [
  ['title', (spec) => spec.title],
  ['date on it', (spec) => spec.date],
  ['purpose', (spec) => spec.purpose],
  ['paper', (spec) => spec.paper],
  ['legend', (spec) => spec.legend],
  ['Bates numbers', (spec) => spec.bates],
  ['court', (spec) => spec.profile],
  ['counting of exhibit pages', (spec) => spec.exhibitPages],
  ['form of the privilege log', (spec) => spec.log],
  ['name of the matter', (spec) => spec.matter],
];

const OF_DOCUMENT: readonly (readonly [string, (document: SpecDocument) => unknown])[] = [
  ['title', (document) => document.title],
  ['date', (document) => document.date],
  ['pages', (document) => document.pages],
  ['what becomes of it', ({ treatment, withhold }) => [treatment, withhold !== null]],
  ['what the privilege log says of it', ({ withhold }) => withhold],
  ['what the load file says of it', ({ custodian, author, recipients }) => [custodian, author, recipients]],
  ['what it replaces', (document) => document.replaces],
  ['its marks', (document) => document.marks],
  ['its hidden parts', (document) => document.hidden],
  ['redactions', ({ redactions, rasterise }) => [redactions, rasterise]],
  ['why it may go in', ({ settlement, reason }) => [settlement, reason]],
];

interface Placed {
  readonly key: string;
  readonly section: string;
  readonly document: SpecDocument;
}

/**
 * What stands otherwise in a bundle now than when a file of it was built, each as a sentence; the letter in front apart.
 * Empty where both say the same.
 */
export function specChanges(before: Spec, after: Spec): string[] {
  const [was, is] = [placedIn(before), placedIn(after)];
  const [wasByKey, isByKey] = [byKey(was), byKey(is)];
  const cameIn = is.filter(({ key }) => !wasByKey.has(key));
  const wentOut = was.filter(({ key }) => !isByKey.has(key));
  const stayed = is.flatMap((now) => {
    const then = wasByKey.get(now.key);
    return then === undefined ? [] : [{ then, now }];
  });
  const whole = WHOLE.filter(([, of]) => differ(of(before), of(after))).map(([name]) => name);
  const orderOf = (list: readonly Placed[], others: ReadonlyMap<string, Placed>): string[] =>
    list.filter(({ key }) => others.has(key)).map(({ key, section }) => `${section}/${key}`);
  return [
    ...(whole.length === 0 ? [] : [`Changed: ${whole.join(', ')}.`]),
    ...cameIn.map(({ document }) => `“${document.title}” came in.`),
    ...wentOut.map(({ document }) => `“${document.title}” was taken out.`),
    ...stayed.flatMap(({ then, now }) => {
      const changed = OF_DOCUMENT.filter(([, of]) => differ(of(then.document), of(now.document)));
      return changed.length === 0
        ? []
        : [`“${now.document.title}”: ${changed.map(([name]) => name).join(', ')}.`];
    }),
    ...(differ(orderOf(was, isByKey), orderOf(is, wasByKey)) ? ['The order was changed.'] : []),
    ...(stayed.some(({ then, now }) => isRemarked(then.document, now.document))
      ? ['The exhibit marks moved.']
      : []),
    ...(differ(before.heldBack ?? [], after.heldBack ?? [])
      ? ['What is held back wherever it came attached.']
      : []),
  ];
}

function isRemarked(then: SpecDocument, now: SpecDocument): boolean {
  return then.exhibit !== null && now.exhibit !== null && then.exhibit !== now.exhibit;
}

function byKey(placed: readonly Placed[]): ReadonlyMap<string, Placed> {
  return new Map(placed.map((one) => [one.key, one]));
}

/** A document that stands twice is told apart by its place among its like. */
function placedIn(spec: Spec): Placed[] {
  const seen = new Map<string, number>();
  return spec.sections.flatMap(({ title, documents }) =>
    documents.map((document) => {
      const at = (seen.get(document.file) ?? 0) + 1;
      seen.set(document.file, at);
      return { key: `${document.file} ${at}`, section: title, document };
    }),
  );
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
}
