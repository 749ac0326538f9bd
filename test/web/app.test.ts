import { expect } from 'chai';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('every answer', () => {
  let started: Started;
  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());

  it('carries the headers that keep it to itself', async () => {
    const { headers } = await (await started.signIn('dana')).get('/matters');
    expect(headers.get('content-security-policy')).to.equal(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';frame-src 'self';worker-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none';object-src 'none'",
    );
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('referrer-policy')).to.equal('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).to.equal('same-origin');
    expect(headers.get('permissions-policy')).to.include('camera=()');
    expect(headers.get('strict-transport-security')).to.equal(null); // a plain-http trial must go on working
    expect(headers.get('x-powered-by')).to.equal(null);
  });

  const addresses = [
    // address                         status  words
    ['/%00', 400, 'The address is not valid.'],
    ['/matters/%ff', 400, 'The address is not valid.'],
    ['/matters?a=1&a=2', 400, 'given twice in the address'],
    ['/matters?a[b]=1', 400, 'not known'],
    ['/matters?__proto__[x]=1', 400, 'not known'],
    ['/.git/config', 404, 'There is nothing here'],
    ['/package.json', 404, 'There is nothing here'],
    ['/matters/1', 404, 'There is nothing here'],
    ["/matters/' or 1=1", 404, 'There is nothing here'],
  ] as const;
  for (const [address, status, words] of addresses)
    it(`${address}: ${status}, in a sentence and without our insides`, async () => {
      const answer = await (await started.signIn('dana')).get(address);
      expect(answer.status).to.equal(status);
      expect(answer.text)
        .to.include(words)
        .and.not.to.match(/node_modules|at \w+ \(/);
    });

  for (const method of ['PUT', 'DELETE', 'PATCH'])
    it(`${method} is not answered`, async () => {
      const answer = await fetch(`${started.url}/matters`, { method });
      expect(answer.status).to.equal(405);
    });

  it('a form over 100 kB is refused in words', async () => {
    const dana = await started.signIn('dana');
    const answer = await dana.post('/matters', { title: 'x'.repeat(120_000) });
    expect(answer.status).to.equal(413);
    expect(answer.text).to.include('larger than 100 kB');
  });

  it('a field named __proto__ is refused in words', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/matters/new');
    const answer = await dana.post('/matters', JSON.parse('{"__proto__": "x"}') as Record<string, string>);
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('a field that is not known: (__proto__)');
  });

  it('says that it is alive, without a session', async () => {
    const answer = await fetch(`${started.url}/healthz`);
    expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).to.deep.equal([
      200,
      'alive\n',
      null,
    ]);
  });

  it('someone who is not signed in is sent to sign in', async () => {
    const answer = await started.visitor().get('/matters');
    expect([answer.status, answer.location]).to.deep.equal([303, '/sign-in']);
  });
});
