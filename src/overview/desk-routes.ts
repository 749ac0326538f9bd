import { Router } from 'express';
import type { Actor } from '../audit/event.js';
import { isPasswordGiven } from '../auth/account-store.js';
import { actorIn } from '../auth/signed-in.js';
import { bundleNumber } from '../bundles/bundle.js';
import { BUILD_JOB } from '../bundles/queue-build.js';
import { READ_ITEM_JOB } from '../evidence/read-item.js';
import { READ_AGAIN_JOB } from '../letters/again/read-files-again.js';
import { READ_SCAN_JOB } from '../letters/scans/letter-scan.js';
import { DEFAULT_LEGEND } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { RUN_JOB } from '../measurements/runs/queue-run.js';
import { READ_SOURCE_JOB } from '../measurements/sources/queue-source.js';
import { listRunningJobs, type Job } from '../platform/job-store.js';
import { dayIn, dayText, daysBetween, instantText, shortDayText } from '../platform/plain-date.js';
import { readCoverage } from '../statements/read-coverage.js';
import { pageLocals, type StatusPart } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { listLapses, listQuestions, listRaised, listUnconfirmed } from './desk-alerts.js';
import { dueDates, letterPath, type DueDate, type HeldDate, type Standing } from './due-date.js';
import {
  listMattersToFileUnder,
  listMyDates,
  listQuietMatters,
  listUnreviewedLetters,
  type UnreviewedLetter,
} from './desk-store.js';
import { monthOf, WEEKDAY_HEADINGS } from './month.js';
import { listMyUnsent } from './unsent-store.js';
import { waitingRows } from './waiting-files.js';

const SECTIONS: readonly { readonly standing: Standing; readonly title: string }[] = [
  { standing: 'overdue', title: 'Overdue' },
  { standing: 'decision', title: 'Waiting for a decision' },
  { standing: 'today', title: 'Due today' },
  { standing: 'week', title: 'Due within a week' },
  { standing: 'later', title: 'Later' },
  { standing: 'stopped', title: 'Clock stopped' },
  { standing: 'passed', title: 'Passed' },
];
const GAP_MATTERS = 5;
const GAP_ROWS = 8;
const ROWS = 50;

/** The Desk: what an account has to do, over all its matters; and whether it is told of it by mail, too. */
export function deskRoutes(deps: Deps, isMailSet: boolean): Router {
  const routes = Router();
  routes.get('/', async (req, res) => {
    const actor = actorIn(res);
    const { today, zone } = pageLocals(res);
    const letters = await listUnreviewedLetters(deps.db, actor, ROWS);
    const held = await listMyDates(deps.db, actor);
    const dates = dueDates(held, deps.clock.now());
    // The provisional date of a letter to review stands in that letter's own row.
    const inLetters = new Set(letters.map(({ id }) => id));
    const listed = dates.filter((date) => !date.isProvisional || !inLetters.has(date.letterId ?? ''));
    const soon = dates.filter((date) => date.standing === 'today' || date.standing === 'week');
    const pressing = dates.filter(({ standing }) => !['later', 'passed', 'stopped'].includes(standing));
    const jobs = await listRunningJobs(deps.db, actor.accountId);
    renderPage(
      req,
      res,
      'overview/desk',
      { title: 'Desk', section: 'desk', legend: DEFAULT_LEGEND, refreshSeconds: jobs.length > 0 ? 10 : 0 },
      {
        saysNoMail: !isMailSet && !deps.isSample,
        hasGivenPassword: !deps.isSample && (await isPasswordGiven(deps.db, actor.accountId)),
        status: statusOf(letters.length, listed, soon.length, dates),
        matters: (await listMattersToFileUnder(deps.db, actor)).map(({ id, title }) => ({
          value: id,
          text: title,
        })),
        canDrop: actor.role !== 'auditor',
        raised: await listRaised(deps, actor),
        unconfirmed: listUnconfirmed(deps, held),
        lapses: await listLapses(deps, actor, held),
        questions: await listQuestions(deps, actor, held),
        letters: letters.map((letter) => unreviewed(letter, zone, today)),
        sections: SECTIONS.map(({ standing, title }) => ({
          title,
          standing,
          dates: listed.filter((date) => date.standing === standing).slice(0, ROWS),
        })).filter((section) => section.dates.length > 0),
        waiting: await waitingRows(deps.db, actor),
        unsent: (await listMyUnsent(deps.db, actor)).map(({ matterId, title, number, matterTitle }) => ({
          path: `/matters/${matterId}/deliveries`,
          title,
          about: `${matterTitle} · ${bundleNumber(number)}`,
        })),
        gaps: await listNearGaps(deps, mattersOf(held, pressing), actor.role === 'auditor'),
        quiet: (await listQuietMatters(deps.db, actor)).map(({ id, title, lastAt }) => ({
          path: `/matters/${id}`,
          title,
          since: sinceText(daysBetween(dayIn(lastAt, zone), today)),
        })),
        jobs: jobs.map(jobRow),
        month: monthOf(today.slice(0, 7), dates, today),
        weekdays: WEEKDAY_HEADINGS,
        noErrors: {},
      },
    );
  });
  routes.get('/jobs', async (_req, res) => {
    const jobs = await listRunningJobs(deps.db, actorIn(res).accountId);
    if (jobs.length === 0) res.set('HX-Refresh', 'true');
    res.render('overview/_jobs', {
      jobs: jobs.map(jobRow),
      page: { base: pageLocals(res).base, csrf: pageLocals(res).csrf() },
    });
  });
  return routes;
}

