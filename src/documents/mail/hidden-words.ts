import { Parser } from 'htmlparser2';
import type { HiddenWords } from '../reading.js';
import { lookOf, PLAIN_LOOK, whyFaint, type Look } from './css-looks.js';
import { StyleSheet } from './style-sheet.js';

/** A message's HTML parted by what its reader can see. */
export interface PartedHtml {
  /** Without what nobody can see. */
  readonly seen: string;
  /** With it: each passage in `<span class="hidden-words">`, without the looks that hide it. */
  readonly revealed: string;
  readonly hidden: readonly HiddenWords[];
}

/** Their content is no words of the message. */
const NO_WORDS = new Set([
  ...['script', 'style', 'title', 'template', 'noscript', 'textarea', 'option', 'svg', 'math', 'xmp'],
  ...['iframe', 'noframes', 'noembed', 'object', 'embed', 'audio', 'video', 'canvas', 'plaintext'],
]);
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);
const LOOKS = new Set(['style', 'class', 'id', 'color', 'bgcolor', 'background', 'hidden']);
const MOST_PASSAGES = 200;
const LONGEST = 2_000;

interface Open {
  readonly tag: string;
  readonly look: Look;
  readonly isWordless: boolean;
}

/** Parts the words a reader sees from those that the layout hides: by size, colour, place, or not displayed at all. */
export function partHtml(html: string): PartedHtml {
  const sheet = new StyleSheet();
  for (const [, css = ''] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)) sheet.add(css);
  const open: Open[] = [];
  const hidden: { words: string; why: string }[] = [];
  let seen = '';
  let revealed = '';
  let passage: { words: string; why: string } | null = null;

  const endPassage = (): void => {
    if (passage === null) return;
    revealed += '</span>';
    const words = passage.words.replace(/(?:[\s\u00ad\u200b-\u200f\u2060\ufeff]|\u034f)+/g, ' ').trim();
    if (/[\p{L}\p{N}]/u.test(words) && hidden.length < MOST_PASSAGES)
      hidden.push({ words: words.slice(0, LONGEST), why: passage.why });
    passage = null;
  };
  const whyOf = (look: Look): string | null => look.unseen ?? whyFaint(look);

  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        const outer = open.at(-1);
        const look = lookOf(outer?.look ?? PLAIN_LOOK, sheet.stylesFor(tag, attributes));
        const isWordless = (outer?.isWordless ?? false) || NO_WORDS.has(tag);
        open.push({ tag, look, isWordless });
        if (look.unseen === null) endPassage();
        if (look.unseen === null || isWordless) seen += opened(tag, attributes);
        revealed += opened(tag, look.unseen === null || isWordless ? attributes : withoutLooks(attributes));
      },
      ontext: (text) => {
        const here = open.at(-1);
        const why = here && !here.isWordless ? whyOf(here.look) : null;
        const written = here?.isWordless ? text : escaped(text);
        if (why === null || text.trim() === '') {
          if (text.trim() !== '') endPassage();
          if (here?.look.unseen == null || here.isWordless) seen += written;
          revealed += written;
          return;
        }
        if (passage?.why !== why) {
          endPassage();
          passage = { words: '', why };
          revealed += '<span class="hidden-words">';
        }
        passage.words += ` ${text}`;
        revealed += written;
        // Where colours are not known for sure the words are read, and flagged.
        if (here?.look.unseen === null && sheet.leavesColours) seen += written;
      },
      onclosetag: (tag) => {
        const last = open.at(-1);
        if (last?.tag === tag) open.pop();
        // A span of ours never reaches out of the element it began in.
        endPassage();
        if (VOID.has(tag)) return;
        if (last?.look.unseen == null || last.isWordless) seen += `</${tag}>`;
        revealed += `</${tag}>`;
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(html);
  endPassage();
  return { seen, revealed, hidden: joined(hidden) };
}

/** Neighbours hidden in the same way are one passage. */
function joined(all: readonly { words: string; why: string }[]): HiddenWords[] {
  const passages: HiddenWords[] = [];
  for (const one of all) {
    const last = passages.at(-1);
    if (last?.why === one.why && last.words.length + one.words.length < LONGEST)
      passages[passages.length - 1] = { words: `${last.words} ${one.words}`, why: one.why };
    else passages.push(one);
  }
  return passages;
}

function opened(tag: string, attributes: Readonly<Record<string, string>>): string {
  const said = Object.entries(attributes).map(([name, value]) =>
    /^[a-z][\w:.-]*$/i.test(name) ? ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"` : '',
  );
  return `<${tag}${said.join('')}>`;
}

function withoutLooks(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !LOOKS.has(name)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
