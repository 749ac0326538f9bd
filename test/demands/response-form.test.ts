import { expect } from 'chai';
import { addItem, openDispute, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('the form of a response', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let path: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
    path = `/matters/${dispute.matterId}/demands/${dispute.demandIds[1]}`;
  });

  const post = async (fields: Readonly<Record<string, string>>) => {
    const [, demandVersion = ''] =
      /name="demandVersion" value="(\d+)"/.exec((await dana.get(path)).text) ?? [];
    return dana.post(`${path}/response`, { demandVersion, words: 'Here they are.', ...fields });
  };
  /** Whether the part with the grounds stands open. */
  const isOpen = (page: string): boolean => {
    const [, attributes] = /<details class="card" id="f-objection"([^>]*)>/.exec(page) ?? [];
    if (attributes === undefined) throw new Error('no grounds on the page');
    return attributes.endsWith(' open');
  };
  const now = async (): Promise<boolean> => isOpen((await dana.get(path)).text);

  it('has grounds, and whether anything is held back, in a part that is closed until they are needed', async () => {
    const page = (await dana.get(path)).text;
    expect(isOpen(page)).to.equal(false);
    const inside = /id="f-objection"([\s\S]*?)<\/details>/.exec(page)?.[1];
    expect(inside).to.contain('Other grounds, for the file').and.contain('Is anything held back');
    expect(page.split('Is anything held back')).to.have.length(2);
    expect((await post({ stance: 'will-comply' })).status).to.equal(303);
    expect(await now()).to.equal(false);
  });

  for (const stance of ['objects', 'declines', 'in-part'])
    it(`opens it where ${stance} is posted without a ground, and where it is stored`, async () => {
      const refused = await post({ stance });
      expect(refused.status).to.equal(422);
      expect(isOpen(refused.text)).to.equal(true);
      expect(refused.text).to.contain('Say on what grounds').and.contain('Here they are.');
      expect((await post({ stance, grounds: 'The board papers', holdsBack: 'yes' })).status).to.equal(303);
      expect(await now()).to.equal(true);
    });

  it('keeps in view a ground that does not go with the kind chosen', async () => {
    const refused = await post({ stance: 'will-comply', objection: 'premise', objectionHolds: 'yes' });
    expect(refused.status).to.equal(422);
    expect(isOpen(refused.text)).to.equal(true);
  });

  it('says once what becomes of the exhibits it points at', async () => {
    const linked = { number: 1, title: 'Method note', demandIds: [dispute.demandIds[1]] };
    await addItem(started, dispute.matterId, linked);
    expect((await dana.get(path)).text.split('Each becomes an exhibit mark')).to.have.length(2);
  });
});
