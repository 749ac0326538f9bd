import { createReadStream } from 'node:fs';

/** A line is looked at up to here: delimiters and header lines are shorter, what is longer is content. */
const LONGEST_LINE = 2_000;
const DEEPEST = 100;

/** A part as its own header declares it. */
interface Declared {
  readonly type: string;
  readonly boundary: string | null;
  readonly encoding: string;
  readonly name: string | null;
}

/**
 * What of a message did not come whole, a sentence each: it ends before its last part does (RFC 2046 5.1.1 closes a
 * multipart with its delimiter and two hyphens), or a part in base64 has other characters or ends in the middle of a
 * group (RFC 2045 6.8). Parsers pass over both. `start` is the first byte of its header.
 */
export async function notWhole(path: string, start: number): Promise<string[]> {
  const watch = new MessageWatch();
  let rest = '';
  for await (const chunk of createReadStream(path, { start })) {
    const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) watch.line(line);
    // A line without an end is content: its beginning tells what it is, the rest of it is passed on in pieces.
    if (rest.length > LONGEST_LINE * 8) {
      watch.piece(rest);
      rest = '';
    }
  }
  if (rest !== '') watch.line(rest);
  return watch.end();
}

class MessageWatch {
  private readonly open: string[] = [];
  private header: string[] | null = [];
  private part: Declared = NOTHING;
  private base64 = { letters: 0, padding: 0, strange: 0 };
  private isLongLine = false;
  private readonly damaged: string[] = [];

  line(text: string): void {
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (this.isLongLine) {
      this.isLongLine = false;
      this.content(line);
    } else if (!this.delimiter(line)) {
      if (this.header === null) this.content(line);
      else if (line === '') this.headerEnds(this.header);
      else this.header.push(line.slice(0, LONGEST_LINE));
    }
  }

  /** The beginning of a line, or more of it, that ends later. */
  piece(text: string): void {
    this.isLongLine = true;
    if (this.header === null) this.content(text);
  }

  end(): string[] {
    const isCut = this.open.length > 0;
    this.partEnds(isCut);
    return [
      ...(isCut
        ? [
            'The message ends without the line that closes its last part: it may have been cut off on its way or when it was saved. Compare it with the one in the mailbox.',
          ]
        : []),
      ...this.damaged,
    ];
  }

  private delimiter(line: string): boolean {
    if (!line.startsWith('--')) return false;
    const said = line.trimEnd();
    for (let at = this.open.length - 1; at >= 0; at -= 1) {
      const delimiter = `--${this.open[at] ?? ''}`;
      const isClose = said === `${delimiter}--`;
      if (said !== delimiter && !isClose) continue;
      this.partEnds(false);
      this.open.length = isClose ? at : at + 1;
      this.header = isClose ? null : [];
      this.part = NOTHING;
      return true;
    }
    return false;
  }

  private headerEnds(lines: readonly string[]): void {
    this.part = declared(lines);
    this.header = null;
    const { type, boundary, encoding } = this.part;
    if (type.startsWith('multipart/') && boundary !== null && this.open.length < DEEPEST)
      this.open.push(boundary);
    // A message inside the message has a header of its own, unless it is written in an encoding.
    else if (type === 'message/rfc822' && !/^(?:base64|quoted-printable)$/.test(encoding)) this.header = [];
  }

  private content(text: string): void {
    if (this.part.encoding !== 'base64') return;
    const letters = text.replace(/[^A-Za-z0-9+/]/g, '').length;
    const padding = text.split('=').length - 1;
    this.base64.letters += letters;
    this.base64.padding += padding;
    this.base64.strange += text.replace(/\s/g, '').length - letters - padding;
  }

  private partEnds(isCut: boolean): void {
    const { letters, padding, strange } = this.base64;
    this.base64 = { letters: 0, padding: 0, strange: 0 };
    if (this.part.encoding !== 'base64' || letters === 0) return;
    const isShort = (letters + padding) % 4 !== 0;
    const what = this.part.name === null ? 'A part of the message' : `“${this.part.name}”, attached,`;
    if (strange > 0)
      this.damaged.push(
        `${what} came with ${strange === 1 ? 'a character' : `${strange.toLocaleString('en-US')} characters`} that cannot be in it, which ${strange === 1 ? 'was' : 'were'} passed over: it may be damaged.`,
      );
    else if (isCut) this.damaged.push(`${what} is not whole: its end is missing.`);
    // RFC 2045 6.8 fills up the last group: where it is not full, something is gone or was never written.
    else if (isShort) this.damaged.push(`${what} ends in the middle: its end may be missing.`);
  }
}

const NOTHING: Declared = { type: 'text/plain', boundary: null, encoding: '7bit', name: null };

function declared(lines: readonly string[]): Declared {
  const unfolded = lines.join('\n').replace(/\n[ \t]+/g, ' ');
  const field = (name: string): string =>
    new RegExp(`^${name}[ \\t]*:[ \\t]*(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
  const content = field('content-type');
  const parameter = (from: string, name: string): string | null => {
    const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(from);
    return found === null ? null : (found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? null);
  };
  return {
    type: /^[^\s;]+/.exec(content)?.[0].toLowerCase() ?? 'text/plain',
    boundary: parameter(content, 'boundary'),
    encoding: /^[^\s;]+/.exec(field('content-transfer-encoding'))?.[0].toLowerCase() ?? '7bit',
    name: plainName(parameter(field('content-disposition'), 'filename') ?? parameter(content, 'name')),
  };
}

/** A name that is written in an encoding of its own is not worth reading twice. */
function plainName(name: string | null): string | null {
  return name === null || /=\?|[^ -~]/.test(name) ? null : name;
}
