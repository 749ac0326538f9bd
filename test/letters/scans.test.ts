import { expect } from 'chai';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';
import { isUnderWay, READ_SCAN_JOB } from '../../src/letters/scans/letter-scan.js';
import { findLatestJob } from '../../src/platform/job-store.js';
import { scannedPage, scannedPdf } from '../documents/scanned.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, REVIEW } from './fixtures.js';

const LINES = [
  'June 5, 2014',
  'Dear Mr. Hyman:',
  'We demand that you immediately cease the notices.',
  'Provide, within five days from the date of this letter,',
  'all evidence for the statement made to one viewer.',
];

describe('letters that came as a scan', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let page: Uint8Array;
  let blank: Uint8Array;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    page = await scannedPage(LINES);
    blank = await scannedPage([]);
  });
  after(() => started.close());

  const drop = async (name: string, content: Uint8Array): Promise<string> => {
    const answer = await dana.upload(`/matters/${matterId}/letters`, [{ name, content }]);
    if (answer.location === null) throw new Error(`not logged: ${answer.status} ${answer.text}`);
    return answer.location;
  };
  const idOf = (path: string): string => path.split('/').at(-1) ?? '';
  const letterAt = (path: string) =>
    started.deps.db.selectFrom('letter').where('id', '=', idOf(path)).selectAll().executeTakeFirstOrThrow();
  const jobOf = async (path: string) => {
    const job = await findLatestJob(started.deps.db, READ_SCAN_JOB, idOf(path));
    if (job === null) throw new Error('nothing was queued');
    return job;
  };

  it('are read in the background; the words lie over the picture, and the date they could mean is found', async () => {
    const path = await drop('scan.pdf', await scannedPdf([page, blank]));
    expect(await letterAt(path)).to.include({ earliestOn: null });
    const waiting = (await dana.get(path)).text;
    expect(waiting).to.include('The pages are read by machine (OCR)');
    expect(waiting).to.include('its pages are pictures and are being read: no date is known until then');
    expect(waiting).to.include('No date is known until then, and there may be one');
    expect((await dana.get(`${path}/scan`)).text).to.include('hx-trigger="every 2s"');
    await started.runJobs();

    expect(await jobOf(path)).to.include({ state: 'done', doneCount: 2, totalCount: 2 });
    expect(await letterAt(path)).to.include({
      earliestOn: '2014-06-09',
      earliestWords: 'within five days from the date of this letter',
    });
    const deadline = await started.deps.db
      .selectFrom('deadline')
      .where('letterId', '=', idOf(path))
      .selectAll()
      .executeTakeFirst();
    expect(deadline).to.include({ earliestOn: '2014-06-09', state: 'provisional', whose: 'asserted' });
    const ended = await dana.get(`${path}/scan`);
    expect(ended.headers.get('hx-refresh')).to.equal('true');

    const shown = await dana.get(`${path}?view=pages`);
    expect(shown.text).to.include('The picture of each page is the record');
    expect(shown.text).to.match(/Page 1, read by machine \(OCR\), 9\d % sure/);
    expect(shown.text).to.include('Page 2, read by machine (OCR): no words were found');
    expect(shown.text).to.match(
      /<text [^>]*textLength="[\d.]+"[^>]*>We demand that you immediately cease the notices\.<\/text>/,
    );
    const events = await started.deps.db
      .selectFrom('auditEvent')
      .where('subject', '=', idOf(path))
      .select('action')
      .execute();
    expect(events.map((event) => event.action)).to.include.members(['letter.scanQueued', 'letter.scanRead']);
  });

  it('propose their demands with the note that a machine read them, before and after the facts are confirmed', async () => {
    const path = await drop('scan.jpg', new Uint8Array(await sharp(page).jpeg({ quality: 85 }).toBuffer()));
    await dana.get(path);
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    await started.runJobs();
    const words = (await dana.get(`${path}?view=words`)).text;
    expect(words).to.include('compare each with its page before you confirm it');
    expect(words).to.match(/<blockquote>[^<]*cease the notices/);
    const proposed = await started.deps.db
      .selectFrom('proposedDemand')
      .where('letterId', '=', idOf(path))
      .selectAll()
      .execute();
    expect(proposed.map((one) => one.kind)).to.include.members(['cease', 'provide-evidence']);
    expect(proposed.find((one) => one.kind === 'provide-evidence')).to.include({
      limitCount: 5,
      limitUnit: 'day',
    });
  });

  it('say nothing of a machine where only a page without a demand was read by it', async () => {
    const document = await PDFDocument.load(await scannedPdf([blank]));
    const font = await document.embedFont(StandardFonts.TimesRoman);
    const second = document.addPage([612, 792]);
    for (const [index, line] of LINES.entries())
      second.drawText(line, { x: 72, y: 700 - index * 22, size: 13, font });
    const path = await drop('blank-first.pdf', await document.save());
    await dana.get(path);
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    await started.runJobs();
    expect((await jobOf(path)).state).to.equal('done');
    const shown = (await dana.get(path)).text;
    expect(shown).to.match(/<blockquote>[^<]*cease the notices/);
    expect(shown).not.to.include('compare each with its page before you confirm it');
  });

  it('that are empty say so', async () => {
    const path = await drop('empty.tiff', new Uint8Array(await sharp(blank).tiff().toBuffer()));
    await started.runJobs();
    const shown = await dana.get(path);
    expect(shown.text).to.include('No words were found on the page.').and.to.include('ask for a better copy');
    expect((await dana.post(`${path}/scan`)).status).to.equal(303);
    expect((await dana.get(path)).text).to.include('Every page of it has words, or was read already.');
  });

  it('are stopped when a person says so, and read later', async () => {
    const path = await drop('later.pdf', await scannedPdf([blank]));
    await dana.get(path);
    expect((await dana.post(`${path}/scan`)).status).to.equal(303);
    expect((await dana.get(path)).text).to.include('being read already');
    expect((await dana.post(`${path}/scan/stop`)).status).to.equal(303);
    expect((await jobOf(path)).state).to.equal('stopped');
    const shown = await dana.get(path);
    expect(shown.text).to.include('The reading was stopped.').and.to.include('Read it by machine (OCR)');
    await dana.post(`${path}/scan/stop`);
    expect((await dana.get(path)).text).to.include('Nothing is being read any more.');
    await dana.post(`${path}/scan`);
    expect(isUnderWay(await jobOf(path))).to.equal(true);
    await started.runJobs();
    expect((await jobOf(path)).state).to.equal('done');
  });

  it('are not begun by whoever may only read', async () => {
    const path = await drop('seen.pdf', await scannedPdf([blank]));
    const priya = await atTheDesk(started, 'priya');
    await priya.get(path);
    expect((await priya.post(`${path}/scan/stop`)).status).to.equal(403);
    expect((await jobOf(path)).state).to.equal('waiting');
  });

  it('with small pictures alone, like a logo, are not read', async () => {
    const logo = await sharp(page).resize(300, 200).png().toBuffer();
    const path = await drop('logo.png', new Uint8Array(logo));
    expect(await findLatestJob(started.deps.db, READ_SCAN_JOB, idOf(path))).to.equal(null);
  });
});
