import { expect } from 'chai';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import type { Browser } from '../../support/browser.js';
import { openDispute, type Dispute } from '../../overview/dispute.js';
import { approvedByRows, knowMilch, sentMail, type ApprovedBundle } from '../approved-bundle.js';

describe('a response that was sent', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let approved: ApprovedBundle;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
    approved = await approvedByRows(started, dispute);
  });

  const at = (rest: string): string => `/matters/${dispute.matterId}${rest}`;
  const second = (): string => at(`/demands/${dispute.demandIds[1]}`);
  const send = () =>
    dana.post(at('/deliveries'), {
      ...{ buildId: approved.buildId, method: 'courier', recipient: 'Randal Milch' },
      ...{ address: 'One Verizon Way', sentOn: '2014-06-09' },
    });
  const change = async (fields: Readonly<Record<string, string>> = {}) => {
    const row = await started.deps.db
      .selectFrom('response')
      .innerJoin('demand', 'demand.id', 'response.demandId')
      .where('demand.id', '=', dispute.demandIds[1])
      .select(['response.version', 'demand.version as demandVersion'])
      .executeTakeFirstOrThrow();
    return dana.post(`${second()}/response`, {
      ...{ version: String(row.version), demandVersion: String(row.demandVersion) },
      ...{ stance: 'will-comply', words: 'We will hand over the readings.', ...fields },
    });
  };

  it('stands on the page and in the table as it left, with the day and the file', async () => {
    expect((await dana.get(second())).text).to.contain('Approved in B-0001, not sent yet');
    expect((await send()).status).to.equal(303);
    const page = (await dana.get(second())).text;
    expect(page)
      .to.contain('Sent on Mon 9 Jun 2014 in B-0001</a>: Declines')
      .and.to.contain('This stands as it left')
      .and.not.to.contain('Changed since');
    expect((await dana.get(at('/demands'))).text).to.contain('Sent on Mon 9 Jun 2014 in B-0001');
  });

  it('changed afterwards says so wherever it stands, beside what was sent', async () => {
    await send();
    const answer = await change();
    expect(answer.status).to.equal(303);
    const page = (await dana.get(answer.location ?? '')).text;
    expect(page)
      .to.contain('It differs from what the other side has (Sent on Mon 9 Jun 2014 in B-0001)')
      .and.to.contain('Changed since it was sent.')
      .and.to.contain('a further reply is needed')
      .and.to.contain('in B-0001</a>: Declines')
      .and.to.match(/letter-text paper">We decline\.</)
      .and.to.contain('We will hand over the readings.</textarea>');
    const table = (await dana.get(at('/demands'))).text;
    expect(table)
      .to.match(/<strong>Declines<\/strong>.*Sent on Mon 9 Jun 2014 in B-0001/s)
      .and.to.contain('changed since it was sent')
      .and.to.match(/Now, and not sent: <strong>Will comply<\/strong>, We will hand over/);
    expect((await dana.get(at(''))).text).to.match(/Demand \d+: the response was changed since it was sent/);
    // Set back to what was sent, nothing differs any more.
    await change({ stance: 'declines', words: 'We decline.', grounds: 'none', holdsBack: 'no' });
    expect((await dana.get(second())).text).not.to.contain('Changed since');
    expect((await dana.get(at(''))).text).not.to.contain('was changed since it was sent');
  });

  it('changed between the approval and the sending is not in the approved file, and says so', async () => {
    const answer = await change();
    const page = (await dana.get(answer.location ?? '')).text;
    expect(page)
      .to.contain('It differs from what was approved in B-0001')
      .and.to.contain('Changed since B-0001 was approved.');
    expect((await dana.get(at('/demands'))).text).to.contain('changed since B-0001 was approved');
  });

  it('a promise held to afterwards, in the words that were sent, changes nothing of them', async () => {
    await started.deps.db
      .updateTable('approvalDemand')
      .set({ words: 'The test will end on June 16, 2014.' })
      .where('demandId', '=', dispute.demandIds[1])
      .execute();
    await send();
    const words = 'The test will end on June 16, 2014.';
    const kept = { stance: 'declines', words, grounds: 'none', holdsBack: 'no' };
    await change({ ...kept, promiseWords: words, promisedOn: '2014-06-16' });
    expect((await dana.get(second())).text).not.to.contain('Changed since');
  });

  it('a sending that is voided was none: the file is approved and not sent', async () => {
    await send();
    const [delivery] = await started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .selectAll()
      .execute();
    await started.deps.db
      .updateTable('delivery')
      .set({ voidedAt: started.deps.clock.now(), voidReason: 'an error' })
      .where('id', '=', delivery?.id ?? '')
      .execute();
    expect((await dana.get(second())).text)
      .to.contain('Approved in B-0001, not sent yet')
      .and.not.to.contain('Sent on');
  });

  it('a mail to somebody else is no sending of it, until counsel decides that it counts', async () => {
    await knowMilch(started, dispute);
    const attachment = { name: 'Reply.pdf', content: approved.pdf };
    await dana.upload(at('/deliveries/mail'), [
      { name: 'sent.eml', content: sentMail({ attachment, to: 'press@paper.example' }) },
    ]);
    expect((await dana.get(second())).text)
      .to.contain('Approved in B-0001, a mail with it left and counts for nothing until counsel decides')
      .and.not.to.contain('Sent on');
    await change();
    expect((await dana.get(at(''))).text).not.to.contain('was changed since it was sent');
    const { id } = await started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .select('id')
      .executeTakeFirstOrThrow();
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    const decided = { deliveredOn: '2014-06-09', reason: 'He has it' };
    expect((await omar.post(at(`/deliveries/${id}/override`), decided)).status).to.equal(303);
    expect((await dana.get(second())).text).to.contain('Sent on Mon 9 Jun 2014 in B-0001');
    expect((await dana.get(at(''))).text).to.contain('was changed since it was sent');
  });

  it('one approved before its words were kept is known by its day', async () => {
    await started.deps.db
      .updateTable('approvalDemand')
      .set({ stance: null, words: null, objections: null })
      .where('buildId', '=', approved.buildId)
      .execute();
    await send();
    expect((await dana.get(second())).text)
      .to.contain('It was approved before the words were kept here')
      .and.not.to.contain('Changed since');
    await change();
    expect((await dana.get(second())).text).to.contain('Changed since it was sent');
  });
});
