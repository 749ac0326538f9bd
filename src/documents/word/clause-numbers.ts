import { roman } from '../../pdf/page-names.js';
import { listsIn, placesOfStyles, type Level, type List, type ListPlace } from './list-levels.js';

/** What a paragraph says of its number. */
export interface NumberedParagraph extends ListPlace {
  readonly style: string | null;
}

/** Counts the automatic numbers of a Word file. */
export interface ClauseNumbers {
  /** The number Word prints before the next paragraph, with the space after it; null where it has none, or a bullet. */
  readonly next: (paragraph: NumberedParagraph) => string | null;
  /** Whether a number was met that may be another in Word. */
  readonly isDoubtful: () => boolean;
}

/** Counts from the first paragraph of a part, which are asked in order. The parts are '' where the file has none. */
export function clauseNumbers(numbering: string, styles: string): ClauseNumbers {
  const lists = listsIn(numbering, styles);
  const places = placesOfStyles(styles);
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();
  let isDoubtful = false;

  const next = ({ style, ...own }: NumberedParagraph): string | null => {
    const byStyle = style === null ? undefined : places.get(style);
    const id = own.list ?? byStyle?.list ?? null;
    if (id === null || id === '0') return null;
    const list = lists.get(id);
    const at = own.level ?? levelOfStyle(list, style) ?? byStyle?.level ?? 0;
    const level = list?.levels.get(at);
    if (!list || !level) {
      isDoubtful = true;
      return null;
    }
    if (level.format === 'bullet') return null;
    const counted = counts.get(list.abstract) ?? [];
    counts.set(list.abstract, counted);
    const first = list.restarts.get(at);
    const isRestarted = first !== undefined && !begun.has(`${id} ${at}`);
    begun.add(`${id} ${at}`);
    const before = isRestarted ? undefined : counted[at];
    counted[at] = before === undefined ? (first ?? level.start) : before + 1;
    for (const [deeper, { restart }] of list.levels)
      if (deeper > at && (restart === null || at < restart)) counted[deeper] = undefined;
    if (level.isHidden) return null;
    const words = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const above = Number(digit) - 1;
      const one = list.levels.get(above);
      // A level that no paragraph had yet: what Word prints of it depends on its version.
      if (counted[above] === undefined || one === undefined) isDoubtful = true;
      return numberAs(one, counted[above] ?? one?.start ?? 1, level.isLegal);
    });
    return words === '' ? null : `${words}${level.isSpaced ? ' ' : ''}`;
  };

  const numberAs = (level: Level | undefined, count: number, isLegal: boolean): string => {
    const format = level?.format ?? 'decimal';
    const written = isLegal && format !== 'none' ? String(count) : writtenAs(format, count);
    if (written === null) isDoubtful = true;
    return written ?? String(count);
  };
  return { next, isDoubtful: () => isDoubtful };
}

function levelOfStyle(list: List | undefined, style: string | null): number | undefined {
  if (style === null) return undefined;
  return [...(list?.levels ?? [])].find(([, level]) => level.style === style)?.[0];
}

function writtenAs(format: string, count: number): string | null {
  switch (format) {
    case 'decimal':
      return String(count);
    case 'decimalZero':
      return String(count).padStart(2, '0');
    case 'lowerLetter':
      return letters(count);
    case 'upperLetter':
      return letters(count).toUpperCase();
    case 'lowerRoman':
      return romanOf(count);
    case 'upperRoman':
      return romanOf(count).toUpperCase();
    case 'none':
      return '';
    default:
      return null;
  }
}

/** a … z, aa, bb: Word doubles the letter where a sheet of columns would count on. */
function letters(count: number): string {
  if (count < 1) return String(count);
  return String.fromCodePoint(97 + ((count - 1) % 26)).repeat(Math.floor((count - 1) / 26) + 1);
}

/** Word counts on in digits where Roman numerals end. */
function romanOf(count: number): string {
  return count < 1 || count > 10_000 ? String(count) : roman(count);
}
