import { z } from 'zod';
import { isZone } from '../../platform/plain-date.js';
import type { GivenReading } from '../../tabular/table-reading.js';
import { oneOf, optionalText, text, versionField } from '../../web/form.js';
import { QUANTITY } from '../mapping.js';
import { MEASURES, SHOWN } from '../measurement.js';
import type { Measure } from '../measurement.js';
import type { HowRead, SaidMapping, SaidValue } from '../said-mapping.js';
import { findUnit, UNIT_NAMES } from '../units.js';
import type { FileLook } from './look-at-file.js';

/** What the choices of a reading are called. `auto`: as detected. */
export const ENCODINGS = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252 (Latin)',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
} as const;
export const DELIMITERS = { comma: 'Comma', semicolon: 'Semicolon', tab: 'Tab', bar: 'Bar |' } as const;
export const HEADERS = { yes: 'Names of the columns', no: 'Data already' } as const;
export const DECIMALS = { point: 'Point, as in 3.5', comma: 'Comma, as in 3,5' } as const;

const SIGNS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;

const column = optionalText(500);

const reading = {
  encoding: z.enum(keysOf(ENCODINGS), { error: 'Choose an encoding' }).optional(),
  delimiter: z.enum(keysOf(DELIMITERS), { error: 'Choose what parts the cells' }).optional(),
  header: z.enum(keysOf(HEADERS), { error: 'Choose what the first row is' }).optional(),
  decimal: z.enum(keysOf(DECIMALS), { error: 'Choose how fractions are written' }).optional(),
} as const;

/** What may be corrected before a file is read; comes with the address of the page. */
export const readingForm = z.object(reading);

export const sourceForm = z.strictObject({
  ...reading,
  how: oneOf(['known', 'said'], 'Choose how the columns are read'),
  zone: optionalText(60),
  time: column,
  network: column,
  account: column,
  session: column,
  method: column,
  download: column,
  downloadUnit: optionalText(30),
  upload: column,
  uploadUnit: optionalText(30),
  roundTrip: column,
  roundTripUnit: optionalText(30),
  loss: column,
  lossUnit: optionalText(30),
  absent: optionalText(200),
  replaces: optionalText(40),
  reason: optionalText(1_000),
});

export type SourceRequest = z.infer<typeof sourceForm>;

export const withdrawalForm = z.strictObject({
  reason: text('Say why it is used no longer', 1_000),
  version: versionField,
});

export type Wrong = Readonly<Record<string, readonly string[]>>;

export function givenOf(form: z.infer<typeof readingForm>): GivenReading {
  return {
    ...(form.encoding && { encoding: form.encoding }),
    ...(form.delimiter && { delimiter: SIGNS[form.delimiter] }),
    ...(form.header && { hasHeader: form.header === 'yes' }),
    ...(form.decimal && { decimal: form.decimal === 'point' ? '.' : ',' }),
  };
}

/** What a person said, checked against what the file is; or what is wrong, by field. */
export function howOf(
  form: SourceRequest,
  look: FileLook,
): { readonly how: HowRead; readonly wrong: null } | { readonly how: null; readonly wrong: Wrong } {
  const wrong: Record<string, string[]> = {};
  const add = (field: string, words: string): void => void (wrong[field] = [...(wrong[field] ?? []), words]);
  const columns = look.table?.columns.map(({ name }) => name) ?? [];
  const isSaid = form.how === 'said' || look.known === null;
  const zone = form.zone === '' ? null : form.zone;
  if (zone !== null && !isZone(zone))
    add('zone', `“${zone}” is no time zone; write one like America/New_York`);
  if (form.replaces !== '' && form.reason === '') add('reason', 'Say why it is read again');
  const time = isSaid ? form.time || null : look.timeColumn;
  if (zone === null && time !== null && look.withoutZone.includes(time))
    add('zone', `The times in “${time}” name no zone; say which, like America/New_York`);
  const said = isSaid ? saidOf(form, columns, add) : null;
  if (Object.keys(wrong).length > 0) return { how: null, wrong };
  return { how: { given: givenOf(form), said, zone }, wrong: null };
}

/** The boxes of the form that show what was said before, or what the names of the columns say. */
export function valuesOf(how: Pick<HowRead, 'said' | 'zone'>): Readonly<Record<string, string>> {
  const { said } = how;
  return {
    how: said === null ? 'known' : 'said',
    zone: how.zone ?? '',
    ...(said && {
      time: said.time ?? '',
      network: said.network ?? '',
      account: said.account ?? '',
      session: said.session ?? '',
      method: said.method ?? '',
      absent: said.absent.join(', '),
      ...Object.fromEntries(
        Object.entries(said.values).flatMap(([measure, value]) => [
          [measure, value.column],
          [`${measure}Unit`, value.unit],
        ]),
      ),
    }),
  };
}

/** A correction as the form shows it. */
export function readingValues(given: GivenReading): Readonly<Record<string, string>> {
  const sign = Object.entries(SIGNS).find(([, delimiter]) => delimiter === given.delimiter)?.[0];
  return {
    ...(given.encoding && { encoding: given.encoding }),
    ...(sign && { delimiter: sign }),
    ...(given.hasHeader !== undefined && { header: given.hasHeader ? 'yes' : 'no' }),
    ...(given.decimal && { decimal: given.decimal === '.' ? 'point' : 'comma' }),
  };
}

function saidOf(
  form: SourceRequest,
  columns: readonly string[],
  add: (field: string, words: string) => void,
): SaidMapping {
  const known = (field: keyof SourceRequest): string | null => {
    const name = form[field] ?? '';
    if (name === '') return null;
    if (!columns.includes(name)) add(field, `The file has no column “${name}”; choose another`);
    return name;
  };
  const values: Partial<Record<Measure, SaidValue>> = {};
  for (const measure of Object.keys(MEASURES) as Measure[]) {
    const name = known(measure);
    if (name === null) continue;
    const words = form[`${measure}Unit`];
    const unit = findUnit(QUANTITY[measure], words);
    if (words === '') add(`${measure}Unit`, `Say the unit of “${name}”; it is never guessed`);
    else if (!unit)
      add(
        `${measure}Unit`,
        `“${words}” is no unit of ${SHOWN[measure]}; it is one of ${UNIT_NAMES[QUANTITY[measure]].join(', ')}`,
      );
    else values[measure] = { column: name, unit: unit.shown };
  }
  const measured = (Object.keys(MEASURES) as Measure[]).filter((measure) => form[measure] !== '');
  if (measured.length === 0) add('download', 'Choose at least one column that was measured, with its unit');
  const twice = measured.find((measure, i) =>
    measured.slice(0, i).some((one) => form[one] === form[measure]),
  );
  if (twice) add(twice, `“${form[twice]}” is chosen twice; a column is one measurement`);
  return {
    time: known('time'),
    network: known('network'),
    account: known('account'),
    session: known('session'),
    method: known('method'),
    values,
    absent: form.absent
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  };
}

function keysOf<T extends string>(object: Readonly<Record<T, unknown>>): [T, ...T[]] {
  return Object.keys(object) as [T, ...T[]];
}
