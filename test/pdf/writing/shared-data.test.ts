import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { canary, rawPdf, workFolder, write } from '../../support/pdf-fixtures.js';
import { page, stream, WORDS } from '../../support/raw-page.js';
import { copied } from '../../support/same-look.js';

const PICTURE = '/Type/XObject/Subtype/Image/Width 200/Height 200/ColorSpace/DeviceGray/BitsPerComponent 8';

/** Large enough that what is known of it is looked up, and not to be packed smaller. */
const PIXELS = randomBytes(200 * 200);

describe('data that several documents bring', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function bundleOf(...datas: readonly Buffer[]) {
    const paths: string[] = [];
    for (const [at, data] of datas.entries()) {
      const pdf = rawPdf(
        page(
          '/Resources<</Font<</F1 4 0 R>>/XObject<</Im 6 0 R>>>>',
          `${WORDS} q 99 0 0 99 300 300 cm /Im Do Q`,
          stream(data.toString('latin1'), `${PICTURE}/Filter/FlateDecode`),
        ),
      );
      paths.push(await write(folder, `${at}.pdf`, Buffer.from(pdf, 'latin1')));
    }
    const { changes } = await copied(paths, join(folder, 'out.pdf'));
    const bytes = await readFile(join(folder, 'out.pdf'));
    return { bytes, pictures: bytes.toString('latin1').split('/Subtype /Image').length - 1, changes };
  }

  const whole = deflateSync(PIXELS);
  const hidden = Buffer.concat([whole, Buffer.from(canary('behind-a-picture'))]);

  for (const [shows, datas] of [
    ['after one that ends where it should', [whole, hidden]],
    ['before one that ends where it should', [hidden, whole]],
    ['twice', [hidden, hidden]],
  ] as const)
    it(`are in the file once, without what one hides behind their end: ${shows}`, async () => {
      const { bytes, pictures, changes } = await bundleOf(...datas);
      expect(pictures).to.equal(1);
      expect(bytes.includes('CANARY')).to.equal(false);
      expect(bytes.includes(whole)).to.equal(true);
      expect(changes).to.deep.equal([]);
    });

  it('are each in the file where they begin alike and differ in one byte', async () => {
    const other = Buffer.from(PIXELS);
    other[PIXELS.length - 100] = (other[PIXELS.length - 100] ?? 0) ^ 1;
    const { bytes, pictures } = await bundleOf(whole, deflateSync(other), whole);
    expect(pictures).to.equal(2);
    expect(bytes.includes(deflateSync(other))).to.equal(true);
  });

  it('are packed anew and named each time where they are damaged', async () => {
    const cut = whole.subarray(0, whole.length - 2000);
    const { pictures, changes } = await bundleOf(cut, cut);
    expect(pictures).to.equal(1);
    expect(changes.map((change) => change.page)).to.deep.equal([1, 2]);
    expect(changes[1]?.what).to.contain('packed data are damaged');
  });
});
