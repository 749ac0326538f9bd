import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Asker } from '../../src/platform/ask.js';
import type { Block } from '../../src/pdf/blocks.js';
import { typesetBlocks } from '../../src/pdf/questions.js';

/** The papers of the journey, as files a person has on disk. */
export interface Papers {
  readonly folder: string;
  readonly letter: string;
  readonly methodNote: string;
  readonly notice: string;
  readonly brokenPdf: string;
  readonly subFolder: string;
  readonly measurements: string;
  readonly notices: string;
}

/** The demands as the letter prints them. */
export const CEASE = 'You must immediately stop showing these notices to users of our network.';
export const EVIDENCE =
  'You must provide, within five days from the date of this letter, all evidence for what the notices say.';
export const LIST =
  'You must provide, within the same time, a list of all customers to whom the notices were delivered.';

const say = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] });

/** Writes them into a folder: the letter and two exhibits are real PDFs, one file is a PDF that broke off. */
export async function makePapers(asker: Asker, folder: string): Promise<Papers> {
  const at = (name: string) => join(folder, name);
  const pdf = async (name: string, title: string, blocks: readonly Block[]): Promise<string> => {
    const out = at(name);
    await asker.ask(typesetBlocks, {
      blocks,
      paper: 'letter',
      out,
      date: '2014-06-05',
      title,
      style: 'letter',
    });
    return out;
  };
  const text = async (name: string, words: string): Promise<string> => {
    await writeFile(at(name), words);
    return at(name);
  };
  await mkdir(at('From the network desk'));
  const methodNote = await pdf('Method note.pdf', 'Method note', [
    { kind: 'heading', level: 1, text: 'How the comparison is made' },
    say('Peak hours are compared with the other hours of the same network.'),
  ]);
  const whole = await readFile(methodNote);
  await writeFile(at('Scan of a fax.pdf'), whole.subarray(0, 400));
  await text('From the network desk/Hours of the test.txt', 'The test runs until 16 June 2014.\n');
  await text('From the network desk/Who was told.txt', 'The desk was told on 2 June 2014.\n');
  const letter = await pdf('Letter from Verizon.pdf', 'Letter', [
    say('June 5, 2014'),
    say('David Hyman\nGeneral Counsel, Netflix'),
    say('Re: notices shown to users of the Verizon network'),
    say('Dear Mr. Hyman:'),
    say('Your notices tell viewers that our network is crowded. We do not accept that this is true.'),
    say('We therefore make three demands.'),
    say(CEASE),
    say(EVIDENCE),
    say(LIST),
    say('If you do not comply, we may pursue our remedies.'),
    say('Randal Milch\nGeneral Counsel, Verizon'),
  ]);
  const notice = await pdf('Text of the notice.pdf', 'Text of the notice', [
    say('The network of your provider is crowded at the moment.'),
  ]);
  // As some programs save them: with a script inside, which must not leave with the page.
  const scripted = await PDFDocument.load(await readFile(notice));
  scripted.addJavaScript('greeting', 'app.alert("Hello")');
  await writeFile(notice, await scripted.save());
  return {
    folder,
    letter,
    methodNote,
    notice,
    brokenPdf: at('Scan of a fax.pdf'),
    subFolder: at('From the network desk'),
    measurements: await text(
      'Sessions.csv',
      `time,network,mbps\n${Array.from({ length: 40 }, (_, n) => `2014-05-2${n % 10}T20:${10 + n}:00-04:00,Network A,${(1 + n / 20).toFixed(2)}`).join('\n')}\n`,
    ),
    notices: await text(
      'Deliveries.csv',
      `notice_id,account,shown_at\n${Array.from({ length: 30 }, (_, n) => `N-${n + 1},A-${100 + n},2014-05-2${n % 10}T21:00:00-04:00`).join('\n')}\n`,
    ),
  };
}
