import type { Assembled } from '../pdf/assembly.js';
import { checkPdf } from '../pdf/questions.js';
import { DocumentChildError, type Asker } from '../platform/ask.js';
import { note, stop } from './findings/finding.js';
import type { Finding } from './findings/finding.js';
import { checkWork, MOST_CHECKED_MB } from './building/long-work.js';
import type { Plan } from './building/plan-bundle.js';
import type { Spec } from './building/spec.js';

/** A failed check costs the bundle: nothing is offered, the reason is a finding. */
export async function selfCheck(
  asker: Asker,
  plan: Plan,
  path: string,
  assembled: Assembled,
): Promise<Finding[]> {
  const { assembly } = plan;
  const megabytes = assembled.bytes / 1e6;
  if (megabytes > MOST_CHECKED_MB)
    return [
      stop(
        null,
        `The file has ${Math.round(megabytes)} MB; one file is checked up to ${MOST_CHECKED_MB} MB. Split it into volumes (on the command line: --max-mb).`,
      ),
    ];
  const checked = await asker
    .ask(checkPdf, { path, assembly }, checkWork(plan.pages, assembled.bytes))
    .catch((error: unknown) => {
      if (error instanceof DocumentChildError) return error.message;
      throw error;
    });
  if (typeof checked === 'string')
    return [stop(null, `The finished file could not be checked and is not offered: ${checked}`)];
  const { pages, findings } = checked;
  const counted = [plan.pages, assembled.pages, pages];
  return [
    ...(new Set(counted).size > 1
      ? [stop(null, `The plan has ${plan.pages} pages, the file ${pages}; the bundle is not offered.`)]
      : []),
    ...findings.map(({ level, page, what }) =>
      (level === 'stop' ? stop : note)(fileOnPage(plan, page), what, page),
    ),
  ];
}

/** What copying changed: a person reads it before the file leaves; a layer that was taken away, counsel decides. */
export function changeNotes({ purpose }: Spec, plan: Plan, assembled: Assembled): Finding[] {
  return assembled.changes.map(({ page, what }) => {
    const isStop = /\blayers?\b/i.test(what) && purpose !== 'internal';
    return (isStop ? stop : note)(fileOnPage(plan, page), what, page);
  });
}

function fileOnPage(plan: Plan, page: number | null): string | null {
  const placed = plan.placed.find(
    ({ firstPage, lastPage }) => page !== null && page >= firstPage && page <= lastPage,
  );
  return placed?.entry.document.file ?? null;
}
