import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from '../support/server-process.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NEW_PASSWORD = 'another long password';

/** `rejoinder user …` beside a running server, as an administrator at the console would use it. */
describe('rejoinder user', function () {
  this.timeout(300_000);
  let started: Started;
  before(async () => {
    build();
    started = await startRejoinder();
  });
  after(() => started.close());

  function run(
    args: readonly string[],
    input = '',
  ): Promise<{ code: number | null; said: string; out: string }> {
    const child = spawn(process.execPath, ['dist/cli.js', 'user', ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        DATA_DIR: started.deps.dataDir,
        ...(started.databaseUrl !== null && { DATABASE_URL: started.databaseUrl }),
      },
    });
    let [said, out] = ['', ''];
    child.stderr.on('data', (words: Buffer) => (said += words.toString()));
    child.stdout.on('data', (words: Buffer) => (out += words.toString()));
    child.stdin.end(input);
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, said, out })));
  }
  const trySignIn = async (email: string, password: string): Promise<number> => {
    const browser = started.visitor();
    await browser.get('/sign-in');
    return (await browser.post('/sign-in', { email, password })).status;
  };

  it('sets a new password from standard input and ends the sessions', async () => {
    const dana = await started.signIn('dana');
    const { code, said, out } = await run(['password', 'DANA@firm.example'], `${NEW_PASSWORD}\n`);
    expect([code, out]).to.deep.equal([0, '']);
    expect(said).to.include('has the new password and is signed out everywhere');
    expect((await dana.get('/desk')).location).to.equal('/sign-in');
    expect(await trySignIn('dana@firm.example', NEW_PASSWORD)).to.equal(303);
  });

  it('without one, makes a password and prints it once', async () => {
    const { code, out } = await run(['password', 'rolf@firm.example']);
    expect(code).to.equal(0);
    expect(await trySignIn('rolf@firm.example', out.trim())).to.equal(303);
  });

  it('switches an account off and on again, each on the log by nobody', async () => {
    const omar = await started.signIn('omar');
    expect((await run(['disable', 'omar@firm.example'])).code).to.equal(0);
    expect((await omar.get('/desk')).location).to.equal('/sign-in');
    expect(await trySignIn('omar@firm.example', 'a long enough password')).to.equal(401);
    expect((await run(['enable', 'omar@firm.example'])).code).to.equal(0);
    expect(await trySignIn('omar@firm.example', 'a long enough password')).to.equal(303);
    const events = await started.deps.db
      .selectFrom('auditEvent')
      .where('action', 'in', ['account.disabled', 'account.enabled'])
      .orderBy('seq')
      .select(['action', 'byAccount'])
      .execute();
    expect(events).to.deep.equal([
      { action: 'account.disabled', byAccount: null },
      { action: 'account.enabled', byAccount: null },
    ]);
  });

  for (const [what, args, input, code, words] of [
    [
      'an unknown account',
      ['disable', 'nobody@firm.example'],
      '',
      66,
      'There is no account with the address',
    ],
    ['a short password', ['password', 'dana@firm.example'], 'short\n', 64, 'at least 12 characters'],
    ['the last that administers', ['disable', 'ines@firm.example'], '', 75, 'Nobody else administers'],
    ['no address', ['password'], '', 64, 'missing required argument'],
  ] as const)
    it(`refuses ${what}: exit code ${code}, one sentence why`, async () => {
      const answer = await run(args, input);
      expect(answer.code).to.equal(code);
      expect(answer.said).to.include(words);
    });
});
