import { expect } from 'chai';
import { openMatter } from '../../src/matters/open-matter.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('coming back to the address of a form', () => {
  let started: Started;
  let matter: string;
  before(async () => {
    started = await startRejoinder();
    matter = await openMatter(
      started.deps,
      {
        title: 'Verizon – Netflix',
        ourParty: 'Netflix',
        theirParty: 'Verizon',
        regime: 'private',
        zone: 'America/Los_Angeles',
        legend: '',
        approvalForm: 'two-people',
      },
      started.actor('omar'),
    );
  });
  after(() => started.close());

  for (const [form, page] of [
    ['/matters/M/closure', '/matters/M'],
    ['/matters/M/settings/parties', '/matters/M/settings'],
    ['/matters/M/settings/parties/whoever/removal', '/matters/M/settings'],
    ['/matters/M/deadlines/closures/whichever/voiding', '/matters/M/deadlines/closures'],
    ['/account/password', '/account'],
  ] as const)
    it(`${form} leads to ${page}`, async () => {
      const omar = await started.signIn('omar');
      const answer = await omar.get(form.replace('M', matter));
      expect([answer.status, answer.location]).to.deep.equal([303, page.replace('M', matter)]);
    });

  it('an address that is no form’s is not found, and nor is the page above for a stranger', async () => {
    const rolf = await started.signIn('rolf');
    expect((await rolf.get(`/matters/${matter}/closures-of-mine`)).status).to.equal(404);
    const led = await rolf.get(`/matters/${matter}/settings/parties`);
    const unknown = await rolf.get('/matters/unknown/settings/parties');
    expect(led.status).to.equal(unknown.status);
    expect((await rolf.get(`/matters/${matter}/settings`)).status).to.equal(404);
  });
});
