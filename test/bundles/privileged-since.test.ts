import { expect } from 'chai';
import { openBundleRoom, type BundleRoom } from './bundle-room.js';
import { mailWith, pdfOf } from './mixed-files.js';

const ADVICE = pdfOf('Advice', 1); // the same bytes alone and attached

describe('an item marked privileged after a file that shows it was approved', function () {
  this.timeout(120_000);
  let room: BundleRoom;
  before(async () => (room = await openBundleRoom()));
  after(() => room.started.close());

  const approvedWith = async (files: Record<string, Uint8Array | string>, chosen: readonly number[]) => {
    const matter = await room.open();
    const items = await room.drop(matter, files);
    await room.started.runJobs();
    const bundle = await room.begin(
      matter,
      chosen.map((at) => items[at] ?? ''),
    );
    const final = await room.build(bundle, 'final');
    await room.readAll(final);
    const approval = await room.approve(final);
    expect(approval.status, approval.text.slice(0, 2000)).to.equal(303);
    return { matter, items, bundle, final };
  };
  const mark = (item: string | undefined, isPrivileged: 0 | 1) =>
    room.started.deps.db
      .updateTable('item')
      .set({ isPrivileged, privilegeGround: 'Work product' })
      .where('id', '=', item ?? '')
      .execute();

  const cases = [
    ['an exhibit', { 'memo.pdf': pdfOf('Memo', 1) }, [0], 0, 'R-0001 “memo” was marked privileged'],
    [
      'a file that came attached to an exhibit',
      {
        'advice.pdf': ADVICE,
        'mail.eml': ADVICE.then((content) =>
          mailWith('Your letter', [{ name: 'advice.pdf', type: 'application/pdf', content }]),
        ),
      },
      [1],
      0,
      'R-0001 “advice”, which came attached to R-0002 “mail”, was marked privileged',
    ],
  ] as const;
  for (const [what, files, chosen, marked, says] of cases)
    it(`is named on its page, which offers no way out any more: ${what}`, async () => {
      const entries = Object.entries(files).map(async ([name, content]) => [name, await content] as const);
      const { matter, items, bundle, final } = await approvedWith(
        Object.fromEntries(await Promise.all(entries)),
        chosen,
      );
      const ways = [`href="${final}/package"`, `href="${final}/download"`];
      for (const way of ways) expect((await room.dana.get(final)).text).to.include(way);

      await mark(items[marked], 1);
      const page = (await room.dana.get(final)).text;
      expect(page).to.include('This file may not go out as it stands.').and.to.include(says);
      expect(page).to.include(`href="/matters/${matter}/evidence/${items[marked] ?? ''}"`);
      expect(page).to.include('approved, may not go out');
      for (const way of ways) expect(page).not.to.include(way);
      for (const way of ['package', 'download'])
        expect((await room.dana.get(`${final}/${way}`)).status).to.equal(409);
      const sending = (await room.dana.get(`/matters/${matter}/deliveries`)).text;
      expect(sending).to.include('may not go out as it stands').and.to.include(says);
      expect((await room.dana.get(`/matters/${matter}/bundles`)).text).to.include('approved, may not go out');

      await mark(items[marked], 0);
      for (const way of ways) expect((await room.dana.get(final)).text).to.include(way);
      expect((await room.dana.get(bundle)).text).not.to.include('may not go out');
    });
});
