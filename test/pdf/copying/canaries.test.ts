import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import type { BuildResult } from '../../../src/bundles/building/build-gathered.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { filesBelow } from '../../../src/bundles/packaging/zip-package.js';
import { hidingPlacesPdf, PLACES } from '../../support/canary-pages.js';
import { hiddenWordsPdf, IN_STREAM } from '../../support/hiding-places.js';
import { canary, workFolder, write } from '../../support/pdf-fixtures.js';
import { documentAsker } from '../../support/document-asker.js';

const RASTERISED = IN_STREAM.map((_, index) => index + 1);

/** Every file of a package: raw, with every stream unpacked, as other readers see it. Shares no code with the product. */
async function everythingIn(folder: string): Promise<string> {
  const seen: string[] = [];
  for (const name of await filesBelow(folder)) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    seen.push(
      name,
      bytes.toString('latin1'),
      bytes.toString('utf16le'),
      bytes.subarray(1).toString('utf16le'),
    );
    if (name.endsWith('.pdf')) seen.push(...unpackedStreams(bytes), ...otherReaders(path));
  }
  return seen.join('\n');
}

function unpackedStreams(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const from = at + 6 + (bytes[at + 6] === 13 ? 2 : 1);
    try {
      found.push(inflateSync(bytes.subarray(from), { maxOutputLength: 1 << 28 }).toString('latin1'));
    } catch {
      continue; // the word `endstream`, or a picture that is coded another way
    }
  }
  return found;
}

/** What other programs read of it, where they are installed. */
function otherReaders(path: string): string[] {
  const commands: [string, string[]][] = [
    ['qpdf', ['--qdf', '--object-streams=disable', '--decode-level=all', path, '-']],
    ['pdftotext', ['-layout', path, '-']],
  ];
  return commands.flatMap(([program, args]) => {
    try {
      return [
        execFileSync(program, args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString(
          'latin1',
        ),
      ];
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  });
}

/** The ways a word can be written: as it is, in hexadecimal, in base64, with its case or white space lost. */
function formsOf(word: string): string[] {
  const bytes = Buffer.from(word, 'latin1');
  const utf16 = Buffer.from(word, 'utf16le').swap16();
  return [word, bytes.toString('hex'), utf16.toString('hex'), bytes.toString('base64').slice(0, 20)];
}

function isIn(all: string, word: string): boolean {
  return formsOf(word).some((form) => all.includes(form.toLowerCase()));
}

describe('twenty-five canaries', function () {
  this.timeout(120_000);
  const asker = documentAsker();
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
    await write(folder, 'places.pdf', await hidingPlacesPdf());
    await write(folder, 'words.pdf', await hiddenWordsPdf(IN_STREAM));
  });
  after(async () => {
    await remove();
  });

  async function built(out: string, rasterise: readonly number[]): Promise<BuildResult> {
    const spec = parseSpec({
      title: 'A production',
      matter: 'A v. B',
      purpose: 'production',
      paper: 'letter',
      bates: { prefix: 'NFLX', start: 1, digits: 6 },
      legend: null,
      date: '2014-06-09',
      sections: [
        {
          title: 'Documents',
          documents: [
            { file: 'places.pdf', title: 'Hiding places', reason: canary('reason') },
            { file: 'words.pdf', title: 'Hidden words', ...(rasterise.length > 0 ? { rasterise } : {}) },
          ],
        },
      ],
    });
    if (!spec.ok) throw new Error(spec.problems.join('\n'));
    return buildBundle(asker, spec.spec, {
      specFolder: folder,
      out: join(folder, out),
      onUnreadable: 'stop',
      selfCheck: true,
      isDraft: false,
    });
  }

  it('there are twenty-five', () => expect(PLACES.length + IN_STREAM.length).to.be.at.least(25));

  describe('the five inside the contents of a page', () => {
    it('each raises a finding that names its page', async () => {
      const { record, isBuilt } = await built('found', []);
      expect(isBuilt).to.equal(true);
      const first = record.documents.find(({ file }) => file === 'words.pdf')?.firstPage ?? 0;
      const found = record.findings.filter(
        ({ document, what }) => document === 'words.pdf' && what.includes('CANARY'),
      );
      expect(found.map(({ page, level }) => [page, level])).to.deep.equal([
        [first, 'note'],
        [first + 1, 'stop'],
        [first + 2, 'note'],
        [first + 3, 'stop'],
        [first + 4, 'stop'],
      ]);
      for (const [index, place] of IN_STREAM.entries()) expect(found[index]?.what).to.include(canary(place));
      await rm(join(folder, 'found'), { recursive: true });
    });
  });

  describe('once those pages are rasterised', () => {
    let all = '';
    let result: BuildResult;
    before(async () => {
      result = await built('out', RASTERISED);
      expect(result.isBuilt, JSON.stringify(result.record.findings)).to.equal(true);
      all = (await everythingIn(join(folder, 'out', 'package'))).toLowerCase();
    });

    for (const place of [...IN_STREAM, ...PLACES, 'reason'])
      it(`${place} is in no file of the package`, () => expect(isIn(all, canary(place))).to.equal(false));

    it('the findings are gone and the record says what was changed', () => {
      const { record } = result;
      const left = record.findings.filter(({ document }) => document === 'words.pdf');
      expect(left.filter(({ what }) => what.includes('CANARY'))).to.deep.equal([]);
      const changed = record.documents.find(({ file }) => file === 'words.pdf')?.changed ?? [];
      expect(changed).to.have.length(RASTERISED.length);
      for (const one of changed) expect(one).to.match(/^page \d+: rasterised: a picture of the page/);
    });

    it('every word that shows is there', async () => {
      const texts = join(folder, 'out', 'package', 'text');
      const words = (
        await Promise.all((await filesBelow(texts)).map((name) => readFile(join(texts, name), 'utf8')))
      ).join('\n');
      expect(words).to.include('Visible words among the hiding places');
      for (const page of RASTERISED) expect(words).to.include(`Visible words of page ${page}`);
    });

    it('no source name, hash of a source, hash of the SPEC or internal reason is in the package', () => {
      const { record } = result;
      const inside = [record.spec, ...record.documents.flatMap(({ file, sha256 }) => [file, sha256 ?? file])];
      for (const word of inside) expect(isIn(all, word), word).to.equal(false);
    });

    it('nothing active and nothing of the source but its pages', () => {
      for (const key of [
        '/JavaScript',
        '/AA',
        '/EmbeddedFiles',
        '/XFA',
        '/AcroForm',
        '/PieceInfo',
        '/Thumb',
        '/StructTreeRoot',
        '/OCProperties',
      ])
        expect(all.includes(key.toLowerCase()), key).to.equal(false);
      // Where the bundle opens is a place on a page of its own, never something to be done.
      expect(all.match(/\/openaction(?!\s*\[\s*\d+ 0 r\s*\/(?:fith|xyz)\s)/g)).to.equal(null);
    });
  });
});
