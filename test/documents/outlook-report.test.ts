import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readDocument } from '../../src/documents/read-document.js';
import { readReport } from '../../src/replies/delivery/delivery-report.js';
import { outlookFile, type OutlookFile } from './outlook-file.js';

const ID = '<one@firm.example>';
const READER = { name: 'Randal Milch', address: 'Milch@verizon.example' };
const SERVER = { name: 'Microsoft Outlook', address: 'postmaster@verizon.example' };
const TO = [
  { address: 'milch@verizon.example', supplementaryInfo: '<mx.verizon.example #550 5.1.1 User unknown>' },
];

describe('a report that Outlook kept', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'report-'))));
  after(() => rm(folder, { recursive: true }));

  const read = async (file: Omit<OutlookFile, 'subject'>) => {
    const path = join(folder, 'original');
    await writeFile(path, outlookFile({ subject: 'Your message', ...file }));
    const { facts, pageText } = await readDocument({ path, name: 'report.msg' }, () => undefined);
    const words = [...(facts.reportParts ?? []), ...pageText.map((page) => page.text)].join('\n');
    const thread = [facts.inReplyTo, ...(facts.references ?? [])].filter((id) => typeof id === 'string');
    return {
      facts,
      pageText,
      report: facts.isDeliveryReport === true ? readReport(words, [], thread) : null,
    };
  };

  const classes: readonly (readonly [string, string, string | null])[] = [
    ['REPORT.IPM.Note.NDR', 'bounce', null],
    ['REPORT.IPM.Note.DR', 'receipt', null],
    ['REPORT.IPM.Note.Delayed', 'delay', null],
    ['REPORT.IPM.NOTE.IPNRN', 'receipt', 'displayed'],
    ['Report.IPM.Note.IPNNRN', 'notice', 'deleted'],
    ['REPORT.IPM.Note.SMIME.IPNRN', 'receipt', 'displayed'],
  ];
  for (const [messageClass, kind, disposition] of classes)
    it(`is one by its class, and says what it says: ${messageClass}`, async () => {
      const isRead = /IPN/.test(messageClass);
      const { report } = await read({
        ...{ messageClass, from: isRead ? READER : SERVER, recipients: isRead ? [] : TO },
        more: { '1042': ID },
      });
      expect(report).to.include({ kind, disposition });
      expect(report?.about).to.deep.equal([ID]);
      expect(report?.addresses).to.deep.equal(['milch@verizon.example']);
      expect(report?.why).to.equal(isRead ? '' : '<mx.verizon.example #550 5.1.1 User unknown>');
    });

  it('names the message before the thread it stands in', async () => {
    const { report } = await read({
      ...{ messageClass: 'REPORT.IPM.Note.IPNRN', from: READER },
      more: {
        '1046': ID,
        '1042': '<other@firm.example>',
        '1039': '<first@firm.example> <other@firm.example>',
      },
    });
    expect(report?.about).to.deep.equal([ID]);
  });

  it('shows the words of its server where Outlook kept no body', async () => {
    const { pageText, facts } = await read({
      ...{ messageClass: 'REPORT.IPM.Note.NDR', from: SERVER, recipients: TO },
      more: { '1001': 'Your message did not reach some or all of the intended recipients.' },
    });
    expect(pageText[0]?.text).to.include('did not reach');
    expect(facts.isDeliveryReport).to.equal(true);
  });

  it('is none where a mail only speaks of one', async () => {
    for (const messageClass of ['IPM.Note', 'IPM.Note.NDR', 'REPORT.IPM.Note'])
      expect(
        (await read({ messageClass, body: 'A report of failure came back.' })).facts.isDeliveryReport,
      ).to.equal(false);
  });

  it('says nothing of whom it is about where it names no address', async () => {
    const { report } = await read({
      ...{ messageClass: 'REPORT.IPM.Note.NDR', from: SERVER, recipients: [{ address: '/o=Firm/cn=Milch' }] },
    });
    expect(report).to.deep.include({ kind: 'bounce', addresses: [], about: [] });
  });
});
