import { Parser } from 'htmlparser2';
import type { ClauseNumbers } from './clause-numbers.js';
import { mathLine, type MathLine } from './math-line.js';

/** Fields, tags and directions: what stands round runs and shows nothing itself. */
const AROUND =
  /^(?:w:(?:fldSimple|smartTag|customXml|dir|bdo|ruby)|m:oMathPara|v:(?:oval|line|polyline|arc|curve))$/;
/** What says something of what it stands in, and has no words of the paper. */
const SAID_OF = /^(?:w:(?:rubyPr|fldData|smartTagPr|customXmlPr)|m:oMathParaPr)$/;

interface Paragraph {
  style: string | null;
  list: string | null;
  level: number | null;
  isGone: boolean;
}

/**
 * A part of a Word file in plain runs alone: what only stands round runs is taken away, an equation becomes its line,
 * and automatic numbers become words. `isUncounted` where a number is in a text box, which is counted apart.
 */
export function plainWord(xml: string, numbers: ClauseNumbers): { xml: string; isUncounted: boolean } {
  const open: string[] = [];
  const outs: string[] = [''];
  const annotations: string[] = [];
  const paragraphs: Paragraph[] = [];
  let skipped = 0;
  let math: { line: MathLine; depth: number } | null = null;
  let isUncounted = false;

  const write = (text: string): void => {
    outs[outs.length - 1] += text;
  };
  const writeRun = (words: string): void =>
    write(`<w:r><w:t xml:space="preserve">${escaped(words)}</w:t></w:r>`);
  const isIn = (...names: readonly string[]): boolean =>
    names.every((name, i) => open.at(i - names.length) === name);

  const property = (name: string, value: string | undefined): void => {
    const paragraph = paragraphs.at(-1);
    if (!paragraph) return;
    if (name === 'w:pStyle' && isIn('w:p', 'w:pPr')) paragraph.style = value ?? null;
    if (name === 'w:numId' && isIn('w:p', 'w:pPr', 'w:numPr')) paragraph.list = value ?? null;
    if (name === 'w:ilvl' && isIn('w:p', 'w:pPr', 'w:numPr')) paragraph.level = Number(value);
    // A paragraph whose mark is deleted or hidden has no number of its own.
    if (/^w:(?:del|moveFrom|vanish)$/.test(name) && isIn('w:p', 'w:pPr', 'w:rPr'))
      paragraph.isGone = !/^(?:0|false|off)$/.test(value ?? '');
  };
  const writeNumber = (paragraph: Paragraph): void => {
    if (paragraph.isGone) return;
    if (open.includes('w:txbxContent')) isUncounted ||= paragraph.list !== null && paragraph.list !== '0';
    else {
      const number = numbers.next(paragraph);
      if (number !== null) writeRun(number);
    }
  };

  const parser = new Parser(
    {
      onprocessinginstruction: (_, data) => write(`<${data}>`),
      onopentag: (name, attributes) => {
        if (skipped > 0 || SAID_OF.test(name)) {
          skipped += 1;
          return;
        }
        if (math) {
          math.depth += 1;
          math.line.open(name, attributes['m:val'] ?? '');
          return;
        }
        if (name === 'm:oMath') {
          math = { line: mathLine(), depth: 0 };
          return;
        }
        property(name, attributes['w:val']);
        if (name === 'w:p') paragraphs.push({ style: null, list: null, level: null, isGone: false });
        open.push(name);
        if (AROUND.test(name)) return;
        if (name === 'w:rt' || name === 'w:rubyBase') {
          outs.push('');
          return;
        }
        const said = Object.entries(attributes).map(([key, text]) => ` ${key}="${escaped(text)}"`);
        write(`<${plainName(name)}${said.join('')}>`);
      },
      ontext: (text) => {
        if (skipped > 0) return;
        if (math) math.line.text(text);
        else write(escaped(text));
      },
      onclosetag: (name) => {
        if (skipped > 0) {
          skipped -= 1;
          return;
        }
        if (math && math.depth > 0) {
          math.depth -= 1;
          math.line.close(name);
          return;
        }
        if (math) {
          const words = math.line.words();
          math = null;
          if (open.includes('w:p')) writeRun(words);
          else write(`<w:p><w:r><w:t xml:space="preserve">${escaped(words)}</w:t></w:r></w:p>`);
          return;
        }
        open.pop();
        if (name === 'w:rt') annotations.push(outs.pop() ?? '');
        else if (name === 'w:rubyBase') write(outs.pop() ?? '');
        else if (name === 'w:ruby') {
          const annotation = annotations.pop() ?? '';
          if (annotation.includes('</w:t>')) {
            writeRun(' [');
            write(annotation);
            writeRun(']');
          }
        } else if (!AROUND.test(name)) write(`</${plainName(name)}>`);
        const paragraph = paragraphs.at(-1);
        if (name === 'w:pPr' && open.at(-1) === 'w:p' && paragraph) writeNumber(paragraph);
        if (name === 'w:p') paragraphs.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return { xml: outs[0] ?? xml, isUncounted };
}

/** A carriage return is a line break by its old name. */
function plainName(name: string): string {
  return name === 'w:cr' ? 'w:br' : name;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
