/** Bytes that come out of a filter, with a limit on how many; throws what `tooMuch` makes. */
class Output {
  #bytes = new Uint8Array(4096);
  #length = 0;
  readonly #most: number;
  readonly #tooMuch: () => Error;
  constructor(most: number, tooMuch: () => Error) {
    this.#most = most;
    this.#tooMuch = tooMuch;
  }
  push(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(this.#length + 1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
  append(data: Uint8Array): void {
    if (this.#length + data.length > this.#bytes.length) this.#grow(this.#length + data.length);
    this.#bytes.set(data, this.#length);
    this.#length += data.length;
  }
  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
  #grow(needed: number): void {
    if (needed > this.#most) throw this.#tooMuch();
    const bytes = new Uint8Array(Math.min(this.#most, Math.max(needed, this.#bytes.length * 2)));
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}

export interface Limit {
  readonly most: number;
  readonly tooMuch: () => Error;
}

/** Hexadecimal digits up to `>`. */
export function undoHex(data: Uint8Array, { most, tooMuch }: Limit): Uint8Array {
  const out = new Output(most, tooMuch);
  let first = -1;
  for (const code of data) {
    if (code === 0x3e) break;
    const digit = hexDigit(code);
    if (digit < 0) continue;
    if (first < 0) first = digit;
    else {
      out.push((first << 4) | digit);
      first = -1;
    }
  }
  if (first >= 0) out.push(first << 4);
  return out.done();
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Five characters for four bytes, `z` for four zeros, up to `~`. */
export function undoAscii85(data: Uint8Array, { most, tooMuch }: Limit): Uint8Array {
  const out = new Output(most, tooMuch);
  let value = 0;
  let count = 0;
  for (const code of data) {
    if (code === 0x7e) break;
    if (code === 0x7a && count === 0) for (let zero = 0; zero < 4; zero += 1) out.push(0);
    else if (code >= 0x21 && code <= 0x75) {
      value = value * 85 + code - 0x21;
      count += 1;
      if (count < 5) continue;
      pushHigh(out, value, 4);
      value = 0;
      count = 0;
    }
  }
  if (count > 1) {
    for (let fill = count; fill < 5; fill += 1) value = value * 85 + 84;
    pushHigh(out, value, count - 1);
  }
  return out.done();
}

function pushHigh(out: Output, value: number, count: number): void {
  for (let byte = 0; byte < count; byte += 1) out.push(Math.floor(value / 256 ** (3 - byte)) & 255);
}

/** Runs and repeats, up to 128. */
export function undoRunLength(data: Uint8Array, { most, tooMuch }: Limit): Uint8Array {
  const out = new Output(most, tooMuch);
  for (let at = 0; at < data.length;) {
    const length = data[at] ?? 128;
    if (length === 128) break;
    if (length < 128) {
      out.append(data.subarray(at + 1, at + 2 + length));
      at += length + 2;
    } else {
      const byte = data[at + 1];
      if (byte === undefined) break;
      for (let each = 0; each < 257 - length; each += 1) out.push(byte);
      at += 2;
    }
  }
  return out.done();
}

const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/** LZW with codes of 9 to 12 bits; `early` 1 widens them one code early, as is usual. */
export function undoLzw(data: Uint8Array, early: number, { most, tooMuch }: Limit): Uint8Array {
  const out = new Output(most, tooMuch);
  const prefix = new Uint16Array(MOST_CODES);
  const suffix = new Uint8Array(MOST_CODES);
  const length = new Uint16Array(MOST_CODES);
  for (let code = 0; code < 256; code += 1) {
    suffix[code] = code;
    length[code] = 1;
  }
  let next = 258;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let held = 0;
  const word = new Uint8Array(MOST_CODES);
  const spell = (code: number): Uint8Array => {
    const count = length[code] ?? 0;
    for (let at = count - 1, each = code; at >= 0; at -= 1, each = prefix[each] ?? 0)
      word[at] = suffix[each] ?? 0;
    return word.subarray(0, count);
  };
  for (const byte of data) {
    held = (held << 8) | byte;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    held &= (1 << bits) - 1;
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0)) break;
    if (previous >= 0 && next < MOST_CODES) {
      const first = spell(code === next ? previous : code)[0] ?? 0;
      prefix[next] = previous;
      suffix[next] = first;
      length[next] = (length[previous] ?? 0) + 1;
      next += 1;
    }
    out.append(spell(code));
    previous = code;
    if (next + early >= 1 << width && width < 12) width += 1;
  }
  return out.done();
}
