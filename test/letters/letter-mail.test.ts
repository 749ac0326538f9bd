import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { outlookFile } from '../documents/outlook-file.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, LETTER, openTestMatter } from './fixtures.js';
import { htmlMail, mail } from './mails.js';

describe('letters that came as mail', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const drop = async (name: string, content: string | Uint8Array, at = `/matters/${matterId}/letters`) => {
    const answer = await dana.upload(at, [{ name, content }]);
    if (answer.location === null) throw new Error(`not logged: ${answer.status} ${answer.text}`);
    return answer.location;
  };
  const documentOf = async (path: string) => {
    const letter = await started.deps.db
      .selectFrom('letter')
      .where('id', '=', path.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();
    return letter.documentId ?? '';
  };
  const section = (text: string, id: string): string =>
    new RegExp(`<section id="${id}">([\\s\\S]*?)</section>`).exec(text)?.[1] ?? '';

  describe('their HTML form', () => {
    const HTML =
      '<p>We demand that you <b>cease</b> the notices.</p><script>canary()</script><img src="https://canary.example/o.gif" width="1" height="1"><a href="https://pay.example">Pay</a>';

    it('stands cleaned in a frame that may run and load nothing, and what was left out is said', async () => {
      const path = await drop(
        'html.eml',
        htmlMail({ Subject: 'In HTML' }, 'We demand that you cease.', HTML),
      );
      const page = await dana.get(`${path}?view=html`);
      expect(page.text).to.match(
        /<iframe class="mail" sandbox="" referrerpolicy="no-referrer"[^>]*title="The letter as laid out/,
      );
      expect(page.text)
        .to.include('1 script was left out')
        .and.to.include('told its sender that the message was opened')
        .and.to.include('1 link is shown as its address');
      expect(page.text).to.include('href="').and.to.include('?view=words');
      const framed = await dana.get(`/documents/${await documentOf(path)}/html`);
      expect(framed.status).to.equal(200);
      const policy = framed.headers.get('content-security-policy') ?? '';
      expect(policy)
        .to.match(/^default-src 'none'; img-src data:;/)
        .and.to.include('; sandbox');
      expect(policy).to.not.include('script-src').and.to.not.include('http');
      expect(framed.text).to.include('<b>cease</b>').and.to.not.include('canary').and.to.not.include('href');
    });

    it('is not there for a mail in plain text, nor for a stranger', async () => {
      const path = await drop('plain.eml', mail({ Subject: 'Plain' }, 'We demand an answer.'));
      const document = await documentOf(path);
      expect((await dana.get(path)).text).to.not.include('As laid out');
      expect((await dana.get(`/documents/${document}/html`)).status).to.equal(404);
      const html = await documentOf(await drop('again.eml', htmlMail({ Subject: 'Again' }, 'x', HTML)));
      const rolf = await atTheDesk(started, 'rolf');
      expect((await rolf.get(`/documents/${html}/html`)).status).to.equal(404);
    });

    it('says why where it is too large to be cleaned', async () => {
      const huge = htmlMail({ Subject: 'Huge' }, 'We demand an answer.', `<p>${'a '.repeat(5_500_000)}</p>`);
      const path = await drop('huge.eml', huge);
      const page = await dana.get(`${path}?view=html`);
      expect(page.status).to.equal(200);
      expect(page.text).to.include('larger than 10 MB; its plain text is shown');
    });
  });

  it('show what the mail says of itself as the word of those who wrote it', async () => {
    const path = await drop(
      'facts.eml',
      mail(
        {
          'Return-Path': '<bounce@verizon.example>',
          'Authentication-Results':
            'mx.netflix.example; dkim=pass header.d=verizon.example; spf=fail smtp.mailfrom=verizon.example',
          Received:
            'from out.verizon.example by mx.netflix.example with ESMTPS; Thu, 5 Jun 2014 13:50:09 -0700',
          Subject: 'The facts',
          'Message-ID': '<facts@verizon.example>',
        },
        'We demand an answer.',
      ),
    );
    const said = section((await dana.get(path)).text, 'mail');
    expect(said)
      .to.include('&lt;facts@verizon.example&gt;')
      .and.to.include('Thu 5 Jun 2014, 16:50 UTC-04:00')
      .and.to.include('Thu 5 Jun 2014, 13:50 UTC-07:00')
      .and.to.include('from out.verizon.example by mx.netflix.example')
      .and.to.include('One server on its way');
    expect(said).to.match(/<strong>mx\.netflix\.example<\/strong> stated:[\s\S]*DKIM: pass[\s\S]*SPF: fail/);
    expect(said).to.include('has checked nothing itself');
  });

  describe('their thread', () => {
    it('is by References, then In-Reply-To, then subject and parties, and only the last is marked inferred', async () => {
      const id = (n: string): string => `<thread-${n}@verizon.example>`;
      const at = (day: number): string => `${day} Jun 2014 10:00:00 -0400`;
      const first = await drop(
        'a.eml',
        mail({ Subject: 'Thread', 'Message-ID': id('a'), Date: at(1) }, 'We demand one.'),
      );
      await drop(
        'c.eml',
        mail(
          { Subject: 'Renamed', 'Message-ID': id('c'), Date: at(3), References: `${id('a')} ${id('b')}` },
          'Two.',
        ),
      );
      await drop(
        'd.eml',
        mail({ Subject: 'Other', 'Message-ID': id('d'), Date: at(4), 'In-Reply-To': id('c') }, 'Three.'),
      );
      await drop('e.eml', mail({ Subject: 'Re: thread', 'Message-ID': id('e'), Date: at(5) }, 'Four.'));
      await drop(
        'f.eml',
        mail({ From: 'x@else.example', To: 'y@else.example', Subject: 'Re: thread', Date: at(6) }, 'Five.'),
      );
      const thread = section((await dana.get(first)).text, 'thread');
      const rows = [...thread.matchAll(/<li[\s\S]*?<\/li>/g)].map(([row]) =>
        row.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
      );
      expect(rows.map((row) => /this letter|by its [\w-]+|inferred/.exec(row)?.[0])).to.deep.equal([
        'this letter',
        'by its References',
        'by its In-Reply-To',
        'inferred',
      ]);
      expect(rows.map((row) => /\d Jun 2014/.exec(row)?.[0])).to.deep.equal([
        '1 Jun 2014',
        '3 Jun 2014',
        '4 Jun 2014',
        '5 Jun 2014',
      ]);
    });
  });

  describe('what is here already', () => {
    const MESSAGE = { Subject: 'Twice', 'Message-ID': '<twice@verizon.example>' };
    const headers = ['Date: Thu, 5 Jun 2014 16:50:00 -0400', 'Message-ID: <twice@verizon.example>'].join(
      '\r\n',
    );

    it('is said when the same message comes in another form, and both are kept', async () => {
      const first = await drop('twice.eml', mail(MESSAGE, 'We demand it twice.'));
      const outlook = outlookFile({ subject: 'Twice', body: 'We demand it twice.\r\n', headers });
      const answer = await dana.upload(
        `/matters/${matterId}/letters`,
        [{ name: 'twice.msg', content: outlook }],
        {},
        { headers: { accept: 'application/json' } },
      );
      const told = JSON.parse(answer.text) as { files: { outcome: string; text: string }[] };
      expect(told.files[0]?.outcome).to.equal('known');
      expect(told.files[0]?.text).to.include('The same message is here already, kept in another form: L-');
      expect((await dana.get(first)).text).to.include('A copy was logged in another form:');
    });

    it('is not said of a message that only bears the same id: that has to be looked at', async () => {
      const path = await drop('forged.eml', mail(MESSAGE, 'We demand something else.'));
      const page = (await dana.get(path)).text;
      expect(page).to.include('bears the same Message-ID, but its words');
      expect(page).to.not.include('The same file is here already');
    });

    it('is said on the Desk, where the letter was filed in a matter meanwhile', async () => {
      await drop('letter.txt', `${LETTER}\nOnce.`);
      const answer = await dana.upload(
        '/desk/letters',
        [{ name: 'letter again.txt', content: `${LETTER}\nOnce.` }],
        {},
        { headers: { accept: 'application/json' } },
      );
      const told = JSON.parse(answer.text) as { files: { outcome: string; text: string }[] };
      expect(told.files[0]?.outcome).to.equal('known');
      expect(told.files[0]?.text).to.match(/byte for byte: L-\d+ in M-\d+, Verizon – Netflix/);
      const omar = await atTheDesk(started, 'rolf');
      const theirs = await omar.upload(
        '/desk/letters',
        [{ name: 'letter.txt', content: `${LETTER}\nOnce.` }],
        {},
        { headers: { accept: 'application/json' } },
      );
      expect((JSON.parse(theirs.text) as typeof told).files[0]?.outcome).to.equal('kept');
    });
  });

  it('name what they say is enclosed, and say when nothing came', async () => {
    const path = await drop(
      'enclosed.eml',
      mail({ Subject: 'Enclosed' }, 'Our notice is enclosed. We demand a reply.'),
    );
    const came = section((await dana.get(path)).text, 'enclosed');
    expect(came).to.include('Nothing is attached').and.to.include('Our notice is enclosed.');
    expect(came).to.include('nothing came with this file');
  });
});
