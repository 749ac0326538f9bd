import { expect } from 'chai';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { accountColumnAmong } from '../../../src/bundles/findings/account-columns.js';
import { lookAtColumnsOf } from '../../../src/bundles/findings/look-at-columns.js';

describe('what the columns of a file are called', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-columns-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a.csv', 'sep=;\nAccount;Mbit/s\nA;1\n', ['Account', 'Mbit/s']],
    ['a.tsv', 'account\tmbps\nA\t1\n', ['account', 'mbps']],
    ['a.txt', 'account|mbps\nA|1\n', ['account', 'mbps']],
    ['letter.txt', 'Dear Ann, your account\nis closed, as you asked, today.\n', []],
    ['a.ndjson', '{"mbps":1}\n{"mbps":2,"account":"A"}\n', ['mbps', 'account']],
    ['a.json', '[{"account":"A"},{"mbps":2}]', ['account', 'mbps']],
    ['broken.json', '{"account":', ['account']],
    ['nested.json', '{"rows":[{"account":"A","at":{"zone":"UTC"}}]}', ['rows', 'account', 'at', 'zone']],
    ['large.json', `[${'{"mbps":1,"account":"A"},'.repeat(700_000)}{}]`, ['mbps', 'account']],
  ];
  for (const [name, content, columns] of cases)
    it(`of ${name} beginning ${JSON.stringify(content.slice(0, 20))}`, async () => {
      const path = join(folder, name);
      await writeFile(path, content);
      expect(await lookAtColumnsOf({ path, name })).to.deep.equal({ columns, reason: null });
    });

  const sheet = async (parts: Record<string, string>): Promise<string> => {
    const zip = new ZipFile();
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
    zip.addBuffer(
      Buffer.from(`<Types><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`),
      '[Content_Types].xml',
    );
    for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
    zip.end();
    const path = join(folder, 'sheet.xlsx');
    await pipeline(zip.outputStream, createWriteStream(path));
    return path;
  };

  it('of a spreadsheet whose tags have a prefix, and of one with macros', async () => {
    const path = await sheet({
      'xl/vbaProject.bin': 'macros',
      'xl/worksheets/sheet1.xml':
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>account</x:t></x:is></x:c></x:row>',
    });
    for (const name of ['sheet.xlsx', 'sheet.xlsm'])
      expect(await lookAtColumnsOf({ path, name })).to.deep.equal({ columns: ['account'], reason: null });
  });

  it('of a binary workbook nobody can say, and says so', async () => {
    const path = await sheet({ 'xl/workbook.bin': 'x', 'xl/worksheets/sheet1.bin': 'x' });
    expect((await lookAtColumnsOf({ path, name: 'sheet.xlsb' })).reason).to.include('binary workbook');
  });

  it('of a spreadsheet: the heads of every sheet, shared or written in place', async () => {
    const path = await sheet({
      'xl/sharedStrings.xml':
        '<sst><si/><si><t>Day</t></si><si><r><t>Acc</t></r><r><t>ount</t></r></si></sst>',
      'xl/worksheets/sheet1.xml': '<row r="1"><c r="A1" s="2"/><c r="B1" t="s"><v>1</v></c></row>',
      'xl/worksheets/sheet2.xml':
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="inlineStr"><is><t>Mbit/s</t></is></c></row>',
    });
    expect(await lookAtColumnsOf({ path, name: 'sheet.xlsx' })).to.deep.equal({
      columns: ['Day', 'Account', 'Mbit/s'],
      reason: null,
    });
  });

  it('of a spreadsheet that declares its own entities: nobody could look, and why', async () => {
    const path = await sheet({ 'xl/worksheets/sheet1.xml': '<!DOCTYPE x><row/>' });
    expect((await lookAtColumnsOf({ path, name: 'sheet.xlsx' })).reason).to.include('entities');
  });

  it('a column of accounts is one by its name; a count of them is none', () => {
    expect(accountColumnAmong(['day', 'Account ID'])).to.equal('Account ID');
    expect(accountColumnAmong(['day', 'Subscriber no.'])).to.equal('Subscriber no.');
    expect(accountColumnAmong(['network', 'deliveries', 'accounts', 'customer_count'])).to.equal(null);
  });
});
