import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pseudonymKey, pseudonymsBy } from '../../../src/notices/identities/pseudonyms.js';
import { shapeOf } from '../../../src/notices/identities/rows-mode.js';

const NAME = `disclosure-${'a'.repeat(20)}`;

describe('pseudonyms', () => {
  let dataDir = '';
  beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'pseudonyms-'))));
  afterEach(() => rm(dataDir, { recursive: true }));

  it('are HMAC-SHA-256 under the key: RFC 4231, test case 2', () =>
    expect(pseudonymsBy(Buffer.from('Jefe'))('what do ya want for nothing?')).to.equal(
      'P-5bdcc146bf60754e6a04',
    ));

  it('a key is made once, whoever asks first, and only its owner can read it', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => pseudonymKey({ dataDir }, NAME)));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).to.equal(1);
    expect(keys[0]).to.have.length(32);
    expect(await readdir(join(dataDir, 'secrets'))).to.deep.equal([`pseudonyms-${NAME}`]);
    expect((await stat(join(dataDir, 'secrets', `pseudonyms-${NAME}`))).mode & 0o777).to.equal(0o600);
    expect((await stat(join(dataDir, 'secrets'))).mode & 0o777).to.equal(0o700);
    const other = await pseudonymKey({ dataDir }, NAME.replaceAll('a', 'b'));
    expect(Buffer.from(other).equals(Buffer.from(keys[0] ?? []))).to.equal(false);
  });

  it('a damaged key is refused, not made anew: the pseudonyms would change unnoticed', async () => {
    await pseudonymKey({ dataDir }, NAME);
    await writeFile(join(dataDir, 'secrets', `pseudonyms-${NAME}`), 'short');
    const error = await pseudonymKey({ dataDir }, NAME).catch((reason: unknown) => reason);
    expect((error as Error).message).to.include('is damaged; restore it from a backup');
  });

  it('no name reaches outside the folder of keys', async () => {
    for (const name of ['../x', 'disclosure-../../../../../etc/pass', 'screen-', ''])
      expect(
        await pseudonymKey({ dataDir }, name).catch((reason: unknown) => (reason as Error).name),
      ).to.equal('IntegrityError');
  });

  it('a cell shows its shape and no letter or digit of its own', () => {
    expect(shapeOf('acct-00012 Žofie')).to.equal('aaaa-99999 aaaaa');
    expect(shapeOf('x'.repeat(500))).to.have.length(60);
  });
});