/** All my live dates in words, each against today in its own zone. */
export async function listDueDates(deps: Deps, actor: Actor): Promise<DueDate[]> {
  const held = await listMyDates(deps.db, actor);
  return dueDates(held, deps.clock.now());
}

/** What is missing before the next date, with what closes it, in the first few matters whose date is near. */
async function listNearGaps(deps: Deps, matterIds: readonly string[], onlyLooks: boolean) {
  const shown = [];
  for (const matterId of matterIds.slice(0, GAP_MATTERS))
    for (const { demand, gaps } of await readCoverage(deps.db, matterId))
      for (const gap of gaps)
        shown.push({
          text: `Demand ${demand.number}: ${gap.what}`,
          path: `/matters/${matterId}/${gap.path === 'demand' ? 'demands' : 'statements'}/${gap.id}${gap.action === 'respond' ? '#response' : ''}`,
          action: onlyLooks ? 'look' : gap.action,
        });
  return shown.slice(0, GAP_ROWS);
}

/** Open matters whose next date is near: their gaps are worth showing. */
function mattersOf(held: readonly HeldDate[], dates: readonly DueDate[]): string[] {
  const near = new Set(dates.map(({ id }) => id));
  return [
    ...new Set(held.flatMap(({ id, matterId }) => (near.has(id) && matterId !== null ? [matterId] : []))),
  ];
}

function statusOf(
  letters: number,
  listed: readonly DueDate[],
  soon: number,
  dates: readonly DueDate[],
): StatusPart[] {
  // Its facts are confirmed and its demands are not: the earliest date in it still runs.
  const unfinished = new Set(
    listed.filter(({ isProvisional }) => isProvisional).map(({ letterId }) => letterId),
  ).size;
  const overdue = dates.filter(({ standing }) => standing === 'overdue').length;
  const passed = dates.filter(({ standing }) => standing === 'passed').length;
  const decisions = dates.filter(({ standing }) => standing === 'decision').length;
  const parts: StatusPart[] = [];
  if (overdue > 0) parts.push({ text: `${overdue} overdue`, strong: true });
  if (letters > 0)
    parts.push({ text: `${letters} ${letters === 1 ? 'letter' : 'letters'} to review`, strong: true });
  if (unfinished > 0)
    parts.push({
      text: `${unfinished} ${unfinished === 1 ? 'letter' : 'letters'} with demands to confirm`,
      strong: true,
    });
  if (letters === 0 && unfinished === 0) parts.push('nothing to review');
  if (decisions > 0) parts.push(`${decisions} ${decisions === 1 ? 'decision' : 'decisions'} waiting`);
  parts.push(`${soon === 0 ? 'no' : soon} ${soon === 1 ? 'date' : 'dates'} within a week`);
  if (passed > 0) parts.push(`${passed} asserted ${passed === 1 ? 'date has' : 'dates have'} passed`);
  else if (overdue === 0) parts.push('nothing has passed');
  return parts;
}

function unreviewed(letter: UnreviewedLetter, zone: string, today: string) {
  const { document } = letter;
  const pages =
    document?.pages === null || document?.pages === undefined
      ? []
      : [`${document.pages} ${document.pages === 1 ? 'page' : 'pages'}`];
  return {
    path: letterPath(letter.matterId, letter.id),
    title: letter.sender
      ? `Letter from ${letter.sender}`
      : (letter.subject ?? document?.name ?? `Letter ${letter.number}`),
    facts: [...pages, ...(document ? [document.label] : []), letter.matterTitle ?? 'no matter yet'].join(
      ', ',
    ),
    day: letter.datedOn ? dayText(letter.datedOn) : 'Not dated yet',
    iso: letter.datedOn,
    received: letter.receivedOn
      ? `received ${shortDayText(letter.receivedOn, today)}`
      : `kept ${instantText(letter.loggedAt, zone)}`,
    earliest: letter.earliestOn ? shortDayText(letter.earliestOn, today) : null,
    words: letter.earliestWords,
    unread: letter.limitUnread,
    state: document?.state ?? 'readable',
  };
}

function jobRow(job: Job) {
  return {
    id: `job-${job.id}`,
    state: job.state,
    label: JOBS[job.kind] ?? job.kind,
    done: job.doneCount,
    total: job.totalCount,
    note: job.note,
  };
}

const JOBS: Readonly<Record<string, string>> = {
  [BUILD_JOB]: 'Building a bundle',
  [READ_ITEM_JOB]: 'Reading evidence',
  [READ_SCAN_JOB]: 'Reading a scanned letter',
  [READ_AGAIN_JOB]: 'Reading files again, with a newer reader',
  [READ_SOURCE_JOB]: 'Reading measurements',
  [RUN_JOB]: 'Making a run of measurements',
};

function sinceText(days: number): string {
  if (days <= 0) return 'since today';
  return days === 1 ? '1 day' : `${days} days`;
}
