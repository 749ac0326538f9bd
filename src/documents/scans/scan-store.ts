import type { Db, Tx } from '../../platform/database.js';
import type { RecognisedPage } from './recognise-page.js';

/** A page of a document whose words, if any, a machine has read or is to read. */
export interface ScannedPage {
  readonly page: number;
  readonly isBlank: boolean;
  /** Per cent; null where nobody has read it yet. */
  readonly confidence: number | null;
}

/** What is known of the pages of a document, without their words. */
export async function listScannedPages(db: Db, documentId: string): Promise<ScannedPage[]> {
  const rows = await db
    .selectFrom('pageText')
    .where('documentId', '=', documentId)
    .orderBy('page')
    .select((eb) => ['page', 'confidence', eb.fn<string>('trim', ['text']).as('text')])
    .execute();
  return rows.map(({ page, confidence, text }) => ({ page, confidence, isBlank: text.trim() === '' }));
}

/** Puts the words a machine has read over a page; words the page has of its own are never touched. */
export async function replaceScannedPage(
  tx: Tx,
  documentId: string,
  page: number,
  { read, width, height }: { readonly read: RecognisedPage; readonly width: number; readonly height: number },
): Promise<void> {
  const now = await tx
    .selectFrom('pageText')
    .where('documentId', '=', documentId)
    .where('page', '=', page)
    .select(['text', 'confidence'])
    .executeTakeFirst();
  if (now && now.text.trim() !== '' && now.confidence === null) return;
  await tx.deleteFrom('pageText').where('documentId', '=', documentId).where('page', '=', page).execute();
  await tx
    .insertInto('pageText')
    .values({
      documentId,
      page,
      text: read.text.replaceAll('\0', ''),
      lines: JSON.stringify(read.lines).replaceAll('\\u0000', ''),
      width,
      height,
      confidence: read.confidence,
      doubtful: JSON.stringify(read.doubtful).replaceAll('\\u0000', ''),
    })
    .execute();
}
