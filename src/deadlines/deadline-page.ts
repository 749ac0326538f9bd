import type { Request, Response } from 'express';
import { namesOfAccounts } from '../auth/account-store.js';
import { accountOf } from '../auth/signed-in.js';
import { listDocumentNames } from '../documents/document-store.js';
import { canWrite } from '../matters/matter-in-hand.js';
import { listTeam } from '../matters/matter-store.js';
import type { Matter } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { dayText, nowIn } from '../platform/plain-date.js';
import { NO_ERRORS, type FormErrors } from '../web/form.js';
import { queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { listAssignments } from './assignment-store.js';
import { AID } from './counting/computation.js';
import { isReopenable } from './decide-no-response.js';
import { listClosuresToCount } from './closures/closure-store.js';
import { calendarOf } from './deadline-choices.js';
import { dayPrepared } from './follow-parent.js';
import { inHand } from './deadline-in-hand.js';
import {
  findLastAdopted,
  findReplaced,
  getDeadlineIn,
  listDeadlines,
  listRunningPreDates,
} from './deadline-store.js';
import { adoptableDays, adoptionStart, factsOf, ONLY_READING, rowOf } from './deadline-view.js';
import { workingOf, type ShownWorking } from './working-view.js';
import { countedOfReading } from './reading-followed.js';
import {
  countedOf,
  dayShown,
  DECISIONS,
  heldTo,
  isRunning,
  isTolled,
  type Counted,
  type Deadline,
} from './deadline.js';
import { listEscalationsOf } from './escalations/escalation-store.js';
import { listExtensions } from './extensions/extension-store.js';
import {
  assignmentsOf,
  escalationsOf,
  extensionsOf,
  lapseOf,
  recountsOf,
  startOfExtension,
  tollingsOf,
} from './held-view.js';
import { listRecounts } from './recounts/recount-store.js';
import { nextToSettle } from './settling/waiting-dates.js';
import { listTolling } from './tolling/tolling-store.js';
import { mayVoid } from './void-deadline.js';

/** The form of the page that did not pass, with what is wrong and what was typed in it. */
export interface FailedForm {
  readonly form: string;
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
}

/** A sentence of a letter that names the time of a demand whose own words name none. */
export interface LimitElsewhere {
  readonly words: string;
  readonly page: number;
  /** It says what follows if the letter is not complied with. */
  readonly isThreat: boolean;
  readonly demand: number;
  readonly sender: string | null;
}

/** Whose words set a date, where they are not those of its demand; null where they are. Asked of the room of letters, which stands after dates. */
export type LimitOf = (db: Db, matter: Matter, deadline: Deadline) => Promise<LimitElsewhere | null>;

/** What the page of a date is made with, and every form on it that did not pass. */
export interface DatePageDeps extends Deps {
  readonly limitOf: LimitOf;
}

/** The page of one date: how it was counted, what it is held to, and everything that can happen to it. */
export async function showDeadline(
  deps: DatePageDeps,
  req: Request,
  res: Response,
  failed: FailedForm | null = null,
): Promise<void> {
  const { matter, deadline } = await inHand(deps, req, res);
  const names = await namesOfAccounts(deps.db);
  const at = deps.clock.now();
  const now = nowIn(at, deadline.zone);
  const { today } = now;
  const counted = countedOf(deadline);
  const extensions = await listExtensions(deps.db, deadline.id);
  const tollings = tollingsOf(await listTolling(deps.db, deadline.id), names, matter.zone, deadline);
  const recounts = recountsOf(deadline, await listRecounts(deps.db, deadline.id), names, matter.zone);
  const mayWrite = canWrite(res);
  const isOpen = mayWrite && deadline.state === 'open';
  const isVoidable = isRunning(deadline) || deadline.state === 'decided';
  const team = await listTeam(deps.db, matter.id);
  const before = await findReplaced(deps.db, deadline.id);
  const preDates = await listRunningPreDates(deps.db, deadline.id);
  const all = await listDeadlines(deps.db, matter.id);
  const isCounsel = accountOf(res).role === 'counsel';
  renderPage(
    req,
    res,
    'deadlines/show',
    { title: deadline.title, tab: 'deadlines', status: failed?.status ?? 200 },
    {
      row: rowOf(deadline, now, names, matter.zone),
      version: deadline.version,
      zone: deadline.zone,
      working: counted === null ? null : workingOf(counted, deadline.workingOn),
      adopted: counted === null ? null : adoptedWorking(counted, deadline.workingOn),
      facts: factsOf(deadline, names, matter),
      limitSaid: await deps.limitOf(deps.db, matter, deadline),
      step: mayWrite && isCounsel ? stepFrom(all, deadline) : null,
      replaced: besideOf(before, today),
      supersededBy: deadline.supersededBy,
      parent:
        deadline.parentId === null
          ? null
          : besideOf(await getDeadlineIn(deps.db, matter.id, deadline.parentId), today),
      preDates: preDates.map((one) => rowOf(one, nowIn(at, one.zone), names, matter.zone)),
      preDatesWait: waitingFor(deadline, today),
      extensions: extensionsOf(extensions, names, today, matter.zone, deadline, {
        workingDays: calendarOf(matter),
        closures: await listClosuresToCount(deps.db, matter.id),
      }),
      lapse: lapseOf(deadline, extensions, today),
      tollings,
      isStopSetAside: tollings.some((one) => one.isSetAside),
      isTolled: deadline.tolledFrom !== null && deadline.tolledUntil === null,
      recounts,
      asked: recounts.find((one) => one.isAsked) ?? null,
      assignments: assignmentsOf(await listAssignments(deps.db, deadline.id), names, matter.zone),
      escalations: escalationsOf(await listEscalationsOf(deps.db, deadline.id), names, matter.zone),
      adoptable: adoptableDays(deadline),
      onlyReading: ONLY_READING,
      extendedTo: deadline.extendedOn === null ? null : dayText(deadline.extendedOn),
      decisions: Object.entries(DECISIONS).map(([value, text]) => ({ value, text })),
      documents: isOpen
        ? (await listDocumentNames(deps.db, matter.id)).map(({ id, name, label }) => ({
            value: id,
            text: `${name} (${label})`,
          }))
        : [],
      team: team.map((member) => ({ value: member.accountId, text: `${member.name}, ${member.role}` })),
      may: {
        adopt: isOpen && !(deadline.tolledUntil === null && isTolled(deadline, today)),
        extend: isOpen && heldTo(deadline, today) !== null && deadline.parentId === null,
        toll: isOpen && heldTo(deadline, today) !== null && deadline.parentId === null,
        preDate: isOpen && heldTo(deadline, today) !== null && deadline.parentId === null,
        meet: isOpen,
        decide: mayWrite && deadline.state === 'decision',
        end: mayWrite && isRunning(deadline),
        void: mayWrite && isVoidable && mayVoid(deadline, accountOf(res).role),
        askCounselToVoid: mayWrite && isVoidable && !mayVoid(deadline, accountOf(res).role),
        reopen: mayWrite && isReopenable(deadline) && deadline.supersededBy === null,
      },
      isCounsel,
      form: failed?.form ?? '',
      errors: failed?.errors ?? NO_ERRORS,
      values: failed?.values ?? {},
      start: {
        adoption: adoptionStart(deadline, await findLastAdopted(deps.db, deadline.id)),
        people: { responsible: deadline.responsible ?? '', second: deadline.second ?? '' },
        extension: {
          ...startOfExtension(heldTo(deadline, today), today),
          extendedTo: queryText(req, 'extendedTo') ?? '',
        },
        tolling: { from: today },
        resumption: { until: today },
      },
      aid: AID,
    },
  );
}

/** The date that waits for counsel next, once this one does not. */
function stepFrom(
  all: readonly Deadline[],
  from: Deadline,
): { readonly text: string; readonly path: string } | null {
  const next = nextToSettle(all, from);
  return next === null
    ? null
    : { text: `settle “${next.title}”`, path: `/matters/${next.matterId ?? ''}/deadlines/${next.id}` };
}

/** The day that pre-dates prepare in place of the one held to, while an extension waits; '' where they are the same. */
function waitingFor(deadline: Deadline, today: string): string {
  const on = dayPrepared(deadline, today);
  return on === null || on === heldTo(deadline, today) ? '' : dayText(on);
}

/** The working of the reading adopted, where that is not the usual one, which the page shows anyway. */
function adoptedWorking(counted: Counted, workingOn: string | null): ShownWorking | null {
  const followed = countedOfReading(counted, workingOn);
  return followed === counted ? null : workingOf(followed, workingOn);
}

function besideOf(
  deadline: Deadline | null,
  today: string,
): { id: string; title: string; day: string } | null {
  if (deadline === null) return null;
  const on = dayShown(deadline, today);
  return { id: deadline.id, title: deadline.title, day: on === null ? 'no date' : dayText(on) };
}
