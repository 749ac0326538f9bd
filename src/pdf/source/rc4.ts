/** RC4, which crypto libraries no longer offer and old documents still need. It is its own inverse. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (let at = 0, other = 0; at < 256; at += 1) {
    const value = state[at] ?? 0;
    other = (other + value + (key[at % key.length] ?? 0)) & 255;
    state[at] = state[other] ?? 0;
    state[other] = value;
  }
  const out = new Uint8Array(data.length);
  for (let at = 0, one = 0, other = 0; at < data.length; at += 1) {
    one = (one + 1) & 255;
    const value = state[one] ?? 0;
    other = (other + value) & 255;
    const swapped = state[other] ?? 0;
    state[one] = swapped;
    state[other] = value;
    out[at] = (data[at] ?? 0) ^ (state[(value + swapped) & 255] ?? 0);
  }
  return out;
}
