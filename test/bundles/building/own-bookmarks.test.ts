import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { verifyPackage } from '../../../src/bundles/packaging/verify-package.js';
import { readPlan } from '../../../src/bundles/stored-plan.js';
import type { OutlineEntry } from '../../../src/pdf/assembly.js';
import { bookmarkedPdf } from '../../support/bookmarked-pdf.js';
import { documentAsker } from '../../support/document-asker.js';

const OUTLINE = [
  '<</First 9 0 R/Last 12 0 R>>',
  '<</Title(Master services agreement)/Parent 8 0 R/Dest[3 0 R/Fit]/Next 11 0 R/First 10 0 R/Last 10 0 R>>',
  '<</Title(Recitals)/Parent 9 0 R/Dest[3 0 R/Fit]>>',
  '<</Title(Schedule A)/Parent 8 0 R/Dest[4 0 R/Fit]/Prev 9 0 R/Next 12 0 R>>',
  '<</Title(Canary of a memo)/Parent 8 0 R/Dest[4 0 R/Fit]/Prev 11 0 R>>',
];

describe('a document with bookmarks of its own, in a bundle', function () {
  this.timeout(60_000);
  const asker = documentAsker();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-bookmarks-'));
    await writeFile(join(folder, 'agreement.pdf'), bookmarkedPdf(...OUTLINE));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function built(document: object): Promise<{ bookmarks: unknown; notes: string[]; pdf: string }> {
    const spec = parseSpec({
      ...{ title: 'Enclosures', matter: 'Verizon – Netflix', purpose: 'enclosures', paper: 'letter' },
      date: '2014-06-09',
      sections: [
        { title: 'Letters', documents: [{ file: 'agreement.pdf', title: 'Agreement', ...document }] },
      ],
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
    const result = await buildBundle(asker, spec.spec, options);
    if (!result.isBuilt) throw new Error(JSON.stringify(result.findings));
    expect(await verifyPackage(asker, out)).to.containSubset({ ok: true });
    const { outline } = readPlan(await readFile(join(out, 'plan.json'), 'utf8'));
    const text = ({ title, children }: OutlineEntry): unknown[] => [title, ...children.map(text)];
    return {
      bookmarks: outline.at(-1)?.children.map(text),
      notes: result.findings.map(({ what }) => what),
      pdf: (await readFile(join(out, 'package', 'bundle.pdf'))).toString('latin1'),
    };
  }

  it('keeps those whose words stand on their page beneath its own; of the others a note tells', async () => {
    const { bookmarks, notes, pdf } = await built({});
    expect(bookmarks).to.deep.equal([
      ['Agreement (p. 3)', ['Master services agreement (p. 3)', ['Recitals (p. 3)']], ['Schedule A (p. 4)']],
    ]);
    expect(notes).to.include('One of its own bookmarks says what its page does not; it does not come along.');
    expect(pdf).not.to.match(/Canary/);
  });

  it('of which some pages go in keeps the bookmarks of those', async () => {
    const { bookmarks } = await built({ pages: '2' });
    expect(bookmarks).to.deep.equal([['Agreement (p. 3)', ['Schedule A (p. 3)']]]);
  });

  it('keeps none of a page that is redacted', async () => {
    const redactions = [{ page: 1, left: 20, top: 80, width: 200, height: 60, reason: 'PII' }];
    const { bookmarks } = await built({ redactions });
    expect(bookmarks).to.deep.equal([['Agreement (p. 3)', ['Schedule A (p. 4)']]]);
  });
});
