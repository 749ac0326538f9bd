import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Browser, type Answer } from '../support/browser.js';
import { freePort, startServer, type ServerProcess } from '../support/server-process.js';

const PASSWORD = 'a long enough password';
const PATIENCE_MS = 200_000;

/** The server as it is started: real work on one side, the sample beside it. */
describe('the sample beside real work', function () {
  this.timeout(480_000);
  let folder: string;
  let server: ServerProcess;
  let ines: Browser;
  let dana: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-mount-'));
    server = await startServer(join(folder, 'live'), await freePort());
    ines = new Browser(server.url);
    await ines.get('/first-account');
    const first = { name: 'Ines', email: 'ines@firm.example', password: PASSWORD, zone: 'Europe/London' };
    await ines.post('/first-account', { ...first, code: server.setupCode ?? '' });
    await ines.get('/accounts');
    await ines.post('/accounts', { ...first, name: 'Dana', email: 'dana@firm.example', role: 'paralegal' });
    await ines.post('/accounts/sample', { state: 'on' });
    dana = await signIn('dana@firm.example');
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function signIn(email: string): Promise<Browser> {
    const browser = new Browser(server.url);
    await browser.get('/sign-in');
    await browser.post('/sign-in', { email, password: PASSWORD });
    return browser;
  }
  /** Looks again as often as the page asks for, until it leads into the sample; gives the first page. */
  async function waitForSample(browser: Browser): Promise<Answer> {
    const first = await browser.get('/sample-visit');
    const until = Date.now() + PATIENCE_MS;
    for (let answer = first; answer.location !== '/sample/'; answer = await browser.get('/sample-visit')) {
      expect([answer.status, answer.headers.get('refresh')]).to.deep.equal([200, '2']);
      if (Date.now() > until) throw new Error('The sample was never ready.');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return first;
  }
  async function enter(browser: Browser): Promise<Answer> {
    await browser.get('/sample/enter');
    return browser.post('/sample/enter', { role: 'counsel' });
  }

  it('asks whoever has not signed in to do so first, and makes nothing', async () => {
    const stranger = new Browser(server.url);
    for (const path of ['/sample', '/sample/', '/sample/enter', '/sample/desk', '/sample-visit']) {
      const answer = await stranger.get(path);
      expect([path, answer.status, answer.location]).to.deep.equal([path, 303, '/sign-in?for=sample']);
    }
    expect((await stranger.get('/sign-in?for=sample')).text).to.include('Sign in to visit the sample');
    for (const path of ['/sample-visit', '/sample/enter', '/sample/reset', '/sample/disposal'])
      expect((await stranger.post(path, { role: 'counsel', sure: 'yes' })).location).to.equal(
        '/sign-in?for=sample',
      );
    expect((await dana.get('/sample-visit')).text).to.include('There is no sample at the moment');
  });

  it('shows that it is being made at once, and goes on by itself without a script', async () => {
    await dana.get('/sample-visit');
    const begun = Date.now();
    expect((await dana.post('/sample-visit')).location).to.equal('/sample-visit');
    expect(Date.now() - begun).to.be.below(3_000);
    expect((await waitForSample(dana)).text).to.include('The sample is being made');
    expect((await enter(dana)).location).to.equal('/sample/desk');
    expect((await dana.get('/sample/desk')).status).to.equal(200);
  });

  it('whoever only visits finds no way to end it, and is refused one', async () => {
    const desk = (await dana.get('/sample/desk')).text;
    expect(desk)
      .to.include('Back to your own work')
      .and.not.match(/Reset the sample|Throw it away/);
    for (const path of ['/sample/reset', '/sample/disposal']) {
      expect((await dana.get(path)).status).to.equal(403);
      expect((await dana.post(path, { sure: 'yes' })).status).to.equal(403);
    }
    expect((await dana.get('/sample/desk')).status).to.equal(200);
  });

  it('a session of the sample alone is worth nothing: it ends with the real one', async () => {
    const omar = await signIn('dana@firm.example');
    await enter(omar);
    await omar.get('/desk');
    const kept = omar
      .cookieHeader()
      .split('; ')
      .filter((cookie) => cookie.startsWith('rejoinder-sample='));
    await omar.post('/sign-out');
    for (const cookie of [
      omar.cookieHeader(),
      kept.join('; '),
      `${kept.join('; ')}; rejoinder=s%3Aguess.x`,
    ]) {
      const answer = await fetch(`${server.url}/sample/desk`, { headers: { cookie }, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, '/sign-in?for=sample']);
    }
  });

  it('who administers resets it after being asked, and sees it made anew', async () => {
    await enter(ines);
    expect((await ines.get('/sample/desk')).text).to.include('Reset the sample…');
    expect((await ines.post('/sample/reset')).location).to.equal('/sample/reset');
    expect((await ines.get('/sample/reset')).text).to.include('Whoever is in it is put out');
    expect((await ines.post('/sample/reset', { sure: 'yes' })).location).to.equal(
      '/sample/../sample-visit?was=reset',
    );
    expect((await waitForSample(ines)).status).to.equal(200);
    expect((await dana.get('/sample/desk')).location).to.equal('/sample/sign-in');
  });

  it('thrown away, it says so, Accounts says that there is none, and it can be made again', async () => {
    await enter(ines);
    await ines.get('/sample/disposal');
    const { location } = await ines.post('/sample/disposal', { sure: 'yes' });
    const said = await ines.get((location ?? '').replace('/sample/..', ''));
    expect(said.text).to.include('The sample was thrown away').and.to.include('Make it again');
    expect((await ines.get('/accounts')).text)
      .to.include('There is none at the moment')
      .and.to.include('Make the sample');
    expect((await dana.get('/sample/desk')).location).to.equal('/sample-visit');
    await ines.post('/sample-visit');
    await waitForSample(ines);
    expect((await enter(ines)).status).to.equal(303);
  });

  it('switched off, it is not there for anyone', async () => {
    await ines.get('/accounts');
    await ines.post('/accounts/sample', { state: 'off' });
    for (const path of ['/sample/', '/sample-visit']) expect((await dana.get(path)).status).to.equal(404);
    expect((await dana.post('/sample-visit')).status).to.equal(403);
  });
});
