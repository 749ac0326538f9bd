import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import mammoth from 'mammoth';
import { pageText } from '../../src/pdf/questions.js';
import { addDeadline, addItem, openDispute, respond, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { approvedByRows, knowMilch, sentMail } from './approved-bundle.js';

describe('letters of ours', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-09' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
  });

  const at = (path = ''): string => `/matters/${dispute.matterId}/replies${path}`;
  const begin = async (kind: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const answer = await dana.post(at(), { letterId: dispute.letterId, kind, ...more });
    if (answer.status !== 303) throw new Error(`not begun: ${answer.status} ${answer.text}`);
    return answer.location ?? '';
  };
  const fields = async (path: string): Promise<Record<string, string>> => {
    const reply = await started.deps.db
      .selectFrom('reply')
      .where('id', '=', path.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();
    const names = [
      'datedOn',
      'letterhead',
      'addressee',
      'ourReference',
      'theirReference',
      'subject',
    ] as const;
    const more = ['salutation', 'opening', 'closing', 'signatory', 'copies', 'legend', 'version'] as const;
    return Object.fromEntries([...names, ...more].map((name) => [name, String(reply[name])]));
  };

  const KINDS = [
    [
      'acknowledgement',
      'We acknowledge receipt of your letter of June 5, 2014, which reached us on June 5, 2014.',
    ],
    ['extension', '“provide, within five days from the date of this letter, all evidence and documents”'],
    ['hold', 'A dispute with Verizon is reasonably anticipated.'],
    ['clawback', 'The disclosure was inadvertent and waives nothing'],
    ['service', 'I certify that the following was served:'],
  ] as const;
  for (const [kind, words] of KINDS)
    it(`${kind}: begins with what the record says`, async () => {
      const page = (await dana.get(await begin(kind))).text;
      expect(page).to.contain(words).and.not.contain('undefined').and.not.contain('Demand 2 is neither');
    });

  it('a hold notice speaks to our own people: of the letter from the other side, without its reference', async () => {
    await started.deps.db.updateTable('letter').set({ theirReference: 'V-7' }).execute();
    const written = await fields(await begin('hold'));
    expect(written['opening'])
      .to.contain('It concerns the letter from Verizon dated June 5, 2014, which demands:')
      .and.not.contain('your letter');
    expect(written['theirReference']).to.equal('');
  });

  it('a request for more time leaves out the demands that name no time', async () => {
    await started.deps.db
      .updateTable('demand')
      .set({ limitWords: 'within five days from the date of this letter' })
      .where('number', '=', 2)
      .execute();
    const { opening } = await fields(await begin('extension'));
    expect(opening).to.contain('Demand 2: “').and.not.contain('Demand 1: “').and.not.contain('Demand 3: “');
  });

  it('an acknowledgement beside a reply meets no date when it is delivered', async () => {
    const approved = await approvedByRows(started, dispute);
    await started.deps.db
      .updateTable('reply')
      .set({ kind: 'acknowledgement' })
      .where('id', '=', approved.replyId)
      .execute();
    const { matterId, letterId, demandIds } = dispute;
    const on = { workingOn: '2014-06-10', earliestOn: '2014-06-09', matterId, letterId };
    const id = await addDeadline(started, { ...on, title: 'Respond to demand 2', demandId: demandIds[1] });
    const mail = sentMail({
      attachment: { name: 'a.pdf', content: approved.pdf },
      date: 'Mon, 9 Jun 2014 09:30:00 -0700',
    });
    await dana.upload(`/matters/${matterId}/deliveries/mail`, [{ name: 'sent.eml', content: mail }]);
    const { state } = await started.deps.db
      .selectFrom('deadline')
      .where('id', '=', id)
      .select('state')
      .executeTakeFirstOrThrow();
    expect(state).to.equal('open');
    const delivered = await started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', matterId)
      .selectAll()
      .execute();
    expect(delivered[0]?.deliveredOn).to.equal('2014-06-09');
    expect((await dana.get(await begin('reply'))).status).to.equal(200); // a reply is still to come
  });

  it('a certificate of service of a matter from which nothing was sent says so beside its blank', async () => {
    const path = await begin('service');
    const page = (await dana.get(path)).text;
    expect(page).to.contain('{{deliveries}} is still to be filled in.');
    expect(page).to.contain('Nothing is on record as sent in this matter').and.contain('href="/matters/');
    expect((await dana.get(at())).text).to.contain('Nothing is on record as sent in this matter');
    expect((await dana.get(await begin('hold'))).text).not.to.contain('Not in this certificate');
  });

  it('a certificate of service lists date, manner, persons and addresses of what stands as sent', async () => {
    const approved = await approvedByRows(started, dispute);
    await dana.post(`/matters/${dispute.matterId}/deliveries`, {
      ...{ buildId: approved.buildId, method: 'courier', recipient: 'Randal Milch' },
      ...{ address: 'One Verizon Way\nBasking Ridge', sentOn: '2014-06-09', sentTime: '09:15' },
    });
    expect((await fields(await begin('service')))['opening']).to.contain(
      '“Reply with its enclosures”, on June 9, 2014 at 09:15 PDT, by courier, to Randal Milch, One Verizon Way, Basking Ridge.',
    );
  });

  it('a certificate of service leaves out a mail that went astray, until counsel decides that it counts', async () => {
    const approved = await approvedByRows(started, dispute);
    const { matterId } = dispute;
    const attachment = { name: 'a.pdf', content: approved.pdf };
    const mail = sentMail({ attachment, to: 'press@paper.example', date: 'Mon, 9 Jun 2014 09:30:00 -0700' });
    await dana.upload(`/matters/${matterId}/deliveries/mail`, [{ name: 'sent.eml', content: mail }]);
    const path = await begin('service');
    expect((await fields(path))['opening']).not.to.contain('press@paper.example');
    const why = 'left out, for counsel has yet to decide whether that counts: ';
    expect((await dana.get(path)).text)
      .to.contain('Not in this certificate')
      .and.contain(why);
    expect((await dana.get(at())).text)
      .to.contain('What a certificate of service would leave out')
      .and.contain(why);
    await started.deps.db
      .updateTable('delivery')
      .set({ overrideReason: 'They asked for it there', deliveredOn: '2014-06-09' })
      .where('matterId', '=', matterId)
      .execute();
    expect((await fields(await begin('service')))['opening']).to.contain('press@paper.example');
  });

  it('a certificate of service says a name once, and leaves out what is warned of until counsel has checked it', async () => {
    const approved = await approvedByRows(started, dispute);
    await knowMilch(started, dispute);
    const { matterId } = dispute;
    const attachment = { name: 'a.pdf', content: approved.pdf };
    const mail = sentMail({ attachment, date: 'Mon, 9 Jun 2014 09:30:00 -0700' });
    await dana.upload(`/matters/${matterId}/deliveries/mail`, [{ name: 'sent.eml', content: mail }]);
    expect((await fields(await begin('service')))['opening']).to.contain(
      'at 09:30 PDT, by email, to Randal Milch <milch@verizon.example>.',
    );
    const { id } = await started.deps.db
      .updateTable('delivery')
      .set({ proofFacts: JSON.stringify({ differs: ['It went elsewhere. Check it.'] }), version: 9 })
      .where('matterId', '=', matterId)
      .returning('id')
      .executeTakeFirstOrThrow();
    expect((await fields(await begin('service')))['opening']).not.to.contain('milch@verizon.example');
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    const check = { warning: '0', version: '9', reason: 'It is theirs' };
    expect((await omar.post(`/matters/${matterId}/deliveries/${id}/check`, check)).status).to.equal(303);
    expect((await fields(await begin('service')))['opening']).to.contain('milch@verizon.example');
  });

  for (const kind of ['acknowledgement', 'extension', 'clawback'] as const)
    it(`${kind}: a mail with it to a stranger is held, as one with a reply is`, async () => {
      const approved = await approvedByRows(started, dispute);
      const { matterId } = dispute;
      await started.deps.db.updateTable('reply').set({ kind }).where('id', '=', approved.replyId).execute();
      const attachment = { name: 'a.pdf', content: approved.pdf };
      const to = 'Carol Stray <carol@stray.example>';
      const mail = sentMail({ attachment, to, date: 'Mon, 9 Jun 2014 09:30:00 -0700' });
      await dana.upload(`/matters/${matterId}/deliveries/mail`, [{ name: 'sent.eml', content: mail }]);
      const page = (await dana.get(`/matters/${matterId}/deliveries`)).text;
      expect(page).to.contain('is not an addressee of the letter').and.contain('sent, meets no date');
      expect((await fields(await begin('service')))['opening']).not.to.contain('Carol Stray');
    });

  it('a clawback lists what was sent and is marked privileged now', async () => {
    const itemId = await addItem(started, dispute.matterId, { number: 1, title: 'Memo to file' });
    const approved = await approvedByRows(started, dispute);
    await started.deps.db
      .insertInto('bundleEntry')
      .values({
        id: 'e'.repeat(20),
        bundleId: approved.bundleId,
        itemId,
        position: 1,
        title: 'Memorandum',
        treatment: 'include',
      })
      .execute();
    await dana.post(`/matters/${dispute.matterId}/deliveries`, {
      ...{
        buildId: approved.buildId,
        method: 'hand',
        recipient: 'Randal Milch',
        address: 'New York',
        sentOn: '2014-06-09',
      },
    });
    await started.deps.db.updateTable('item').set({ isPrivileged: 1 }).where('id', '=', itemId).execute();
    expect((await fields(await begin('clawback')))['opening']).to.contain(
      'Exhibit A: Memorandum, in “Reply with its enclosures” (B-0001)',
    );
  });

  it('what is still to be filled in, nobody signing and a superseded bundle stand in its way, each named', async () => {
    await approvedByRows(started, dispute);
    await started.deps.db
      .updateTable('bundle')
      .set({ state: 'superseded' })
      .where('matterId', '=', dispute.matterId)
      .execute();
    const path = await begin('extension');
    const now = await fields(path);
    await dana.post(path, {
      ...now,
      opening: `${now['opening'] ?? ''} See B-0001. {{constructor}}`,
      ...{
        letterhead: '{{ourParty}}',
        copies: '{{custodians}}',
        addressee: 'Randal Milch {{x',
        signatory: '',
      },
    });
    const page = (await dana.get(path)).text;
    expect(page)
      .to.contain('{{until}} is still to be filled in.')
      .and.contain('{{constructor}} is still to be filled in.')
      .and.contain('{{ourParty}} is still to be filled in.')
      .and.contain('{{custodians}} is still to be filled in.')
      .and.contain('A field in double braces is not closed.');
    expect(page)
      .to.contain('Nobody is named as signing the letter.')
      .and.contain('B-0001 is cited and is superseded.');
  });

  describe('templates', () => {
    const TEMPLATE = {
      kind: 'acknowledgement',
      name: 'Short',
      opening: 'We have {{theirLetter}}. Ours: {{ourReference}}.',
    };
    const rows = () =>
      started.deps.db
        .selectFrom('letterTemplate')
        .where('matterId', '=', dispute.matterId)
        .selectAll()
        .execute();

    it('begin a letter in their own words, filled from the record', async () => {
      expect((await dana.post(at('/templates'), TEMPLATE)).status).to.equal(303);
      const [template] = await rows();
      const path = await begin('acknowledgement', { template: template?.id ?? '' });
      expect((await fields(path))['opening']).to.match(
        /^We have your letter of June 5, 2014\. Ours: M-\d+\.$/,
      );
      const wrong = await dana.post(at(), {
        letterId: dispute.letterId,
        kind: 'hold',
        template: template?.id ?? '',
      });
      expect(wrong.status).to.equal(409);
    });

    for (const [what, opening, words] of [
      ['an unknown field', 'Dear all\n{{nothing}}', 'Line 2: there is no field {{nothing}}.'],
      ['the constructor of an object', '{{constructor}}', 'there is no field {{constructor}}.'],
      ['a field not closed', '{{theirLetter', 'a field is not closed'],
      ['logic', '{{#each demands}}', 'fields and no logic'],
      ['code', '<%= it %>', 'fields and no logic'],
      ['too many words', 'x'.repeat(20_001), 'too long'],
    ] as const)
      it(`with ${what} are not kept; what was typed stays`, async () => {
        const answer = await dana.post(at('/templates'), { ...TEMPLATE, name: 'Typed before', opening });
        expect(answer.status).to.equal(422);
        expect(answer.text).to.contain(words.replaceAll('<', '&lt;')).and.contain('Typed before');
        expect(await rows()).to.deep.equal([]);
      });

    it('are changed, taken off the list, and belong to their matter', async () => {
      await dana.post(at('/templates'), TEMPLATE);
      const [template] = await rows();
      const path = at(`/templates/${template?.id ?? ''}`);
      expect((await dana.post(path, { ...TEMPLATE, name: 'Shorter', version: '1' })).status).to.equal(303);
      expect((await dana.post(path, { ...TEMPLATE, version: '1' })).status).to.equal(409);
      const other = await openDispute(started, { title: 'Another' });
      expect(
        (await dana.get(`/matters/${other.matterId}/replies/templates/${template?.id ?? ''}`)).status,
      ).to.equal(404);
      await dana.post(`${path}/withdrawal`, { version: '2' });
      expect((await dana.get(path)).status).to.equal(404);
    });
  });

  describe('as files and versions', () => {
    const ready = async (): Promise<string> => {
      for (const demandId of dispute.demandIds)
        await respond(started, dispute.matterId, demandId, 'We decline {{constructor}}.');
      const path = await begin('reply');
      await dana.post(path, { ...(await fields(path)), signatory: 'David Hyman' });
      return path;
    };

    it('the letter alone is downloaded as DOCX and as PDF, both saying the same, both drafts until approved', async () => {
      const path = await ready();
      const docx = await dana.bytes(`${path}/letter.docx`);
      const words = (await mammoth.extractRawText({ buffer: Buffer.from(docx.body) })).value;
      expect(words).to.contain('We decline {{constructor}}.').and.contain('David Hyman');
      const pdf = await dana.bytes(`${path}/letter.pdf`);
      expect(pdf.body.subarray(0, 5).toString()).to.equal('%PDF-');
      const file = `${await started.deps.files.workFolder()}/letter.pdf`;
      await writeFile(file, pdf.body);
      const set = await started.deps.asker.ask(pageText, { path: file });
      const text = set.pages.map((page) => page.lines.map((line) => line.text).join(' ')).join(' ');
      expect(text).to.contain('We decline {{constructor}}.').and.match(/DRAFT/);
      expect((await readFile(file)).length).to.be.greaterThan(1_000);
    });

    it('each change keeps what stood before; any two can be compared', async () => {
      const path = await ready();
      const now = await fields(path);
      await dana.post(path, { ...now, opening: 'We have your letter. We <b>disagree</b>.' });
      const page = (await dana.get(`${path}/versions`)).text;
      expect(page).to.contain('<ins>').and.contain('<del>').and.contain('&lt;b&gt;disagree&lt;/b&gt;');
      expect((await dana.post(`${path}/versions`, { why: 'for the client' })).status).to.equal(303);
      expect((await dana.get(`${path}/versions`)).text).to.contain('for the client');
      expect((await dana.get(`${path}/versions?from=1&to=2`)).text).to.match(/David.*Hyman/);
      for (const bad of ['99', '__proto__', '1;2'])
        expect((await dana.get(`${path}/versions?from=${bad}`)).status).to.equal(404);
      await dana.post(`${path}/versions`, { why: '' });
      expect((await dana.get(`${path}/versions`)).text).to.contain('has not changed since its last version');
    });

    it('a response that is rewritten keeps the letter as it stood before', async () => {
      const path = await ready();
      const [demandId = ''] = dispute.demandIds;
      const rewrite = async (words: string): Promise<void> => {
        const { version } = await started.deps.db
          .selectFrom('response')
          .where('demandId', '=', demandId)
          .select('version')
          .executeTakeFirstOrThrow();
        const demand = await started.deps.db
          .selectFrom('demand')
          .where('id', '=', demandId)
          .select('version')
          .executeTakeFirstOrThrow();
        const answer = await dana.post(`/matters/${dispute.matterId}/demands/${demandId}/response`, {
          ...{ stance: 'declines', grounds: 'It is accurate.', holdsBack: 'no', words },
          ...{ version: String(version), demandVersion: String(demand.version) },
        });
        expect(answer.status, answer.text).to.equal(303);
      };
      const kept = async (): Promise<string[]> =>
        (
          await started.deps.db
            .selectFrom('replyVersion')
            .where('replyId', '=', path.split('/').at(-1) ?? '')
            .orderBy('number')
            .select('why')
            .execute()
        ).map(({ why }) => why);
      const before = await kept();
      await rewrite('We decline it in full.');
      expect(await kept()).to.deep.equal([...before, 'before a response was changed']);
      const page = (await dana.get(`${path}/versions`)).text;
      expect(page)
        .to.match(/<del>[^<]*\{\{constructor\}\}/)
        .and.match(/<ins>[^<]*in full/);

      await rewrite('We decline it in full.');
      expect(await kept(), 'nothing changed').to.have.length(before.length + 1);
    });

    it('a promise in its words is offered, and held once a person confirms it', async () => {
      const path = await begin('acknowledgement');
      await dana.post(path, { ...(await fields(path)), opening: 'We will respond by 16 June 2014.' });
      expect((await dana.get(path)).text).to.contain('Hold us to Mon 16 Jun 2014');
      const promise = { words: 'We will respond by 16 June 2014.', on: '2014-06-16' };
      await dana.post(`${path}/promises`, { ...promise, on: '2014-06-31' });
      await dana.post(`${path}/promises`, promise);
      await dana.post(`${path}/promises`, promise);
      const held = await started.deps.db
        .selectFrom('deadline')
        .where('matterId', '=', dispute.matterId)
        .where('whose', '=', 'promised')
        .selectAll()
        .execute();
      expect(held.map(({ workingOn }) => workingOn)).to.deep.equal(['2014-06-16']);
      expect((await dana.get(path)).text).not.to.contain('Hold us to');
    });
  });
});
