import { shownOnPaper, typeface } from '../../pdf/writing/typeface.js';

/** Texts as paper shows them, each in its place: what no face has by its number. */
export async function textsOnPaper({
  texts,
}: {
  readonly texts: readonly string[];
}): Promise<{ readonly texts: readonly string[] }> {
  const face = typeface('serif');
  return Promise.resolve({ texts: texts.map((text) => shownOnPaper(face, text)) });
}
