import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { numberOf, openDuck, text } from '../../src/tabular/duck.js';
import type { Duck } from '../../src/tabular/duck.js';
import { countOnce, pageOfLines } from '../../src/tabular/page-of-rows.js';

describe('pages of the rows of a table', () => {
  let folder = '';
  let path = '';
  let duck: Duck;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pages-'));
    path = join(folder, 'rows.parquet');
    duck = await openDuck({ files: [], folders: [folder], spill: join(folder, 'spill') });
  });
  after(async () => {
    duck.close();
    await rm(folder, { recursive: true });
  });

  // Line numbers with gaps, as rows that were kept aside leave them.
  const write = (rows: number): Promise<void> =>
    duck.run(
      `copy (select i * 3 as line, i % 7 as kind from range(${rows}) t(i)) to ${text(path)} (format parquet, row_group_size 2048)`,
    );

  it('gives every row of a condition once, in order, page by page', async () => {
    await write(20_000);
    const source = `read_parquet(${text(path)})`;
    const found: number[] = [];
    for (let page = 1; ; page += 1) {
      const wanted = { path, where: 'kind = 3', page, pageSize: 1_000 };
      const { total, where } = await pageOfLines(duck, source, wanted);
      expect(total).to.equal(2_857);
      const rows = await duck.rows(`select line from ${source} where ${where} order by line`);
      if (rows.length === 0) break;
      expect(rows.length).to.be.at.most(1_000);
      found.push(...rows.map((row) => numberOf(row['line'])));
    }
    const expected = Array.from({ length: 20_000 }, (_, i) => i).filter((i) => i % 7 === 3);
    expect(found).to.deep.equal(expected.map((i) => i * 3));
  });

  it('keeps an “or” of the condition inside the page', async () => {
    const source = `read_parquet(${text(path)})`;
    const wanted = { path, where: 'kind = 1 or kind = 2', page: 2, pageSize: 10 };
    const { where } = await pageOfLines(duck, source, wanted);
    expect(await duck.rows(`select line from ${source} where ${where}`)).to.have.lengthOf(10);
  });

  it('counts anew when the file is another', async () => {
    const sql = `select count(*) as n from read_parquet(${text(path)})`;
    expect(await countOnce(duck, [path], sql)).to.equal(20_000);
    await write(500);
    expect(await countOnce(duck, [path], sql)).to.equal(500);
  });
});
