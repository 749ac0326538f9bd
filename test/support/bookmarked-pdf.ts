import { rawPdf } from './pdf-fixtures.js';

/**
 * Two pages: “Master services agreement” over “Recitals”, then “Sche-” over “dule A: service levels”. `outline` are the
 * objects from number 8 on.
 */
export function bookmarkedPdf(...outline: readonly string[]): string {
  const page = (contents: number): string =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Resources<</Font<</F1 5 0 R>>>>/Contents ${contents} 0 R>>`;
  const words = (first: string, second: string): string => {
    const data = `BT /F1 12 Tf 20 100 Td (${first}) Tj 0 -20 Td (${second}) Tj ET`;
    return `<</Length ${data.length}>>\nstream\n${data}\nendstream`;
  };
  return rawPdf([
    '<</Type/Catalog/Pages 2 0 R/Outlines 8 0 R>>',
    '<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>',
    page(6),
    page(7),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    words('Master services agreement', 'Recitals'),
    words('Sche-', 'dule A: service levels'),
    ...outline,
  ]);
}
