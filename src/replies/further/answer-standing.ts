import { isAsApproved, type ApprovedResponse } from '../../demands/sent-response.js';
import type { Demand, Response } from '../../demands/demand.js';
import { answersDemands, type LetterKind } from '../letter-kind.js';

/** A response in a letter of ours that was sent before this one. */
export interface SentBefore extends Pick<ApprovedResponse, 'demandId' | 'approvedAt' | 'response'> {
  /** The date on that letter. */
  readonly datedOn: string;
  readonly bundleId: string;
  readonly buildId: string;
  readonly bundleNumber: number;
}

/** How a demand stood in the last of our letters that responded to it and left. */
export interface Earlier {
  readonly datedOn: string;
  readonly bundleId: string;
  readonly buildId: string;
  readonly bundleNumber: number;
  /** The response says something else now. */
  readonly isChanged: boolean;
}

/** What a further reply has to know of a demand; absent in a first one, which responds to all of them. */
export interface Standing {
  /** Null where no earlier letter responded to the demand. */
  readonly earlier?: Earlier | null;
  /** Counsel has it repeated though it stands. */
  readonly isRepeated?: boolean;
}

type Answer = Standing & { readonly demand: Pick<Demand, 'state'>; readonly response: object | null };

/** The standing of a demand in a further reply. `before` are the responses in the letters sent before it, oldest first. */
export function standingOf(
  demandId: string,
  now: Response | null,
  before: readonly SentBefore[],
  repeated: readonly string[],
): Required<Standing> {
  const last = before.filter((one) => one.demandId === demandId).at(-1);
  if (last === undefined) return { earlier: null, isRepeated: false };
  const { datedOn, bundleId, buildId, bundleNumber } = last;
  const isChanged = now !== null && !isAsApproved(now, last);
  return {
    earlier: { datedOn, bundleId, buildId, bundleNumber, isChanged },
    isRepeated: repeated.includes(demandId),
  };
}

/**
 * The demands a letter responds to, in the order of theirs. One that ended without a response takes no part; in a
 * further reply neither does one whose response stands as it was sent, unless it is repeated.
 */
export function toldIn<T extends Answer>(kind: LetterKind, answers: readonly T[]): T[] {
  if (!answersDemands(kind)) return [];
  return answers.filter(({ demand, response, earlier, isRepeated }) => {
    if (response === null) return demand.state === 'open';
    if (earlier == null || isRepeated === true) return true;
    return earlier.isChanged && !hasEnded(demand);
  });
}

/** The demands a further reply is silent on because what was sent stands. */
export function standsAsSent<T extends Answer>(kind: LetterKind, answers: readonly T[]): T[] {
  const told = toldIn(kind, answers);
  return answers.filter((one) => one.earlier != null && !told.includes(one) && !hasEnded(one.demand));
}

function hasEnded({ state }: Pick<Demand, 'state'>): boolean {
  return state !== 'open' && state !== 'responded';
}
