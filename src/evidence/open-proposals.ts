import { createHash } from 'node:crypto';
import { factsOf } from '../documents/preview.js';
import type { ListedItem } from './item-store.js';
import { titleFrom } from './item.js';
import { MADE_HERE } from './made-here.js';
import { proposeFields, type ProposedField } from './propose-fields.js';

/** What the file says of a cell that nobody has filled in yet. It is in the item once a person accepts it. */
export interface Proposal {
  readonly field: ProposedField;
  readonly value: string;
  /** Where it was taken from, in words that follow “from”. */
  readonly from: string;
  /** Tells it from any other proposal: what was shown to a person, and nothing else, is what that person accepts. */
  readonly key: string;
}

/** What the key of a proposal looks like. */
export const PROPOSAL_KEY = /^(?:title|datedOn|custodian)\.[0-9a-f]{16}$/;
const FIELDS = ['title', 'datedOn', 'custodian'] as const satisfies readonly ProposedField[];

/** What is proposed for the cells of an item that hold nothing, or still the name of its file. `ours` are domains of our side. */
export function openProposals(
  item: Pick<ListedItem, 'id' | 'title' | 'datedOn' | 'custodian' | 'state' | 'name' | 'facts'>,
  ours: readonly string[],
): Proposal[] {
  // What the program made itself has its facts from what it was made of.
  if (item.state === 'withdrawn' || item.custodian === MADE_HERE) return [];
  const { fields, from } = proposeFields(factsOf(item), item.name, ours);
  const isOpen = {
    title: item.title === titleFrom(item.name),
    datedOn: item.datedOn === null,
    custodian: item.custodian === '',
  } as const satisfies Record<ProposedField, boolean>;
  return FIELDS.flatMap((field) => {
    const value = fields[field] ?? '';
    if (!isOpen[field] || value === '' || value === item[field]) return [];
    return [{ field, value, from: from[field] ?? 'the file', key: keyOf(item.id, field, value) }];
  });
}

function keyOf(itemId: string, field: ProposedField, value: string): string {
  const mark = createHash('sha256')
    .update(JSON.stringify([itemId, field, value]))
    .digest('hex');
  return `${field}.${mark.slice(0, 16)}`;
}
