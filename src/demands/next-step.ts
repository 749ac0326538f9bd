import type { Deadline } from '../deadlines/deadline.js';
import type { Demand, Response } from './demand.js';
import type { ApprovedResponse } from './sent-response.js';
import { unsettledDate } from './settle-date.js';

/** The one step that comes next on the way from a letter to what goes out; `path` is inside the app. */
export interface NextStep {
  readonly text: string;
  readonly path: string;
  /** What is sent to `path` where the step begins something; absent where it only leads there. */
  readonly post?: Readonly<Record<string, string>>;
}

/** What of a matter the next step rests on. */
export interface Standing {
  readonly demands: readonly Pick<Demand, 'id' | 'number' | 'letterId' | 'matterId' | 'state'>[];
  readonly deadlines: readonly Deadline[];
  readonly responses: readonly Pick<Response, 'demandId'>[];
  readonly approved: readonly Pick<ApprovedResponse, 'demandId'>[];
  readonly hasItems: boolean;
}

/**
 * Dates, then evidence, then responses, then the reply: the first of them that is open, seen from a demand or from
 * the table (`from` null). Dates are counsel's, so nobody else is sent to them. Null where the demands ask for nothing more.
 */
export function nextStep(
  matterId: string,
  { demands, deadlines, responses, approved, hasItems }: Standing,
  { from, isCounsel }: { readonly from: Pick<Demand, 'id' | 'number'> | null; readonly isCounsel: boolean },
): NextStep | null {
  const matter = `/matters/${matterId}`;
  const live = inOrderFrom(
    demands.filter(({ state }) => state === 'open' || state === 'responded'),
    from?.number ?? 0,
  );
  if (live.length === 0) return null;
  const [undated, ...further] = live.filter(
    (one) => one.id !== from?.id && unsettledDate(one, deadlines) !== null,
  );
  if (isCounsel && undated && further.length > 0)
    return { text: `the dates of ${further.length + 1} demands`, path: `${matter}/deadlines/settling` };
  if (isCounsel && undated)
    return { text: `the date of demand ${undated.number}`, path: `${matter}/demands/${undated.id}#dates` };
  if (!hasItems) return { text: 'gather the evidence', path: `${matter}/evidence` };
  const waiting = live.filter(
    ({ id, state }) => state === 'open' && !responses.some(({ demandId }) => demandId === id),
  );
  const unanswered = waiting.find(({ id }) => id !== from?.id);
  if (unanswered)
    return {
      text: `respond to demand ${unanswered.number}`,
      path: `${matter}/demands/${unanswered.id}#response`,
    };
  if (waiting.length > 0) return null; // the response on this very page is what comes next
  const unsent = live.filter(({ id }) => !approved.some(({ demandId }) => demandId === id));
  return unsent.length === 0 ? null : replyStep(matter, new Set(unsent.map(({ letterId }) => letterId)));
}

/** One letter is answered at once; of several a person chooses which. */
function replyStep(matter: string, letterIds: ReadonlySet<string>): NextStep {
  const [letterId] = letterIds;
  return letterIds.size === 1 && letterId !== undefined
    ? { text: 'the reply', path: `${matter}/replies`, post: { letterId, kind: 'reply', first: 'yes' } }
    : { text: 'the replies', path: `${matter}/replies` };
}

/** By number, beginning after the one given and going round. */
function inOrderFrom<T extends { readonly number: number }>(demands: readonly T[], after: number): T[] {
  const sorted = [...demands].sort((a, b) => a.number - b.number);
  return [
    ...sorted.filter(({ number }) => number > after),
    ...sorted.filter(({ number }) => number <= after),
  ];
}
