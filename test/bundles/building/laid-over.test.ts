import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import type { LookCache } from '../../../src/bundles/findings/look-at-pages.js';
import { rawPdf } from '../../support/pdf-fixtures.js';
import { page, stream } from '../../support/raw-page.js';
import { documentAsker } from '../../support/document-asker.js';

const FORM = '/Type/XObject/Subtype/Form/BBox[0 0 300 30]/Resources<</Font<</F1 4 0 R>>>>';

describe('what is laid over the pages of a document, in a bundle', function () {
  this.timeout(60_000);
  const asker = documentAsker();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-laid-over-'));
    const mark = '<</Type/Annot/Subtype/Ink/Rect[60 400 360 430]/F 4/AP<</N 7 0 R>>>>';
    const note = stream('BT /F1 10 Tf 9 9 Td (SSN: 123-45-6789) Tj ET', FORM);
    await writeFile(
      join(folder, 'marked.pdf'),
      rawPdf(page('/Annots[6 0 R]', undefined, mark, note)),
      'latin1',
    );
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function found(document: object, looks: LookCache): Promise<string[]> {
    const spec = parseSpec({
      ...{ title: 'Enclosures', matter: 'Verizon – Netflix', purpose: 'enclosures', paper: 'letter' },
      date: '2014-06-09',
      sections: [{ title: 'Letters', documents: [{ file: 'marked.pdf', title: 'Marked', ...document }] }],
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
    const { findings } = await buildBundle(asker, spec.spec, { ...options, looks });
    return findings.map(({ level, what }) => `${level}: ${what}`);
  }

  it('a mark that goes along is gone through as its page is, one that stays away is not', async () => {
    const kept = new Map<string, unknown>();
    const looks: LookCache = {
      find: async () => null,
      keep: async (sha256, { pages }) => void kept.set(sha256, pages),
    };
    const SSN = 'stop: A Social Security number (…6789).';
    expect(await found({ marks: 'show' }, looks)).to.include(SSN);
    expect([...kept.values()]).to.deep.equal([]);
    expect(await found({}, looks)).not.to.include(SSN);
    expect([...kept.values()]).to.deep.equal([[]]);
  });
});
