import { declarationsIn, type Declarations } from './css-looks.js';

/** One rule for elements that a name, an id or classes pick; nothing of what stands around them. */
interface Rule {
  readonly tag: string;
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly styles: Declarations;
}

/** What style sheets say of single elements. Rules that look at what is around an element are left out. */
export class StyleSheet {
  readonly #rules: Rule[] = [];
  #leavesColours = false;

  /** Whether a rule that was left out sets colours: what is behind a word is then not known for sure. */
  get leavesColours(): boolean {
    return this.#leavesColours;
  }

  add(css: string): void {
    const bare = withoutBlocks(css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/<!--|-->/g, ''));
    for (const [, selectors = '', body = ''] of bare.matchAll(/([^{}]+)\{([^{}]*)\}/g))
      for (const selector of selectors.split(',')) {
        const found = /^\s*([a-z0-9]*|\*)((?:[.#][\w-]+)*)\s*$/i.exec(selector);
        if (!found || this.#rules.length >= MOST_RULES) {
          this.#leavesColours ||= /(?:color|background)/i.test(body);
          continue;
        }
        const names = found[2]?.match(/[.#][\w-]+/g) ?? [];
        this.#rules.push({
          tag: (found[1] ?? '').replace('*', '').toLowerCase(),
          id: names.find((name) => name.startsWith('#'))?.slice(1) ?? null,
          classes: names.filter((name) => name.startsWith('.')).map((name) => name.slice(1)),
          styles: declarationsIn(body),
        });
      }
  }

  /** What holds for an element, its own style last. */
  stylesFor(tag: string, attributes: Readonly<Record<string, string>>): Declarations {
    const classes = (attributes['class'] ?? '').split(/\s+/);
    const styles = new Map<string, string>();
    for (const rule of this.#rules) {
      if (rule.tag !== '' && rule.tag !== tag) continue;
      if (rule.id !== null && rule.id !== attributes['id']) continue;
      if (!rule.classes.every((one) => classes.includes(one))) continue;
      for (const [name, value] of rule.styles) styles.set(name, value);
    }
    for (const [name, value] of attributeStyles(tag, attributes))
      if (!styles.has(name)) styles.set(name, value);
    for (const [name, value] of declarationsIn(attributes['style'] ?? '')) styles.set(name, value);
    return styles;
  }
}

const MOST_RULES = 2_000;

/** Old mails say looks in attributes. */
function attributeStyles(tag: string, attributes: Readonly<Record<string, string>>): [string, string][] {
  const styles: [string, string][] = [];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value.trim() !== '') styles.push([name, value.trim().toLowerCase()]);
  };
  add('background-color', attributes['bgcolor']);
  add('background-image', attributes['background'] && `url(${attributes['background']})`);
  if (tag === 'font') add('color', attributes['color']);
  if (tag === 'body') add('color', attributes['text']);
  if (attributes['hidden'] !== undefined) add('display', 'none');
  return styles;
}

/** Without `@media { … }` and the like: what holds on one kind of screen only does not hide from the reader. */
function withoutBlocks(css: string): string {
  let out = '';
  let at = 0;
  while (at < css.length) {
    const block = css.indexOf('@', at);
    if (block === -1) return out + css.slice(at);
    out += css.slice(at, block);
    let depth = 0;
    let end = block;
    for (; end < css.length; end += 1) {
      const one = css.charAt(end);
      if (one === ';' && depth === 0) break;
      if (one === '{') depth += 1;
      if (one === '}' && (depth -= 1) <= 0) break;
    }
    at = end + 1;
  }
  return out;
}
