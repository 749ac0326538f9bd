import { expect } from 'chai';
import { usedPrefixes } from '../../src/bundles/bates-memory.js';
import { listBatesRanges } from '../../src/bundles/bates-store.js';
import { listBuilds, listFindings } from '../../src/bundles/build-store.js';
import { listEntries } from '../../src/bundles/bundle-store.js';
import { pageText } from '../../src/pdf/questions.js';
import { BUNDLE, idOf, openBundleRoom, PRODUCTION, valuesIn, type BundleRoom } from './bundle-room.js';
import { pdfOf } from './mixed-files.js';

describe('productions that go on from an earlier one', function () {
  this.timeout(120_000);
  let room: BundleRoom;
  before(async () => {
    room = await openBundleRoom();
  });
  after(() => room.started.close());

  const approved = async (bundle: string): Promise<string> => {
    const final = await room.build(bundle, 'final');
    await room.readAll(final);
    const answer = await room.approve(final);
    expect(answer.status, answer.text.slice(0, 3000)).to.equal(303);
    return final;
  };
  const continued = async (bundle: string): Promise<string> => {
    const answer = await room.dana.post(`${bundle}/supplement`);
    expect(answer.status, answer.text.slice(0, 3000)).to.equal(303);
    return answer.location ?? '';
  };
  const pagesOf = async (build: string): Promise<string[]> => {
    const { db, files, asker } = room.started.deps;
    const row = await db
      .selectFrom('bundleBuild')
      .where('id', '=', idOf(build))
      .selectAll()
      .executeTakeFirstOrThrow();
    const path = await files.localPath(row.pdfSha256 ?? '');
    return (await asker.ask(pageText, { path })).pages.map(({ text }) => text.replace(/\s+/g, ' '));
  };

  it('numbers go on, a replacement keeps its numbers with a suffix, and both papers and pages say what changed', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      'a.pdf': await pdfOf('Alpha', 2),
      'b.pdf': await pdfOf('Beta', 3),
      'b2.pdf': await pdfOf('Beta corrected', 3),
      'c.pdf': await pdfOf('Gamma', 1),
      'b3.pdf': await pdfOf('Beta corrected again', 2),
    });
    const [, , corrected = '', gamma = '', again = ''] = items;
    const first = await room.begin(matterId, items.slice(0, 2), PRODUCTION);
    expect((await room.dana.post(`${first}/supplement`)).status).to.equal(409);
    await approved(first);
    expect((await room.dana.get(first)).text).to.include('Continue this production');

    const second = await continued(first);
    expect((await room.dana.get(first)).text)
      .to.include('It goes on in')
      .and.to.include('B-0002 Supplement to');
    const twice = await room.dana.post(`${first}/supplement`);
    expect([twice.status, twice.text.includes('continues it already; go on with that one')]).to.deep.equal([
      409,
      true,
    ]);
    const choices = (await room.dana.get(`${second}/items`)).text;
    expect(choices).to.include('NFLX000003 to NFLX000005: b').and.to.include('(B-0001)');
    expect(
      (await room.save(`${second}/items`, { item: [corrected], replaces: 'NFLX000003' })).status,
    ).to.equal(303);
    expect((await room.save(`${second}/items`, { item: [gamma] })).status).to.equal(303);
    expect((await room.dana.get(second)).text)
      .to.include('replaces NFLX000003')
      .and.to.include('What changed since');

    const final = await approved(second);
    const pages = await pagesOf(final);
    expect(pages[0])
      .to.include('NFLX000006 – NFLX000006')
      .and.to.include('Replaced: NFLX000003R – NFLX000005R');
    expect(pages[2])
      .to.include('What changed since Documents of Netflix, June 9, 2014')
      .and.to.include('in place of NFLX000003 to NFLX000005');
    expect(pages.slice(3).map((page) => /NFLX\d+R?/.exec(page)?.[0])).to.deep.equal([
      'NFLX000003R',
      'NFLX000004R',
      'NFLX000005R',
      'NFLX000006',
    ]);
    const shown = (await room.omar.get(final)).text.replace(/\s+/g, ' ');
    expect(shown)
      .to.include('NFLX000003R to NFLX000005R')
      .and.to.include('in place of <span class="mono">NFLX000003</span> · page 4')
      .and.to.include('NFLX000006 <span class="status">page 7</span>');
    // The replacement used up no numbers of its own.
    expect(await listBatesRanges(room.started.deps.db, matterId)).to.containSubset([
      { firstNumber: 1, lastNumber: 5 },
      { firstNumber: 6, lastNumber: 6 },
    ]);

    const third = await continued(second);
    const left = (await room.dana.get(`${third}/items`)).text;
    expect(left)
      .to.include('NFLX000003R to NFLX000005R')
      .and.to.include('NFLX000001 to NFLX000002')
      .and.not.to.include('NFLX000003 to NFLX000005:');
    await room.save(`${third}/items`, { item: [again], replaces: 'NFLX000003R' });
    const last = await approved(third);
    const [, , , replaced] = await pagesOf(last);
    expect(replaced).to.include('NFLX000003R2');
    const audit = await room.started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', matterId)
      .where('action', '=', 'bundle.created')
      .select('text')
      .execute();
    expect(audit.map(({ text }) => text).join()).to.include('"continues":"B-0001"');
  });

  it('a replacement that cannot be is refused in words', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      'a.pdf': await pdfOf('Alpha', 2),
      'long.pdf': await pdfOf('Longer', 3),
      'c.pdf': await pdfOf('Gamma', 1),
    });
    const [, long = '', gamma = ''] = items;
    const first = await room.begin(matterId, items.slice(0, 1), PRODUCTION);
    await approved(first);
    const second = await continued(first);
    const add = (fields: Record<string, string | string[]>) => room.save(`${second}/items`, fields);
    const cases: readonly [fields: Record<string, string | string[]>, words: string][] = [
      [{ item: [long, gamma], replaces: 'NFLX000001' }, 'Choose one item alone to take the place of'],
      [
        { item: [long], replaces: 'NFLX000002' },
        'NFLX000002 is not the first page of a document that can be replaced',
      ],
      [{ item: [long], replaces: '../../etc' }, 'Choose a document of the earlier production'],
    ];
    for (const [fields, words] of cases) {
      const answer = await add({ ...fields, section: 'KEPT SECTION' });
      expect(answer.status, words).to.equal(422);
      expect(answer.text, words).to.include(words).and.to.include('KEPT SECTION');
    }
    expect(await listEntries(room.started.deps.db, idOf(second))).to.deep.equal([]);
    await add({ item: [long], replaces: 'NFLX000001' });
    const build = await room.build(second, 'final');
    expect((await room.dana.get(build)).text).to.include(
      'It has 3 pages and replaces 2; give the further pages as a document of their own.',
    );
    const other = await room.begin(matterId, [gamma], PRODUCTION);
    const [entry] = await listEntries(room.started.deps.db, idOf(other));
    const typed = { title: 'T', treatment: 'include', replaces: 'NFLX000001' };
    const alone = await room.save(`${other}/entries/${entry?.id ?? ''}`, typed);
    expect([alone.status, alone.text.includes('Only a supplement replaces a document')]).to.deep.equal([
      422,
      true,
    ]);
    const enclosures = await room.begin(matterId, [gamma], BUNDLE);
    await approved(enclosures);
    const never = await room.dana.post(`${enclosures}/supplement`);
    expect([never.status, never.text.includes('Only a production is continued')]).to.deep.equal([409, true]);
  });

  it('a prefix is remembered with its digits, and a number given before is refused with who has it', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'a.pdf': await pdfOf('A', 3), 'b.pdf': await pdfOf('B', 2) });
    const { db } = room.started.deps;
    const first = await room.begin(matterId, items.slice(0, 1), { ...PRODUCTION, batesStart: '101' });
    await approved(first);
    expect(await usedPrefixes(db, matterId)).to.containSubset([{ prefix: 'NFLX', digits: 6, next: 104 }]);
    const page = (await room.dana.get(`/matters/${matterId}/bundles/new?purpose=production`)).text;
    expect(valuesIn(page, 'batesPrefix')).to.deep.equal([]);
    expect(page).to.include('value="NFLX"').and.to.include('last NFLX000101 to NFLX000103, B-0001');

    const path = `/matters/${matterId}/bundles`;
    const begin = (more: Record<string, string>) =>
      room.dana.post(path, { ...PRODUCTION, ...more, item: items.slice(1) });
    const overlap = await begin({ batesStart: '102' });
    expect([overlap.status, plain(overlap.text)]).to.satisfy(
      ([status, text]: [number, string]) =>
        status === 422 &&
        text.includes(
          'NFLX000102 was given in B-0001 “Documents of Netflix”, NFLX000101 to NFLX000103; start at 104',
        ),
    );
    const before = await begin({ batesStart: '100' });
    expect(plain(before.text)).to.include('NFLX000100 runs into B-0001');
    const narrow = await begin({ batesDigits: '8' });
    expect([narrow.status, plain(narrow.text).includes('NFLX has 6 digits since B-0001')]).to.deep.equal([
      422,
      true,
    ]);

    // Two are begun with the same first number; the second hears of it when it is approved, and when it is built.
    const [one, two] = [
      (await begin({ batesStart: '200' })).location ?? '',
      (await begin({ batesStart: '200' })).location ?? '',
    ];
    const late = await room.build(two, 'final');
    await room.readAll(late);
    await approved(one);
    const refused = await room.approve(late);
    expect(refused.status).to.equal(409);
    expect(plain(refused.text)).to.include(
      'NFLX000200 was given in B-0002 “Documents of Netflix”, NFLX000200 to NFLX000201',
    );
    const again = await room.build(two, 'final');
    expect(plain((await room.dana.get(again)).text)).to.include('start at 202.');
    const [failed] = await listBuilds(db, idOf(two));
    expect(failed?.state).to.equal('failed');
    const [ok] = await listBuilds(db, idOf(one));
    const notes = await listFindings(db, ok?.id ?? '');
    expect(notes.map(({ what }) => what).join(' ')).to.include('NFLX000104 to NFLX000199 are left out');
  });
});

function plain(html: string): string {
  return html.replaceAll('&#34;', '"').replaceAll('&quot;', '"').replace(/\s+/g, ' ');
}
