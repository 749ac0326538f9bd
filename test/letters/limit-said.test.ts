import { expect } from 'chai';
import { limitSaid } from '../../src/letters/limit-said.js';
import { newId } from '../../src/platform/ids.js';
import { addDeadline, openDispute } from '../overview/dispute.js';
import { startRejoinder } from '../support/start-rejoinder.js';

const FIRST =
  'Dear Counsel:\n\nYou must preserve all server logs. Within ten days you must send us the contract.\n';
const SECOND =
  'If we do not receive your written\nresponse by 20 June 2014, we will take legal action without further notice.\n\nYours faithfully\nA. Quill\n';
const PAGES = [
  { page: 1, text: FIRST },
  { page: 2, text: SECOND },
];
const LOGS = {
  ...{ quote: 'preserve all server logs', page: 1, quoteStart: FIRST.indexOf('preserve') },
  limitWords: 'by 20 June 2014',
};
const THREAT =
  'If we do not receive your written response by 20 June 2014, we will take legal action without further notice.';

describe('whose words name the time of a demand', () => {
  it('a threat at the end of the letter does, where the demand names none', () => {
    expect(limitSaid({ pages: PAGES }, LOGS)).to.deep.equal({ words: THREAT, page: 2, isThreat: true });
  });

  it('a sentence that threatens nothing is no threat', () => {
    const pages = [
      PAGES[0] ?? { page: 1, text: '' },
      { page: 2, text: 'All of this is due by 20 June 2014.\n' },
    ];
    expect(limitSaid({ pages }, LOGS)).to.deep.equal({
      ...{ words: 'All of this is due by 20 June 2014.', page: 2, isThreat: false },
    });
  });

  it('its own words do, or its own sentence: then nothing is said', () => {
    const own = {
      quote: 'Within ten days you must send us the contract',
      page: 1,
      limitWords: 'within ten days',
    };
    expect(limitSaid({ pages: PAGES }, { ...own, quoteStart: FIRST.indexOf('Within') })).to.equal(null);
    const cut = { ...own, quote: 'send us the contract', quoteStart: FIRST.indexOf('send') };
    expect(limitSaid({ pages: PAGES }, cut)).to.equal(null);
    expect(limitSaid({ pages: PAGES }, { ...LOGS, limitWords: null })).to.equal(null);
    expect(limitSaid({ pages: [] }, LOGS)).to.equal(null);
  });

  it('the page of the demand quotes the threat and leaves it to counsel', async () => {
    const started = await startRejoinder({ today: '2014-06-06' });
    try {
      const { matterId, letterId, demandIds } = await openDispute(started);
      const { db } = started.deps;
      const documentId = newId();
      const facts = { sha256: '7'.repeat(64), bytes: 10, name: 'letter.txt', mediaType: 'text/plain' };
      await db
        .insertInto('document')
        .values({
          ...{ id: documentId, matterId, ...facts, label: 'Text', state: 'readable', pages: 2 },
          ...{ receivedAt: '2014-06-05T19:00:00.000Z', receivedBy: started.actor('dana').accountId },
        })
        .execute();
      await db
        .insertInto('pageText')
        .values(PAGES.map((one) => ({ documentId, ...one })))
        .execute();
      await db.updateTable('letter').set({ documentId }).where('id', '=', letterId).execute();
      await db
        .updateTable('demand')
        .set({ ...LOGS, limitUnit: 'date', limitOn: '2014-06-20' })
        .where('id', '=', demandIds[0])
        .execute();
      const dana = await started.signIn('dana');
      const page = (await dana.get(`/matters/${matterId}/demands/${demandIds[0]}`)).text;
      expect(page)
        .to.contain('The words of this demand name no time. It comes from the threat on page 2 of the letter')
        .and.contain(THREAT)
        .and.contain('Counsel confirms that it applies to this demand');
      expect((await dana.get(`/matters/${matterId}/demands/${demandIds[1]}`)).text).not.to.contain(
        'name no time. It comes',
      );
      const deadlineId = await addDeadline(started, {
        ...{ title: 'Respond to demand 1', whose: 'asserted', matterId, letterId },
        ...{ demandId: demandIds[0], words: 'by 20 June 2014' },
      });
      const date = (await dana.get(`/matters/${matterId}/deadlines/${deadlineId}`)).text;
      expect(date)
        .to.contain('Demand 1 names no time of its own. These words of Verizon stand in the threat on page 2')
        .and.contain(THREAT)
        .and.contain(`/demands/${demandIds[0]}?correct=yes#correct`);
      const ours = await addDeadline(started, {
        ...{ title: 'Promised', whose: 'promised', matterId, letterId, demandId: demandIds[0] },
      });
      expect((await dana.get(`/matters/${matterId}/deadlines/${ours}`)).text).not.to.contain(
        'no time of its own',
      );
    } finally {
      await started.close();
    }
  });
});
