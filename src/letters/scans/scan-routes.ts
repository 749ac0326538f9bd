import type { Request, Response, Router } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import type { Deps } from '../../platform/deps.js';
import { findLatestJob } from '../../platform/job-store.js';
import { flash, goTo, linkTo } from '../../web/locals.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { renderPage } from '../../web/page.js';
import { letterPath } from '../letter-drop.js';
import type { Letter } from '../letter.js';
import { isUnderWay, queueScan, READ_SCAN_JOB, stopScan } from './letter-scan.js';

/** Where a letter is: its loader is its permission. */
export interface ScanRoom {
  readonly letterOf: (req: Request, res: Response) => Promise<Letter>;
  readonly zoneOf: (res: Response) => string;
  /** Throws where the account may not change letters here. */
  readonly requireWriter: (res: Response) => void;
}

export function addScanRoutes(routes: Router, deps: Deps, room: ScanRoom): void {
  routes.get('/:letterId/scan', async (req, res) => {
    const letter = await room.letterOf(req, res);
    const progress = await scanProgress(deps, res, letter);
    if (progress === null) res.set('HX-Refresh', 'true');
    renderPage(req, res, 'letters/_scan-progress', { title: '' }, { progress });
  });
  routes.post('/:letterId/scan', async (req, res) => {
    room.requireWriter(res);
    const letter = await room.letterOf(req, res);
    const wrong = await conflictOf(async () => {
      const pages = await queueScan(deps, letter, room.zoneOf(res), actorIn(res));
      if (pages === 0) flash(req, 'warn', 'Every page of it has words, or was read already.');
    });
    if (wrong) flash(req, 'warn', wrong);
    goTo(res, letterPath(letter));
  });
  routes.post('/:letterId/scan/stop', async (req, res) => {
    room.requireWriter(res);
    const letter = await room.letterOf(req, res);
    const wrong = await conflictOf(() => stopScan(deps, letter, actorIn(res)));
    flash(req, 'warn', wrong ?? 'The reading is stopped; what was read so far stays.');
    goTo(res, letterPath(letter));
  });
}

/** The reading under way, for the part of the page that follows it; null when there is none. */
export async function scanProgress(deps: Deps, res: Response, letter: Letter) {
  const job = await findLatestJob(deps.db, READ_SCAN_JOB, letter.id);
  if (job === null || !isUnderWay(job)) return null;
  const path = linkTo(res, letterPath(letter));
  return {
    id: 'scan-progress',
    state: job.state,
    label: 'The pages are read by machine (OCR)',
    done: job.doneCount,
    total: job.totalCount,
    note: job.note,
    url: `${path}/scan`,
    every: '2s',
    stop: `${path}/scan/stop`,
    href: path,
  };
}
