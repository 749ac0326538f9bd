/** In half points: what is set no larger cannot be read. */
export const SMALLEST = 4;

/** `<w:vanish/>`, `w:val="true"`: a property that is on unless it says otherwise. */
export function isOn(value: string): boolean {
  return !/^(?:0|false|off)$/i.test(value);
}

/** Whether a fill or highlight is none, or white as the paper. */
export function isOff(fill: string): boolean {
  return /^(?:|auto|none|clear|nil|ffffff|white)$/i.test(fill);
}

/** Whether letters of this colour cannot be told from paper. */
export function isWhite(value: string, theme: string): boolean {
  if (/^(?:background1|light1|bg1)$/i.test(theme)) return true;
  return /^(?:f[0-9a-f]){3}$/i.test(value);
}

/** The ids of styles whose words are hidden, themselves or through the style they rest on. */
export function hidingStyles(styles: string): ReadonlySet<string> {
  const found = new Map<string, { readonly basedOn: string; readonly hides: boolean | null }>();
  for (const [, id = '', body = ''] of styles.matchAll(
    /<w:style\b[^>]*\bw:styleId="([^"]*)"[^>]*>([\s\S]*?)<\/w:style>/g,
  )) {
    const vanish = /<w:vanish\b(?:[^>]*\bw:val="([^"]*)")?[^>]*>/.exec(body);
    found.set(id, {
      basedOn: /<w:basedOn\b[^>]*\bw:val="([^"]*)"/.exec(body)?.[1] ?? '',
      hides: vanish ? isOn(vanish[1] ?? '') : null,
    });
  }
  const hides = (id: string, depth: number): boolean => {
    const style = found.get(id);
    if (!style || depth > 20) return false;
    return style.hides ?? hides(style.basedOn, depth + 1);
  };
  return new Set([...found.keys()].filter((id) => hides(id, 0)));
}

/** The words of each comment, with who wrote it. */
export function commentsIn(xml: string): readonly { readonly words: string; readonly author: string }[] {
  return [...xml.matchAll(/<w:comment\b([^>]*)>([\s\S]*?)<\/w:comment>/g)].map(
    ([, said = '', body = '']) => ({
      author: /\bw:author="([^"]*)"/.exec(said)?.[1] ?? '',
      words: body,
    }),
  );
}
