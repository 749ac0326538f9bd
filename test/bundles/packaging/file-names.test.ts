import { expect } from 'chai';
import { titleFromFileName, titleFromFolderName } from '../../../src/bundles/packaging/file-names.js';

describe('the name of a file', () => {
  for (const [name, date, title] of [
    ['2014-06-09 Reply to Verizon.pdf', '2014-06-09', 'Reply to Verizon'],
    ['2014_06_09_Reply_to_Verizon.PDF', '2014-06-09', 'Reply to Verizon'],
    ['20140609 Reply.eml', '2014-06-09', 'Reply'],
    ['2014-06-09 - Reply.eml', '2014-06-09', 'Reply'],
    ['2014-06-09.pdf', '2014-06-09', 'Document'],
    ['2014-02-31 Reply.pdf', null, '2014-02-31 Reply'],
    ['01 Cover note.docx', null, 'Cover note'],
    ['1. First.docx', null, 'First'],
    ['30 day notice.pdf', null, '30 day notice'],
    ['911 call.txt', null, '911 call'],
    ['Agreement v1.2', null, 'Agreement v1.2'],
    ['a\u202egnp.exe.pdf', null, 'a gnp.exe'],
    ['.pdf', null, 'Document'],
  ] as const)
    it(`“${name}” says ${date ?? 'no date'} and “${title}”`, () =>
      expect(titleFromFileName(name)).to.deep.equal({ date, title }));

  it('a folder is a section', () => {
    expect(titleFromFolderName('01 Letters')).to.equal('Letters');
    expect(titleFromFolderName('2 - Measurements')).to.equal('Measurements');
    expect(titleFromFolderName('2 Measurements', true)).to.equal('Measurements');
    expect(titleFromFolderName('2 Measurements')).to.equal('2 Measurements');
    expect(titleFromFolderName('2014 letters')).to.equal('2014 letters');
  });
});
