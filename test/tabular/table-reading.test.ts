import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { detectReading } from '../../src/tabular/table-reading.js';
import { writeWorkbook } from '../support/workbooks.js';

describe('what is read as rows of text', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-reading-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const refusal = async (path: string): Promise<string> =>
    detectReading(path).then(
      () => 'it was read',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

  it('is no workbook: that says what to do, and is not read as letters without sense', async () => {
    const path = join(folder, 'speeds.xlsx');
    await writeWorkbook(path, { sheets: [{ name: 'A', rows: [['network', 'mbps']] }] });
    expect(await refusal(path)).to.equal(
      'It is a workbook or another archive, which is not read as rows here: save the sheet that is meant as CSV, with the columns at full precision, and take that.',
    );
    await writeFile(path, Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    expect(await refusal(path)).to.include('save the sheet that is meant as CSV');
  });

  it('is a table that only begins with the same two letters', async () => {
    const path = join(folder, 'pk.csv');
    await writeFile(path, 'PK,mbps\n1,2\n');
    expect((await detectReading(path)).names).to.deep.equal(['PK', 'mbps']);
  });
});
