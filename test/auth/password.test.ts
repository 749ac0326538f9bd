import { expect } from 'chai';
import { hashPassword, isPassword } from '../../src/auth/password.js';

describe('a stored password', () => {
  it('is an Argon2id hash of 19 MiB and two passes, with a salt of its own', async () => {
    const stored = await hashPassword('a long enough password');
    expect(stored).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword('a long enough password')).not.to.equal(stored);
    expect(await isPassword(stored, 'a long enough password')).to.equal(true);
    expect(await isPassword(stored, 'a long enough passwore')).to.equal(false);
    expect(await isPassword(null, 'a long enough password')).to.equal(false);
  });
});
