import { expect } from 'chai';
import { PDFDocument } from 'pdf-lib';
import { WrongPassword } from '../../../src/pdf/source/encryption.js';
import { PDFDict, PDFName, PDFStream, PDFString } from '../../../src/pdf/source/objects.js';
import { PageCache } from '../../../src/pdf/source/page-cache.js';
import { PdfFile } from '../../../src/pdf/source/pdf-file.js';
import { unpackAll } from '../../../src/pdf/source/stream-data.js';
import { rawPdf, workFolder, write } from '../../support/pdf-fixtures.js';

const TITLE = 'A letter (of ours) — Größe';
const USER = 'für-uns';
const OWNER = 'the owner';

async function locked(
  algorithm: 'RC4-40' | 'RC4-128' | 'AES-128' | 'AES-256',
  userPassword: string,
): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(TITLE);
  document.addPage([200, 200]).drawText('The words of the page');
  document.encrypt({ userPassword, ownerPassword: OWNER, algorithm, allowWeakCryptography: true });
  return document.save({ useObjectStreams: algorithm.startsWith('AES') });
}

/** RC4 with 40 and 128 bits, passwords `u` and `o`, titled “Plain title”; written by another program. */
const RC4_40 =
  'JVBERi0xLjQKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMyAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL1Rp' +
  'dGxlIDxhZDhjMGZkYjA4NzNiNWUzY2RmMGEzPiA+PgplbmRvYmoKMyAwIG9iago8PCAvQ291bnQgMCAvS2lkcyBbIF0gL1R5cGUgL1Bh' +
  'Z2VzID4+CmVuZG9iago0IDAgb2JqCjw8IC9GaWx0ZXIgL1N0YW5kYXJkIC9MZW5ndGggNDAgL08gPDg1M2ZlZTNmNjU1MGZjM2JjMjEy' +
  'Nzk3ZWFlZDk5Y2M5YmU1MzM0NzU4M2E3MzhlMjVmZGZiMTI0MmJmOTMzNjY+IC9QIC00IC9SIDIgL1UgPDVjNzgzMTNhM2YzZjE3ZWZk' +
  'NzUxZGVkNmUxZjY5YjQwZTM4NGVhNDEzZTQ5ZGYzYWYwMGMwMzFhOWY0MTg1YzA+IC9WIDEgPj4KZW5kb2JqCnhyZWYKMCA1CjAwMDAw' +
  'MDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAxNSAwMDAwMCBuIAowMDAwMDAwMDY0IDAwMDAwIG4gCjAwMDAwMDAxMTcgMDAwMDAgbiAKMDAw' +
  'MDAwMDE3MCAwMDAwMCBuIAp0cmFpbGVyIDw8IC9JbmZvIDIgMCBSIC9Sb290IDEgMCBSIC9TaXplIDUgL0lEIFs8MzE0MTU5MjY1MzU4' +
  'OTc5MzIzODQ2MjY0MzM4MzI3OTU+PDMxNDE1OTI2NTM1ODk3OTMyMzg0NjI2NDMzODMyNzk1Pl0gL0VuY3J5cHQgNCAwIFIgPj4Kc3Rh' +
  'cnR4cmVmCjM3NgolJUVPRgo=';
const RC4_128 =
  'JVBERi0xLjQKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMyAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL1Rp' +
  'dGxlIDw5NDAyYzQyODYyNmUwOTY0NjcwZTQyPiA+PgplbmRvYmoKMyAwIG9iago8PCAvQ291bnQgMCAvS2lkcyBbIF0gL1R5cGUgL1Bh' +
  'Z2VzID4+CmVuZG9iago0IDAgb2JqCjw8IC9GaWx0ZXIgL1N0YW5kYXJkIC9MZW5ndGggMTI4IC9PIDwyYTJmMGExOTkwMTkyYzYwMTE0' +
  'NzMwYmRjZDM5ZjM3ODI4YTUzYzg5YTM0MGRkNDczYzg1Mjk5ZGM1MjU4ZTFjPiAvUCAtNCAvUiAzIC9VIDxmYmU1MGE0NzEzOTVlMjRi' +
  'NGU3MzQ3MmUzNmE0YWJmMDAxMjI0NTZhOTFiYWU1MTM0MjczYTZkYjEzNGM4N2M0PiAvViAyID4+CmVuZG9iagp4cmVmCjAgNQowMDAw' +
  'MDAwMDAwIDY1NTM1IGYgCjAwMDAwMDAwMTUgMDAwMDAgbiAKMDAwMDAwMDA2NCAwMDAwMCBuIAowMDAwMDAwMTE3IDAwMDAwIG4gCjAw' +
  'MDAwMDAxNzAgMDAwMDAgbiAKdHJhaWxlciA8PCAvSW5mbyAyIDAgUiAvUm9vdCAxIDAgUiAvU2l6ZSA1IC9JRCBbPDMxNDE1OTI2NTM1' +
  'ODk3OTMyMzg0NjI2NDMzODMyNzk1PjwzMTQxNTkyNjUzNTg5NzkzMjM4NDYyNjQzMzgzMjc5NT5dIC9FbmNyeXB0IDQgMCBSID4+CnN0' +
  'YXJ0eHJlZgozNzcKJSVFT0YK';

