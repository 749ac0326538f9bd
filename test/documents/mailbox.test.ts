import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cutMessages } from '../../src/documents/mailbox/cut-messages.js';
import { findMessages, type MessagePlace } from '../../src/documents/mailbox/find-messages.js';
import { listMessages, type ListedMessage } from '../../src/documents/mailbox/list-messages.js';

const quiet = (): void => undefined;
const FROM = 'From randal@verizon.example Thu Jun  5 16:50:00 2014';

describe('a mailbox file', () => {
  let folder = '';
  let cut = 0;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mailbox-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function places(content: string): Promise<MessagePlace[]> {
    await writeFile(join(folder, 'box'), content, 'latin1');
    const found: MessagePlace[] = [];
    for await (const place of findMessages(join(folder, 'box'))) found.push(place);
    return found;
  }
  async function messages(content: string): Promise<string[]> {
    const found = await places(content);
    const wanted = found.map((place, index) => ({ ...place, out: join(folder, `${(cut += 1)}-${index}`) }));
    await cutMessages({ path: join(folder, 'box'), messages: wanted }, quiet);
    return Promise.all(wanted.map(({ out }) => readFile(out, 'latin1')));
  }
  async function listed(content: string): Promise<ListedMessage[]> {
    await writeFile(join(folder, 'box'), content, 'latin1');
    await listMessages({ path: join(folder, 'box'), out: join(folder, 'list') }, quiet);
    const lines = (await readFile(join(folder, 'list'), 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as ListedMessage);
  }

  for (const end of ['\n', '\r\n'])
    it(`gives each message byte for byte, lines ending in ${end === '\n' ? 'LF' : 'CR LF'}`, async () => {
      const one = ['Subject: one', '', 'We demand it.', '', ''].join(end);
      const two = ['Subject: two', '', 'At once.', ''].join(end);
      expect(await messages([FROM, one.slice(0, -end.length), FROM, two].join(end))).to.deep.equal([
        one.slice(0, -end.length * 2) + end,
        two,
      ]);
    });

  it('is not cut at a line of a letter that begins with From', async () => {
    const letter = 'Subject: one\n\nWe demand it.\n\nFrom now on you must stop.\nFrom 5 June 2014 on, too.\n';
    expect(await messages(`${FROM}\n${letter}`)).to.deep.equal([letter]);
  });

  it('loses the mark before such a line, and no other', async () => {
    const quoted = 'Subject: one\n\n>From x\n>>From y\n> From z\n>Fro\n';
    const plain = 'Subject: one\n\nFrom x\n>From y\n> From z\n>Fro\n';
    expect(await messages(`${FROM}\n${quoted}`)).to.deep.equal([plain]);
    const long = 'x'.repeat(65_530);
    expect(await messages(`${FROM}\nA: b\n\n${long}\n>From x\n`)).to.deep.equal([
      `A: b\n\n${long}\nFrom x\n`,
    ]);
  });

  it('finds a message wherever the reading of the file is cut', async () => {
    for (const before of [
      1024 * 1024 - 60,
      1024 * 1024 - 30,
      1024 * 1024 - 2,
      1024 * 1024 - 1,
      1024 * 1024,
    ]) {
      const first = `Subject: one\n\n${'x'.repeat(before - FROM.length - 17)}\n`;
      const found = await messages(`${FROM}\n${first}\n${FROM}\nSubject: two\n\ny\n`);
      expect(found.map((one) => one.length)).to.deep.equal([first.length, 'Subject: two\n\ny\n'.length]);
    }
  });

  it('with words before its first message, or none at all, has no messages', async () => {
    expect(await places('')).to.deep.equal([]);
    expect(await places('No mail at all\nFrom here on\n')).to.deep.equal([]);
    expect(await messages(`words\n\n${FROM}\nSubject: one\n\nx\n`)).to.deep.equal(['Subject: one\n\nx\n']);
  });

  it('lists who wrote each message, about what and when, and why one cannot be chosen', async () => {
    const box = [
      `${FROM}\nFrom: =?utf-8?q?J=C3=B6rg?= <j@verizon.example>\nSubject: One\nDate: Thu, 5 Jun 2014 16:50:00 -0400\nMessage-ID: <1@v>\n\nx\n`,
      `${FROM}\n\n`,
      `${FROM}\nno header at all\n\nx\n`,
      `${FROM}\nSubject: ${'long '.repeat(60_000)}\nx\n`,
      `${FROM}\nX-Odd: 1\n\nx\n`,
    ].join('\n');
    const list = await listed(box);
    expect(list[0]).to.deep.include({
      place: 1,
      sender: 'Jörg <j@verizon.example>',
      subject: 'One',
      datedOn: '2014-06-05',
      datedTime: '16:50',
      datedZone: '-04:00',
      messageId: '<1@v>',
      reason: null,
    });
    expect(list.map((one) => one.reason)).to.deep.equal([
      null,
      'It is empty.',
      'It does not begin with the header of a mail.',
      'Its header is longer than 256 kB.',
      null,
    ]);
    expect(list[4]).to.deep.include({ sender: null, subject: null, datedOn: null });
  });
});
