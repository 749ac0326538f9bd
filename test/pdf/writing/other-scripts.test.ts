import { expect } from 'chai';
import { join } from 'node:path';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import type { Assembly } from '../../../src/pdf/assembly.js';
import { checkPdf } from '../../../src/pdf/checking/check-pdf.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { asItStands, directedRuns } from '../../../src/pdf/writing/reading-order.js';
import { shapeText, textWidth, typeface } from '../../../src/pdf/writing/typeface.js';
import { plainPdf, workFolder, write } from '../../support/pdf-fixtures.js';

const SERIF = typeface('serif');
const quiet = () => undefined;

describe('titles in any script', () => {
  const faces: readonly [text: string, faces: readonly string[]][] = [
    ['Exhibit A', ['serif']],
    ['和解协议', ['chinese']], // simplified: not in the Japanese face
    ['株式会社の通知', ['japanese']],
    ['합의서', ['korean']],
    ['הסכם', ['hebrew']],
    ['اتفاقية', ['arabic']],
    ['اتفاقية؛ متى؟', ['arabic', 'serif']], // its comma and question mark are letters of no one script
    ['Договор', ['serif']],
    ['✓ → ≤ ● ☆', ['japanese', 'serif']], // signs that the Latin faces lack; the blanks are the face's own
  ];
  for (const [text, expected] of faces)
    it(`“${text}” is set in ${expected.join(' and ')}`, () => {
      expect([...new Set(shapeText(SERIF, text).map(({ face }) => face.name))]).to.deep.equal(expected);
      expect(textWidth(SERIF, 10, text)).to.be.above(10);
    });

  it('what no face has, and what would turn the direction, is shown by its number and obeyed never', () => {
    expect(wordsOf('龘')).to.equal('[U+9F98]');
    expect(wordsOf('✓ ✗')).to.equal('✓ [U+2717]'); // no face here has the cross
    expect(wordsOf('a\u202egnp.exe')).to.equal('a[U+202E]gnp.exe');
  });

  it('text that runs leftwards stands in the order of the bidirectional algorithm, brackets turned', () => {
    const read: readonly [text: string, stands: string][] = [
      ['הסכם (2014) סופי', 'יפוס (2014) םכסה'],
      ['Exhibit שלום abc', 'Exhibit םולש abc'],
      ['שלום Exhibit B עולם', 'םלוע Exhibit B םולש'],
      ['no Hebrew (at all)', 'no Hebrew (at all)'],
    ];
    for (const [text, stands] of read) expect(asItStands(text)).to.equal(stands);
    expect(directedRuns('abc שלום').map(({ isLeftwards }) => isLeftwards)).to.deep.equal([false, true]);
    expect(wordsOf('הסכם (2014)')).to.equal('(2014) םכסה');
  });

  it('Arabic letters are joined', () => {
    const ids = (text: string) => shapeText(SERIF, text).flatMap(({ glyphs }) => glyphs.map(({ id }) => id));
    const alone = [...'محمد'].flatMap(ids);
    expect(ids('محمد').some((id) => !alone.includes(id))).to.equal(true);
  });

  for (const legend of ['סודי ביותר', 'سري للغاية', '秘密', 'נספח B (2014)'])
    it(`a file with “${legend}” at the foot of every page is as planned, and reads so`, async () => {
      const { folder, remove } = await workFolder();
      try {
        const path = await write(folder, 'source.pdf', await plainPdf(1));
        const assembly: Assembly = {
          ...{ paper: 'letter', title: legend, date: '2014-06-09', legend, isDraft: false },
          parts: [
            { kind: 'cover', firstPage: 1, pageCount: 1, heading: 'Enclosures', title: legend, lines: [] },
            {
              ...{ kind: 'copied', firstPage: 2, pageCount: 1, path, sourcePage: 1, bates: null, links: [] },
              exhibitLines: ['Ex. A, p. 1 of 1'],
            },
          ],
          outline: [{ title: legend, page: 1, children: [] }],
        };
        const out = join(folder, 'out.pdf');
        await assemblePdf({ assembly, out }, quiet);
        const { findings } = await checkPdf({ path: out, assembly }, quiet);
        expect(findings.filter(({ level }) => level === 'stop')).to.deep.equal([]);
        const { pages } = await pageText({ path: out }, quiet);
        expect(pages[1]?.text).to.include('Ex. A, p. 1 of 1').and.not.to.include('[U+');
        // Another legend, or another place in the exhibit, is found.
        for (const other of [
          { ...assembly, legend: 'שונה' },
          {
            ...assembly,
            parts: assembly.parts.map((part) =>
              part.kind === 'copied' ? { ...part, exhibitLines: ['Ex. A, p. 2 of 2'] } : part,
            ),
          },
        ])
          expect((await checkPdf({ path: out, assembly: other }, quiet)).findings).to.containSubset([
            { level: 'stop' },
          ]);
      } finally {
        await remove();
      }
    });
});

/** The characters behind the glyphs as they stand on the line. */
function wordsOf(text: string): string {
  return shapeText(SERIF, text)
    .flatMap(({ glyphs }) => glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints)))
    .join('');
}
