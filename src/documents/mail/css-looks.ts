/** How the words of an element look, as far as that says whether anyone can see them. */
export interface Look {
  /** Why nobody sees them, as a person would say it; null where they are seen. */
  readonly unseen: string | null;
  /** Whether a child can be seen again by `visibility`. */
  readonly isOnlyVisibility: boolean;
  /** Red, green, blue from 0 to 255; null where it is not known, as over a picture. */
  readonly color: Rgb | null;
  readonly background: Rgb | null;
  /** Of its letters, in pixels. */
  readonly size: number;
}

type Rgb = readonly [number, number, number];
export type Declarations = ReadonlyMap<string, string>;

/** Black on white in the size of a browser. */
export const PLAIN_LOOK: Look = {
  unseen: null,
  isOnlyVisibility: false,
  color: [0, 0, 0],
  background: [255, 255, 255],
  size: 16,
};

const LEAST_SIZE = 2.5;
/** WCAG's least is 4.5; what is below this nobody finds without selecting it. */
const LEAST_CONTRAST = 1.2;
const FAR_OFF = -300;
const PIXELS: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, in: 96, cm: 37.8, mm: 3.78, pc: 16 };
const NAMED: Readonly<Record<string, Rgb>> = {
  ...{ white: [255, 255, 255], black: [0, 0, 0], snow: [255, 250, 250], ivory: [255, 255, 240] },
  ...{ whitesmoke: [245, 245, 245], ghostwhite: [248, 248, 255], red: [255, 0, 0], blue: [0, 0, 255] },
  ...{ green: [0, 128, 0], yellow: [255, 255, 0], navy: [0, 0, 128], gray: [128, 128, 128] },
  ...{ grey: [128, 128, 128], silver: [192, 192, 192], maroon: [128, 0, 0], teal: [0, 128, 128] },
};

