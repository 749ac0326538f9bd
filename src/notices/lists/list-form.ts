import { z } from 'zod';
import { givenOf, readingForm, type Wrong } from '../../measurements/sources/source-form.js';
import { isZone } from '../../platform/plain-date.js';
import { optionalText, text, versionField } from '../../web/form.js';
import { LIST_FIELDS } from './list-columns.js';
import type { ListColumns, ListField } from './list-columns.js';
import type { ListLook } from './look-at-list.js';
import type { ListHow } from './notice-list.js';

const MOST_NETWORKS = 500;
const column = optionalText(500);

export const listForm = z.strictObject({
  ...readingForm.shape,
  notice: column,
  account: text('Choose the column that says whose account it is', 500),
  network: text('Choose the column that names the network', 500),
  shown: text('Choose the column that says when the notice was shown', 500),
  variant: column,
  zone: optionalText(60),
  networks: optionalText(20_000),
  replaces: optionalText(40),
});

export type ListRequest = z.infer<typeof listForm>;

export const voidingForm = z.strictObject({ reason: text('Say why', 1_000), version: versionField });

/** What a person said, checked against what the file is; or what is wrong, by field. `dayZone` is the matter's. */
export function howFrom(
  form: ListRequest,
  look: ListLook,
  dayZone: string,
): { readonly how: ListHow; readonly wrong: null } | { readonly how: null; readonly wrong: Wrong } {
  const wrong: Record<string, string[]> = {};
  const add = (field: string, words: string): void => void (wrong[field] = [...(wrong[field] ?? []), words]);
  const { names, kinds } = look.reading;
  const fields = Object.keys(LIST_FIELDS) as ListField[];
  const taken = new Map<string, ListField>();
  for (const field of fields) {
    const name = form[field];
    if (name === '') continue;
    if (!names.includes(name)) add(field, `The file has no column “${name}”; choose another`);
    const before = taken.get(name);
    if (before)
      add(field, `“${name}” is chosen as ${LIST_FIELDS[before].words} already; a column is one thing`);
    taken.set(name, field);
  }
  const zone = form.zone === '' ? null : form.zone;
  if (zone !== null && !isZone(zone))
    add('zone', `“${zone}” is no time zone; write one like America/New_York`);
  if (zone === null && kinds[names.indexOf(form.shown)] === 'time')
    add('zone', `The times in “${form.shown}” name no zone; say which, like America/New_York`);
  const networks = linesOf(form.networks);
  if (networks.length > MOST_NETWORKS) add('networks', `At most ${MOST_NETWORKS} networks can be named`);
  if (Object.keys(wrong).length > 0) return { how: null, wrong };
  const given = givenOf(form);
  return { how: { given, columns: columnsOf(form), zone, networks, dayZone }, wrong: null };
}

/** The boxes of the form that show what was said before, or what the names of the columns say. */
export function valuesOf(
  how: Pick<ListHow, 'columns' | 'zone' | 'networks'>,
): Readonly<Record<string, string>> {
  const { columns, zone, networks } = how;
  return {
    notice: columns.notice ?? '',
    account: columns.account ?? '',
    network: columns.network ?? '',
    shown: columns.shown ?? '',
    variant: columns.variant ?? '',
    zone: zone ?? '',
    networks: networks.join('\n'),
  };
}

/** Lines that say something, each once. */
export function linesOf(words: string): string[] {
  return [
    ...new Set(
      words
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ];
}

function columnsOf(form: ListRequest): ListColumns {
  return {
    notice: form.notice || null,
    account: form.account,
    network: form.network,
    shown: form.shown,
    variant: form.variant || null,
  };
}
