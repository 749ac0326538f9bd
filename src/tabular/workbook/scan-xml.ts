import { Parser } from 'htmlparser2';
import { WorkbookProblem } from './workbook-problem.js';

/** What is done with the elements of a part as they come; names are without their prefix. */
export interface XmlReader {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (words: string) => void;
  readonly close?: (name: string) => void;
  /** True once enough was read. */
  readonly isDone?: () => boolean;
}

const DEEPEST = 200;

/**
 * Reads a part element by element; it is never held whole. Throws `WorkbookProblem` for one that declares a document type,
 * which could make little of it mean much, and for one that ends in the middle.
 */
export async function scanXml(
  pieces: AsyncIterable<string>,
  { open, text, close, isDone }: XmlReader,
  part: string,
): Promise<void> {
  const at = { depth: 0, hadRoot: false, isEnding: false };
  const problems: WorkbookProblem[] = [];
  const refuse = (state: WorkbookProblem['state'], reason: string): void => {
    problems.push(new WorkbookProblem(state, reason));
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        at.depth += 1;
        at.hadRoot = true;
        if (at.depth > DEEPEST) refuse('damaged', `The workbook is damaged: ${part} is nested too deep.`);
        open?.(bare(name), attributes);
      },
      ontext: (words) => text?.(words),
      onclosetag: (name) => {
        at.depth -= 1;
        // The parser closes what the file left open when it ends.
        if (at.isEnding) refuse('damaged', `The workbook is damaged: its part ${part} breaks off.`);
        close?.(bare(name));
      },
      onprocessinginstruction: (name) => {
        if (name.startsWith('!'))
          refuse('unsupported', 'The workbook declares a document type of its own; it is not read.');
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const expectSound = (): void => {
    if (problems[0] !== undefined) throw problems[0];
  };
  for await (const piece of pieces) {
    parser.write(piece);
    expectSound();
    if (isDone?.() === true) return;
  }
  at.isEnding = true;
  parser.end();
  expectSound();
  if (!at.hadRoot)
    throw new WorkbookProblem('damaged', `The workbook is damaged: its part ${part} holds nothing.`);
}

/** The value of an attribute whatever prefix its name has. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const own = attributes[name];
  if (own !== undefined) return own;
  const prefixed = Object.keys(attributes).find((key) => key.endsWith(`:${name}`));
  return prefixed === undefined ? undefined : attributes[prefixed];
}

/** Programs write `1` or `true`. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Excel writes characters that XML has no place for as `_x000D_`. */
export function unescaped(words: string): string {
  if (!words.includes('_x')) return words;
  return words.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function bare(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
