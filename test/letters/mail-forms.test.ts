import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, REVIEW } from './fixtures.js';
import { htmlMail, mail } from './mails.js';

const PLAIN = 'We write about your notices.\n\nYours, Randal';
const HTML = '<p>We write about your notices.</p><p>Yours, Randal</p>';
const DEMAND =
  '<p>We demand that you pay us 9,000 dollars within five days from the date of this letter.</p>';

describe('what is read of a letter that came as mail', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const drop = async (name: string, content: string | Uint8Array) => {
    const answer = await dana.upload(`/matters/${matterId}/letters`, [{ name, content }]);
    if (answer.location === null) throw new Error(`not logged: ${answer.status} ${answer.text}`);
    return answer.location;
  };
  const reviewed = async (path: string, facts: Readonly<Record<string, string>> = {}) => {
    const answer = await dana.post(`${path}/review`, { ...REVIEW, ...facts, version: '1' });
    expect(answer.status, answer.text).to.equal(303);
    return (await dana.get(`${path}?view=words`)).text;
  };
  const letterAt = (path: string) =>
    started.deps.db
      .selectFrom('letter')
      .where('id', '=', path.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();
  const valueOf = (page: string, name: string): string =>
    new RegExp(`name="${name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="${name}"`)
      .exec(page)
      ?.slice(1)
      .join('') ?? '';

  it('are the words of its HTML where a demand stands there alone', async () => {
    const path = await drop('html-more.eml', htmlMail({ Subject: 'One' }, PLAIN, HTML + DEMAND));
    expect(await letterAt(path)).to.include({ earliestOn: '2014-06-09' });
    const page = await reviewed(path);
    expect(page).to.include('The HTML form of the message says more than its plain text');
    expect(page).to.include('We demand that you pay us 9,000 dollars within five days');
    expect(page).to.include('Proposal 1: ');
  });

  it('are both forms where each says what the other does not, a page each', async () => {
    const plain = `${PLAIN}\n\nWe demand that you send us the list of all customers.`;
    const path = await drop('both.eml', htmlMail({ Subject: 'Two' }, plain, HTML + DEMAND));
    const page = await reviewed(path);
    expect(page).to.include('say different things');
    expect(page).to.include('pay us 9,000 dollars').and.to.include('list of all customers');
    expect(page).to.match(/data-page="2"/);
  });

  it('are not the words that its layout hides: counsel is shown these apart, and no date is taken from them', async () => {
    const hidden = DEMAND.replace('<p>', '<p style="color:#ffffff;font-size:1px">');
    const path = await drop('hidden.eml', htmlMail({ Subject: 'Three' }, PLAIN, HTML + hidden));
    expect(await letterAt(path)).to.include({ earliestOn: null });
    const page = await reviewed(path);
    const card = /<section class="card warn" id="hidden-words">([\s\S]*?)<\/section>/.exec(page)?.[1] ?? '';
    expect(card).to.include('We demand that you pay us 9,000 dollars').and.to.include('demand or time words');
    expect(page).to.include('No demand was proposed');
    const letter = await letterAt(path);
    const framed = await dana.get(`/documents/${letter.documentId}/html`);
    expect(framed.text).to.include('<span class="hidden-words">We demand that you pay us');
    expect((await dana.get(`${path}?view=html`)).text).to.include(
      '1 passage that the layout hides is shown here, marked',
    );
  });

  it('is a mail though a NUL byte stands in it, and says so', async () => {
    const path = await drop('nul.eml', mail({ Subject: 'Four' }, 'We demand that you ce\0ase the notices.'));
    const page = await reviewed(path);
    expect(page)
      .to.include('We demand that you cease the notices.')
      .and.to.include('NUL bytes among its words');
    expect(page).to.not.include('Unknown file');
  });

  describe('and when it came', () => {
    const EAST = { Date: 'Sat, 7 Jun 2014 01:30:00 +0900', Subject: 'From Tokyo' };
    const HOPS = [
      'Received: from relay.example by mx.netflix.example with ESMTPS; Fri, 6 Jun 2014 18:31:10 +0000',
      'Received: from tokyo.example by relay.example with ESMTP; Sat, 7 Jun 2014 01:31:00 +0900',
    ];
    const withHops = (hops: readonly string[], headers: Readonly<Record<string, string>>, body: string) =>
      `${hops.join('\r\n')}\r\n${mail(headers, body)}`;

    it('is proposed from the last server on its way, on the clock of the matter', async () => {
      const body = 'We demand that you reply within 3 days of receipt of this e-mail.';
      const path = await drop('tokyo.eml', withHops(HOPS, EAST, body));
      const { text } = await dana.get(path);
      expect(valueOf(text, 'receivedOn')).to.equal('2014-06-06');
      expect(valueOf(text, 'receivedTime')).to.equal('11:31');
      expect(valueOf(text, 'sentOn')).to.equal('2014-06-06');
      expect(valueOf(text, 'datedOn')).to.equal('2014-06-07');
      expect(text).to.include('when the last server on its way took the mail in');
      // Two days after the sixth: the third with the first day counted.
      expect(await letterAt(path)).to.include({ earliestOn: '2014-06-08' });
    });

    it('is the day of sending on that clock where no server left a line', async () => {
      const path = await drop('no-hops.eml', mail({ ...EAST, Subject: 'No hops' }, 'We demand an answer.'));
      const { text } = await dana.get(path);
      expect(valueOf(text, 'receivedOn')).to.equal('2014-06-06');
      expect(text).to.include('no server on its way says when it came');
    });

    it('is never a day to come, whatever a server wrote', async () => {
      const late = ['Received: from a by mx.netflix.example; Mon, 16 Jun 2014 09:00:00 +0000'];
      const headers = { Date: 'Mon, 16 Jun 2014 08:59:00 +0000', Subject: 'From next week' };
      const path = await drop('late.eml', withHops(late, headers, 'We demand an answer.'));
      const { text } = await dana.get(path);
      expect(valueOf(text, 'receivedOn')).to.equal('2014-06-10');
      expect(text).to.include('Simply today');
      const refused = await dana.post(`${path}/review`, {
        ...REVIEW,
        receivedOn: '2014-06-16',
        version: '1',
      });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('This day has not come yet');
    });
  });

  describe('and what else is the same', () => {
    const ID = { 'Message-ID': '<one@verizon.example>', Subject: 'The sum' };

    it('is no mail with the same id and other words: both are kept and flagged', async () => {
      await drop('a.eml', mail(ID, 'Pay $1,000.00 within five days.'));
      const path = await drop('b.eml', mail(ID, 'Pay $100,000 within five days.'));
      const { text } = await dana.get(path);
      expect(text).to.include(
        'bears the same Message-ID, but its words, its date or what came with it differ',
      );
      expect(text).to.not.include('The same message is here already');
    });

    it('is no mail whose HTML says something else', async () => {
      const id = { 'Message-ID': '<two@verizon.example>', Subject: 'Forms' };
      await drop('c.eml', htmlMail(id, PLAIN, HTML));
      const path = await drop('d.eml', htmlMail(id, PLAIN, HTML + DEMAND));
      expect((await dana.get(path)).text).to.include('bears the same Message-ID, but its words');
    });

    it('is no mail under an id of its own, though its words are the same', async () => {
      const words = 'Send us the log of the second server.';
      await drop('e.eml', mail({ 'Message-ID': '<three@verizon.example>', Subject: 'Log' }, words));
      const path = await drop(
        'f.eml',
        mail({ 'Message-ID': '<four@verizon.example>', Subject: 'Log' }, words),
      );
      const { text } = await dana.get(path);
      expect(text).to.include('under a Message-ID of its own').and.to.not.include('void it with that reason');
    });
  });
});
