import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import type { Assembly } from '../../../src/pdf/assembly.js';
import { checkPdf } from '../../../src/pdf/checking/check-pdf.js';
import { pagesPdf, plainPdf, workFolder, write } from '../../support/pdf-fixtures.js';

const quiet = (): void => undefined;

describe('checkPdf', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  let plan: Assembly;
  let path = '';
  before(async () => {
    ({ folder, remove } = await workFolder());
    const source = await write(folder, 'source.pdf', await plainPdf(2));
    path = join(folder, 'finished.pdf');
    plan = {
      paper: 'letter',
      title: 'Enclosures',
      date: '2014-06-09',
      legend: 'CONFIDENTIAL',
      isDraft: false,
      outline: [{ title: 'Ex. 1 (2)', page: 2, children: [] }],
      parts: [
        {
          kind: 'index',
          firstPage: 1,
          pageCount: 1,
          heading: 'Index',
          rows: [
            {
              kind: 'document',
              exhibit: 'Ex. 1',
              date: null,
              title: 'One',
              firstPage: 2,
              lastPage: 3,
              bates: null,
            },
          ],
        },
        {
          kind: 'copied',
          firstPage: 2,
          pageCount: 2,
          path: source,
          sourcePage: 1,
          bates: ['NFX-000001', 'NFX-000002'],
          links: [{ page: 1, rect: [72, 72, 90, 90], toPage: 3 }],
        },
      ],
    };
    await assemblePdf({ assembly: plan, out: path }, quiet);
  });
  after(async () => {
    await remove();
  });

  async function whatOf(assembly: Assembly, file = path): Promise<string[]> {
    const { findings } = await checkPdf({ path: file, assembly }, quiet);
    return findings.map(({ level, page, what }) => `${level} ${page ?? '-'}: ${what}`);
  }

  it('has nothing to say of a file that is as planned', async () => {
    expect(await whatOf(plan)).to.deep.equal([]);
  });

  const [index, copied] = [0, 1] as const;
  const changed = (at: number, entries: object): Assembly => ({
    ...plan,
    parts: plan.parts.map((part, number) => (number === at ? { ...part, ...entries } : part)),
  });
  const differences: readonly (readonly [shows: string, other: () => Assembly, finding: string])[] = [
    [
      'another legend',
      () => ({ ...plan, legend: 'RESTRICTED' }),
      'stop 1: “RESTRICTED” cannot be read at its foot.',
    ],
    [
      'a draft that was not printed as one',
      () => ({ ...plan, isDraft: true }),
      'stop 1: “DRAFT” cannot be read at its foot.',
    ],
    [
      'another Bates number',
      () => changed(copied, { bates: ['NFX-000001', 'NFX-000009'] }),
      'stop 3: “NFX-000009” cannot be read at its foot.',
    ],
    [
      'another link',
      () => changed(copied, { links: [{ page: 1, rect: [0, 0, 1, 1], toPage: 1 }] }),
      'stop 2: Its links go to pages 3; the plan says 1.',
    ],
    [
      'another target of an index row',
      () =>
        changed(index, {
          rows: [
            {
              kind: 'document',
              exhibit: 'Ex. 1',
              date: null,
              title: 'One',
              firstPage: 3,
              lastPage: 3,
              bates: null,
            },
          ],
        }),
      'stop 1: Its links go to pages 2; the plan says 3.',
    ],
    [
      'another way to open',
      () => ({ ...plan, opensAt: 'actual-size' }),
      'stop -: The file does not open on its first page as the plan says.',
    ],
    [
      'other names of pages',
      () => ({ ...plan, pageRuns: [{ firstPage: 1, prefix: 'A', style: 'arabic', start: 1 }] }),
      'stop 1: Its page label is “1”, not A1.',
    ],
    [
      'another bookmark',
      () => ({ ...plan, outline: [{ title: 'Ex. 2 (2)', page: 2, children: [] }] }),
      'stop -: A bookmark reads “Ex. 1 (2)”; the plan says “Ex. 2 (2)”.',
    ],
    [
      'another page behind a bookmark',
      () => ({ ...plan, outline: [{ title: 'Ex. 1 (2)', page: 3, children: [] }] }),
      'stop -: The bookmark “Ex. 1 (2)” goes to page 2; the plan says 3.',
    ],
    [
      'a page too many',
      () => changed(copied, { pageCount: 1 }),
      'stop -: The plan has 2 pages; the file has 3.',
    ],
  ];
  for (const [shows, other, finding] of differences) {
    it(`finds ${shows}`, async () => {
      expect(await whatOf(other())).to.include(finding);
    });
  }

  it('finds a page whose words are not those of its source', async () => {
    const other = await write(folder, 'other.pdf', await pagesPdf([{}, {}, {}]));
    const found = await whatOf(changed(copied, { path: other, sourcePage: 2 }));
    expect(found).to.include('note 2: A viewer reads other words on this page than on its source.');
  });

  const intrusions = [
    ['OpenAction', { S: 'JavaScript', JS: PDFString.of('app.alert(1)') }],
    ['AcroForm', { Fields: [] }],
    ['Metadata', { Type: 'Metadata' }],
    ['Names', { EmbeddedFiles: { Names: [] } }],
  ] as const;
  for (const [key, value] of intrusions) {
    it(`finds /${key} in a file that was changed afterwards`, async () => {
      const document = await PDFDocument.load(await readFile(path), { updateMetadata: false });
      document.catalog.set(PDFName.of(key), document.context.obj(value));
      const file = await write(folder, 'changed.pdf', await document.save());
      expect(await whatOf(plan, file)).to.include(
        `stop -: The file holds /${key}, which nothing that leaves may hold.`,
      );
    });
  }

  it('finds bytes after the end', async () => {
    const file = await write(
      folder,
      'longer.pdf',
      Buffer.concat([await readFile(path), Buffer.from('more')]),
    );
    expect(await whatOf(plan, file)).to.include('stop -: The file does not end where it should.');
  });

  it('finds a file that stops early', async () => {
    const bytes = await readFile(path);
    const file = await write(folder, 'shorter.pdf', bytes.subarray(0, bytes.length / 2));
    expect((await whatOf(plan, file)).filter((what) => what.startsWith('stop'))).to.not.be.empty;
  });

  it('says where words stand outside the displayed part of a page', async () => {
    const source = await write(folder, 'cropped.pdf', await pagesPdf([{ cropBox: [0, 0, 600, 200] }]));
    const document = await PDFDocument.load(await readFile(source));
    document.getPage(0).drawText('Words above the crop', { x: 100, y: 500, size: 12 });
    const file = await write(folder, 'cropped.pdf', await document.save());
    const assembly: Assembly = {
      ...plan,
      outline: [],
      parts: [
        { kind: 'copied', firstPage: 1, pageCount: 1, path: file, sourcePage: 1, bates: null, links: [] },
      ],
    };
    const out = join(folder, 'cropped-out.pdf');
    await assemblePdf({ assembly, out }, quiet);
    expect(await whatOf(assembly, out)).to.deep.equal([
      'note 1: 20 characters stand outside the displayed part of the page.',
    ]);
  });
});
