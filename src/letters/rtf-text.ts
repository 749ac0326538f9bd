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
const TOKEN = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
const DEEPEST = 500;

/** The words of a rich text file; `decode` turns a byte of its code page into a character. Page breaks are form feeds. */
export function rtfText(rtf: string, decode: (byte: number) => string): string {
  let text = '';
  let state = { isUnseen: false, skip: 1 };
  const outer: (typeof state)[] = [];
  let toSkip = 0;
  const write = (words: string): void => {
    if (state.isUnseen) return;
    const kept = words.slice(Math.min(toSkip, words.length));
    toSkip -= words.length - kept.length;
    text += kept;
  };
  for (const [, word, number, byte, symbol, brace, plain] of rtf.matchAll(TOKEN)) {
    if (brace === '{') {
      if (outer.length < DEEPEST) outer.push(state);
      state = { ...state };
    } else if (brace === '}') state = outer.pop() ?? state;
    else if (plain !== undefined) write(plain);
    else if (byte !== undefined) write(decode(parseInt(byte, 16)));
    else if (symbol !== undefined) {
      if (symbol === '*') state.isUnseen = true;
      else if (symbol === '~') write(' ');
      else if (symbol === '_') write('-');
      else if ('\\{}'.includes(symbol)) write(symbol);
    } else if (word !== undefined) {
      if (UNSEEN.test(word)) state.isUnseen = true;
      else if (word === 'uc') state.skip = Number(number ?? 1);
      else if (word === 'u' && number !== undefined) {
        write(String.fromCharCode(Number(number) & 0xffff));
        toSkip = state.skip;
      } else write(WORDS[word] ?? '');
    }
  }
  return text;
}
