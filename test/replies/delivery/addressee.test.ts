import { expect } from 'chai';
import { keepDocument } from '../../../src/documents/keep-document.js';
import { listAddressees } from '../../../src/replies/delivery/addressee-store.js';
import { standingOf } from '../../../src/replies/delivery/addressee.js';
import { readKept } from '../../../src/documents/read-kept.js';
import { openDispute } from '../../overview/dispute.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';

describe('an address that is on record of nobody', function () {
  this.timeout(60_000);
  let started: Started;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
  });
  after(() => started.close());

  it('is borne out by the letter that prints it, and only beside the name of its writer', async () => {
    const { deps } = started;
    const { matterId, letterId } = await openDispute(started);
    const received = await deps.files.receive(printed(), 10_000);
    const by = started.actor('omar');
    const { id } = await keepDocument(deps, { name: 'letter.txt', received }, { matterId }, by);
    await readKept(deps, id);
    await deps.db.updateTable('letter').set({ documentId: id }).where('id', '=', letterId).execute();
    const who = await listAddressees(deps.db, matterId, { replyId: null, letterId });
    const standing = (to: string) => standingOf(to, who);
    expect(standing('Randal Milch <milch@their.example>')).to.deep.equal({ kind: 'addressee', note: null });
    const other = standing('Randal Milch <milch@elsewhere.example>');
    expect(other, 'a mail program filled in another address of that name').to.deep.equal({
      kind: 'elsewhere',
      why: 'it went to milch@elsewhere.example; the address their letter prints for Randal Milch is milch@their.example',
    });
    const unprinted = standingOf('Randal Milch <milch@elsewhere.example>', {
      ...who,
      printed: ['office@their.example'],
    });
    expect(unprinted.kind === 'addressee' && unprinted.note).to.contain(
      'their letter does not print this one',
    );
    expect(standing('milch@their.example').kind).to.equal('elsewhere');
  });
});

async function* printed(): AsyncIterable<Uint8Array> {
  yield Buffer.from('Randal Milch\nOne Way\nMilch@their.example.\n\nDear all,\n\nCease it.\n');
}
