import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import ejs from 'ejs';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VENDOR = join(ROOT, 'public', 'vendor');
const VIEWS = join(ROOT, 'views');
const hashes = z.object({
  files: z.array(z.object({ path: z.string(), sha256: z.string(), version: z.string() })),
});

describe('vendored front-end files', () => {
  it('are byte for byte what HASHES.json records, and nothing else is there', async () => {
    const { files } = hashes.parse(JSON.parse(await readFile(join(VENDOR, 'HASHES.json'), 'utf8')));
    for (const file of files)
      expect(sha256(await readFile(join(VENDOR, file.path))), file.path).to.equal(file.sha256);

    const present = (await filesUnder(VENDOR)).filter((path) => path !== 'HASHES.json');
    expect(present.sort()).to.deep.equal(files.map((file) => file.path).sort());
  });

  it('are the versions package.json pins', async () => {
    const pinned = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
    const versions: Record<string, string> = { ...pinned.dependencies, ...pinned.devDependencies };
    const recorded = z
      .object({ files: z.array(z.object({ package: z.string(), version: z.string() })) })
      .parse(JSON.parse(await readFile(join(VENDOR, 'HASHES.json'), 'utf8')));
    for (const file of recorded.files) expect(file.version, file.package).to.equal(versions[file.package]);
  });

  it('include every image and font our stylesheet asks for', async () => {
    const css = await readFile(join(ROOT, 'public', 'css', 'rejoinder.css'), 'utf8');
    const asked = [...css.matchAll(/url\('\.\.\/vendor\/([^']+)'\)/g)].map((match) => match[1] ?? '');
    expect(asked).to.have.length.greaterThan(4);
    const present = await filesUnder(VENDOR);
    for (const path of asked) expect(present, path).to.include(path);
  });
});

describe('views', () => {
  const forbidden: readonly (readonly [string, RegExp])[] = [
    ['an inline script', /<script(?![^>]*\ssrc=)[^>]*>/i],
    ['a style element', /<style[\s>]/i],
    ['a style attribute', /\sstyle\s*=/i],
    ['an on… handler', /<[^>]*\son[a-z]+\s*=\s*["']/i],
    ['a javascript: address', /javascript:/i],
    ['htmx script attributes', /\shx-on[:\s=]/i],
    ['evaluated htmx values', /hx-(vals|headers)\s*=\s*["']\s*js:/i],
    ['something fetched from elsewhere', /\s(src|href)\s*=\s*["'](https?:)?\/\/[^"']+\.(js|css|woff2?|ttf)/i],
  ];

  it('compile, and have nothing the content security policy would stop', async () => {
    const paths = (await filesUnder(VIEWS)).filter((path) => path.endsWith('.ejs'));
    expect(paths).to.have.length.greaterThan(10);
    for (const path of paths) {
      const text = await readFile(join(VIEWS, path), 'utf8');
      expect(() => compile(text, path), path).not.to.throw();
      for (const [what, pattern] of forbidden)
        expect(pattern.test(text), `${path} has ${what}`).to.equal(false);
    }
  });

  it('do not say words the product avoids', async () => {
    const avoided = /cannot be missed|tamper-proof|admissible|nothing privileged|legally required/i;
    for (const path of (await filesUnder(VIEWS)).filter((name) => name.endsWith('.ejs')))
      expect(avoided.test(await readFile(join(VIEWS, path), 'utf8')), path).to.equal(false);
  });

  it('refuse a bare name, so that a view reads only what it was given', () => {
    expect(() => compile('<%= title %>', 'bare.ejs')({ title: 'x' })).to.throw('title is not defined');
  });
});

function compile(text: string, path: string): ejs.TemplateFunction {
  return ejs.compile(text, { filename: join(VIEWS, path), strict: true, _with: false, localsName: 'it' });
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
