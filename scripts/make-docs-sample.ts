/**
 * Makes docs/sample-enclosures.pdf: the sample's reply with its exhibits behind it, built as `rejoinder bundle build`
 * builds. What the product makes from the logs is taken from a sample played for it. The same sources give the same
 * pages; the pseudonyms of the list alone are new each time, as their key is. Run: `npx tsx scripts/make-docs-sample.ts`.
 */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listEntries } from '../src/bundles/bundle-store.js';
import { buildBundle } from '../src/bundles/building/build-bundle.js';
import { findingText } from '../src/bundles/findings/finding.js';
import { parseSpec } from '../src/bundles/building/spec.js';
import { clockAt } from '../src/platform/clock.js';
import { openAsker } from '../src/platform/document-child.js';
import { openLog } from '../src/platform/log.js';
import { openDeps } from '../src/processes/open-deps.js';
import { setSheet } from '../src/sample/arrive.js';
import { READINGS, sampleExhibits } from '../src/sample/exhibits.js';
import { REPLY_LETTER } from '../src/sample/letters.js';
import { makeSample, SAMPLE_INSTANT, SAMPLE_ZONE } from '../src/sample/make-sample.js';
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

  const documents = [
    ...exhibits.map(({ fileName, ...exhibit }) => ({ ...exhibit, file: fileName })),
    ...(await madeBySample(folder, exhibits.length)),
  ];
  const sections = [...new Set(documents.map(({ section }) => section))];
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
      documents: documents
        .filter(({ section }) => section === title)
        .map(({ file, title, date, mark }) => ({ file, title, date, exhibit: mark })),
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

/** Plays the sample and copies the exhibits after the first `known` of its draft bundle into the folder. */
async function madeBySample(into: string, known: number) {
  const deps = await openDeps({
    dataDir: join(into, 'played'),
    databaseUrl: null,
    clock: clockAt(SAMPLE_INSTANT),
    zone: SAMPLE_ZONE,
    log: openLog('warn'),
    isSample: true,
  });
  try {
    await makeSample(deps);
    const bundle = await deps.db.selectFrom('bundle').select('id').executeTakeFirstOrThrow();
    const made = [];
    for (const [index, { itemId, title, datedOn, name }] of (
      await listEntries(deps.db, bundle.id)
    ).entries()) {
      if (index < known) continue;
      const { sha256 } = await deps.db
        .selectFrom('item')
        .innerJoin('document', 'document.id', 'item.documentId')
        .where('item.id', '=', itemId)
        .select('document.sha256')
        .executeTakeFirstOrThrow();
      await copyFile(await deps.files.localPath(sha256), join(into, name));
      made.push({ mark: String(index + 1), file: name, title, date: datedOn, section: READINGS });
    }
    return made;
  } finally {
    await deps.close();
  }
}
