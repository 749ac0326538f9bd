/** The values a PDF is made of (ISO 32000-1, 7.3), as they are read. They are never changed once read. */
export type PDFObject =
  | PDFBool
  | PDFNumber
  | PDFName
  | PDFString
  | PDFHexString
  | PDFArray
  | PDFDict
  | PDFStream
  | PDFRef
  | PDFNullValue;

/** Where references are followed: one open document. */
export interface PDFContext {
  /** The object itself, or what the reference stands for; undefined where there is nothing. */
  lookup(object: PDFObject | undefined): PDFObject | undefined;
}

class PDFNullValue {
  toString(): string {
    return 'null';
  }
}
export const PDFNull = new PDFNullValue();

export class PDFBool {
  static readonly True = new PDFBool(true);
  static readonly False = new PDFBool(false);
  readonly #value: boolean;
  constructor(value: boolean) {
    this.#value = value;
  }
  asBoolean(): boolean {
    return this.#value;
  }
  toString(): string {
    return String(this.#value);
  }
}

export class PDFNumber {
  readonly #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  static of(value: number): PDFNumber {
    return new PDFNumber(value);
  }
  asNumber(): number {
    return this.#value;
  }
  /** PDF knows no exponents. */
  toString(): string {
    const text = String(this.#value);
    return text.includes('e') ? this.#value.toFixed(10).replace(/\.?0+$/, '') : text;
  }
}

/** A name. Two of them are compared by `isNamed`: usual names are the same object, unusual ones need not be. */
export class PDFName {
  static readonly #known = new Map<string, PDFName>();
  readonly #raw: string;
  #written: string | null = null;
  private constructor(raw: string) {
    this.#raw = raw;
  }
  /** `raw` is the name without its slash and its escapes, one byte a character. */
  static of(raw: string): PDFName {
    const known = PDFName.#known.get(raw);
    if (known) return known;
    const made = new PDFName(raw);
    // Documents choose their names, so no more than a fair number are kept for the next one.
    if (PDFName.#known.size < MOST_NAMES) PDFName.#known.set(raw, made);
    return made;
  }
  /** The bytes of the name, one a character. */
  raw(): string {
    return this.#raw;
  }
  decodeText(): string {
    return this.#raw;
  }
  asString(): string {
    return this.toString();
  }
  toString(): string {
    this.#written ??= `/${this.#raw.replace(/[^!$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]/g, escaped)}`;
    return this.#written;
  }
}
const MOST_NAMES = 50_000;

/** Whether that is the name `raw`. */
export function isNamed(object: PDFObject | undefined, raw: string): boolean {
  return object instanceof PDFName && object.raw() === raw;
}

function escaped(char: string): string {
  return `#${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

export class PDFString {
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  asBytes(): Uint8Array {
    return this.#bytes;
  }
  decodeText(): string {
    return textOf(this.#bytes);
  }
}

export class PDFHexString extends PDFString {}

export class PDFArray {
  readonly #items: PDFObject[];
  constructor(items: PDFObject[]) {
    this.#items = items;
  }
  asArray(): PDFObject[] {
    return this.#items;
  }
  size(): number {
    return this.#items.length;
  }
}

export class PDFDict {
  readonly #map: ReadonlyMap<string, PDFObject>;
  /** `map` by the raw names. */
  constructor(map: ReadonlyMap<string, PDFObject>) {
    this.#map = map;
  }
  /** Undefined for an entry that is missing or null. */
  get(key: PDFName): PDFObject | undefined {
    const value = this.#map.get(key.raw());
    return value === PDFNull ? undefined : value;
  }
  has(key: PDFName): boolean {
    return this.get(key) !== undefined;
  }
  /** With the raw names, in the order in which they stand. */
  forEach(use: (value: PDFObject, raw: string) => void): void {
    this.#map.forEach(use);
  }
  entries(): [PDFName, PDFObject][] {
    return Array.from(this.#map, ([raw, value]) => [PDFName.of(raw), value]);
  }
  keys(): PDFName[] {
    return Array.from(this.#map.keys(), (raw) => PDFName.of(raw));
  }
  values(): PDFObject[] {
    return [...this.#map.values()];
  }
}

/** A reference; the same number in one document is always the same object. */
export class PDFRef {
  readonly objectNumber: number;
  readonly generationNumber: number;
  constructor(objectNumber: number, generationNumber: number) {
    this.objectNumber = objectNumber;
    this.generationNumber = generationNumber;
  }
}

/** A dictionary and bytes that stay in the file until they are asked for. */
export class PDFStream {
  readonly dict: PDFDict;
  readonly #read: () => Uint8Array;
  constructor(dict: PDFDict, read: () => Uint8Array) {
    this.dict = dict;
    this.#read = read;
  }
  /** The stored bytes, decrypted, still packed. */
  getContents(): Uint8Array {
    return this.#read();
  }
}

function textOf(bytes: Uint8Array): string {
  const view = Buffer.from(bytes);
  if (view[0] === 0xfe && view[1] === 0xff)
    return view
      .subarray(2, view.length - (view.length % 2))
      .swap16()
      .toString('utf16le');
  if (view[0] === 0xff && view[1] === 0xfe) return view.subarray(2).toString('utf16le');
  if (view[0] === 0xef && view[1] === 0xbb && view[2] === 0xbf) return view.subarray(3).toString('utf8');
  return view.toString('latin1');
}
