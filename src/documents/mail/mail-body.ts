import type { MailParser } from 'mailparser';

/** What a mail says: words, parts that follow one another, and forms of one thing of which a reader sees one. */
export type MailBody =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'parts'; readonly parts: readonly MailBody[] }
  | { readonly kind: 'forms'; readonly forms: readonly MailBody[] };

/** A part as the parser keeps it, of which its typings say nothing. */
interface ParsedPart {
  readonly contentType?: string | false;
  readonly textContent?: string;
  readonly headers: ReadonlyMap<string, unknown>;
  readonly showMeta?: boolean;
  readonly children: readonly ParsedPart[];
}

const INNER_HEADERS = ['From', 'Subject', 'Date', 'To', 'Cc', 'Bcc'] as const;

/**
 * Every part of a mail that is words, in its order and its nesting; attachments are none of it. To be asked once the
 * parser has ended: the one text it hands over by itself leaves out parts that have no twin in the other form.
 */
export function bodyOf(parser: MailParser): MailBody {
  const { tree } = parser as MailParser & { readonly tree?: ParsedPart }; // a parsed boundary: the tree has no typings
  return tree === undefined ? { kind: 'parts', parts: [] } : bodyOfPart(tree);
}

/** A body of one plain text and one HTML form, of which either may be ''. */
export function bodyOfForms(plain: string, html: string): MailBody {
  return {
    kind: 'forms',
    forms: [
      { kind: 'plain', text: plain },
      { kind: 'html', html },
    ],
  };
}

/** The same without parts that are empty. */
export function withoutBlanks(body: MailBody): MailBody {
  if (body.kind === 'parts') return { kind: 'parts', parts: filled(body.parts) };
  if (body.kind === 'forms') return { kind: 'forms', forms: filled(body.forms) };
  return body;
}

/** The leaves of a body as one reader sees them who prefers plain text, or HTML; between them they leave none out. */
export function leavesFor(
  body: MailBody,
  preferred: 'plain' | 'html',
): readonly Extract<MailBody, { kind: 'plain' | 'html' }>[] {
  if (body.kind === 'parts') return body.parts.flatMap((part) => leavesFor(part, preferred));
  if (body.kind !== 'forms') return [body];
  const plain = formsFor(body.forms);
  const rest = body.forms.filter((form) => !plain.includes(form));
  const chosen = preferred === 'plain' || rest.length === 0 ? plain : rest;
  return chosen.flatMap((form) => leavesFor(form, preferred));
}

/** The HTML a body is shown in, its plain parts among it as they stand; '' where it has no HTML. */
export function htmlOfBody(body: MailBody): string {
  const leaves = leavesFor(withoutBlanks(body), 'html');
  if (!leaves.some((leaf) => leaf.kind === 'html')) return '';
  return leaves
    .map((leaf) => (leaf.kind === 'html' ? leaf.html : `<p>${escaped(leaf.text)}</p>`))
    .join('<br/>\n');
}

/** Of the forms of one thing those that are plain text; where none is, those with some; where none has, all. */
function formsFor(forms: readonly MailBody[]): readonly MailBody[] {
  const pure = forms.filter((form) => !has(form, 'html'));
  if (pure.length > 0) return pure;
  const some = forms.filter((form) => has(form, 'plain'));
  return some.length > 0 ? some : forms;
}

function has(body: MailBody, kind: 'plain' | 'html'): boolean {
  if (body.kind === 'parts') return body.parts.some((part) => has(part, kind));
  if (body.kind === 'forms') return body.forms.some((form) => has(form, kind));
  return body.kind === kind;
}

function filled(bodies: readonly MailBody[]): readonly MailBody[] {
  return bodies
    .map(withoutBlanks)
    .filter((body) => has(body, 'plain') || has(body, 'html'))
    .filter(isFilled);
}

function isFilled(body: MailBody): boolean {
  if (body.kind === 'plain') return body.text.trim() !== '';
  return body.kind === 'html' ? body.html.trim() !== '' : true;
}

function bodyOfPart(part: ParsedPart): MailBody {
  const own: MailBody[] = [];
  if (part.showMeta === true) own.push({ kind: 'plain', text: headerOf(part) });
  if (part.textContent !== undefined && part.textContent !== '')
    own.push(
      part.contentType === 'text/html'
        ? { kind: 'html', html: part.textContent }
        : { kind: 'plain', text: part.textContent },
    );
  const inside = part.children.map(bodyOfPart);
  if (part.contentType === 'multipart/alternative') return { kind: 'forms', forms: [...own, ...inside] };
  const [only, ...more] = [...own, ...inside];
  if (only !== undefined && more.length === 0) return only;
  return { kind: 'parts', parts: only === undefined ? [] : [only, ...more] };
}

/** Who wrote a message that stands inside another one, above its words. */
function headerOf({ headers }: ParsedPart): string {
  const lines = INNER_HEADERS.flatMap((name) => {
    const said = wordsOf(headers.get(name.toLowerCase()));
    return said === '' ? [] : [`${name}: ${said}`];
  });
  return `\n${lines.join('\n')}\n`;
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return wordsOf(value.at(-1));
  if (value instanceof Date) return value.toUTCString();
  if (typeof value === 'object' && value !== null && 'text' in value) return String(value.text);
  return typeof value === 'string' ? value : '';
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>\n');
}
