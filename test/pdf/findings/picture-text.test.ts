import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureText } from '../../../src/pdf/findings/picture-text.js';
import { coveredPdf, layersPdf } from '../../support/pdf-fixtures.js';

describe('the words of a page that goes in as a picture', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-picture-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const textOf = async (bytes: Uint8Array, withMarks: boolean) => {
    const path = join(folder, 'source.pdf');
    await writeFile(path, bytes);
    const { pages } = await pictureText({ path, pages: [{ page: 1, withMarks }] }, () => undefined);
    return pages;
  };

  for (const state of ['off', 'base-off', 'member', 'form'] as const)
    it(`are those that show, not those of a layer that does not (${state})`, async () => {
      expect(await textOf(await layersPdf(state), false)).to.deep.equal([{ page: 1, text: 'Shown layer' }]);
    });

  it('are not those under a black box', async () => {
    expect(await textOf(await coveredPdf(), true)).to.deep.equal([{ page: 1, text: '' }]);
  });
});
