/** A power of two: places are counted on without end and wrap around. */
const RING_BYTES = 1 << 22;
const DIGEST_BYTES = 32;
const MESSAGE_BYTES = 400;
const WORDS = {
  put: 0,
  taken: 1,
  asked: 2,
  answered: 3,
  failed: 4,
  ready: 5,
  woken: 6,
  seen: 7,
  gone: 8,
} as const;
const HEAD_BYTES = 64 + DIGEST_BYTES + MESSAGE_BYTES + 16;
/** Longer than any disk takes for one piece. */
const LONGEST_WAIT_MS = 60_000;

/** What is asked in the end. */
const ENOUGH = -1;

/**
 * Bytes on their way from one thread to another, in order, through memory both see. One side puts and asks, the other
 * takes and answers; each waits for the other where it has to.
 */
export class ByteRing {
  readonly shared: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #digest: Uint8Array;
  readonly #message: Uint8Array;
  readonly #bytes: Uint8Array;

  constructor(shared = new SharedArrayBuffer(HEAD_BYTES + RING_BYTES)) {
    this.shared = shared;
    this.#words = new Int32Array(shared, 0, 16);
    this.#digest = new Uint8Array(shared, 64, DIGEST_BYTES);
    this.#message = new Uint8Array(shared, 64 + DIGEST_BYTES, MESSAGE_BYTES);
    this.#bytes = new Uint8Array(shared, HEAD_BYTES, RING_BYTES);
  }

  get isReady(): boolean {
    return this.#get('ready') === 1;
  }

  /** Bytes that were put and are not taken yet. */
  get waiting(): number {
    return (this.#get('put') - this.#get('taken')) | 0;
  }

  /** Throws what went wrong on the other side. */
  put(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      const put = this.#get('put');
      this.#until(() => this.waiting < RING_BYTES);
      const place = put & (RING_BYTES - 1);
      const count = Math.min(data.length - at, RING_BYTES - this.waiting, RING_BYTES - place);
      this.#bytes.set(count === data.length ? data : data.subarray(at, at + count), place);
      this.#set('put', (put + count) | 0, 'woken');
      at += count;
    }
  }

  /** Waits until all that was put is taken. Throws what went wrong on the other side. */
  settle(): void {
    this.#until(() => this.waiting === 0);
  }

  /** The SHA-256 of all that was taken, once all that was put is. Throws what went wrong on the other side. */
  digest(): Buffer {
    const question = this.#get('asked') + 1;
    this.#set('asked', question, 'woken');
    this.#until(() => this.#get('answered') === question);
    return Buffer.from(this.#digest);
  }

  /** Nothing more is going to be asked; what was not taken yet is left. Returns once the other side has stopped. */
  end(): void {
    this.#set('asked', ENOUGH, 'woken');
    if (this.isReady) this.#await(() => this.#get('gone') === 1);
  }

  /** The other side: serves until `end`. `take` is given pieces in order, and may keep none. */
  serve(take: (piece: Uint8Array) => void, digest: () => Buffer): void {
    this.#set('ready', 1, 'seen');
    try {
      for (;;) {
        const woken = this.#get('woken');
        const asked = this.#get('asked');
        const { waiting } = this;
        if (asked === ENOUGH) return;
        if (waiting > 0) {
          const taken = this.#get('taken');
          const place = taken & (RING_BYTES - 1);
          // In pieces: the place of one is free for new bytes while the next is taken.
          const count = Math.min(waiting, RING_BYTES - place, RING_BYTES / 16);
          take(this.#bytes.subarray(place, place + count));
          this.#set('taken', (taken + count) | 0, 'seen');
        } else if (asked > this.#get('answered')) {
          this.#digest.set(digest());
          this.#set('answered', asked, 'seen');
        } else Atomics.wait(this.#words, WORDS.woken, woken);
      }
    } catch (error) {
      this.#message.set(
        Buffer.from(error instanceof Error ? error.message : String(error)).subarray(0, MESSAGE_BYTES),
      );
      this.#set('failed', 1, 'seen');
    } finally {
      this.#set('gone', 1, 'seen');
    }
  }

  #until(isSo: () => boolean): void {
    this.#await(() => this.#get('failed') === 1 || isSo());
    if (this.#get('failed') === 1) throw new Error(this.#failure());
  }

  #await(isSo: () => boolean): void {
    for (;;) {
      const seen = this.#get('seen');
      if (isSo()) return;
      if (Atomics.wait(this.#words, WORDS.seen, seen, LONGEST_WAIT_MS) === 'timed-out')
        throw new Error('The disk did not take the file in time.');
    }
  }

  #failure(): string {
    const text = Buffer.from(this.#message);
    return text.toString('utf8', 0, text.indexOf(0) < 0 ? text.length : text.indexOf(0));
  }

  #get(word: keyof typeof WORDS): number {
    return Atomics.load(this.#words, WORDS[word]);
  }

  /** Sets a word, and wakes the other side. */
  #set(word: keyof typeof WORDS, value: number, signal: 'woken' | 'seen'): void {
    Atomics.store(this.#words, WORDS[word], value);
    Atomics.add(this.#words, WORDS[signal], 1);
    Atomics.notify(this.#words, WORDS[signal]);
  }
}
