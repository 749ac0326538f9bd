import { isNamed, PDFArray, PDFDict, PDFName, PDFNull, PDFRef } from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import type { OpenedPdf } from '../opened-pdf.js';

/** Nesting of memberships and expressions; what lies deeper is in doubt. */
const DEEPEST = 12;
const USES = ['View', 'Print', 'Export'] as const;

/** The layers of a document (optional content groups) and what is known of them. */
export interface Layers {
  /** The document has layers at all. */
  readonly has: boolean;
  /** Groups that are not simply shown: off at first, or off in some state of use. */
  readonly hidden: ReadonlySet<PDFObject>;
  /** Those of them of which the use may decide, so that readers differ. */
  readonly unsure: ReadonlySet<PDFObject>;
  /** Resources and drawings in which nothing that is hidden was found. */
  readonly clean: Set<PDFObject>;
}

/** True where it shows, false where it does not, null where readers may differ. */
export type Shown = boolean | null;

export function layersOf({ context, catalog }: OpenedPdf): Layers {
  const hidden = new Set<PDFObject>();
  const unsure = new Set<PDFObject>();
  const properties = dictIn(context, catalog, 'OCProperties');
  const standard = properties && dictIn(context, properties, 'D');
  const layers = { has: properties !== null, hidden, unsure, clean: new Set<PDFObject>() };
  if (!properties) return layers;

  const groups = arrayIn(context, properties, 'OCGs');
  for (const group of groups) if (isOffInUse(context, group)) hidden.add(group);
  if (standard && isNamed(context.lookup(standard.get(PDFName.of('BaseState'))), 'OFF')) {
    const on = new Set(arrayIn(context, standard, 'ON'));
    for (const group of groups) if (!on.has(group)) hidden.add(group);
  }
  if (standard) for (const group of arrayIn(context, standard, 'OFF')) hidden.add(group);
  for (const group of hidden) if (hasUse(context, group)) unsure.add(group);
  return layers;
}

/**
 * Whether what belongs to a group or membership shows (ISO 32000-1, 8.11.2). Readers that know no visibility expressions
 * go by the groups, so that where the two disagree it is in doubt.
 */
export function shownBy(context: PDFContext, object: PDFObject, layers: Layers, depth = 0): Shown {
  const value = object instanceof PDFRef ? context.lookup(object) : object;
  const isIn = (groups: ReadonlySet<PDFObject>): boolean =>
    groups.has(object) || (value !== undefined && groups.has(value));
  if (depth > DEEPEST || isIn(layers.unsure)) return null;
  if (isIn(layers.hidden)) return false;
  if (!(value instanceof PDFDict)) return true;
  const byGroups = shownByGroups(context, value, layers, depth);
  const expression = context.lookup(value.get(PDFName.of('VE')));
  if (expression === undefined || expression === PDFNull) return byGroups;
  const byExpression = shownByExpression(context, expression, layers, depth + 1);
  return byExpression === byGroups ? byGroups : null;
}

function shownByGroups(context: PDFContext, membership: PDFDict, layers: Layers, depth: number): Shown {
  const named = membership.get(PDFName.of('OCGs'));
  const groups = context.lookup(named);
  const all = groups instanceof PDFArray ? groups.asArray() : named ? [named] : [];
  const states = all
    .filter((group) => context.lookup(group) instanceof PDFDict)
    .map((group) => shownBy(context, group, layers, depth + 1));
  if (states.length === 0) return true;
  const policy = context.lookup(membership.get(PDFName.of('P')));
  if (isNamed(policy, 'AllOn')) return every(states);
  if (isNamed(policy, 'AllOff')) return every(states.map(not));
  if (isNamed(policy, 'AnyOff')) return not(every(states));
  return not(every(states.map(not)));
}

function shownByExpression(context: PDFContext, object: PDFObject, layers: Layers, depth: number): Shown {
  const value = context.lookup(object);
  if (depth > DEEPEST) return null;
  if (!(value instanceof PDFArray)) return shownBy(context, object, layers, depth);
  const [operator, ...operands] = value.asArray();
  const name = context.lookup(operator);
  const states = operands.map((each) => shownByExpression(context, each, layers, depth + 1));
  if (isNamed(name, 'Not')) return states.length === 1 ? not(states[0] ?? null) : null;
  if (states.length === 0) return null;
  if (isNamed(name, 'And')) return every(states);
  return isNamed(name, 'Or') ? not(every(states.map(not))) : null;
}

function not(state: Shown): Shown {
  return state === null ? null : !state;
}

function every(states: readonly Shown[]): Shown {
  if (states.includes(false)) return false;
  return states.includes(null) ? null : true;
}

function hasUse(context: PDFContext, group: PDFObject): boolean {
  const usage = usageOf(context, group);
  return usage !== null && USES.some((use) => usage.has(PDFName.of(use)));
}

function isOffInUse(context: PDFContext, group: PDFObject): boolean {
  const usage = usageOf(context, group);
  return USES.some((use) => {
    const state = usage && dictIn(context, usage, use)?.get(PDFName.of(`${use}State`));
    return isNamed(context.lookup(state ?? undefined), 'OFF');
  });
}

function usageOf(context: PDFContext, group: PDFObject): PDFDict | null {
  const dict = context.lookup(group);
  return dict instanceof PDFDict ? dictIn(context, dict, 'Usage') : null;
}

export function dictIn(context: PDFContext, dict: PDFDict, key: string): PDFDict | null {
  const value = context.lookup(dict.get(PDFName.of(key)));
  return value instanceof PDFDict ? value : null;
}

function arrayIn(context: PDFContext, dict: PDFDict, key: string): PDFObject[] {
  const value = context.lookup(dict.get(PDFName.of(key)));
  return value instanceof PDFArray ? value.asArray() : [];
}
