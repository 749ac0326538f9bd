import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFArray, PDFDocument, PDFName } from 'pdf-lib';
import { buildVolumes } from '../../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { verifyPackage } from '../../../src/bundles/packaging/verify-package.js';
import { readPlan } from '../../../src/bundles/stored-plan.js';
import { pageText } from '../../../src/pdf/questions.js';
import { mailWith, pdfOf } from '../mixed-files.js';
import { documentAsker } from '../../support/document-asker.js';

/** PD 27A, outside financial remedy: pages are numbered A1, A2 … and B1, B2 …, anew in each section. */
describe('pages numbered by section', function () {
  this.timeout(120_000);
  const asker = documentAsker();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-sections-'));
    const inner = { name: 'order.pdf', type: 'application/pdf', content: await pdfOf('Order', 2) };
    await writeFile(join(folder, 'application.pdf'), await pdfOf('Application', 3));
    await writeFile(join(folder, 'order.eml'), mailWith('The order', [inner]));
    await writeFile(join(folder, 'statement.pdf'), await pdfOf('Statement', 4));
    await writeFile(join(folder, 'report.pdf'), await pdfOf('Report', 2));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const SECTIONS = [
    {
      title: 'Applications and orders',
      documents: [
        { file: 'application.pdf', title: 'Application' },
        { file: 'order.eml', title: 'Mail with the order' },
      ],
    },
    { title: 'Nothing in it', documents: [{ file: 'statement.pdf', title: 'X', treatment: 'leave-out' }] },
    {
      title: 'Statements',
      documents: [
        { file: 'statement.pdf', title: 'Statement', exhibit: '1' },
        { file: 'report.pdf', title: 'Report' },
      ],
    },
  ];

  async function built(sections: readonly object[], pages: number | null = null, more: object = {}) {
    const spec = parseSpec({
      ...{ title: 'Hearing bundle', matter: 'A family matter', purpose: 'court', paper: 'a4' },
      ...{ profile: 'ew-family', date: '2026-11-30', sections, ...more },
    });
    if (!spec.ok) throw new Error(spec.problems.join('\n'));
    const out = await mkdtemp(join(folder, 'out-'));
    const options = {
      specFolder: folder,
      out,
      onUnreadable: 'slip',
      selfCheck: true,
      isDraft: false,
    } as const;
    const results = await buildVolumes(asker, spec.spec, options, { pages, megabytes: null });
    for (const { isBuilt, findings } of results)
      if (!isBuilt) throw new Error(findings.map(({ what }) => what).join('\n'));
    const folders = results.length === 1 ? [out] : results.map((_, at) => join(out, `volume-${at + 1}`));
    return Promise.all(
      folders.map(async (path) => {
        expect(await verifyPackage(asker, path)).to.containSubset({ ok: true });
        const pdf = join(path, 'package', 'bundle.pdf');
        const { pages: read } = await asker.ask(pageText, { path: pdf });
        const foot = read.map(({ lines }) =>
          lines.filter(({ bottom }) => bottom < 40).map(({ text }) => text),
        );
        return {
          plan: readPlan(await readFile(join(path, 'plan.json'), 'utf8')),
          catalog: (await PDFDocument.load(await readFile(pdf), { updateMetadata: false })).catalog,
          text: (page: number) => read[page - 1]?.text ?? '',
          names: foot.map((lines) =>
            lines
              .join(' ')
              .split(/\s+/)
              .find((word) => /^([A-Z]*\d+|[ivx]+)$/.test(word)),
          ),
        };
      }),
    );
  }

  it('print, label and list A1 to B7 behind a cover and index that count i, ii', async () => {
    const [bundle] = await built(SECTIONS);
    const { names, plan, catalog, text } = bundle ?? expect.fail('nothing was built');
    const own = (letter: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
    expect(names).to.deep.equal(['i', 'ii', ...own('A', 6), ...own('B', 7)]);
    expect(plan.outline.map(({ title }) => title)).to.deep.equal([
      'Cover (p. i)',
      'Index (p. ii)',
      'Applications and orders (p. A1)',
      'Statements (p. B1)',
    ]);
    expect(text(2))
      .to.match(/Application\s+A1–A3/)
      .and.to.match(/Report\s+B6–B7/);
    expect(text(6), 'the mail says where its attachment stands').to.contain('pages A5–A6');
    expect(text(9), 'the sheet before the exhibit')
      .to.contain('pages B2 to B5')
      .and.to.contain('Index, page ii');
    const opening = catalog.lookup(PDFName.of('OpenAction'), PDFArray).asArray().slice(1);
    expect(opening.map(String).join(' '), 'the guidance asks for 100 %').to.equal('/XYZ null null 1');
  });

  it('go on in the next volume, each section with its letter', async () => {
    const volumes = await built(SECTIONS, 12);
    expect(volumes.map(({ names }) => names)).to.deep.equal([
      ['i', 'ii', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6'],
      ['i', 'ii', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7'],
    ]);
    const split = await built(SECTIONS, 9);
    expect(split.at(-1)?.names).to.deep.equal(['i', 'ii', 'B6', 'B7']);
  });

  it('take the letters a person gives', async () => {
    const [first, ...rest] = SECTIONS;
    const [bundle] = await built([{ ...first, prefix: 'B' }, ...rest]);
    expect(bundle?.names.slice(2, 4)).to.deep.equal(['B1', 'B2']);
    expect(bundle?.names.at(-1)).to.equal('A7');
  });

  const wrong: [string, object, RegExp][] = [
    ['a prefix in small letters', { prefix: 'a' }, /capital letters, like A/],
    ['a first number below 1', { firstNumber: 0 }, /count from 1/],
  ];
  for (const [shows, given, sentence] of wrong)
    it(`${shows} is refused in a sentence`, async () => {
      const refused = await built([{ ...SECTIONS[0], ...given }]).catch(String);
      expect(refused).to.match(sentence);
    });

  it('one prefix for two sections is refused', async () => {
    const twice = [0, 2].map((at) => ({ ...SECTIONS[at], prefix: 'C' }));
    expect(await built(twice).catch(String)).to.contain('The prefix C is given to two sections.');
  });

  it('a bundle for a court with one count keeps one count', async () => {
    const [bundle] = await built(SECTIONS, null, { profile: 'ew-family-financial' });
    expect(bundle?.names).to.deep.equal(Array.from({ length: 15 }, (_, at) => String(at + 1)));
  });
});