/** `color: red; background: #fff` by name, lower case; what is marked important counts over the rest. */
export function declarationsIn(style: string): Map<string, string> {
  const all = new Map<string, string>();
  const important = new Map<string, string>();
  for (const part of style.replace(/\/\*[\s\S]*?\*\//g, '').split(';')) {
    const colon = part.indexOf(':');
    const name = part.slice(0, colon).trim().toLowerCase();
    const value = part
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    if (colon < 1 || value === '') continue;
    const plain = value.replace(/\s*!\s*important$/, '');
    (plain === value ? all : important).set(name, plain);
  }
  for (const [name, value] of important) all.set(name, value);
  return all;
}

/** The look of an element inside one that looks like `outer`. */
export function lookOf(outer: Look, styles: Declarations): Look {
  const size = sizeOf(styles.get('font-size'), outer.size);
  const color = styles.has('color') ? colorOf(styles.get('color') ?? '') : outer.color;
  const background = backgroundOf(styles, outer.background);
  const isSeenAgain = outer.isOnlyVisibility && styles.get('visibility') === 'visible';
  const before = isSeenAgain ? null : outer.unseen;
  const why = before ?? whyUnseen(styles, size);
  const isOnlyVisibility =
    !isSeenAgain && (outer.isOnlyVisibility || (before === null && why === 'it is made invisible'));
  return {
    unseen: why,
    isOnlyVisibility,
    color: color === 'transparent' ? outer.color : color,
    background,
    size,
  };
}

/** Why words of this look cannot be told from what is behind them; null where they can. */
export function whyFaint({ color, background }: Look): string | null {
  if (color === null || background === null || contrast(color, background) >= LEAST_CONTRAST) return null;
  return 'it has the colour of its background';
}

function whyUnseen(styles: Declarations, size: number): string | null {
  const is = (name: string, pattern: RegExp): boolean => pattern.test(styles.get(name) ?? '');
  const length = (name: string): number => lengthOf(styles.get(name) ?? '') ?? NaN;
  if (is('display', /^none\b/)) return 'it is not displayed';
  if (is('visibility', /^(?:hidden|collapse)/)) return 'it is made invisible';
  if (Number(styles.get('opacity')?.replace(/^(\d+)%$/, '0.$1') ?? 1) < 0.06) return 'it is transparent';
  if (is('color', /./) && colorOf(styles.get('color') ?? '') === 'transparent') return 'it is transparent';
  if (size < LEAST_SIZE) return 'its letters have no size';
  const isPlaced = is('position', /^(?:absolute|fixed|relative)/);
  const isOff = ['left', 'top', 'right', 'bottom'].some((side) => length(side) < FAR_OFF);
  if (isPlaced && isOff) return 'it stands off the page';
  if (['text-indent', 'margin-left', 'margin-top'].some((name) => length(name) < FAR_OFF))
    return 'it stands off the page';
  const isShut = ['height', 'max-height', 'width', 'max-width'].some((name) => length(name) <= 1);
  if (isShut && is('overflow', /hidden|clip/)) return 'its box has no size';
  if (is('clip', /^rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?/)) return 'it is cut away';
  if (is('clip-path', /^inset\(\s*(?:50|100)%/) || is('transform', /scale\(\s*0(?:\.0+)?\s*[,)]/))
    return 'it is cut away';
  return null;
}

function backgroundOf(styles: Declarations, outer: Rgb | null): Rgb | null {
  const value = [styles.get('background-color'), styles.get('background'), styles.get('background-image')]
    .filter((one) => one !== undefined)
    .join(' ');
  if (value === '') return outer;
  if (/url\(|gradient\(/.test(value)) return null;
  for (const word of value.match(/rgba?\([^)]*\)|#[0-9a-f]+|[a-z]+/g) ?? []) {
    const color = colorOf(word);
    if (color === 'transparent') return outer;
    if (color !== null) return color;
  }
  return /^(?:none|inherit|initial|unset)$/.test(value.trim()) ? outer : null;
}

/** Null for a colour that is not known. */
function colorOf(value: string): Rgb | 'transparent' | null {
  if (value === 'transparent') return value;
  const hex = /^#([0-9a-f]{3,8})$/.exec(value)?.[1];
  if (hex !== undefined) return colorOfHex(hex);
  const parts = /^rgba?\(([^)]*)\)$/
    .exec(value)?.[1]
    ?.split(/[\s,/]+/)
    .filter((part) => part !== '');
  if (!parts) return NAMED[value] ?? null;
  const [red, green, blue] = parts.map((part) =>
    part.endsWith('%') ? (parseFloat(part) * 255) / 100 : parseFloat(part),
  );
  const alpha = parts[3] === undefined ? 1 : parseFloat(parts[3]) / (parts[3].endsWith('%') ? 100 : 1);
  if (alpha < 0.06) return 'transparent';
  return red === undefined || green === undefined || blue === undefined ? null : [red, green, blue];
}

function colorOfHex(hex: string): Rgb | 'transparent' | null {
  const full = hex.length < 5 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const at = (place: number): number => parseInt(full.slice(place, place + 2), 16);
  if (full.length === 8 && at(6) < 16) return 'transparent';
  return full.length < 6 ? null : [at(0), at(2), at(4)];
}

function sizeOf(value: string | undefined, outer: number): number {
  if (value === undefined) return outer;
  const relative = /^([\d.]+)(em|%)$/.exec(value);
  if (relative) return outer * Number(relative[1]) * (relative[2] === '%' ? 0.01 : 1);
  const rem = /^([\d.]+)rem$/.exec(value);
  return rem ? PLAIN_LOOK.size * Number(rem[1]) : (lengthOf(value) ?? outer);
}

/** In pixels; null for what is no length. */
function lengthOf(value: string): number | null {
  const found = /^(-?[\d.]+)(px|pt|in|cm|mm|pc|em|rem)?$/.exec(value);
  if (!found) return null;
  const unit = found[2] ?? 'px';
  return Number(found[1]) * (PIXELS[unit] ?? 16);
}

/** By WCAG 2: from 1, the same, to 21, black on white. */
function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
