import type { Request, Response } from 'express';
import type { Job } from '../platform/job-store.js';
import { renderPage } from '../web/page.js';

/** How far a job of this room is, for the bar on its page. */
export interface JobProgress {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'failed' | 'done';
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly note: string;
  readonly url: string;
  readonly stop: string;
  readonly href: string;
}

/** `path` is the page of what is made, as the reader's browser calls it. */
export function jobProgress(
  shown: Pick<JobProgress, 'id' | 'state' | 'label'>,
  path: string,
  job?: Pick<Job, 'doneCount' | 'totalCount' | 'note'>,
): JobProgress {
  const { doneCount: done = 0, totalCount: total = 0, note = '' } = job ?? {};
  return { ...shown, done, total, note, url: `${path}/progress`, stop: `${path}/stop`, href: path };
}

/** The part of a page that htmx asks for while something is made; when it ends, the whole page is loaded again. */
export function renderProgress(req: Request, res: Response, title: string, progress: JobProgress): void {
  if (progress.state === 'done' || progress.state === 'failed') res.set('HX-Refresh', 'true');
  renderPage(req, res, 'notices/_progress', { title }, { progress });
}
