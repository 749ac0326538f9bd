/** An equation of a Word file written in one line, fed tag by tag. */
export interface MathLine {
  readonly open: (name: string, value: string) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
  readonly words: () => string;
}

const BEFORE: Readonly<Record<string, string>> = {
  'm:num': '(',
  'm:den': '/(',
  'm:sup': '^(',
  'm:sub': '_(',
  'm:rad': '√(',
  'm:deg': '[',
  'm:mr': ' ',
};
const AFTER: Readonly<Record<string, string>> = {
  'm:num': ')',
  'm:den': ')',
  'm:sup': ')',
  'm:sub': ')',
  'm:rad': ')',
  'm:deg': ']',
  'm:mr': ';',
};

/** Fractions as (a)/(b), powers as a^(b): no sign of an equation is lost, though its layout is. */
export function mathLine(): MathLine {
  const open: string[] = [];
  const brackets: { first: string; last: string; isOpen: boolean }[] = [];
  let [words, sign] = ['', '∫'];
  return {
    open: (name, value) => {
      const bracket = brackets.at(-1);
      if (name === 'm:d') brackets.push({ first: '(', last: ')', isOpen: false });
      if (name === 'm:begChr' && bracket) bracket.first = value;
      if (name === 'm:endChr' && bracket) bracket.last = value;
      if (name === 'm:e' && open.at(-1) === 'm:d' && bracket) {
        words += bracket.isOpen ? ' | ' : bracket.first;
        bracket.isOpen = true;
      }
      if (name === 'm:naryPr') sign = '∫';
      if (name === 'm:chr') sign = value;
      words += BEFORE[name] ?? '';
      open.push(name);
    },
    text: (text) => {
      if (
        ['m:t', 'w:t'].includes(open.at(-1) ?? '') &&
        !open.some((name) => /^w:(?:del|moveFrom)$/.test(name))
      )
        words += text;
    },
    close: (name) => {
      open.pop();
      if (name === 'm:d') words += brackets.pop()?.last ?? '';
      if (name === 'm:naryPr') words += sign;
      words += AFTER[name] ?? '';
    },
    // Word writes a place for what is not there: the degree of a square root.
    words: () => words.replaceAll('[]', '').replace(/[_^]\(\)/g, ''),
  };
}
