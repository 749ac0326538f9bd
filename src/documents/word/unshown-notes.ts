const COMPARE = 'Open the original, or attach a PDF of it.';
/** What mammoth says it left out, and has nothing to show: marks, and how a shape is drawn. */
const NOTHING_TO_SHOW =
  /^(?:w:(?:perm(?:Start|End)|proofErr|footnotePr|endnotePr|separator|continuationSeparator|tblPrEx|sdtPr|sdtEndPr|altChunk|control|customXml\w*Range(?:Start|End)|delText|delInstrText|contentPart|background|fldData|lastRenderedPageBreak|softHyphen)|v:(?:fill|stroke|path|formulas|handles|f|h|textpath|extrusion|imagedata)|office-word:\w+|\{.*\}.*|(?!w:|v:|m:).*)$/;

/**
 * Notes on what the paper has and the words read here do not. `xml` is all that is on paper, as the file has it; `unread`
 * is what mammoth said while it read the text.
 */
export function unshownNotes(xml: string, unread: readonly string[]): readonly string[] {
  const count = (pattern: RegExp): number => xml.match(pattern)?.length ?? 0;
  const notes: string[] = [];
  const say = (n: number, one: string, many: string, rest: string): void => {
    if (n > 0) notes.push(`${n === 1 ? `${one} in the file is` : `${n} ${many} in the file are`} ${rest}`);
  };
  say(
    count(/<m:oMath[\s>]/g),
    'An equation',
    'equations',
    'written in one line, without the layout: check against the original.',
  );
  say(
    count(/\buri="[^"]*\/chart(?:ex)?"/g),
    'A chart',
    'charts',
    `not shown, with the words and figures of it. ${COMPARE}`,
  );
  say(
    count(/\buri="[^"]*\/diagram"/g),
    'A diagram (SmartArt)',
    'diagrams (SmartArt)',
    `not shown, with the words of it. ${COMPARE}`,
  );
  say(
    count(/<o:OLEObject[\s>]/g),
    'An object of another program (OLE)',
    'objects of other programs (OLE)',
    `not read; at most a picture of it is shown. ${COMPARE}`,
  );
  say(
    count(/\buri="[^"]*\/wordprocessing(?:Group|Canvas|Ink)"/g),
    'A drawing of several shapes',
    'drawings of several shapes',
    `not shown in full. ${COMPARE}`,
  );
  say(
    count(/<w:(?:control|ddList)[\s>]/g),
    'A form field with a choice',
    'form fields with a choice',
    `not read: what was chosen is not shown. ${COMPARE}`,
  );
  say(
    count(/\b(?:LISTNUM|AUTONUM(?:LGL|OUT)?)\b/g),
    'A number that Word counts in a field',
    'numbers that Word counts in fields',
    `not shown. ${COMPARE}`,
  );
  say(
    unread.filter((words) => words.startsWith('A w:sym element')).length,
    'A sign of a special font',
    'signs of special fonts',
    `not shown. ${COMPARE}`,
  );
  const others = unread.flatMap(
    (words) => /^An unrecognised element was ignored: (.+)$/.exec(words)?.[1] ?? [],
  );
  const lost = [...new Set(others)].filter((name) => !NOTHING_TO_SHOW.test(name)).toSorted();
  if (lost.length > 0)
    notes.push(`Parts of the file of a kind not read here (${lost.join(', ')}) are not shown. ${COMPARE}`);
  return notes;
}
