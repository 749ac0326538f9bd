import { scanXml } from './scan-xml.js';
import type { WorkbookParts } from './workbook-parts.js';

/** The order in which styles count the colours of a theme; its file has each pair the other way round. */
const ORDER = [
  'lt1',
  'dk1',
  'lt2',
  'dk2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
  'hlink',
  'folHlink',
];
/** ECMA-376 18.8.27, of the first 64 those that are black or white, and what stands for the window. */
const INDEXED: Readonly<Record<string, string>> = {
  '0': '000000',
  '1': 'FFFFFF',
  '2': 'FF0000',
  '3': '00FF00',
  '4': '0000FF',
  '5': 'FFFF00',
  '6': 'FF00FF',
  '7': '00FFFF',
  '8': '000000',
  '9': 'FFFFFF',
  '10': 'FF0000',
  '11': '00FF00',
  '12': '0000FF',
  '13': 'FFFF00',
  '14': 'FF00FF',
  '15': '00FFFF',
  '16': '800000',
  '17': '008000',
  '18': '000080',
  '19': '808000',
  '20': '800080',
  '21': '008080',
  '22': 'C0C0C0',
  '23': '808080',
  '64': '000000',
  '65': 'FFFFFF',
};

/** The colours of the theme as hex, as styles number them; Office's own where the file has none. */
export async function readTheme(parts: WorkbookParts, part: string | null): Promise<readonly string[]> {
  const found = new Map<string, string>([
    ['lt1', 'FFFFFF'],
    ['dk1', '000000'],
  ]);
  if (part === null || !parts.has(part)) return ORDER.map((name) => found.get(name) ?? name);
  let inScheme = false;
  let colour: string | null = null;
  await scanXml(
    parts.stream(part),
    {
      open: (name, attributes) => {
        if (name === 'clrScheme') inScheme = true;
        else if (inScheme && ORDER.includes(name)) colour = name;
        else if (colour !== null && (name === 'srgbClr' || name === 'sysClr')) {
          const value = attributes['lastClr'] ?? attributes['val'];
          if (value !== undefined) found.set(colour, value.toUpperCase());
        }
      },
      close: (name) => {
        if (name === 'clrScheme') inScheme = false;
        if (name === colour) colour = null;
      },
    },
    part,
  );
  return ORDER.map((name) => found.get(name) ?? name);
}

/** A colour as hex, with its tint where it has one: two that are written alike are alike. Null where it is automatic. */
export function colourOf(
  attributes: Readonly<Record<string, string>>,
  theme: readonly string[],
): string | null {
  const { rgb, theme: at, indexed, tint } = attributes;
  const shade = tint === undefined || Number(tint) === 0 ? '' : `~${tint}`;
  if (rgb !== undefined) return `${rgb.slice(-6).toUpperCase()}${shade}`;
  if (at !== undefined) return `${theme[Number(at)] ?? `theme ${at}`}${shade}`;
  if (indexed !== undefined) return `${INDEXED[indexed] ?? `indexed ${indexed}`}${shade}`;
  return null;
}
