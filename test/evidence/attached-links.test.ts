import { expect } from 'chai';
import { addItems } from '../../src/evidence/add-items.js';
import { demandsByItem } from '../../src/evidence/item-link-store.js';
import { changeLinks } from '../../src/evidence/link-item.js';
import { mailWith } from '../bundles/mixed-files.js';
import { openDispute } from '../overview/dispute.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('an attachment that is made an item', function () {
  this.timeout(60_000);
  let started: Started;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
  });
  after(() => started.close());

  it('bears on the demands of its mail, whose page says that it goes in anyway', async () => {
    const { deps } = started;
    const omar = await started.signIn('omar');
    await omar.get('/matters'); // the token of the session
    const { matterId, demandIds } = await openDispute(started);
    const by = started.actor('omar');
    const received = await deps.files.receive(mail(), 100_000);
    const arrived = [{ name: 'mail.eml', received }];
    const [added] = await addItems(deps, matterId, arrived, { custodian: '', source: '' }, by);
    await started.runJobs();
    const itemId = added?.itemId ?? '';
    await changeLinks(deps, matterId, [{ itemId, demandId: demandIds[1], isLinked: true }], by);
    const own = `/matters/${matterId}/evidence/${itemId}`;
    const page = (await omar.get(own)).text;
    expect(page).to.contain('Each goes in behind its mail wherever that goes out');
    const [, path = ''] = /action="([^"]*\/attachments\/[^"]*\/item)"/.exec(page) ?? [];
    const answer = await omar.post(path, {});
    expect(answer.status, answer.text.slice(0, 500)).to.equal(303);
    const made = answer.location?.split('/').at(-1) ?? '';
    const after = (await omar.get(own)).text;
    expect(after).to.contain(`evidence/${made}">R-0002 `).and.not.contain('Make it an item');
    const links = (await demandsByItem(deps.db, [made])).get(made) ?? [];
    expect(links.map(({ id }) => id)).to.deep.equal([demandIds[1]]);
  });
  it('stands with its mail in the outcome of the drop and in the table, under its own title once it is an item', async () => {
    const { deps } = started;
    const omar = await started.signIn('omar');
    await omar.get('/matters');
    const { matterId } = await openDispute(started);
    const at = `/matters/${matterId}/evidence`;
    const two = [
      { name: 'readings_of_June.csv', type: 'text/csv', content: 'day,mbps\n1,2\n' },
      { name: 'Notes for Omar.txt', type: 'text/plain', content: 'Ours alone' },
    ];
    const dropped = await omar.upload(`${at}/items`, [
      { name: 'mail.eml', content: mailWith('The readings', two.slice(0, 1)) },
      { name: 'second.eml', content: mailWith('Both', two) },
      { name: 'plain.txt', content: 'no mail' },
    ]);
    const outcomes = dropped.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(outcomes)
      .to.match(/kept as R-0001, [^;]*; 1 attachment; goes with its mail/)
      .and.match(/kept as R-0002, [^;]*; 2 attachments; go with their mail/)
      .and.contain('kept as R-0003');
    expect(outcomes.split('attachment')).to.have.length(3);
    const table = async (): Promise<string> => (await omar.get(at)).text.replace(/\s+/g, ' ');
    expect(await table())
      .to.match(/1 attachment; goes with its mail: <a href="\/documents\/\w+">readings of June<\/a>/)
      .and.match(/2 attachments; go with their mail: .*>Notes for Omar<\/a>, /);
    const notes = await deps.db
      .selectFrom('document')
      .where('name', '=', 'Notes for Omar.txt')
      .where('matterId', '=', matterId)
      .select(['id', 'parentId'])
      .executeTakeFirstOrThrow();
    const mailItem = await deps.db
      .selectFrom('item')
      .where('documentId', '=', notes.parentId ?? '')
      .select('id')
      .executeTakeFirstOrThrow();
    const made = await omar.post(`${at}/${mailItem.id}/attachments/${notes.id}/item`, {});
    expect(made.status).to.equal(303);
    expect(await table()).to.match(/<a href="[^"]*\/evidence\/\w+">R-0004 Notes for Omar<\/a>/);
    const [itemId = ''] = made.location?.split('/').slice(-1) ?? [];
    await deps.db
      .updateTable('item')
      .set({ isPrivileged: 1, privilegeGround: 'Work product' })
      .where('id', '=', itemId)
      .execute();
    expect(await table())
      .to.contain('2 attachments; 1 of them goes with the mail')
      .and.contain('R-0004 Notes for Omar</a> (privileged: does not go with the mail)');
  });
});

async function* mail(): AsyncIterable<Uint8Array> {
  const readings = { name: 'readings.csv', type: 'text/csv', content: 'day,mbps\n1,2\n' };
  yield Buffer.from(mailWith('The readings', [readings]));
}
