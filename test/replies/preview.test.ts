import { expect } from 'chai';
import { createBundle } from '../../src/bundles/create-bundle.js';
import { pageText } from '../../src/pdf/questions.js';
import { addItem, openDispute, respond, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const FIELDS = {
  datedOn: '2014-06-09',
  letterhead: 'Netflix\n100 Winchester Circle\nLos Gatos, CA 95032',
  addressee: 'Randal Milch\nGeneral Counsel, Verizon',
  subject: 'Your letter of June 5, 2014',
  salutation: 'Dear Mr. Milch:',
  opening: 'We have your letter 😀. The method is in [R-0001, page 2].',
  closing: 'All rights are reserved.',
  signatory: 'David Hyman\nGeneral Counsel',
  legend: 'Subject to Fed. R. Evid. 408',
  version: '1',
};

describe('the letter beside its form', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let path: string;
  let items: readonly [string, string, string];

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    const { matterId, demandIds } = dispute;
    const [first, second, third] = demandIds;
    const linked = (number: number, title: string, demandId: string) =>
      addItem(started, matterId, { number, title, demandIds: [demandId] });
    items = [
      await linked(1, 'Method note', first),
      await linked(2, 'Speed readings', first),
      await linked(3, 'Notice shown', third),
    ];
    await started.deps.db
      .updateTable('document')
      .set({ pages: 3 })
      .where('matterId', '=', matterId)
      .execute();
    await respond(started, matterId, first, 'We decline; see [R-0001, pages 2-3].');
    await respond(started, matterId, second, 'No such document is held.');
    await respond(started, matterId, third, 'We list the notices.');
    // Ticked and named by no word; a ground of the library.
    await started.deps.db
      .updateTable('response')
      .set({
        exhibits: JSON.stringify([{ itemId: items[1], pages: [3, 3] }]),
        objections: '[{"id":"premise","holdsBack":"no"}]',
      })
      .where('demandId', '=', first)
      .execute();
    await dana.get('/desk');
    const begun = await dana.post(`/matters/${matterId}/replies`, { letterId: dispute.letterId });
    path = begun.location ?? '';
    expect((await dana.post(path, FIELDS)).status).to.equal(303);
  });

  const carry = (): Promise<string> =>
    createBundle(
      started.deps,
      dispute.matterId,
      {
        title: 'Enclosures',
        purpose: 'enclosures',
        paper: 'letter',
        datedOn: '2014-06-09',
        legend: null,
        exhibitStyle: 'letters',
        batesPrefix: null,
        batesDigits: null,
        replyId: path.split('/').at(-1) ?? '',
        itemIds: [items[2], items[0], items[1]],
      },
      started.actor('dana'),
    );
  const preview = async (): Promise<string> =>
    wordsOf((await dana.post(`${path}/preview`, { ...FIELDS, version: '2' })).text);
  const onPage = async (): Promise<string> => {
    const [, paper = ''] =
      /<div class="paper" id="paper">([\s\S]*?)<\/div>/.exec((await dana.get(path)).text) ?? [];
    return wordsOf(paper);
  };
  const printed = async (): Promise<string> => {
    const { writeFile } = await import('node:fs/promises');
    const file = `${await started.deps.files.workFolder()}/letter.pdf`;
    await writeFile(file, (await dana.bytes(`${path}/letter.pdf`)).body);
    const { pages } = await started.deps.asker.ask(pageText, { path: file });
    // What a draft has on each page and a letter that is sent has not, and the number of the page.
    return plain(
      pages.map(({ text }) => text.replace(/DRAFT[^\n]*|^\s*(?:Page )?\d+(?: of \d+)?\s*$/gm, '')).join(' '),
    );
  };

  it('says word for word what is printed, with the marks of the bundle, what is only ticked, grounds and legend', async () => {
    await carry();
    const shown = await preview();
    expect(shown)
      .to.contain('Subject to Fed. R. Evid. 408')
      .and.contain('The method is in Exhibit B, page 2.')
      .and.contain('We decline; see Exhibit B, pages 2–3.')
      .and.contain('See Exhibit C, page 3.')
      .and.contain('See Exhibit A.')
      .and.contain('Nothing is held back on this ground.')
      .and.contain('We have your letter [U+1F600].')
      .and.not.match(/R-000\d/);
    expect(shown).to.equal(await printed());
    expect(await onPage()).to.equal(shown);
  });

  it('before a bundle carries it names each exhibit by its item and says that its mark is to come, as the draft does', async () => {
    const shown = await preview();
    expect(shown)
      .to.contain('The method is in Exhibit (R-0001, mark to come), page 2.')
      .and.contain('We decline; see Exhibit (R-0001, mark to come), pages 2–3.')
      .and.contain('See Exhibit (R-0002, mark to come), page 3.')
      .and.contain('See Exhibit (R-0003, if it is enclosed).')
      .and.not.contain('[R-');
    expect(shown).to.equal(await printed());
    expect(await onPage()).to.equal(shown);
  });

  it('names what is cited and is not in the bundle, ticked or written, and does not leave it out', async () => {
    const bundleId = await carry();
    await started.deps.db
      .deleteFrom('bundleEntry')
      .where('bundleId', '=', bundleId)
      .where('itemId', 'in', [items[0], items[1]])
      .execute();
    const shown = await preview();
    expect(shown)
      .to.contain('The method is in Exhibit (R-0001, not in the bundle), page 2.')
      .and.contain('See Exhibit (R-0002, not in the bundle), page 3.');
    expect(shown).to.equal(await printed());
    expect((await dana.get(path)).text).to.contain(
      'R-0002 is cited in the response to demand 1 and is not in what goes out.',
    );
  });

  it('a page that an item does not have stands in the list before any bundle is made', async () => {
    const db = started.deps.db;
    await db
      .updateTable('reply')
      .set({ opening: 'See [R-0001, page 9].' })
      .where('matterId', '=', dispute.matterId)
      .execute();
    await db
      .updateTable('response')
      .set({ exhibits: JSON.stringify([{ itemId: items[1], pages: [4, 4] }]) })
      .where('demandId', '=', dispute.demandIds[0])
      .execute();
    expect((await dana.get(path)).text)
      .to.contain('“[R-0001, page 9]” points at page 9; R-0001 has 3 pages.')
      .and.contain('“R-0002, page 4” points at page 4; R-0002 has 3 pages.');
  });
});

/** What a reader reads of a part of a page. */
function wordsOf(html: string): string {
  const text = html
    .replace(/<(?:p|br|li|h3|ul|hr|blockquote|div)\b[^>]*>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#34;|&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
  return plain(text);
}

function plain(text: string): string {
  return text.replace(/•/g, ' ').replace(/\s+/g, ' ').trim();
}
