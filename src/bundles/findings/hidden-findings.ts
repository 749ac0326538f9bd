import { isWorkbook } from '../../documents/media-types.js';
import { askHiddenParts } from '../../documents/questions.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Asker } from '../../platform/ask.js';
import type { Purpose, SpecDocument } from '../building/spec.js';
import { note, stop } from './finding.js';
import type { Finding } from './finding.js';

const READ_MS = 120_000;

/**
 * What a workbook hides neither leaves nor stays away by an oversight: as long as nobody chose, the bundle waits, and what
 * was chosen is said. What stays in the house only says so.
 */
export async function hiddenFindings(
  asker: Asker,
  purpose: Purpose,
  { file, hidden }: Pick<SpecDocument, 'file' | 'hidden'>,
  path: string,
  mediaType: string,
): Promise<Finding[]> {
  if (!isWorkbook(mediaType)) return [];
  const say = purpose === 'internal' ? note : stop;
  try {
    const { words } = await asker.ask(askHiddenParts, { path }, { timeoutMs: READ_MS });
    if (words === null) return [];
    if (hidden === 'show')
      return [note(file, `It goes in with what its workbook hides, marked as hidden: ${words}.`)];
    if (hidden === 'drop')
      return [note(file, `What its workbook hides is left out, as was chosen: ${words}.`)];
    return [
      say(
        file,
        `Its workbook hides ${words}. None of that is among its pages: choose whether it is left out or shown, or have a slip sheet or the native stand for it.`,
      ),
    ];
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return [say(file, `Whether its workbook hides anything could not be seen: ${error.message}`)];
  }
}
