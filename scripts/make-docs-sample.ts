/**
 * Makes docs/sample-enclosures.pdf: the sample's reply with its exhibits behind it, built as
 * `rejoinder bundle build` builds. The same sources give the same bytes. Run: `npx tsx scripts/make-docs-sample.ts`.
 */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundle } from '../src/bundles/building/build-bundle.js';
import { findingText } from '../src/bundles/findings/finding.js';
import { parseSpec } from '../src/bundles/building/spec.js';
import { openAsker } from '../src/platform/document-child.js';
import { openLog } from '../src/platform/log.js';
import { setSheet } from '../src/sample/arrive.js';
import { sampleExhibits } from '../src/sample/exhibits.js';
import { REPLY_LETTER } from '../src/sample/letters.js';
import { makeSynthetic } from '../src/sample/synthetic.js';

const TARGET = fileURLToPath(new URL('../docs/sample-enclosures.pdf', import.meta.url));
const CHILD = new URL('../src/processes/document-child.ts', import.meta.url);
// The May figures were published on the day of the reply.
const INDEX = { lastMonth: '2014-05', words: 'May 2014', date: '2014-06-09' };

const asker = openAsker(CHILD, openLog('warn'));
const folder = await mkdtemp(join(tmpdir(), 'rejoinder-sample-'));
try {
  const citations = await setSheet(asker, REPLY_LETTER, join(folder, REPLY_LETTER.fileName));
  const exhibits = sampleExhibits(makeSynthetic(), INDEX);
  for (const { fileName, content } of exhibits)
    if ('sheet' in content) await setSheet(asker, content.sheet, join(folder, fileName));
    else await writeFile(join(folder, fileName), content.csv);

  const sections = [...new Set(exhibits.map(({ section }) => section))];
  const parsed = parseSpec({
    title: 'Reply to Verizon with exhibits',
    matter: 'Verizon – Netflix, letter of 5 June 2014 (sample)',
    purpose: 'enclosures',
    paper: 'letter',
    legend: 'Sample: reconstruction and synthetic data',
    date: REPLY_LETTER.date,
    letter: {
      file: REPLY_LETTER.fileName,
      title: REPLY_LETTER.title,
      date: REPLY_LETTER.date,
      citations: citations.map((placed) => ({ ...placed, rect: placed.rect.map(Math.round) })),
    },
    sections: sections.map((title) => ({
      title,
      documents: exhibits
        .filter(({ section }) => section === title)
        .map(({ fileName, title, date, mark }) => ({ file: fileName, title, date, exhibit: mark })),
    })),
  });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  const out = join(folder, 'out');
  const { record, isBuilt } = await buildBundle(asker, parsed.spec, {
    specFolder: folder,
    out,
    onUnreadable: 'stop',
    selfCheck: true,
    isDraft: false,
  });
  for (const finding of record.findings) console.error(findingText(finding));
  if (!isBuilt) throw new Error('The sample bundle was stopped by what was found.');
  await copyFile(join(out, 'package', 'bundle.pdf'), TARGET);
  console.error(`docs/sample-enclosures.pdf: ${record.pages} pages, SHA-256 ${record.bundle}`);
} finally {
  await asker.close();
  await rm(folder, { recursive: true, force: true });
}
