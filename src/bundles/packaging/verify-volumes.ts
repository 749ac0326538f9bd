import { numberOfBates } from '../building/bates.js';
import type { BundleRecord } from '../building/bundle-record.js';
import { volumeInTitle } from '../building/split-volumes.js';
import { isReplacement } from '../earlier-production.js';
import { Difference } from './difference.js';
import type { Manifest } from './manifest.js';

/** One volume that agrees with itself. */
export interface VerifiedVolume {
  /** Of its folder. */
  readonly name: string;
  readonly manifest: Manifest;
  /** Null where none lies beside it. */
  readonly record: BundleRecord | null;
}

/** The folders of volumes are numbered from 1 without a gap. Throws `Difference`. */
export function expectNumbered(names: readonly string[]): void {
  const missing = names.map((_, at) => `volume-${at + 1}`).find((name) => !names.includes(name));
  if (missing !== undefined) throw new Difference(`${missing} is missing beside ${names.at(-1) ?? ''}.`);
}

/** The volumes are all there are, each in its place, of one build, and their numbers go on. Throws `Difference`. */
export function expectOneSet(volumes: readonly VerifiedVolume[], checked: string[]): void {
  const places = volumes.map(placeOf);
  for (const [at, volume] of volumes.entries()) {
    expectPlace(volume.name, at + 1, places);
    expectSame(volumes[0] ?? volume, volume);
    const before = volumes[at - 1];
    if (before !== undefined) expectGoesOn(before, volume);
  }
  checked.push(`volumes 1 to ${volumes.length} are all there, each once and of one set`);
}

interface Place {
  readonly number: number;
  readonly of: number;
}

function placeOf({ name, manifest: { title } }: VerifiedVolume): Place {
  const said = volumeInTitle(title);
  if (said === null) throw new Difference(`${name}: its title, “${title}”, is not that of a volume.`);
  return said;
}

function expectPlace(name: string, due: number, places: readonly Place[]): void {
  const { number = 0, of = 0 } = places[due - 1] ?? {};
  const holds = (other: number): number => places.filter((place) => place.number === other).length;
  if (number !== due)
    throw new Difference(
      `${name} holds volume ${number} of ${of}${holds(number) > 1 ? ', which is there twice' : ''}${holds(due) === 0 ? `; volume ${due} is missing` : ''}.`,
    );
  if (of > places.length)
    throw new Difference(
      `volume-${places.length + 1} is missing: ${name} says that there are ${of} volumes.`,
    );
  if (of < places.length)
    throw new Difference(`${name} says that there are ${of} volumes; volume-${of + 1} is one too many.`);
}

function expectSame(first: VerifiedVolume, volume: VerifiedVolume): void {
  const of = ({ manifest: { title, matter, purpose, date } }: VerifiedVolume): string =>
    JSON.stringify([title.replace(/, volume \d+ of \d+$/, ''), matter, purpose, date]);
  if (of(first) !== of(volume))
    throw new Difference(`${volume.name} and ${first.name} differ in title, matter, purpose or date.`);
  if (first.record?.volume?.set !== volume.record?.volume?.set)
    throw new Difference(
      `${volume.name} was not built together with ${first.name}: their records differ in the set.`,
    );
}

/** Numbers that stand in for earlier ones count for themselves. */
function expectGoesOn(before: VerifiedVolume, volume: VerifiedVolume): void {
  const own = ({ manifest }: VerifiedVolume) =>
    manifest.documents.filter(({ batesFirst }) => batesFirst !== null && !isReplacement(batesFirst));
  const last = own(before).at(-1)?.batesLast ?? null;
  const next = own(volume)[0]?.batesFirst ?? null;
  if (last === null || next === null) return;
  if (numberOfBates(next) !== (numberOfBates(last) ?? 0) + 1)
    throw new Difference(`${volume.name} begins with ${next}; ${before.name} ends with ${last}.`);
}
