import sanitizeHtml from 'sanitize-html';

/** One kind of thing a message had that is not shown, and how often. */
export interface Removal {
  readonly what: keyof typeof REMOVED;
  readonly count: number;
}

/** A message's HTML with nothing in it that runs, loads or leads anywhere. */
export interface SafeHtml {
  readonly html: string;
  readonly removed: readonly Removal[];
}

/** What was left out, for one and for several; a person who looks at the message reads these. */
export const REMOVED = {
  pictures: ['picture kept elsewhere was not loaded', 'pictures kept elsewhere were not loaded'],
  pixels: [
    'invisible picture was not loaded: it would have told its sender that the message was opened',
    'invisible pictures were not loaded: they would have told their sender that the message was opened',
  ],
  scripts: ['script was left out', 'scripts were left out'],
  handlers: ['script in an attribute was left out', 'scripts in attributes were left out'],
  scriptLinks: ['link that runs a script was left out', 'links that run scripts were left out'],
  links: [
    'link is shown as its address and cannot be followed here',
    'links are shown as their addresses and cannot be followed here',
  ],
  forms: ['form or form field was left out', 'forms or form fields were left out'],
  frames: ['frame or embedded object was left out', 'frames or embedded objects were left out'],
  drawings: ['drawing (SVG or MathML) was left out', 'drawings (SVG or MathML) were left out'],
  sheets: ['style sheet was left out', 'style sheets were left out'],
  loadingStyles: ['style that loads a file was left out', 'styles that load files were left out'],
  redirects: [
    'instruction to go to another page was left out',
    'instructions to go to another page were left out',
  ],
  bases: ['base address for links was left out', 'base addresses for links were left out'],
  media: ['sound or film was left out', 'sounds or films were left out'],
  hidden: [
    'passage that the layout hides is shown here, marked',
    'passages that the layout hides are shown here, marked',
  ],
} as const satisfies Record<string, readonly [string, string]>;

const KINDS_OF_TAG: Readonly<Record<string, keyof typeof REMOVED>> = {
  script: 'scripts',
  noscript: 'scripts',
  form: 'forms',
  input: 'forms',
  button: 'forms',
  select: 'forms',
  textarea: 'forms',
  iframe: 'frames',
  frame: 'frames',
  object: 'frames',
  embed: 'frames',
  applet: 'frames',
  portal: 'frames',
  svg: 'drawings',
  math: 'drawings',
  canvas: 'drawings',
  style: 'sheets',
  link: 'sheets',
  base: 'bases',
  audio: 'media',
  video: 'media',
};

