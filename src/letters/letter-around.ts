import type { Actor } from '../audit/event.js';
import { findMailboxOf } from '../documents/document-store.js';
import { shownHtml, type ShownHtml } from '../documents/mail/shown-html.js';
import { factsOf } from '../documents/preview.js';
import type { Deps } from '../platform/deps.js';
import { findLatestJob } from '../platform/job-store.js';
import { dayText } from '../platform/plain-date.js';
import { enclosuresNamed, type NamedEnclosure } from './enclosures-named.js';
import { letterPath } from './letter-drop.js';
import type { LetterInFull } from './letter-in-full.js';
import { mailShown, type MailShown } from './letter-mail.js';
import { letterTitle, type Letter } from './letter.js';
import { isUnderWay, letterPagesToRead, READ_SCAN_JOB } from './scans/letter-scan.js';
import { scanShown, type ScanShown } from './scans/scan-view.js';
import { copyWords, isCopyOf, nameOfSame, sameWords } from './threads/same-letter.js';
import { listSameLetters, type SameLetter } from './threads/same-letter-store.js';
import { dayOf, HOW, threadOf } from './threads/thread.js';

/** What stands around a letter on its page: what its mail says of itself, its thread, and what is here already. */
export interface AroundLetter {
  readonly html: ShownHtml | null;
  readonly mail: MailShown | null;
  readonly mailbox: { readonly name: string; readonly path: string; readonly place: number } | null;
  readonly same: readonly {
    readonly before: string;
    readonly name: string;
    readonly after: string;
    readonly path: string;
    /** What to do about it; '' where there is nothing, or where a person has to compare first. */
    readonly advice: string;
  }[];
  readonly thread: readonly {
    readonly number: string;
    readonly title: string;
    readonly subject: string;
    readonly day: string;
    readonly how: string;
    readonly path: string;
    readonly isThis: boolean;
    readonly isInferred: boolean;
  }[];
  readonly named: readonly NamedEnclosure[];
  readonly scan: ScanShown | null;
}

const COPY_ADVICE =
  'This copy is kept too; if nothing new came with it, void it with that reason, so that no date runs twice.';

/** `view` as the page shows it: the HTML form is cleaned only when it is looked at. */
export async function aroundLetter(
  deps: Deps,
  actor: Actor,
  full: LetterInFull,
  view: string,
): Promise<AroundLetter> {
  const { letter, words } = full;
  const { document } = words;
  const same = document === null ? [] : await listSameLetters(deps.db, actor, letter.id, document);
  const thread = await threadOf(deps.db, actor, letter);
  const mailbox = document === null ? null : await findMailboxOf(deps.db, document);
  const job = await findLatestJob(deps.db, READ_SCAN_JOB, letter.id);
  const left = job !== null && isUnderWay(job) ? [] : await letterPagesToRead(deps, letter);
  const own = words.pages.filter((page) => page.documentId === document?.id);
  return {
    html: document !== null && view === 'html' ? await shownHtml(deps, document) : null,
    mail: document === null ? null : mailShown(document.mediaType, factsOf(document)),
    mailbox:
      mailbox === null
        ? null
        : { name: mailbox.name, path: `/documents/${mailbox.id}`, place: mailbox.place },
    same: same.map((other) => sameView(letter, other)),
    thread: thread.length < 2 ? [] : thread.map(threadView),
    named: enclosuresNamed(own),
    scan: scanShown(full, job, left.length),
  };
}

/** Of two that are the same the copy is the one to void, never the one that was worked on. */
function sameView(letter: Letter, other: SameLetter): AroundLetter['same'][number] {
  const common = { name: nameOfSame(other, letter), path: letterPath(other) };
  if (other.how === 'id' || other.how === 'words') return { ...common, ...sameWords(other), advice: '' };
  return isCopyOf(letter, other)
    ? { ...common, ...sameWords(other), advice: COPY_ADVICE }
    : { ...common, ...copyWords(other), advice: 'This letter stays as it is; the copy says what to do.' };
}

function threadView({
  row,
  how,
}: Awaited<ReturnType<typeof threadOf>>[number]): AroundLetter['thread'][number] {
  const day = dayOf(row);
  const { from, subject } = factsOf({ facts: row.facts ?? '{}' });
  return {
    number: row.number,
    title: row.direction === 'in' && row.sender === null ? (from ?? letterTitle(row)) : letterTitle(row),
    subject: row.subject ?? subject ?? '',
    day: day === null ? 'no date known' : dayText(day),
    how: HOW[how],
    path: letterPath(row),
    isThis: how === 'this',
    isInferred: how === 'inferred',
  };
}
