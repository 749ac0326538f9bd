import { DocumentChildError } from '../../platform/ask.js';
import type { Asker } from '../../platform/ask.js';
import { note, stop } from './finding.js';
import type { Finding } from './finding.js';
import type { NativeLook } from './look-at-native.js';
import { lookAtNative } from '../questions.js';
import type { Purpose } from '../building/spec.js';

/** What a file that goes along as it is would give away: its reader sees everything in it. */
export async function nativeFindings(
  asker: Asker,
  purpose: Purpose,
  file: string,
  path: string,
): Promise<Finding[]> {
  const say = purpose === 'internal' ? note : stop;
  try {
    return wordsOf(await asker.ask(lookAtNative, { path })).map((what) => say(file, what));
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return [say(file, `Its native could not be gone through for changes and comments: ${error.message}`)];
  }
}

function wordsOf({ changes, comments, hidden, blindCopies, embedded, behind, reason }: NativeLook): string[] {
  const counted = (count: number, one: string, many: string, mend = ''): string[] =>
    count === 0
      ? []
      : [
          `Its native holds ${count === 1 ? `a ${one}` : `${count} ${many}`}, which its reader sees. ${mend}`.trim(),
        ];
  return [
    ...counted(changes, 'tracked change', 'tracked changes'),
    ...counted(comments, 'comment', 'comments'),
    ...counted(hidden, 'hidden part', 'hidden sheets, rows, columns or words'),
    ...behind.map((what) => `Its native holds ${what}, which its reader can open.`),
    ...counted(
      blindCopies,
      'line that says who was copied in blind',
      'lines that say who was copied in blind',
      'Include its pages instead, and redact that line there.',
    ),
    ...(embedded === 0
      ? []
      : [
          `${embedded === 1 ? 'A file is' : `${embedded} files are`} embedded in its native, and nobody has gone through what is in there.`,
        ]),
    ...(reason === null ? [] : [`Its native could not be gone through for changes and comments: ${reason}`]),
  ];
}
