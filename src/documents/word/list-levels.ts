import { decode } from 'html-entities';

/** One level of a numbered list, as `word/numbering.xml` has it. */
export interface Level {
  readonly start: number;
  /** How its number is written: `decimal`, `lowerLetter`. */
  readonly format: string;
  /** Its words, with `%1` for the number of the first level. */
  readonly text: string;
  /** The number of the level after which this one starts anew; 0 never, null after any above it. */
  readonly restart: number | null;
  readonly isLegal: boolean;
  readonly isHidden: boolean;
  readonly isSpaced: boolean;
  /** The paragraph style that has this level. */
  readonly style: string | null;
}

/** A list of the file: lists that share an abstract one count on from each other. */
export interface List {
  readonly abstract: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Levels that start anew when this list is first used, and at what. */
  readonly restarts: ReadonlyMap<number, number>;
}

/** Which list a paragraph or a style says it is in; null where it says nothing. */
export interface ListPlace {
  readonly list: string | null;
  readonly level: number | null;
}

/** The lists of `word/numbering.xml`, by the number paragraphs name them with. */
export function listsIn(xml: string, styles: string): ReadonlyMap<string, List> {
  const abstracts = new Map(
    elements(xml, 'w:abstractNum').map(({ said, body }) => [
      attribute(said, 'w:abstractNumId') ?? '',
      { levels: levelsIn(body), link: value(body, 'w:numStyleLink') },
    ]),
  );
  const nums = elements(xml, 'w:num').map(({ said, body }) => ({
    id: attribute(said, 'w:numId') ?? '',
    abstract: value(body, 'w:abstractNumId') ?? '',
    body,
  }));
  // A list may take its levels from a list style, which names a list that has them.
  const behind = (id: string): string => {
    const link = abstracts.get(id)?.link ?? null;
    const named = link === null ? null : (placeOfStyle(styles, link)?.list ?? null);
    return nums.find((num) => num.id === named)?.abstract ?? id;
  };
  return new Map(
    nums.map(({ id, abstract, body }) => {
      const overrides = elements(body, 'w:lvlOverride').map((one) => ({
        level: Number(attribute(one.said, 'w:ilvl') ?? 0),
        start: value(one.body, 'w:startOverride'),
        body: one.body,
      }));
      const levels = new Map([
        ...(abstracts.get(behind(abstract))?.levels ?? []),
        ...overrides.flatMap((one) => [...levelsIn(one.body)]),
      ]);
      const restarts = new Map(
        overrides.flatMap(({ level, start }) => (start === null ? [] : [[level, Number(start)] as const])),
      );
      return [id, { abstract: behind(abstract), levels, restarts }];
    }),
  );
}

/** The list each paragraph style is in, itself or through the style it rests on. */
export function placesOfStyles(styles: string): ReadonlyMap<string, ListPlace> {
  const all = elements(styles, 'w:style').map(({ said, body }) => ({
    id: attribute(said, 'w:styleId') ?? '',
    basedOn: value(body, 'w:basedOn'),
    place: placeIn(body),
  }));
  const byId = new Map(all.map((one) => [one.id, one]));
  const placeOf = (id: string, depth: number): ListPlace => {
    const style = byId.get(id);
    if (!style || depth > 20) return { list: null, level: null };
    const below = style.basedOn === null ? { list: null, level: null } : placeOf(style.basedOn, depth + 1);
    return { list: style.place.list ?? below.list, level: style.place.level ?? below.level };
  };
  return new Map(all.map(({ id }) => [id, placeOf(id, 0)]));
}

function placeOfStyle(styles: string, id: string): ListPlace | undefined {
  const style = elements(styles, 'w:style').find(({ said }) => attribute(said, 'w:styleId') === id);
  return style ? placeIn(style.body) : undefined;
}

function placeIn(body: string): ListPlace {
  const [place] = elements(body, 'w:numPr');
  const level = place ? value(place.body, 'w:ilvl') : null;
  return {
    list: place ? value(place.body, 'w:numId') : null,
    level: level === null ? null : Number(level),
  };
}

function levelsIn(body: string): Map<number, Level> {
  return new Map(
    elements(body, 'w:lvl').map(({ said, body: level }) => {
      const restart = value(level, 'w:lvlRestart');
      return [
        Number(attribute(said, 'w:ilvl') ?? 0),
        {
          start: Number(value(level, 'w:start') ?? 0),
          format: value(level, 'w:numFmt') ?? 'decimal',
          text: value(level, 'w:lvlText') ?? '',
          restart: restart === null ? null : Number(restart),
          isLegal: isOn(level, 'w:isLgl'),
          isHidden: isOn(level, 'w:vanish'),
          isSpaced: value(level, 'w:suff') !== 'nothing',
          style: value(level, 'w:pStyle'),
        },
      ] as const;
    }),
  );
}

function elements(xml: string, name: string): { said: string; body: string }[] {
  const pattern = new RegExp(`<${name}(\\s[^>]*[^>/]|)>([\\s\\S]*?)</${name}>`, 'g');
  return [...xml.matchAll(pattern)].map(([, said = '', body = '']) => ({ said, body }));
}

function attribute(said: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(said)?.[1];
  return found === undefined ? null : decode(found);
}

function value(xml: string, name: string): string | null {
  return attribute(new RegExp(`<${name}(\\s[^>]*)>`).exec(xml)?.[1] ?? '', 'w:val');
}

function isOn(xml: string, name: string): boolean {
  const found = new RegExp(`<${name}(\\s[^>]*)?/?>`).exec(xml);
  return found !== null && !/^(?:0|false|off)$/i.test(attribute(found[1] ?? '', 'w:val') ?? '');
}
