import { factsOf } from '../documents/preview.js';
import { sizeText } from '../web/upload.js';
import type { Accepted } from './accept-proposals.js';
import type { EditConflict } from './edit-items.js';
import type { LinkableDemand } from './item-link-store.js';
import type { ListedItem } from './item-store.js';
import { fingerprint } from './fingerprint.js';
import { FIELD_WORDS, itemNumber, KINDS, proposeKind } from './item.js';
import type { ItemFields } from './item.js';
import { openProposals, type Proposal } from './open-proposals.js';

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

/** What the page shows of an item, and what is proposed for its cells. */
export type ListedRow = Readonly<Record<string, unknown>> & {
  readonly proposals: Readonly<Record<string, Proposal>>;
};

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
  privilegeSaid: string | null,
): ListedRow {
  const isComingBack = typed[`version[${item.id}]`] !== undefined;
  const value = (field: keyof ItemFields): string => {
    const stored = item[field];
    return isComingBack ? (typed[`${field}[${item.id}]`] ?? '') : String(stored ?? '');
  };
  const proposals = openProposals(item, ours);
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
    privilegeSaid: item.isPrivileged === 1 || item.state === 'withdrawn' ? null : privilegeSaid,
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
    kindWords: kindWords(item),
    proposals: Object.fromEntries(proposals.map((one) => [one.field, one])),
    proposalKeys: proposals.map(({ key }) => key).join(' '),
    demands,
    withdrawnReason: item.withdrawnReason,
  };
}

/** Why the program marked a table as measurements or notices, until someone changes the item; '' where it did not. */
function kindWords(item: ListedItem): string {
  if (item.version > READ_BY_THE_PROGRAM || item.kind === 'document') return '';
  const columns = (factsOf(item).table?.columns ?? []).map(({ name }) => name);
  return proposeKind(columns) === item.kind
    ? `${KINDS[item.kind]} by its columns; change the kind if it is another`
    : '';
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

/** A demand in a list to choose from: its number, its letter and how it begins. */
export function demandWords({ number, letterNumber, quote }: LinkableDemand): string {
  return `Demand ${number} (${letterNumber}): ${quote.length > 70 ? `${quote.slice(0, 70)}…` : quote}`;
}

/** What became of the grid: what was typed and, where proposals were accepted, what became of these. */
export function savedWords(changed: number, accepted: Accepted | null): string {
  const items = (count: number): string => (count === 1 ? '1 item' : `${count} items`);
  if (accepted === null) return changed === 0 ? 'Nothing had changed.' : `${items(changed)} saved.`;
  const proposals = accepted.cells === 1 ? '1 proposal' : `${accepted.cells} proposals`;
  return [
    ...(changed === 0 ? [] : [`${items(changed)} saved.`]),
    accepted.cells === 0 ? 'No proposal was accepted.' : `${proposals} accepted in ${items(accepted.items)}.`,
    ...(accepted.changed === 0
      ? []
      : [
          `${accepted.changed} no longer as shown, left alone: look at ${accepted.changed === 1 ? 'it' : 'them'} again.`,
        ]),
  ].join(' ');
}

function wordsFor(fields: ItemFields, field: keyof ItemFields): string {
  if (field === 'isPrivileged') return fields.isPrivileged === 1 ? 'privileged' : 'not privileged';
  if (field === 'kind') return KINDS[fields.kind];
  return fields[field] ?? '';
}
