import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import sharp from 'sharp';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { documentAsker } from '../../support/document-asker.js';
import { mailWith, pdfOf } from '../mixed-files.js';

const BOX = { page: 1, left: 72, top: 72, width: 90, height: 20, reason: 'PII' };
const WITHHOLD = { ground: 'Attorney-client privilege', description: 'Terms' };

describe('a picture that a mail shows among its words', function () {
  this.timeout(120_000);
  const asker = documentAsker();
  let folder = '';
  let number = 0;
  let sha256 = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-within-'));
    const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c33' } })
      .png()
      .toBuffer();
    sha256 = createHash('sha256').update(picture).digest('hex');
    const part = { name: 'screen.png', type: 'image/png', content: picture, isInline: true };
    await writeFile(join(folder, 'mail.eml'), mailWith('What they saw', [part]));
    await writeFile(join(folder, 'screen.png'), picture);
    await writeFile(join(folder, 'last.pdf'), await pdfOf('Last', 1));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const MAIL = { file: 'mail.eml', title: 'What they saw', exhibit: 'A' };
  const LAST = { file: 'last.pdf', title: 'Last', exhibit: 'B' };
  const twin = (decided: object) => ({ file: 'screen.png', title: 'Screen', exhibit: 'C', ...decided });
  const held = () => ({ heldBack: [{ sha256, ground: 'Attorney-client privilege' }] });
  const SHOWN =
    'It shows the picture “screen.png” among its words, and the same bytes are held back or covered for themselves: cover it with a box here too, or hold the mail back.';

  async function build(
    documents: readonly object[],
    more: object = {},
    onUnreadable: 'slip' | 'ask' = 'slip',
  ) {
    const parsed = parseSpec({
      title: 'Enclosures',
      matter: 'Verizon – Netflix',
      purpose: 'enclosures',
      paper: 'letter',
      date: '2014-06-09',
      sections: [{ title: 'Letters', documents: [...documents, LAST] }],
      ...more,
    });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    const out = join(folder, `out-${number++}`);
    const options = {
      specFolder: folder,
      out,
      onUnreadable,
      selfCheck: false,
      isDraft: true,
    } as const;
    const { findings } = await buildBundle(asker, parsed.spec, options);
    const stops = findings.filter(({ level }) => level === 'stop').map(({ what }) => what);
    return { out, stops, notes: findings.filter(({ level }) => level === 'note').map(({ what }) => what) };
  }

  /** Counted by poppler: two lines of heading, then one for each picture. */
  async function picturesIn(out: string): Promise<number> {
    const pdf = join(out, 'package', 'bundle.pdf');
    const { stdout } = await promisify(execFile)('pdfimages', ['-list', pdf]);
    return stdout.trimEnd().split('\n').slice(2).length;
  }

  it('is on its pages where nothing was decided of it', async () => {
    const { out, stops } = await build([MAIL]);
    expect(stops).to.deep.equal([]);
    expect(await picturesIn(out)).to.equal(1);
  });

  it('is not on them where the same file is held back wherever it came', async () => {
    const { out, stops } = await build([MAIL], held());
    expect(stops).to.deep.equal([]);
    expect(await picturesIn(out)).to.equal(0);
  });

  it('stops the bundle where it is held back and boxes were put on the pages that show it', async () => {
    expect((await build([{ ...MAIL, redactions: [BOX] }], held())).stops).to.deep.equal([SHOWN]);
    expect((await build([{ ...MAIL, rasterise: [1] }], held())).stops).to.deep.equal([SHOWN]);
    expect((await build([{ ...MAIL, redactions: [BOX] }])).stops).to.deep.equal([]);
  });

  it('stops it where the same file is held back, left out or covered for itself', async () => {
    for (const decided of [{ withhold: WITHHOLD }, { treatment: 'leave-out' }, { redactions: [BOX] }])
      expect((await build([MAIL, twin(decided)])).stops).to.include(SHOWN);
    expect((await build([MAIL, twin({})])).stops).to.deep.equal([]);
  });

  it('is only noted in a bundle of one’s own', async () => {
    const own = await build([MAIL, twin({ redactions: [BOX] })], { purpose: 'internal' });
    expect(own.stops).not.to.include(SHOWN);
    expect(own.notes).to.include(SHOWN);
  });

  it('keeps the mail from going along as it is', async () => {
    for (const [documents, more] of [
      [[{ ...MAIL, treatment: 'native' }], held()],
      [[{ ...MAIL, treatment: 'native' }, twin({ redactions: [BOX] })], {}],
    ] as const) {
      const { out, stops } = await build(documents, more, 'ask'); // as in the app, where counsel may clear a stop
      expect(stops.join('\n')).to.include('Its native carries what is held back (a picture within it)');
      expect(await readdir(join(out, 'package'))).not.to.include('natives');
    }
  });
});
