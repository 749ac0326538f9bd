import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import { withoutFootLine } from '../../../src/bundles/packaging/produced-text.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { coveredPdf, layersPdf, plainPdf } from '../../support/pdf-fixtures.js';
import { documentAsker } from '../../support/document-asker.js';

describe('the text of a produced page without its foot line', () => {
  const words = { number: 1, bates: 'NFLX000012', legend: 'CONFIDENTIAL – U.S. v. X' };
  for (const [text, left] of [
    ['Words\nCONFIDENTIAL – U.S. v. X 1 NFLX000012', 'Words'],
    ['Words\nCONFIDENTIAL – U.S. v. X\n1\nNFLX000012', 'Words'],
    ['1\nCONFIDENTIAL – U.S. v. X 1 NFLX000012', '1'],
    ['Words of NFLX000012\n1', 'Words of NFLX000012'],
    ['Words', 'Words'],
    ['', ''],
  ] as const)
    it(JSON.stringify(text), () => expect(withoutFootLine(text, words)).to.equal(left));
});

describe('the text files of a production', function () {
  this.timeout(180_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-produced-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('hold what the produced pages show: also those that went in as pictures; no hidden layer, no words under a black box', async () => {
    await writeFile(join(folder, 'layers.pdf'), await layersPdf('off'));
    await writeFile(join(folder, 'covered.pdf'), await coveredPdf());
    await writeFile(join(folder, 'plain.pdf'), await plainPdf(3));
    const parsed = parseSpec({
      title: 'A production',
      matter: 'A v. B',
      purpose: 'production',
      paper: 'letter',
      bates: { prefix: 'NFLX', start: 1, digits: 6 },
      legend: 'CONFIDENTIAL',
      date: '2014-06-09',
      sections: [
        {
          title: 'Documents',
          documents: [
            { file: 'layers.pdf', title: 'Layers' },
            { file: 'covered.pdf', title: 'Covered' },
            { file: 'plain.pdf', title: 'Plain', pages: '2-3' },
          ],
        },
      ],
    });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    const out = join(folder, 'out');
    const built = await buildBundle(documentAsker(), parsed.spec, {
      specFolder: folder,
      out,
      onUnreadable: 'stop',
      selfCheck: true,
      isDraft: false,
    });
    expect(built.isBuilt).to.equal(true);
    const texts = join(out, 'package', 'text');
    const read = async (name: string) => readFile(join(texts, name), 'utf8');
    expect(await readdir(texts)).to.have.members(['NFLX000001.txt', 'NFLX000002.txt', 'NFLX000003.txt']);
    expect(await read('NFLX000001.txt')).to.equal('Shown layer\n');
    expect(await read('NFLX000002.txt')).to.equal('\n');
    expect(await read('NFLX000003.txt')).to.equal('Body of page 2\n\fBody of page 3\n');
  });
});
