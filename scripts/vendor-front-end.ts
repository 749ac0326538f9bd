/**
 * Copies the front-end files the pages use out of node_modules into public/vendor, unchanged, and records
 * where each came from. Run after changing a front-end package: `npx tsx scripts/vendor-front-end.ts`.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface VendoredFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly package: string;
  readonly version: string;
  readonly licence: string;
}
interface Source {
  readonly package: string;
  readonly licence: string;
  readonly files: readonly (readonly [from: string, to: string])[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = join(ROOT, 'public', 'vendor');
const USWDS = '@uswds/uswds';
// Drawings for parts of the base library that no page of ours has.
const UNUSED_IMAGES = new Set(['hero.jpg']);

const sources: Source[] = [
  {
    package: 'htmx.org',
    licence: '0BSD',
    files: [
      ['dist/htmx.min.js', 'htmx/htmx.min.js'],
      ['LICENSE', 'htmx/LICENSE'],
    ],
  },
  {
    package: USWDS,
    licence: 'CC0-1.0 and others, see uswds/LICENSE.md',
    files: [
      ['dist/css/uswds.min.css', 'uswds/css/uswds.min.css'],
      ['dist/js/uswds.min.js', 'uswds/js/uswds.min.js'],
      ['LICENSE.md', 'uswds/LICENSE.md'],
      ...(await imagesOfStylesheet()),
    ],
  },
  {
    package: '@expo-google-fonts/noto-sans',
    licence: 'OFL-1.1',
    files: [
      ['400Regular/NotoSans_400Regular.ttf', 'fonts/NotoSans_400Regular.ttf'],
      ['600SemiBold/NotoSans_600SemiBold.ttf', 'fonts/NotoSans_600SemiBold.ttf'],
      ['LICENSE_FONT', 'fonts/NotoSans-LICENSE'],
    ],
  },
  {
    package: '@expo-google-fonts/noto-serif',
    licence: 'OFL-1.1',
    files: [
      ['400Regular/NotoSerif_400Regular.ttf', 'fonts/NotoSerif_400Regular.ttf'],
      ['400Regular_Italic/NotoSerif_400Regular_Italic.ttf', 'fonts/NotoSerif_400Regular_Italic.ttf'],
      ['600SemiBold/NotoSerif_600SemiBold.ttf', 'fonts/NotoSerif_600SemiBold.ttf'],
      ['LICENSE_FONT', 'fonts/NotoSerif-LICENSE'],
    ],
  },
];

await rm(TARGET, { recursive: true, force: true });
const files: VendoredFile[] = [];
for (const source of sources) {
  const version = await versionOf(source.package);
  for (const [from, to] of source.files) {
    const bytes = await readFile(inPackage(source.package, from));
    const path = join(TARGET, to);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    files.push({
      path: to,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      package: source.package,
      version,
      licence: source.licence,
    });
  }
}
files.sort((a, b) => (a.path < b.path ? -1 : 1));
await writeFile(join(TARGET, 'HASHES.json'), `${JSON.stringify({ files }, null, 2)}\n`);
process.stdout.write(`${files.length} files in public/vendor\n`);

function inPackage(name: string, path: string): string {
  return join(ROOT, 'node_modules', name, path);
}

async function versionOf(name: string): Promise<string> {
  const about: unknown = JSON.parse(await readFile(inPackage(name, 'package.json'), 'utf8'));
  if (typeof about === 'object' && about !== null && 'version' in about) return String(about.version);
  throw new Error(`${name} does not say its version`);
}

/** The images the stylesheet names. Its fonts are left behind: our own rules name other ones, so none is asked for. */
async function imagesOfStylesheet(): Promise<[string, string][]> {
  const css = await readFile(inPackage(USWDS, 'dist/css/uswds.min.css'), 'utf8');
  const names = new Set([...css.matchAll(/url\(\.\.\/img\/([^)]+)\)/g)].map((match) => match[1] ?? ''));
  return [...names]
    .filter((name) => name !== '' && !UNUSED_IMAGES.has(name))
    .sort()
    .map((name) => [`dist/img/${name}`, `uswds/img/${name}`]);
}
