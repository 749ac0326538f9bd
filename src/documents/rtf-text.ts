const UNSEEN =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header[lrf]?|footer[lrf]?|generator|themedata|colorschememapping|datastore|latentstyles|listtable|listoverridetable|rsidtbl|xmlnstbl|fldinst|bkmkstart|bkmkend|pgdsctbl|nonshppict)$/;
const WORDS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  row: '\n',
  page: '\f',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
};
const SYMBOLS: Readonly<Record<string, string>> = { '~': ' ', _: '-', '\\': '\\', '{': '{', '}': '}' };
const TOKEN = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
const DEEPEST = 500;

/** What a rich text file says: its words, page breaks as form feeds, and what they do not show. */
export interface RtfWords {
  readonly text: string;
  readonly pictures: number;
  /** Words marked as deleted or inserted: both are in `text`. */
  readonly hasTrackedChanges: boolean;
  /** Words that nobody sees (`\\v`): not in `text`. */
  readonly hidden: readonly string[];
  readonly hasStruckWords: boolean;
}

/** The words of a rich text file; `decode` turns bytes of its code page into characters. */
export function rtfWords(rtf: string, decode: (bytes: Uint8Array) => string): RtfWords {
  let text = '';
  let pictures = 0;
  let hasTrackedChanges = false;
  let hasStruckWords = false;
  const hidden: string[] = [];
  let state = { isUnseen: false, isHidden: false, isStruck: false, skip: 1 };
  const outer: (typeof state)[] = [];
  let tooDeep = 0;
  let toSkip = 0;
  let bytes: number[] = [];
  let wasHidden = false;
  const write = (words: string): void => {
    if (state.isUnseen) return;
    const kept = words.slice(Math.min(toSkip, words.length));
    toSkip -= words.length - kept.length;
    say(kept);
  };
  /** Words that follow one another out of sight are one passage. */
  const say = (words: string): void => {
    hasStruckWords ||= state.isStruck && words.trim() !== '';
    if (!state.isHidden) text += words;
    else if (wasHidden) hidden.push((hidden.pop() ?? '') + words);
    else hidden.push(words);
    if (words !== '') wasHidden = state.isHidden;
  };
  // A character of a code page can take several bytes, each written for itself.
  const writeBytes = (): void => {
    if (bytes.length > 0 && !state.isUnseen) say(decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  const control = (word: string, number: string | undefined): void => {
    if (word === 'pict') pictures += 1;
    if (word === 'deleted' || word === 'revised') hasTrackedChanges ||= number !== '0';
    if (UNSEEN.test(word)) state.isUnseen = true;
    else if (word === 'v') state.isHidden = number !== '0';
    else if (word === 'strike' || word === 'striked') state.isStruck = number !== '0';
    else if (word === 'plain') state = { ...state, isHidden: false, isStruck: false };
    else if (word === 'uc') state.skip = Number(number ?? 1);
    else if (word === 'u' && number !== undefined) {
      write(String.fromCharCode(Number(number) & 0xffff));
      toSkip = state.skip;
    } else write(WORDS[word] ?? '');
  };
  for (const [, word, number, byte, symbol, brace, plain] of rtf.matchAll(TOKEN)) {
    if (byte !== undefined) {
      if (toSkip > 0) toSkip -= 1;
      else bytes.push(parseInt(byte, 16));
      continue;
    }
    writeBytes();
    if (brace === '{') {
      if (outer.length < DEEPEST) outer.push(state);
      else tooDeep += 1;
      state = { ...state };
    } else if (brace === '}') {
      if (tooDeep > 0) tooDeep -= 1;
      else state = outer.pop() ?? state;
    } else if (plain !== undefined) write(plain);
    else if (symbol !== undefined) {
      if (symbol === '*') state.isUnseen = true;
      else write(SYMBOLS[symbol] ?? '');
    } else if (word !== undefined) control(word, number);
  }
  writeBytes();
  return {
    text,
    pictures,
    hasTrackedChanges,
    hasStruckWords,
    hidden: hidden.filter((words) => words.trim() !== ''),
  };
}
