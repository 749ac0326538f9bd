import type { Placed } from '../building/place-entries.js';
import type { Family } from './load-files.js';

/** The mail a produced document came with and what came with it, by Bates numbers; null where it is alone. */
export function familyOf(placed: readonly Placed[], own: Placed): Family | null {
  const at = placed.indexOf(own);
  const head = placed.findLastIndex(({ entry }, index) => index <= at && entry.attached === undefined);
  const behind = placed.slice(head + 1);
  const next = behind.findIndex(({ entry }) => entry.attached === undefined);
  const family = [...placed.slice(head, head + 1), ...behind.slice(0, next < 0 ? behind.length : next)];
  const [first, last] = [family[0]?.bates?.[0], family.at(-1)?.bates?.at(-1)];
  if (family.length < 2 || first === undefined || last === undefined) return null;
  const { attached, document } = own.entry;
  const parent = family.find(({ entry }) => entry.document.file === attached?.to);
  return {
    first,
    last,
    parent: parent?.bates?.[0] ?? null,
    attached: family
      .filter(({ entry }) => entry.attached?.to === document.file)
      .flatMap(({ bates }) => bates?.[0] ?? []),
  };
}
