import { deflateSync } from 'node:zlib';

export const CATALOG = '<</Type/Catalog/Pages 2 0 R>>';
export const TREE = '<</Type/Pages/Count 1/Kids[3 0 R]>>';
export const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
export const WORDS = 'BT /F1 24 Tf 60 500 Td (Words that must stay) Tj ET 0.2 0.4 0.8 rg 60 300 200 80 re f';

/** One page of the given entries and contents; further objects follow from number 6. */
export function page(entries: string, contents = WORDS, ...more: string[]): string[] {
  return [
    CATALOG,
    TREE,
    `<</Type/Page/Parent 2 0 R${entries.includes('/MediaBox') ? '' : '/MediaBox[0 0 612 792]'}` +
      `${entries.includes('/Resources') ? '' : '/Resources<</Font<</F1 4 0 R>>>>'}/Contents 5 0 R${entries}>>`,
    FONT,
    stream(contents),
    ...more,
  ];
}

export function stream(data: string, entries = ''): string {
  return `<<${entries}/Length ${data.length}>>\nstream\n${data}\nendstream`;
}

export function packed(data: string, entries = ''): string {
  return stream(deflateSync(Buffer.from(data, 'latin1')).toString('latin1'), `/Filter/FlateDecode${entries}`);
}
