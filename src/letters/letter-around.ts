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
import { letterTitle } from './letter.js';
import { isUnderWay, letterPagesToRead, READ_SCAN_JOB } from './scans/letter-scan.js';
import { scanShown, type ScanShown } from './scans/scan-view.js';
import { nameOfSame, sameWords } from './threads/same-letter.js';
import { listSameLetters } from './threads/same-letter-store.js';
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
    readonly isSure: boolean;
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
    same: same.map((other) => ({
      ...sameWords(other),
      name: nameOfSame(other, letter),
      path: letterPath(other),
      isSure: other.how !== 'id',
    })),
    thread: thread.length < 2 ? [] : thread.map(threadView),
    named: enclosuresNamed(own),
    scan: scanShown(full, job, left.length),
  };
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
