import { factsOf } from '../documents/preview.js';
import { sizeText } from '../web/upload.js';
import type { EditConflict } from './edit-items.js';
import type { ListedItem } from './item-store.js';
import { fingerprint } from './fingerprint.js';
import { FIELD_WORDS, itemNumber, KINDS } from './item.js';
import type { ItemFields } from './item.js';
import { proposeFields } from './propose-fields.js';

/** The version of an item that was added and then read, and that nobody has changed since. */
const READ_BY_THE_PROGRAM = 2;

const STATES = {
  unread: 'not yet read',
  readable: 'readable',
  'needs-password': 'needs a password',
  damaged: 'damaged',
  unsupported: 'download only',
  empty: 'empty',
} as const satisfies Record<ListedItem['documentState'], string>;

/**
 * A row of the grid: the item, with what was typed into it where a form comes back. `stored` is what each of its
 * cells holds on record, so that what was typed still counts as unsaved on the page that comes back.
 */
export function listedRow(
  item: ListedItem,
  typed: Readonly<Record<string, string>>,
  was: string,
  demands: readonly { readonly id: string; readonly number: number }[],
  ours: readonly string[],
): Readonly<Record<string, unknown>> {
  const isComingBack = typed[`version[${item.id}]`] !== undefined;
  const value = (field: keyof ItemFields): string => {
    const stored = item[field];
    return isComingBack ? (typed[`${field}[${item.id}]`] ?? '') : String(stored ?? '');
  };
  return {
    id: item.id,
    number: itemNumber(item.number),
    version: isComingBack ? typed[`version[${item.id}]`] : String(item.version),
    was: isComingBack ? typed[`was[${item.id}]`] : was,
    title: value('title'),
    kind: value('kind'),
    custodian: value('custodian'),
    source: value('source'),
    datedOn: value('datedOn'),
    legend: value('legend'),
    isPrivileged: isComingBack ? value('isPrivileged') === 'on' : item.isPrivileged === 1,
    privilegeGround: value('privilegeGround'),
    stored: {
      title: item.title,
      kind: item.kind,
      custodian: item.custodian,
      source: item.source,
      datedOn: item.datedOn ?? '',
      legend: item.legend,
      isPrivileged: item.isPrivileged === 1 ? 'on' : '',
      privilegeGround: item.privilegeGround,
    },
    file: {
      name: item.name,
      label: item.label,
      size: sizeText(item.bytes),
      sha256: item.sha256,
      pages: item.pages,
    },
    state: item.documentState,
    stateWords: STATES[item.documentState],
    reason: item.reason,
    proposed: proposedWords(item, ours),
    demands,
    withdrawnReason: item.withdrawnReason,
  };
}

/** Where the values of an item come from that nobody has saved yet: `title from the PDF’s own title`; '' where none is proposed. */
function proposedWords(item: ListedItem, ours: readonly string[]): string {
  if (item.version > READ_BY_THE_PROGRAM) return '';
  const { fields, from } = proposeFields(factsOf(item), item.name, ours);
  return (['title', 'datedOn', 'custodian'] as const)
    .filter((field) => fields[field] !== undefined && fields[field] === item[field])
    .map((field) => `${FIELD_WORDS[field]} from ${from[field] ?? ''}`)
    .join(', ');
}

/**
 * The cells of an item that were changed here and elsewhere, and what it takes to save what was typed after all: every
 * other cell stays as it stands now.
 */
export function conflictRows(
  { item, typed, cells }: EditConflict,
  me: string,
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const merged = { ...item, ...Object.fromEntries(cells.map(({ field }) => [field, typed.fields[field]])) };
  const { title, kind, custodian, source, datedOn, legend, privilegeGround } = merged;
  return {
    id: item.id,
    number: itemNumber(item.number),
    title: item.title,
    version: item.version,
    was: fingerprint(item),
    differences: cells.map(({ field, changedBy }) => ({
      field: FIELD_WORDS[field],
      stored: wordsFor(item, field),
      by:
        changedBy === me
          ? 'You, in another tab'
          : (names.get(changedBy ?? '') ?? 'The program, when it was read'),
      typed: wordsFor(typed.fields, field),
    })),
    cells: { title, kind, custodian, source, datedOn: datedOn ?? '', legend, privilegeGround },
    isPrivileged: merged.isPrivileged === 1,
  };
}

function wordsFor(fields: ItemFields, field: keyof ItemFields): string {
  if (field === 'isPrivileged') return fields.isPrivileged === 1 ? 'privileged' : 'not privileged';
  if (field === 'kind') return KINDS[fields.kind];
  return fields[field] ?? '';
}
