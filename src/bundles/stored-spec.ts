import { itemNumber } from '../evidence/item.js';
import { bySections, exhibitMarks } from './bundle.js';
import type { Bundle, ListedEntry } from './bundle.js';
import { rasterisedPages, redactionsOf } from './painting/entry-painting.js';
import type { Spec, SpecDocument } from './building/spec.js';

/** A letter set for this bundle: the reply with its citations in the marks of this bundle. */
export interface WrittenLetter {
  readonly title: string;
  /** The date on it, as YYYY-MM-DD. */
  readonly date: string;
  readonly citations: NonNullable<NonNullable<Spec['letter']>['citations']>;
  /** The demands it responds to, by id. */
  readonly respondsTo: readonly string[];
  /** What a person should know of it before it is approved, in sentences. */
  readonly notes: readonly string[];
}

/** What a SPEC says that stands neither on the bundle nor on its entries. */
export interface SpecMore {
  readonly batesStart: number;
  readonly continues: NonNullable<Spec['continues']> | null;
  /** How the matter keeps its privilege log. */
  readonly log: NonNullable<Spec['log']>;
  /** Files that do not go in wherever they came attached. */
  readonly heldBack: NonNullable<Spec['heldBack']>;
}

export interface StoredSpec {
  readonly spec: Spec;
  /** The stored file behind each name in the SPEC, the letter apart. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly letterNotes: readonly string[];
}

export const LETTER_FILE = 'letter.pdf';

/** The canonical SPEC of a stored bundle: the same bundle says the same on any machine and either database. */
export function storedSpec(
  bundle: Bundle,
  matterTitle: string,
  entries: readonly ListedEntry[],
  letter: WrittenLetter | null,
  more: SpecMore,
): StoredSpec {
  const marks = exhibitMarks(bundle, entries);
  const { batesPrefix: prefix, batesDigits: digits } = bundle;
  const { profile } = bundle;
  const spec: Spec = {
    title: bundle.title,
    matter: matterTitle,
    purpose: bundle.purpose,
    paper: bundle.paper,
    bates: prefix === null || digits === null ? null : { prefix, start: more.batesStart, digits },
    legend: bundle.legend,
    ...(profile === null ? {} : { profile }),
    ...(more.continues === null ? {} : { continues: more.continues }),
    ...(bundle.exhibitPages === 0 ? { exhibitPages: false } : {}),
    ...(bundle.roomForNumber === 1 ? { roomForNumber: true } : {}),
    ...(bundle.purpose === 'production' && more.log !== 'document' ? { log: more.log } : {}),
    ...(more.heldBack.length === 0 ? {} : { heldBack: [...more.heldBack] }),
    date: bundle.datedOn,
    letter: letter === null ? null : letterOf(letter),
    sections: bySections(entries).map(({ title, entries: own }) => ({
      title: title === '' ? 'Documents' : title,
      documents: own.map((entry) => documentOf(bundle, entry, marks.get(entry.id) ?? null)),
    })),
  };
  const hashes = new Map(entries.map((entry) => [fileOf(entry), entry.sha256]));
  return { spec, hashes, letterNotes: letter?.notes ?? [] };
}

function letterOf({ title, date, citations }: WrittenLetter): NonNullable<Spec['letter']> {
  return { file: LETTER_FILE, title, date, citations };
}

/** How an original is named in the SPEC and on the internal record: its file number, then its own name. */
export function fileOf({ itemNumber: number, name }: Pick<ListedEntry, 'itemNumber' | 'name'>): string {
  const last = name.split('/').at(-1) ?? name;
  return `${itemNumber(number)} ${last}`;
}

/** Which pages go in as pictures, and the boxes on them; nothing where there are none. */
function paintingOf(entry: ListedEntry): Pick<SpecDocument, 'rasterise' | 'redactions'> {
  const [rasterise, redactions] = [rasterisedPages(entry), redactionsOf(entry)];
  return {
    ...(rasterise.length > 0 ? { rasterise } : {}),
    ...(redactions.length > 0 ? { redactions } : {}),
  };
}

/** Papers marked so go in a court bundle only with a reason. */
const SETTLEMENT_LEGEND = /without\s+prejudice|\b408\b|settlement/i;

/** Whether an entry needs a reason, or has one, to go in a court bundle; null where neither. */
function settlementOf({ purpose }: Bundle, { itemLegend, settlementReason }: ListedEntry) {
  if (purpose !== 'court') return null;
  if (settlementReason !== '') return { reason: settlementReason };
  return SETTLEMENT_LEGEND.test(itemLegend) ? { reason: null } : null;
}

/** What the load file of a production says of a document that goes out; of one held back it says no more than the log. */
function loadFileOf({ purpose }: Bundle, entry: ListedEntry) {
  const { treatment, itemCustodian, author, recipients } = entry;
  if (purpose !== 'production' || treatment === 'withhold' || treatment === 'leave-out') return {};
  return {
    ...(itemCustodian === '' ? {} : { custodian: itemCustodian }),
    ...(author === '' ? {} : { author }),
    ...(recipients === '' ? {} : { recipients }),
  };
}

function documentOf(bundle: Bundle, entry: ListedEntry, exhibit: string | null): SpecDocument {
  const { treatment, ground, description } = entry;
  const settlement = settlementOf(bundle, entry);
  return {
    file: fileOf(entry),
    title: entry.title,
    date: entry.datedOn,
    exhibit,
    withhold:
      treatment === 'withhold'
        ? { ground, description, author: entry.author || null, recipients: entry.recipients || null }
        : null,
    ...loadFileOf(bundle, entry),
    pages: entry.pages,
    treatment: treatment === 'withhold' || treatment === 'undecided' ? 'include' : treatment,
    reason:
      settlement?.reason == null ? null : `Without prejudice or FRE 408, and goes in: ${settlement.reason}`,
    settlement,
    ...(entry.replaces === null ? {} : { replaces: entry.replaces }),
    ...(entry.marks === 'show' ? { marks: entry.marks } : {}),
    ...(entry.hidden === null ? {} : { hidden: entry.hidden }),
    ...paintingOf(entry),
  };
}
