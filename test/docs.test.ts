import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';

describe('what is written about the program', () => {
  it('names only files and folders that are there', async () => {
    const docs = (await readdir('docs', { recursive: true }))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name));
    const gone: string[] = [];
    for (const doc of ['README.md', ...docs])
      for (const [, path = ''] of (await readFile(doc, 'utf8')).matchAll(
        /`((?:src|test|bench|docs)\/[\w./-]+)`/g,
      ))
        if (!existsSync(path)) gone.push(`${doc}: ${path}`);
    expect(gone).to.deep.equal([]);
  });
});
