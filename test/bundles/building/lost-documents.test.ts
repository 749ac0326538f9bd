import { expect } from 'chai';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import type { Spec } from '../../../src/bundles/building/spec.js';
import { verifyPackage } from '../../../src/bundles/packaging/verify-package.js';
import type { Asker } from '../../../src/platform/ask.js';
import { openAsker } from '../../../src/platform/document-child.js';
import { openLog } from '../../../src/platform/log.js';
import { rawPdf } from '../../support/pdf-fixtures.js';
import { page } from '../../support/raw-page.js';
import { pdfOf } from '../mixed-files.js';

const MORTAL = new URL('../../support/mortal-child.ts', import.meta.url);

describe('a document that ends its reader', function () {
  this.timeout(120_000);
  let asker: Asker;
  let folder = '';
  before(async () => {
    asker = openAsker(MORTAL, openLog('silent'), 2);
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-lost-'));
  });
  after(async () => {
    await asker.close();
    await rm(folder, { recursive: true, force: true });
  });

  const build = async (
    name: string,
    deadly: string | Buffer,
    more: Partial<Spec>,
    onUnreadable: 'slip' | 'stop',
  ) => {
    const specFolder = join(folder, `${name}-sources`);
    await mkdir(specFolder);
    await writeFile(join(specFolder, 'one.pdf'), await pdfOf('One', 2));
    const two = typeof deadly === 'string' ? [await pdfOf('Two', 3), Buffer.from(deadly)] : [deadly];
    await writeFile(join(specFolder, 'two.pdf'), Buffer.concat(two));
    await writeFile(join(specFolder, 'three.pdf'), await pdfOf('Three'));
    const parsed = parseSpec({
      title: 'Three documents',
      matter: 'Verizon – Netflix',
      purpose: 'internal',
      paper: 'letter',
      date: '2014-06-09',
      sections: [
        { title: 'All', documents: ['one', 'two', 'three'].map((n) => ({ file: `${n}.pdf`, title: n })) },
      ],
      ...more,
    });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    const out = join(folder, name);
    const options = { specFolder, out, onUnreadable, selfCheck: true, isDraft: false } as const;
    return { out, ...(await buildBundle(asker, parsed.spec, options)) };
  };
  const bates = { prefix: 'NFLX', start: 1, digits: 6 };
  const produced = { purpose: 'production', bates } as const;

  const cases = [
    ['that dies while it is copied', 'ENDS ITS READER', {}, 'The document made its reader stop.'],
    ['that cannot be copied', 'FAILS', {}, 'Its objects are damaged.'],
    [
      'that dies in its own file of a production',
      'ENDS IT ALONE',
      produced,
      'The document made its reader stop.',
    ],
  ] as const;
  for (const [shows, deadly, more, reason] of cases)
    it(`one ${shows} costs its own pages, never the bundle`, async () => {
      const { record, out, isBuilt } = await build(deadly.replaceAll(' ', '-'), deadly, more, 'slip');
      expect(isBuilt).to.equal(true);
      expect(record.documents.map(({ file, status, pages }) => [file, status, pages])).to.deep.equal([
        ['one.pdf', 'included', 2],
        ['two.pdf', 'slip-sheet', 1],
        ['three.pdf', 'included', 1],
      ]);
      expect(record.documents[1]?.reason).to.equal(reason);
      expect(record.findings).to.deep.include({
        level: 'note',
        document: 'two.pdf',
        page: null,
        what: `It could not be copied; a slip sheet stands for it. ${reason}`,
      });
      expect(await verifyPackage(asker, join(out, 'package'))).to.containSubset({ ok: true });
    });

  const HUGE = Buffer.from(rawPdf(page('/UserUnit 75000')), 'latin1');
  const REASON = 'The number 5 cannot be read at its foot.';
  it('one whose pages come out wrong costs its own pages, never the bundle', async () => {
    const { record, out, isBuilt } = await build('huge', HUGE, {}, 'slip');
    expect(isBuilt).to.equal(true);
    expect(record.documents.map(({ file, status, reason }) => [file, status, reason])).to.deep.equal([
      ['one.pdf', 'included', null],
      ['two.pdf', 'slip-sheet', REASON],
      ['three.pdf', 'included', null],
    ]);
    expect(record.findings).to.deep.include({
      level: 'note',
      document: 'two.pdf',
      page: null,
      what: `It could not be copied; a slip sheet stands for it. ${REASON}`,
    });
    expect(await verifyPackage(asker, join(out, 'package'))).to.containSubset({ ok: true });
  });

  it('one whose pages come out wrong waits for a decision where that was asked for', async () => {
    const { record, isBuilt } = await build('huge-held', HUGE, {}, 'stop');
    expect(isBuilt).to.equal(false);
    expect(record.findings.map(({ level, document, what }) => [level, document, what])).to.deep.equal([
      [
        'stop',
        'two.pdf',
        `It could not be copied and waits for a decision: slip sheet, native or leave out. ${REASON}`,
      ],
    ]);
  });

  it('one that dies stops the bundle where that was asked for, and nothing is written', async () => {
    const { record, isBuilt } = await build('stopped', 'ENDS ITS READER', {}, 'stop');
    expect(isBuilt).to.equal(false);
    expect(record.findings.map(({ level, document }) => [level, document])).to.deep.equal([
      ['stop', 'two.pdf'],
    ]);
    expect((await readdir(folder)).filter((name) => name.includes('stopped'))).to.deep.equal([
      'stopped-sources',
    ]);
  });
});
