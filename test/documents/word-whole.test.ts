import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Document, LevelFormat, Packer, Paragraph, SimpleField, TextRun } from 'docx';
import { readDocument } from '../../src/documents/read-document.js';
import { WORD_NAMESPACE, writeWordFile } from './word-file.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const MATH = 'http://schemas.openxmlformats.org/officeDocument/2006/math';
const quiet = (): void => undefined;
const run = (words: string): string => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
const par = (inside: string, looks = ''): string => `<w:p><w:pPr>${looks}</w:pPr>${inside}</w:p>`;
const part = (kind: string, body: string): string =>
  `<w:${kind} xmlns:w="${WORD_NAMESPACE}">${body}</w:${kind}>`;
const inList = (list: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
const level = (at: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const graphic = (uri: string): string =>
  `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="${uri}"/></a:graphic></wp:inline></w:drawing></w:r>`;

describe('the words of a Word file', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'word-'))));
  after(() => rm(folder, { recursive: true }));

  async function readAt(path: string) {
    const { pageText, facts, state } = await readDocument({ path, name: 'letter.docx' }, quiet);
    expect(state).to.equal('readable');
    return { text: pageText[0]?.text ?? '', notes: facts.notes.join('\n'), hidden: facts.hidden ?? [] };
  }
  async function read(body: string, others: Readonly<Record<string, string>> = {}) {
    const path = join(folder, 'original');
    await writeWordFile(path, body, others);
    return readAt(path);
  }
  const numbered = (body: string, numbering: string, styles = '') =>
    read(body, {
      'word/numbering.xml': part('numbering', numbering),
      'word/styles.xml': part('styles', styles),
      'word/_rels/document.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        ['numbering', 'styles']
          .map(
            (kind) =>
              `<Relationship Id="${kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${kind}.xml"/>`,
          )
          .join('') +
        '</Relationships>',
      '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${['document.main', 'numbering', 'styles'].map((kind) => `<Override PartName="/word/${kind.replace('.main', '')}.xml" ContentType="${WORD}.${kind}+xml"/>`).join('')}</Types>`,
    });

  const AROUND = [
    ['a field', `<w:fldSimple w:instr=" MERGEFIELD Days ">${run('five')}</w:fldSimple>`],
    ['a field in a field', `<w:fldSimple><w:fldSimple>${run('five')}</w:fldSimple></w:fldSimple>`],
    ['a smart tag', `<w:smartTag w:element="d"><w:smartTagPr/>${run('five')}</w:smartTag>`],
    ['custom XML', `<w:customXml w:element="d"><w:customXmlPr/>${run('five')}</w:customXml>`],
    ['a direction', `<w:dir w:val="rtl">${run('five')}</w:dir>`],
    ['a direction that overrides', `<w:bdo w:val="rtl">${run('five')}</w:bdo>`],
    ['a content control', `<w:sdt><w:sdtPr/><w:sdtContent>${run('five')}</w:sdtContent></w:sdt>`],
    ['a link', `<w:hyperlink w:anchor="a"><w:fldSimple>${run('five')}</w:fldSimple></w:hyperlink>`],
    ['a move to here', `<w:moveTo w:id="1">${run('five')}</w:moveTo>`],
  ] as const;
  for (const [what, inside] of AROUND)
    it(`are those in ${what} too`, async () => {
      const { text } = await read(par(run('Answer within ') + inside + run(' days.')));
      expect(text).to.equal('Answer within five days.');
    });

  it('are those of a field in a header and in a note', async () => {
    const footnote = `<w:footnote w:id="2">${par(`<w:fldSimple>${run('Clause 4.2.')}</w:fldSimple>`)}</w:footnote>`;
    const { text } = await read(par(`${run('Pay')}<w:r><w:footnoteReference w:id="2"/></w:r>`), {
      'word/header1.xml': part('hdr', par(`<w:fldSimple>${run('Our file 77')}</w:fldSimple>`)),
      'word/footnotes.xml': part('footnotes', footnote),
      'word/_rels/document.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    });
    expect(text).to.equal('Our file 77\nPay[1]\n[1] Clause 4.2.');
  });

  it('stay hidden in a field where they are hidden on paper', async () => {
    const secret = '<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r>';
    const { text, hidden } = await read(par(run('Seen.') + `<w:fldSimple>${secret}</w:fldSimple>`));
    expect(text).to.equal('Seen.');
    expect(hidden.map(({ words }) => words)).to.deep.equal(['Secret.']);
  });

  it('keep the base of a ruby, with its annotation in brackets', async () => {
    const { text } = await read(
      par(
        `<w:r><w:ruby><w:rubyPr><w:lid w:val="ja-JP"/></w:rubyPr><w:rt>${run('とうきょう')}</w:rt><w:rubyBase>${run('東京')}</w:rubyBase></w:ruby></w:r>${run(' is meant.')}`,
      ),
    );
    expect(text).to.equal('東京 [とうきょう] is meant.');
  });

  it('write an equation in one line and say so', async () => {
    const t = (words: string): string => `<m:r><m:t>${words}</m:t></m:r>`;
    const math = `<m:oMath xmlns:m="${MATH}">${t('A = P')}<m:d><m:e>${t('1+')}<m:f><m:num>${t('r')}</m:num><m:den>${t('12')}</m:den></m:f></m:e></m:d><m:sSup><m:e>${t('x')}</m:e><m:sup>${t('n')}</m:sup></m:sSup></m:oMath>`;
    const { text, notes } = await read(
      par(run('Owed: ') + math) + `<m:oMathPara xmlns:m="${MATH}">${math}</m:oMathPara>`,
    );
    expect(text).to.equal('Owed: A = P(1+(r)/(12))x^(n)\nA = P(1+(r)/(12))x^(n)');
    expect(notes).to.include('2 equations in the file are written in one line');
  });

  const UNSHOWN = [
    ['A chart', graphic('http://schemas.openxmlformats.org/drawingml/2006/chart')],
    ['A diagram (SmartArt)', graphic('http://schemas.openxmlformats.org/drawingml/2006/diagram')],
    [
      'An object of another program (OLE)',
      '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/></w:object></w:r>',
    ],
    ['A number that Word counts in a field', '<w:fldSimple w:instr=" LISTNUM "/>'],
    ['A sign of a special font', '<w:r><w:sym w:font="Odd" w:char="F123"/></w:r>'],
    ['not read here (w:subDoc)', '<w:subDoc/>'],
  ] as const;
  for (const [note, inside] of UNSHOWN)
    it(`say what is not among them: ${note}`, async () => {
      const { notes } = await read(par(run('See this.') + inside));
      expect(notes).to.include(note);
      expect((await read(par(run('See this.')))).notes).to.equal('');
    });

  it('that were moved away count as deleted', async () => {
    const { notes } = await read(par(run('Stay.') + `<w:moveFrom w:id="1">${run('Gone.')}</w:moveFrom>`));
    expect(notes).to.include('deletions: 1');
  });

  const LEGAL =
    `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}${level(2, 'lowerLetter', '(%3)')}${level(3, 'lowerRoman', '(%4)')}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';

  it('have the numbers of clauses that Word prints, through plain paragraphs between', async () => {
    const at = (depth: number, words: string): string => par(run(words), inList(1, depth));
    const { text, notes } = await numbered(
      at(0, 'Scope') +
        at(1, 'First') +
        par(run('Plain.')) +
        at(1, 'Second') +
        at(0, 'Term') +
        at(2, 'a') +
        par(run('Plain.')) +
        at(2, 'b') +
        at(3, 'i') +
        at(3, 'ii') +
        at(0, 'Law') +
        at(1, 'Third'),
      LEGAL,
    );
    expect(text.split('\n')).to.deep.equal(
      ['1. Scope', '1.1 First', 'Plain.', '1.2 Second', '2. Term', '(a) a', 'Plain.', '(b) b', '(i) i', '(ii) ii', '3. Law', '3.1 Third'], // prettier-ignore
    );
    expect(notes).to.equal('');
  });

  it('have a number that starts elsewhere, by a list of its own or a second use of one', async () => {
    const other = `<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="7"/></w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>`;
    const { text } = await numbered(
      par(run('one'), inList(1, 2)) +
        par(run('seven'), inList(2, 2)) +
        par(run('eight'), inList(2, 2)) +
        par(run('on'), inList(3, 2)),
      LEGAL + other,
    );
    expect(text).to.equal('(a) one\n(g) seven\n(h) eight\n(i) on');
  });

  it('have the numbers that styles give, and none where a paragraph takes them away', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Clause"/></w:style>';
    const list = LEGAL.replace('%1.%2"', '%1.%2" ').replace(
      '<w:lvl w:ilvl="1">',
      '<w:lvl w:ilvl="1"><w:pStyle w:val="Sub"/>',
    );
    const styled = (words: string, style: string, more = ''): string =>
      par(run(words), `<w:pStyle w:val="${style}"/>${more}`);
    const { text } = await numbered(
      styled('Scope', 'Clause') + styled('First', 'Sub') + styled('None', 'Clause', inList(0, 0)) + styled('Term', 'Clause'), // prettier-ignore
      list,
      styles,
    );
    expect(text).to.equal('1. Scope\n1.1 First\nNone\n2. Term');
  });

  it('count no paragraph that is deleted, and no number a change has replaced', async () => {
    const { text } = await numbered(
      par(run('one'), inList(1, 0)) +
        par('', `${inList(1, 0)}<w:rPr><w:del w:id="1"/></w:rPr>`) +
        par(run('plain'), `<w:pPrChange w:id="2"><w:pPr>${inList(1, 0)}</w:pPr></w:pPrChange>`) +
        par(run('two'), inList(1, 0)),
      LEGAL,
    );
    expect(text).to.equal('1. one\nplain\n2. two');
  });

  const DOUBTS = [
    ['a form of numbers not known', par(run('x'), inList(1, 0)), LEGAL.replace('"decimal"', '"chicago"')],
    ['a level that none stands above', par(run('x'), inList(1, 1)), LEGAL],
    ['a list that is not in the file', par(run('x'), inList(9, 0)), LEGAL],
  ] as const;
  for (const [what, body, numbering] of DOUBTS)
    it(`say that a number may be another in Word: ${what}`, async () => {
      const { notes } = await numbered(body, numbering);
      expect(notes).to.include('automatic numbers of its paragraphs may not be as Word prints them');
    });

  it('are whole in a file that another program wrote', async () => {
    const levels = [
      { level: 0, format: LevelFormat.UPPER_ROMAN, text: '%1.' },
      { level: 1, format: LevelFormat.LOWER_LETTER, text: '(%2)' },
    ];
    const clause = (depth: number, words: string) =>
      new Paragraph({ numbering: { reference: 'clauses', level: depth }, children: [new TextRun(words)] });
    const file = new Document({
      numbering: { config: [{ reference: 'clauses', levels }] },
      sections: [
        {
          children: [
            clause(0, 'Scope'),
            clause(1, 'one'),
            new Paragraph({ children: [new TextRun('Pay '), new SimpleField('MERGEFIELD Sum', '$900')] }),
            clause(1, 'two'),
            clause(0, 'Term'),
          ],
        },
      ],
    });
    const path = join(folder, 'made.docx');
    await writeFile(path, await Packer.toBuffer(file));
    const { text } = await readAt(path);
    expect(text).to.equal('I. Scope\n(a) one\nPay $900\n(b) two\nII. Term');
  });
});
