/** What the foot line of one page says: its number, and the Bates number and legend where it has them. */
export interface FootWords {
  readonly number: number;
  readonly bates: string | null;
  readonly legend: string | null;
}

/** The text of a produced page without the foot line printed on it, which a viewer reads last. */
export function withoutFootLine(text: string, { number, bates, legend }: FootWords): string {
  const rows = text.split('\n');
  const words = [bates, legend, String(number)].flatMap((word) => squeezed(word ?? '') || []);
  for (let row = rows.at(-1); row !== undefined && words.length > 0; row = rows.at(-1)) {
    let rest = squeezed(row);
    const unread = words.filter((word) => {
      const isHere = rest.includes(word);
      if (isHere) rest = rest.replace(word, '');
      return !isHere;
    });
    if (rest !== '' || unread.length === words.length) break;
    rows.pop();
    words.splice(0, words.length, ...unread);
  }
  return rows.join('\n');
}

function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u0002-]+/g, '');
}
