import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { pageText } from '../../src/pdf/page-text.js';

const PDF = fileURLToPath(new URL('../../docs/sample-enclosures.pdf', import.meta.url));

describe('the sample enclosures in docs', () => {
  it('print on every page its number and what the data are', async () => {
    const { pages } = await pageText({ path: PDF }, () => undefined);
    expect(pages.length).to.be.greaterThan(35);
    pages.forEach(({ lines }, index) => {
      const foot = lines.filter(({ top }) => top < 36).map(({ text }) => text.trim());
      expect(foot.join(' '), `page ${index + 1}`).to.match(
        new RegExp(`\\b${index + 1}( Ex\\. \\d, p\\. \\d+ of \\d+)?$`),
      );
      expect(foot.join(' ')).to.contain('Sample: reconstruction and synthetic data');
      expect(foot.join(' ')).not.to.contain('DRAFT');
    });
  });

  it('say first that the letter is a reconstruction', async () => {
    const { pages } = await pageText({ path: PDF, pages: [1] }, () => undefined);
    expect(pages[0]?.text).to.contain('Reconstruction.').and.contain('It is not a copy');
  });
});
