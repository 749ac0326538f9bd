import { expect } from 'chai';
import { endSessionsOf } from '../../src/auth/session-store.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('signing in', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());

  it('lets a person in with the right password, under a new session id', async () => {
    const browser = started.visitor();
    await browser.get('/sign-in');
    const before = browser.cookieHeader();
    const answer = await browser.post('/sign-in', {
      email: 'DANA@firm.example',
      password: 'a long enough password',
    });
    expect([answer.status, answer.location]).to.deep.equal([303, '/desk']);
    expect(browser.cookieHeader()).not.to.equal(before);
    expect((await browser.get('/desk')).status).to.equal(200);
  });

  const refused = [
    ['a wrong password', { email: 'dana@firm.example', password: 'not this one' }, 401],
    ['an unknown address', { email: 'nobody@firm.example', password: 'a long enough password' }, 401],
    ['a password of ten thousand bytes', { email: 'dana@firm.example', password: 'x'.repeat(10_000) }, 401],
    ['no password', { email: 'dana@firm.example', password: '' }, 422],
    [
      'a field that is not ours',
      { email: 'dana@firm.example', password: 'a long enough password', role: 'admin' },
      422,
    ],
  ] as const;
  for (const [what, fields, status] of refused)
    it(`refuses ${what}, keeping what was typed but never the password`, async () => {
      const browser = started.visitor();
      await browser.get('/sign-in');
      const answer = await browser.post('/sign-in', fields);
      expect(answer.status).to.equal(status);
      expect(answer.text).to.include(`value="${fields.email}"`);
      if (fields.password) expect(answer.text).not.to.include(fields.password);
      expect((await browser.get('/desk')).status).to.equal(303);
    });

  it('says the same for a wrong password and an unknown address', async () => {
    const pages = await Promise.all(
      ['dana@firm.example', 'nobody@firm.example'].map(async (email) => {
        const browser = started.visitor();
        await browser.get('/sign-in');
        const answer = await browser.post('/sign-in', { email, password: 'wrong wrong wrong' });
        return answer.text.replaceAll(email, '').replaceAll(/name="_(csrf|once)" value="[^"]+"/g, '');
      }),
    );
    expect(pages[0]).to.equal(pages[1]);
  });

  it('slows guessing down without locking anyone out', async () => {
    const browser = started.visitor();
    await browser.get('/sign-in');
    let last = 0;
    let retryAfter: string | null = null;
    for (let guess = 0; guess < 12; guess += 1) {
      const answer = await browser.post('/sign-in', {
        email: 'omar@firm.example',
        password: `guess number ${guess}`,
      });
      last = answer.status;
      retryAfter = answer.headers.get('retry-after');
    }
    expect(last).to.equal(429);
    expect(Number(retryAfter)).to.be.within(1, 100);
    await started.signIn('ines'); // someone else is not held up
  });

  it('refuses a form without the session’s token, with a foreign one, or from another site', async () => {
    const fields = { email: 'dana@firm.example', password: 'a long enough password' };
    const other = started.visitor();
    await other.get('/sign-in');
    const browser = started.visitor();
    await browser.get('/sign-in');
    const wrong = await browser.post('/sign-in', { ...fields, _csrf: other.csrf });
    const none = await browser.post('/sign-in', { ...fields, _csrf: '' });
    const foreign = await browser.post(
      '/sign-in',
      { ...fields, _csrf: browser.csrf },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect([wrong.status, none.status, foreign.status]).to.deep.equal([403, 403, 403]);
    expect(wrong.text).to.include('This page had expired');
  });

  it('ends the session on signing out, and when it is ended from the server', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/desk');
    const copy = dana.cookieHeader();
    const out = await dana.post('/sign-out');
    expect(out.headers.get('clear-site-data')).to.include('cookies');
    const again = await fetch(`${started.url}/desk`, { headers: { cookie: copy }, redirect: 'manual' });
    expect(again.status).to.equal(303);

    const omar = await started.signIn('priya');
    await endSessionsOf(started.deps.db, started.actor('priya').accountId);
    expect((await omar.get('/desk')).status).to.equal(303);
  });

  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await started.visitor().get('/sign-in');
    expect(answer.headers.get('set-cookie')).to.match(/^rejoinder=.*; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

describe('the first visit', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startRejoinder({ withoutCast: true, setupCode: 'the-code' });
  });
  afterEach(() => started.close());
  const account = {
    name: 'Ines',
    email: 'ines@firm.example',
    password: 'a long enough password',
    zone: 'America/New_York',
  };

  it('asks: try the sample, or start empty', async () => {
    const page = await started.visitor().get('/');
    expect(page.text).to.include('Try the sample').and.to.include('Start empty');
  });

  it('makes the first account for whoever can read the console, once', async () => {
    const browser = started.visitor();
    await browser.get('/first-account');
    const wrong = await browser.post('/first-account', { ...account, code: 'a-guess' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text)
      .to.include('This is not the code on the console')
      .and.to.include('value="ines@firm.example"');
    expect((await browser.post('/first-account', { ...account, code: 'the-code' })).location).to.equal(
      '/desk',
    );

    const second = started.visitor();
    await second.get('/sign-in');
    expect((await second.post('/first-account', { ...account, code: 'the-code' })).status).to.equal(409);
  });

  for (const [field, value, words] of [
    ['password', 'short', 'A password needs at least 12 characters'],
    ['email', 'ines', 'Enter an email address'],
    ['zone', 'Mars/Olympus', 'Choose a time zone'],
    ['name', '', 'Enter your name'],
  ] as const)
    it(`refuses ${field} “${value}” and keeps the rest`, async () => {
      const browser = started.visitor();
      await browser.get('/first-account');
      const answer = await browser.post('/first-account', { ...account, code: 'the-code', [field]: value });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include(words);
      expect(answer.text).not.to.include(account.password);
    });
});
