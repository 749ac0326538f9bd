/** “Hilltown, NY 10000”, “Washington, D.C. 20000”: the end of a line that names a town, its state and its code. */
const TOWN = String.raw`(?:\p{Lu}[\p{L}.'’-]*\s+){0,2}\p{Lu}[\p{L}.'’-]*,?\s+(?:[A-Z]{2}|[A-Z]\.\s?[A-Z]\.)\.?,?\s+\d{5}(?:-\d{4})?$`;
const KINDS_OF_HOUSE =
  'Agency|Commission|Authority|Administration|Ministry|Bureau|Council|Inspectorate|Inc|Ltd|Limited|Corp|Corporation|Company|University|Association|Foundation|Bank|Institute|Society|Trust|Union|Federation|Group|LLC|LLP|plc';
const NAME_ENDS = new RegExp(
  String.raw`^(?<name>.*(?:\b(?:${KINDS_OF_HOUSE}|${KINDS_OF_HOUSE.toUpperCase()})\b\.?|\S(?=,|\s+[|•·–—-])))[\s,|•·–—-]+(?=${TOWN})`,
  'u',
);

/**
 * A line of a letterhead without the town behind the name: “HILL PORT COMMISSION HILLTOWN, NY 10000”. The name must
 * end with what kind of house it is, or with a mark; else nobody can say where the town begins, and the line stays.
 */
export function withoutPlace(line: string): string {
  return NAME_ENDS.exec(line)?.groups?.['name'] ?? line;
}
