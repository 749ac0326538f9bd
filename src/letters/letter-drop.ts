import type { Actor } from '../audit/event.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { findLatestJob } from '../platform/job-store.js';
import { dayText } from '../platform/plain-date.js';
import type { UploadedFile } from '../web/upload.js';
import { UNFILED, type Letter } from './letter.js';
import { isMailbox, receiveMailbox, type ReceivedMailbox } from './mailbox/receive-mailbox.js';
import { receiveKeptLetter, type ReceivedLetter } from './receive-letter.js';
import { READ_SCAN_JOB } from './scans/letter-scan.js';
import { nameOfSame, sameWords } from './threads/same-letter.js';
import { listSameLetters } from './threads/same-letter-store.js';

/** What became of one dropped file, in the words of the list under the drop. */
export interface DropOutcome {
  readonly name: string;
  readonly outcome: 'kept' | 'known' | 'marked' | 'failed';
  readonly text: string;
  /** Inside the app, without its base. */
  readonly path: string | null;
}

/** A letter with everything attached; scans of hundreds of pages fit. */
export const LETTER_LIMITS = { fileBytes: 250 * 1024 ** 2, files: 50 } as const;

/** Logs every dropped file as a letter of its own. A file of no bytes is not one, and says so. */
export async function logDropped(
  deps: Deps,
  files: readonly UploadedFile[],
  matter: MatterInHand | null,
  by: Actor,
): Promise<DropOutcome[]> {
  const outcomes: DropOutcome[] = [];
  for (const file of files) {
    if (file.received.bytes === 0) {
      await deps.files.discard(file.received);
      outcomes.push({ name: file.name, outcome: 'failed', text: emptyText(file.name), path: null });
      continue;
    }
    await deps.files.keep(file.received);
    if (await isMailbox(deps, file)) {
      outcomes.push(mailboxOutcome(file.name, await receiveMailbox(deps, file, matter, by), matter));
      continue;
    }
    const received = await receiveKeptLetter(deps, file, matter, by);
    outcomes.push(await outcomeOf(deps, file.name, received, by));
  }
  return outcomes;
}

/** Where a letter is: in its matter, or on the Desk while it has none. */
export function letterPath(letter: Pick<Letter, 'id' | 'matterId'>): string {
  return `${lettersPath(letter.matterId)}/${letter.id}`;
}

/** Where letters are listed: those of a matter, or those that have none. */
export function lettersPath(matterId: string | null): string {
  return matterId === null ? '/desk/letters' : `/matters/${matterId}/letters`;
}

function mailboxOutcome(
  name: string,
  { documentId, messages, broken, problem }: ReceivedMailbox,
  matter: MatterInHand | null,
): DropOutcome {
  const path = `${lettersPath(matter?.id ?? null)}/mailboxes/${documentId}`;
  if (problem !== null)
    return { name, outcome: 'marked', text: `kept; its messages could not be listed. ${problem}`, path };
  const count = messages === 1 ? '1 message' : `${messages.toLocaleString('en-US')} messages`;
  const cannot = broken === 0 ? '' : `; ${broken} of them cannot be chosen, each with its reason`;
  return {
    name,
    outcome: 'kept',
    text: `kept, a mailbox of ${count}${cannot}. Choose which of them are letters`,
    path,
  };
}

async function outcomeOf(
  deps: Deps,
  name: string,
  { letter, document }: ReceivedLetter,
  by: Actor,
): Promise<DropOutcome> {
  const [same] = await listSameLetters(deps.db, by, letter.id, document);
  const pages =
    document.pages === null ? '' : `, ${document.pages} ${document.pages === 1 ? 'page' : 'pages'}`;
  const number = letter.number === UNFILED ? 'without a matter' : `as ${letter.number}`;
  const kept = `kept ${number}, ${document.label}${pages}`;
  const date = letter.earliestOn
    ? `; the earliest date its words could mean is ${dayText(letter.earliestOn)}, provisional`
    : (await findLatestJob(deps.db, READ_SCAN_JOB, letter.id))
      ? '; its pages are pictures and are being read: no date is known until then'
      : (letter.limitUnread ?? '') === ''
        ? '; no date was found in its words'
        : '; a limit was found that could not be read, and has to be set by hand';
  const path = letterPath(letter);
  if (document.state !== 'readable')
    return { name, outcome: 'marked', text: `${kept}. ${document.reason ?? 'It could not be read.'}`, path };
  if (same) {
    const { before, after } = sameWords(same);
    const known = `${before} ${nameOfSame(same, letter)}${after}`;
    return { name, outcome: 'known', text: `${kept}${date}. ${known}.`, path };
  }
  return { name, outcome: 'kept', text: kept + date, path };
}

function emptyText(name: string): string {
  return `${name} has 0 bytes, so there is no letter to keep. Send the file again from where it came.`;
}
