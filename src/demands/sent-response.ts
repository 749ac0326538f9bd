import { dayText } from '../platform/plain-date.js';
import { STANCES, wordsOfResponse, type Response } from './demand.js';
import { groundsTaken, groundText } from './objection.js';

/** What of a response the other side gets to read, and its stance. */
export type ResponseAsApproved = Pick<
  Response,
  'stance' | 'words' | 'promiseWords' | 'promisedOn' | 'objections' | 'exhibits'
>;

/** A response in a file that counsel approved. */
export interface ApprovedResponse {
  readonly demandId: string;
  /** `B-0001` */
  readonly bundle: string;
  /** Inside the app. */
  readonly path: string;
  readonly approvedAt: string;
  /** The first day on which a delivery of the file that stands was sent; null while none was. */
  readonly sentOn: string | null;
  /** A mail with the file left, and counts as sent only when counsel decides so. */
  readonly isHeld: boolean;
  /** Null where it was approved before the words were kept beside the file, and rewritten since. */
  readonly response: ResponseAsApproved | null;
}

/** What a demand's response is in what has left, or is about to. */
export interface ShownSent {
  readonly bundle: string;
  readonly path: string;
  readonly isSent: boolean;
  /** `Sent on Mon 9 Jun 2014 in B-0001`, `Approved in B-0001, not sent yet`. */
  readonly text: string;
  readonly stanceText: string | null;
  readonly words: string | null;
  readonly grounds: readonly string[];
  /** True where the response says something else now. */
  readonly isChanged: boolean;
}

/** The response to a demand as it was sent last; where none was sent, as it was approved last; null without either. */
export function sentResponse(
  demandId: string,
  now: Response | null,
  approved: readonly ApprovedResponse[],
): ShownSent | null {
  const own = approved
    .filter((one) => one.demandId === demandId)
    .sort((a, b) => b.approvedAt.localeCompare(a.approvedAt));
  const last = own.find((one) => one.sentOn !== null) ?? own[0];
  if (last === undefined) return null;
  const { bundle, path, sentOn, isHeld, response } = last;
  const unsent = isHeld ? 'a mail with it left and counts for nothing until counsel decides' : 'not sent yet';
  return {
    bundle,
    path,
    isSent: sentOn !== null,
    text: sentOn === null ? `Approved in ${bundle}, ${unsent}` : `Sent on ${dayText(sentOn)} in ${bundle}`,
    stanceText: response === null ? null : STANCES[response.stance],
    words: response === null ? null : wordsOfResponse(response),
    grounds: groundsTaken(response?.objections ?? '[]').map(groundText),
    isChanged: now !== null && !isAsApproved(now, last),
  };
}

/** The demands whose response says something else now than the file that was sent last. */
export function changedSinceSent(
  responses: readonly Response[],
  approved: readonly ApprovedResponse[],
): ReadonlySet<string> {
  const changed = responses.filter((now) => {
    const sent = sentResponse(now.demandId, now, approved);
    return sent !== null && sent.isSent && sent.isChanged;
  });
  return new Set(changed.map(({ demandId }) => demandId));
}

/** True where a response still says what was approved. */
export function isAsApproved(
  now: Response,
  { approvedAt, response }: Pick<ApprovedResponse, 'approvedAt' | 'response'>,
): boolean {
  if (response === null) return now.writtenAt <= approvedAt;
  return (
    now.stance === response.stance &&
    // A promise found in the words is held to afterwards, and the letter says the same.
    wordsOfResponse(now) === wordsOfResponse(response) &&
    now.objections === response.objections &&
    now.exhibits === response.exhibits
  );
}