/** A document that says it is encrypted, as `entries` have it. */
function claiming(entries: string): string {
  return rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[]/Count 0>>',
    `<<${entries}>>`,
  ]).replace('/Root 1 0 R', '/Root 1 0 R/Encrypt 3 0 R');
}

/** The title of a document and the contents of its pages, as they are read. */
function wordsOf(file: PdfFile): { title: string | null; contents: string } {
  let title: string | null = null;
  let contents = '';
  for (const [, object] of file.enumerateIndirectObjects()) {
    const found = object instanceof PDFDict ? object.get(PDFName.of('Title')) : undefined;
    if (found instanceof PDFString) title = found.decodeText();
    const isContents = object instanceof PDFStream && !object.dict.has(PDFName.of('Type'));
    if (isContents) contents += Buffer.from(unpackAll(file, object)).toString('latin1');
  }
  return { title, contents };
}

describe('an encrypted PDF', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function opened<T>(
    bytes: Uint8Array | string,
    password: string,
    use: (file: PdfFile) => T,
  ): Promise<T> {
    const path = await write(
      folder,
      'locked.pdf',
      typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes,
    );
    const file = PdfFile.strict(PageCache.open(path), password);
    try {
      return use(file);
    } finally {
      file.close();
    }
  }

  async function refusal(bytes: Uint8Array | string, password: string): Promise<unknown> {
    return opened(bytes, password, () => null).catch((error: unknown) => error);
  }

  for (const algorithm of ['RC4-40', 'RC4-128', 'AES-128', 'AES-256'] as const) {
    it(`by ${algorithm} opens with either password and no other, and says what it says`, async () => {
      const user = algorithm === 'AES-256' ? USER : 'for us';
      const bytes = await locked(algorithm, user);
      for (const password of [user, OWNER])
        await opened(bytes, password, (file) => {
          expect(file.isEncrypted).to.equal(true);
          const { title, contents } = wordsOf(file);
          expect(contents, password).to.contain('Tj');
          // The program that locks these leaves strings open under RC4.
          if (algorithm.startsWith('AES')) expect(title, password).to.equal(TITLE);
        });
      for (const wrong of ['', 'For us', `${user} `])
        expect(await refusal(bytes, wrong), wrong).to.be.instanceOf(WrongPassword);
    });

    it(`by ${algorithm} for its owner alone opens without a password`, async () => {
      await opened(await locked(algorithm, ''), '', (file) => {
        expect(wordsOf(file).contents).to.contain('Tj');
      });
    });
  }

  for (const [bits, data] of [
    [40, RC4_40],
    [128, RC4_128],
  ] as const)
    it(`by RC4 with ${bits} bits says its strings too`, async () => {
      for (const password of ['u', 'o'])
        await opened(Buffer.from(data, 'base64'), password, (file) => {
          expect(wordsOf(file).title).to.equal('Plain title');
        });
      expect(await refusal(Buffer.from(data, 'base64'), '')).to.be.instanceOf(WrongPassword);
    });

  const keys = `/O<${'00'.repeat(48)}>/U<${'00'.repeat(48)}>/P -4`;
  for (const [what, entries] of [
    ['for certificates', '/Filter/Adobe.PubSec/V 4'],
    ['by a revision nobody knows', `/Filter/Standard/V 5/R 7${keys}`],
    [
      'by a method nobody knows',
      `/Filter/Standard/V 4/R 4${keys}/StmF/Own/StrF/Own/CF<</Own<</CFM/ROT13>>>>`,
    ],
    ['by a filter that is not there', `/Filter/Standard/V 4/R 4${keys}/StmF/Own/StrF/Own`],
    ['with keys cut off', '/Filter/Standard/V 5/R 6/O<00>/U<00>/P -4/StmF/S/StrF/S/CF<</S<</CFM/AESV3>>>>'],
  ] as const)
    it(`${what} opens with no password`, async () => {
      expect(await refusal(claiming(entries), 'any')).to.be.instanceOf(WrongPassword);
    });
});