const TAGS = [
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'div',
    'span',
    'center',
    'br',
    'hr',
    'blockquote',
    'pre',
    'address',
  ],
  ...[
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'strike',
    'del',
    'ins',
    'mark',
    'sub',
    'sup',
    'small',
    'big',
    'font',
    'tt',
  ],
  ...['code', 'abbr', 'cite', 'q', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'img'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
];
/** Their content is no words of the message. */
const WITHOUT_WORDS = [
  ...['script', 'noscript', 'style', 'title', 'textarea', 'option', 'svg', 'math', 'template', 'xmp'],
  ...['iframe', 'noframes', 'noembed', 'object', 'embed', 'audio', 'video', 'canvas', 'plaintext'],
];
const PICTURE_DATA = /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i;
const COLOR = /^(?:#[0-9a-f]{3,8}|rgba?\([\d\s.,%/]+\)|[a-z]+)$/i;
const LENGTHS = /^(?:(?:[\d.]+(?:px|pt|em|rem|%|in|cm|mm)?|auto)\s*){1,4}$/i;
const WORD = /^[a-z-]+(?: [a-z-]+){0,2}$/i;
const FONTS = /^[\w\s,'"-]+$/;
const BORDER = /^[\w\s.#%-]+$/;
const DEEPEST = 250;

/**
 * Lets through words, tables and plain looks of an HTML message or page, by a list of what is allowed. `pictureOf`
 * gives a picture that came inside the message as a `data:` address, or null.
 */
export function safeHtml(html: string, pictureOf: (contentId: string) => string | null): SafeHtml {
  const counts = new Map<keyof typeof REMOVED, number>();
  const count = (what: keyof typeof REMOVED): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const clean = sanitizeHtml(html, {
    allowedTags: TAGS,
    nonTextTags: WITHOUT_WORDS,
    allowedAttributes: {
      '*': ['style', 'title', 'dir', 'lang', 'align', 'valign'],
      span: ['class'],
      img: ['src', 'alt', 'width', 'height'],
      font: ['color', 'size', 'face'],
      ol: ['start', 'type'],
      table: ['border', 'cellpadding', 'cellspacing', 'width', 'bgcolor'],
      td: ['colspan', 'rowspan', 'width', 'height', 'bgcolor'],
      th: ['colspan', 'rowspan', 'width', 'height', 'bgcolor', 'scope'],
      tr: ['bgcolor'],
      col: ['span', 'width'],
    },
    allowedClasses: { span: ['link', 'not-shown', 'hidden-words'] },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: { '*': STYLES },
    nestingLimit: DEEPEST,
    transformTags: {
      a: (tagName, attribs) => link(tagName, attribs, count),
      area: (tagName, attribs) => link(tagName, attribs, count),
      img: (_, attribs) => picture(attribs, pictureOf, count),
      '*': (tagName, attribs) => counted(tagName, attribs, count),
    },
  });
  return { html: clean, removed: [...counts].map(([what, number]) => ({ what, count: number })) };
}

/** `2 pictures kept elsewhere were not loaded`. */
export function removalText({ what, count }: Removal): string {
  const [one, several] = REMOVED[what];
  return `${count} ${count === 1 ? one : several}`;
}

type Count = (what: keyof typeof REMOVED) => void;

const STYLES = {
  color: [COLOR],
  'background-color': [COLOR],
  'font-family': [FONTS],
  'font-size': [LENGTHS, WORD],
  'font-style': [WORD],
  'font-weight': [WORD, /^\d{3}$/],
  'line-height': [LENGTHS],
  'text-align': [WORD],
  'text-decoration': [WORD],
  'text-indent': [LENGTHS],
  'vertical-align': [WORD, LENGTHS],
  'white-space': [WORD],
  'list-style-type': [WORD],
  width: [LENGTHS],
  'max-width': [LENGTHS],
  'border-collapse': [WORD],
  ...Object.fromEntries(
    ['', '-top', '-right', '-bottom', '-left'].flatMap((side) => [
      [`padding${side}`, [LENGTHS]],
      [`margin${side}`, [LENGTHS]],
      [`border${side}`, [BORDER]],
    ]),
  ),
};

function counted(tagName: string, attribs: sanitizeHtml.Attributes, count: Count): sanitizeHtml.Tag {
  const kind = KINDS_OF_TAG[tagName];
  if (kind !== undefined) count(kind);
  if (tagName === 'meta' && /refresh/i.test(attribs['http-equiv'] ?? '')) count('redirects');
  for (const [name, value] of Object.entries(attribs)) {
    if (/^on/i.test(name)) count('handlers');
    else if (name === 'background') count('pictures');
    else if (name === 'style') {
      if (/url\s*\(|@import|image-set|expression\s*\(|\\/i.test(value)) count('loadingStyles');
      if (
        /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])/i.test(value)
      )
        count('hidden');
    }
  }
  return { tagName, attribs };
}

function link(_tagName: string, attribs: sanitizeHtml.Attributes, count: Count): sanitizeHtml.Tag {
  const { href = '', style, ...others } = attribs;
  const handlers = Object.fromEntries(Object.entries(others).filter(([name]) => /^on/i.test(name)));
  const address = withoutControls(href);
  if (address === '' || address.startsWith('#')) return { tagName: 'span', attribs: handlers };
  const look = style === undefined ? {} : { style };
  // A browser skips tabs and line ends inside a scheme, so they are taken out before it is looked at.
  if (/^(?:javascript|vbscript|data):/i.test(address.replace(/\s/g, ''))) {
    count('scriptLinks');
    return { tagName: 'span', attribs: { ...handlers, ...look } };
  }
  count('links');
  return { tagName: 'span', attribs: { ...handlers, ...look, class: 'link', title: address.slice(0, 500) } };
}

function picture(
  attribs: sanitizeHtml.Attributes,
  pictureOf: (contentId: string) => string | null,
  count: Count,
): sanitizeHtml.Tag {
  const { src = '', srcset: _, ...others } = attribs;
  const address = withoutControls(src);
  const inside = /^cid:(.+)$/i.exec(address)?.[1];
  const data = inside === undefined ? address : (pictureOf(decoded(inside)) ?? '');
  if (PICTURE_DATA.test(data)) return { tagName: 'img', attribs: { ...others, src: data } };
  const isPixel = [others['width'], others['height']].some((size) =>
    /^[01](?:px)?$/.test(size?.trim() ?? ''),
  );
  count(isPixel ? 'pixels' : 'pictures');
  const { alt = '', width: _width, height: _height, ...kept } = others;
  return {
    tagName: 'span',
    attribs: { ...kept, class: 'not-shown' },
    text: isPixel ? '' : `[picture not loaded${alt.trim() === '' ? '' : `: ${alt.trim()}`}]`,
  };
}

function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, '').trim();
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch (error) {
    if (error instanceof URIError) return contentId;
    throw error;
  }
}
