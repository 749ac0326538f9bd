import { expect } from 'chai';
import { openBundleRoom, type BundleRoom } from './bundle-room.js';
import { mailWith, pdfOf } from './mixed-files.js';

const plain = (page: string): string => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('what came attached to a mail is named wherever documents that go out are listed', function () {
  this.timeout(120_000);
  let room: BundleRoom;
  let matterId = '';
  let items: string[] = [];
  before(async () => {
    room = await openBundleRoom();
    matterId = await room.open();
    const readings = { name: 'readings.csv', type: 'text/csv', content: Buffer.from('day,mbps\n1,2\n2,3\n') };
    items = await room.drop(matterId, {
      'note.pdf': await pdfOf('Note', 1),
      'mail.eml': mailWith('The readings', [readings]),
      'customers.csv': 'name,email,city\nA,a@example.com,X\nB,b@example.com,Y\n',
    });
    await room.started.runJobs();
  });
  after(() => room.started.close());

  it('where a bundle is begun, with only what is known of lists of persons', async () => {
    const page = plain((await room.dana.get(`/matters/${matterId}/bundles/new`)).text);
    expect(page).to.contain('readings.csv, attached to R-0002: goes in behind it');
    expect(page).not.to.contain('names no list of persons');
    expect(page).to.contain('is no customer-notice list');
    expect(page).to.match(/customers has a column of mail addresses: see whom it names/);
    expect(page.match(/column of mail addresses/g)).to.have.lengthOf(1);
  });

  it('on the bundle, on the draft and where the file is approved', async () => {
    const bundle = await room.begin(matterId, items.slice(0, 2));
    expect(plain((await room.dana.get(bundle)).text)).to.contain(
      'readings.csv, attached to Exhibit B: goes in behind its mail',
    );
    for (const kind of ['draft', 'final'] as const) {
      const page = plain((await room.omar.get(await room.build(bundle, kind))).text);
      expect(page, kind).to.contain('readings.csv, attached to Exhibit B, behind it');
      expect(page, kind).to.contain('2 documents and 1 file attached to them');
    }
  });

  it('one that stays away is named there too, with why', async () => {
    const made = await room.dana.post(
      `/matters/${matterId}/evidence/${items[1] ?? ''}/attachments/${await attachment()}/item`,
      {},
    );
    expect(made.status).to.equal(303);
    await room.started.deps.db
      .updateTable('item')
      .set({ isPrivileged: 1, privilegeGround: 'Work product' })
      .where('id', '=', made.location?.split('/').at(-1) ?? '')
      .execute();
    const fresh = plain((await room.dana.get(`/matters/${matterId}/bundles/new`)).text);
    expect(fresh).to.contain('readings.csv, attached to R-0002: is held back: its item is marked privileged');
    const bundle = await room.begin(matterId, items.slice(0, 2));
    const page = plain((await room.omar.get(await room.build(bundle, 'draft'))).text);
    expect(page).to.match(/Stays here readings\.csv, attached to Exhibit B held back: Work product/);
    expect(page).not.to.contain('behind it');
  });

  const attachment = async (): Promise<string> => {
    const { id } = await room.started.deps.db
      .selectFrom('document')
      .where('name', '=', 'readings.csv')
      .select('id')
      .executeTakeFirstOrThrow();
    return id;
  };
});
