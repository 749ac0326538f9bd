/** Smaller data are known by their hash: unpacking them again takes no longer than comparing. */
export const LARGE_DATA = 1 << 14;

const SAMPLES = [0, 5_000, 10_000, LARGE_DATA - 32] as const;
const SAMPLE_BYTES = 32;
/** Data that begin alike and differ later are rare; whoever makes many of them has them in the file several times. */
const MOST_ALIKE = 4;

/** Large data that are in the file, or will be when the page they belong to is done. */
export interface SharedData {
  readonly number: number;
  readonly length: number;
  /** Flate data that were unpacked to their end within the limit. */
  isProven: boolean;
  /** Where they stand in the file, or the data themselves until then. */
  place: number | Uint8Array;
}

/** Finds large data that are in the file already, by comparing them byte for byte with what was written. */
export class DataShelf {
  readonly #alike = new Map<string, SharedData[]>();
  readonly #holds: (from: number, data: Uint8Array) => boolean;
  #count = 0;

  constructor(holds: (from: number, data: Uint8Array) => boolean) {
    this.#holds = holds;
  }

  /** What `data` are. */
  find(data: Uint8Array): SharedData | null {
    return this.#find(data, ({ length }) => length === data.length);
  }

  /** Proven data that `data` are, or begin with: what follows them is no part of them. */
  findProven(data: Uint8Array): SharedData | null {
    return this.#find(data, ({ isProven, length }) => isProven && length <= data.length);
  }

  put(data: Uint8Array): SharedData {
    const key = sampleOf(data);
    const added = { number: this.#count++, length: data.length, isProven: false, place: data };
    const alike = this.#alike.get(key) ?? [];
    if (alike.length === MOST_ALIKE) alike.shift();
    alike.push(added);
    this.#alike.set(key, alike);
    return added;
  }

  /** Forgets data that were put here last and are not going to be written after all. */
  remove(data: SharedData): void {
    if (typeof data.place === 'number') return;
    const key = sampleOf(data.place);
    const rest = this.#alike.get(key)?.filter((each) => each !== data) ?? [];
    this.#alike.set(key, rest);
  }

  #find(data: Uint8Array, isUsable: (known: SharedData) => boolean): SharedData | null {
    const alike = this.#alike.get(sampleOf(data));
    return alike?.find((known) => isUsable(known) && this.#isSame(known, data)) ?? null;
  }

  #isSame({ place, length }: SharedData, data: Uint8Array): boolean {
    const beginning = data.subarray(0, length);
    return typeof place === 'number' ? this.#holds(place, beginning) : Buffer.compare(place, beginning) === 0;
  }
}

function sampleOf(data: Uint8Array): string {
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return SAMPLES.map((at) => view.toString('latin1', at, at + SAMPLE_BYTES)).join('');
}
