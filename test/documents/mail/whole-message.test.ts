import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readMail } from '../../../src/documents/read-mail.js';

const CUT = 'The message ends without the line that closes its last part';

describe('a mail that did not come whole', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'whole-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function notesOf(lines: readonly string[], end = '\r\n'): Promise<string> {
    const path = join(folder, 'mail.eml');
    const header = ['From: dana@example.test', 'Date: Thu, 5 Jun 2014 10:00:00 -0400', 'Subject: The log'];
    await writeFile(path, [...header, ...lines].join(end));
    return (await readMail({ path, name: 'mail.eml' })).facts.notes.join(' ');
  }

  const base64 = (text: string): string[] =>
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g)
      ?.map(String) ?? [];
  const attached = (content: readonly string[], name = 'log.csv'): string[] => [
    'Content-Type: multipart/mixed;',
    ' boundary="outer line"',
    '',
    '--outer line',
    'Content-Type: text/plain',
    '',
    'See the log.',
    '--outer line',
    'Content-Type: text/csv',
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    ...content,
  ];
  const LOG = base64('minute,loss\n'.repeat(40));

  it('says nothing of one that is whole, in lines of either kind', async () => {
    expect(await notesOf([...attached(LOG), '--outer line--', ''])).to.equal('');
    expect(await notesOf([...attached(LOG), '--outer line--', ''], '\n')).to.equal('');
  });

  it('says nothing of a plain message, or of words that look like a delimiter', async () => {
    expect(await notesOf(['', 'We agree.', '--', 'Dana', '--outer line'])).to.equal('');
  });

  it('says that one ends before its last part, and that what was attached is not whole', async () => {
    const notes = await notesOf(attached(LOG.slice(0, 3)));
    expect(notes).to.include(CUT).and.include('“log.csv”, attached, is not whole: its end is missing.');
  });

  it('says so where only the inner of two multiparts is closed', async () => {
    const inner = ['Content-Type: multipart/alternative; boundary=in', '', '--in', '', 'Words.', '--in--'];
    const outer = ['Content-Type: multipart/mixed; boundary=out', '', '--out', ...inner];
    expect(await notesOf([...outer, '--out--'])).to.equal('');
    expect(await notesOf(outer)).to.include(CUT);
    // The outer one that closes ends the inner one with it: nothing can be missing behind it.
    expect(await notesOf([...outer.slice(0, -1), '--out--'])).to.equal('');
  });

  it('sees into a message that came attached', async () => {
    const inside = ['From: omar@example.test', 'Subject: Inside', ...attached(LOG.slice(0, 2))];
    const outer = [
      'Content-Type: multipart/mixed; boundary=out',
      '',
      '--out',
      'Content-Type: message/rfc822',
      '',
    ];
    const notes = await notesOf([...outer, ...inside, '--outer line--', '--out--']);
    expect(notes).to.equal('');
    const broken = [...inside, '*** virus scanner ***', '--outer line--', '--out--'];
    expect(await notesOf([...outer, ...broken])).to.include('“log.csv”, attached, came with');
  });

  it('says that characters were passed over that cannot be in a part', async () => {
    expect(await notesOf([...attached(['bWlu!dXRl', ...LOG]), '--outer line--'])).to.equal(
      '“log.csv”, attached, came with a character that cannot be in it, which was passed over: it may be damaged.',
    );
    expect(await notesOf([...attached(LOG, '=?utf-8?q?b=C3=BCro?='), '**', '--outer line--'])).to.include(
      'A part of the message came with 2 characters',
    );
  });

  it('says that a part ends in the middle of a byte', async () => {
    expect(await notesOf([...attached([...LOG.slice(0, 2), 'bWlud']), '--outer line--'])).to.equal(
      '“log.csv”, attached, ends in the middle: its end may be missing.',
    );
    const body = ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64', '', 'V2UgYWdyZWU='];
    expect(await notesOf(body)).to.equal('');
    expect(await notesOf([...body.slice(0, 3), 'V2UgYWdyZQ'])).to.include('ends in the middle');
  });

  it('reads a part that is one line of a megabyte', async () => {
    const line = Buffer.alloc(768 * 1024, 'minute').toString('base64');
    expect(await notesOf([...attached([line]), '--outer line--'])).to.equal('');
    expect(await notesOf(attached([line]))).to.include(CUT);
  });
});
