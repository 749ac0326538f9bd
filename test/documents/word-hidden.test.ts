import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readDocument } from '../../src/documents/read-document.js';
import { WORD_NAMESPACE, writeWordFile } from './word-file.js';

const quiet = (): void => undefined;
const run = (words: string, looks = ''): string =>
  `<w:r>${looks === '' ? '' : `<w:rPr>${looks}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`;
const par = (inside: string, looks = ''): string =>
  `<w:p>${looks === '' ? '' : `<w:pPr>${looks}</w:pPr>`}${inside}</w:p>`;
const part = (kind: string, body: string): string =>
  `<w:${kind} xmlns:w="${WORD_NAMESPACE}">${body}</w:${kind}>`;
const NEW_BOX = (words: string): string =>
  `<w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent>${par(run(words))}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>`;
const OLD_BOX = (words: string): string =>
  `<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>${par(run(words))}</w:txbxContent></v:textbox></v:shape></w:pict>`;
const both = (choice: string, fallback: string): string =>
  `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">${choice}</mc:Choice>${fallback}</mc:AlternateContent>`;

describe('what a reader of a Word file sees', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'word-'))));
  after(() => rm(folder, { recursive: true }));

  async function read(body: string, others: Readonly<Record<string, string>> = {}) {
    const path = join(folder, 'original');
    await writeWordFile(path, body, others);
    const { pageText, facts, state } = await readDocument({ path, name: 'letter.docx' }, quiet);
    expect(state).to.equal('readable');
    return { text: pageText[0]?.text ?? '', facts, hidden: facts.hidden ?? [] };
  }

  const hides = [
    ['hidden text', run('Pay $9.', '<w:vanish/>'), 'it is formatted as hidden text'],
    ['hidden text, spelt out', run('Pay $9.', '<w:vanish w:val="true"/>'), 'it is formatted as hidden text'],
    ['letters of one point', run('Pay $9.', '<w:sz w:val="2"/>'), 'its letters have no size'],
    ['white letters', run('Pay $9.', '<w:color w:val="FFFFFF"/>'), 'it has the colour of the paper'],
    [
      'letters in the colour of the background',
      run('Pay $9.', '<w:color w:val="auto" w:themeColor="background1"/>'),
      'it has the colour of the paper',
    ],
    [
      'a deletion',
      '<w:del w:id="1" w:author="A. Smith"><w:r><w:delText>Pay $9.</w:delText></w:r></w:del>',
      'deleted in a tracked change by A. Smith',
    ],
    [
      'what was moved away',
      `<w:moveFrom w:id="1">${run('Pay $9.')}</w:moveFrom>`,
      'deleted in a tracked change',
    ],
  ] as const;
  for (const [what, words, why] of hides)
    it(`is not ${what}, which is named`, async () => {
      const { text, hidden } = await read(par(run('We demand an answer. ') + words + run('Yours.')));
      expect(text).to.equal('We demand an answer. Yours.');
      expect(hidden).to.deep.equal([{ words: 'Pay $9.', why }]);
    });

  it('is not what a style hides, itself or through the one it rests on', async () => {
    const styles = part(
      'styles',
      '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Note"><w:basedOn w:val="Base"/></w:style>',
    );
    const body =
      par(run('Seen.')) +
      par(run('Pay $9.') + run(' Shown.', '<w:vanish w:val="0"/>'), '<w:pStyle w:val="Note"/>');
    const { text, hidden } = await read(body, { 'word/styles.xml': styles });
    expect(text).to.equal('Seen.\n Shown.');
    expect(hidden.map((one) => one.words)).to.deep.equal(['Pay $9.']);
  });

  it('is white letters on a dark cell, and those on a highlight', async () => {
    const cell = `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>${par(run('Dark cell.', '<w:color w:val="FFFFFF"/>'))}</w:tc></w:tr></w:tbl>`;
    const marked = par(run('Marked.', '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>'));
    const { text, hidden } = await read(cell + marked);
    expect(text).to.equal('Dark cell.\nMarked.');
    expect(hidden).to.deep.equal([]);
  });

  it('is an insertion, and the words around it', async () => {
    const { text, facts } = await read(
      par(run('Pay $1') + `<w:ins w:id="1" w:author="B">${run('00')}</w:ins>` + run(' now.')),
    );
    expect(text).to.equal('Pay $100 now.');
    expect(facts.notes.join(' ')).to.include('insertions: 1, deletions: 0');
  });

  it('is text boxes, in whichever form they stand, each once', async () => {
    const { text } = await read(
      par(
        run('One.') +
          `<w:r>${both(NEW_BOX('Two forms.'), `<mc:Fallback>${OLD_BOX('Two forms.')}</mc:Fallback>`)}</w:r>`,
      ) +
        par(`<w:r>${both(NEW_BOX('New form.'), '')}</w:r>`) +
        par(`<w:r>${NEW_BOX('Bare form.')}</w:r>`) +
        par(`<w:r>${OLD_BOX('Old form.')}</w:r>`),
    );
    for (const words of ['One.', 'Two forms.', 'New form.', 'Bare form.', 'Old form.'])
      expect(text.split(words), words).to.have.length(2);
  });

  it('is page headers and footers and notes, without what is hidden in them', async () => {
    const footnotes = part(
      'footnotes',
      `<w:footnote w:id="2">${par(run('A note.') + run(' Secret note.', '<w:vanish/>'))}</w:footnote>`,
    );
    const { text, hidden } = await read(par(run('Body') + '<w:r><w:footnoteReference w:id="2"/></w:r>'), {
      'word/_rels/document.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
      'word/footnotes.xml': footnotes,
      'word/header1.xml': part('hdr', par(run('Head.') + run(' Secret head.', '<w:vanish/>'))),
      'word/footer1.xml': part('ftr', par(run('Foot.'))),
    });
    expect(text).to.equal('Head.\nBody[1]\n[1] A note.\nFoot.');
    expect(hidden.map((one) => one.words)).to.have.members(['Secret note.', 'Secret head.']);
  });

  it('is not a comment: its words are named with who wrote them', async () => {
    const comments = part(
      'comments',
      `<w:comment w:id="0" w:author="C. Jones">${par(run('Ask for $9 &amp; costs.'))}</w:comment>`,
    );
    const { text, hidden, facts } = await read(
      par(run('Body.') + '<w:r><w:commentReference w:id="0"/></w:r>'),
      { 'word/comments.xml': comments },
    );
    expect(text).to.equal('Body.');
    expect(hidden).to.deep.equal([{ words: 'Ask for $9 & costs.', why: 'written in a comment by C. Jones' }]);
    expect(facts.notes.join(' ')).to.include('a comment, not shown');
  });

  it('may be another document inside, which is said', async () => {
    const { facts } = await read(
      `${par(run('Body.'))}<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="a"/>`,
    );
    expect(facts.notes.join(' ')).to.include('Another document is embedded');
  });
});
