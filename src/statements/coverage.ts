import type { Demand, Response } from '../demands/demand.js';
import { itemNumber } from '../evidence/item.js';
import { needsReview, standing, type StandingLink, type Statement } from './statement.js';

/** How far what we say to a demand is carried by what is in the file. Internal: it never leaves. */
export const COVERAGES = {
  open: 'no response yet',
  'borne-out': 'borne out',
  'in-part': 'in part',
  'without-proof': 'said without proof',
  'held-back': 'held back',
  declined: 'declined',
  'nothing-held': 'nothing held',
} as const;

export type Coverage = keyof typeof COVERAGES;

export interface LinkedEvidence {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly isPrivileged: boolean;
}

/** One statement at issue with what bears on it. */
export interface StatementInFull {
  readonly statement: Statement;
  readonly links: readonly StandingLink[];
  readonly demandIds: readonly string[];
}

/** What would have to happen before the date, and what closes it. */
export interface CoverageGap {
  readonly what: string;
  readonly closes: string;
  /** The one word of a link that leads there. */
  readonly action: 'respond' | 'link' | 'correct' | 'name it' | 'write' | 'review';
  readonly path: 'demand' | 'statement';
  /** Of the demand or the statement. */
  readonly id: string;
}

export interface DemandCoverage {
  readonly demand: Demand;
  readonly coverage: Coverage;
  readonly support: readonly LinkedEvidence[];
  readonly against: readonly LinkedEvidence[];
  readonly heldBack: readonly LinkedEvidence[];
  readonly gaps: readonly CoverageGap[];
}

/**
 * One row for each demand that still asks for something. What supports an answer is an item linked to the demand, or
 * linked *for* a statement the demand is about; what is marked privileged does not count as support, since it does not go.
 */
export function coverageOf(
  demands: readonly Demand[],
  responses: readonly Response[],
  items: ReadonlyMap<string, readonly LinkedEvidence[]>,
  statements: readonly StatementInFull[],
): DemandCoverage[] {
  return demands
    .filter((demand) => demand.state === 'open' || demand.state === 'responded')
    .map((demand) => {
      const response = responses.find((one) => one.demandId === demand.id) ?? null;
      const about = statements.filter(
        ({ statement, demandIds }) => statement.state === 'at-issue' && demandIds.includes(demand.id),
      );
      const links = about.flatMap((one) => standing(one.links));
      const bearing = (kind: StandingLink['bearing']) =>
        links.filter((link) => link.bearing === kind).map(evidenceOf);
      const against = unique(bearing('against'));
      // An item may be linked to the demand it answers and still cut against us: then it is no support.
      const linked = unique([...(items.get(demand.id) ?? []), ...bearing('for')]).filter(
        ({ id }) => !against.some((one) => one.id === id),
      );
      const support = linked.filter((item) => !item.isPrivileged);
      const heldBack = unique([...linked, ...against].filter((item) => item.isPrivileged));
      return {
        demand,
        coverage: judge(response, support, against, heldBack),
        support,
        against,
        heldBack,
        gaps: gapsOf(demand, response, support, heldBack, about),
      };
    });
}

/** What is said first decides, then what carries it. */
function judge(
  response: Response | null,
  support: readonly LinkedEvidence[],
  against: readonly LinkedEvidence[],
  heldBack: readonly LinkedEvidence[],
): Coverage {
  if (response === null) return 'open';
  if (response.stance === 'declines') return 'declined';
  if (response.stance === 'nothing-held') return support.length > 0 ? 'in-part' : 'nothing-held';
  if (response.holdsBack === 'yes' || (support.length === 0 && heldBack.length > 0)) return 'held-back';
  if (support.length === 0) return 'without-proof';
  return response.stance === 'in-part' || against.length > 0 ? 'in-part' : 'borne-out';
}

function gapsOf(
  demand: Demand,
  response: Response | null,
  support: readonly LinkedEvidence[],
  heldBack: readonly LinkedEvidence[],
  about: readonly StatementInFull[],
): CoverageGap[] {
  const gaps: CoverageGap[] = [];
  const onDemand = { path: 'demand', id: demand.id } as const;
  if (response === null)
    gaps.push({ ...onDemand, what: 'no response written', closes: 'write the response', action: 'respond' });
  else if (isSaid(response) && support.length === 0 && heldBack.length === 0)
    gaps.push({
      ...onDemand,
      what: 'said without proof',
      closes: 'link an item that shows it, or say that nothing is held',
      action: 'link',
    });
  if (response?.stance === 'nothing-held' && support.length > 0)
    gaps.push({
      ...onDemand,
      what: `says that nothing is held, and ${support.map(({ number }) => number).join(', ')} bears on it`,
      closes: 'change the response, or unlink the item',
      action: 'correct',
    });
  for (const { statement, links } of about) {
    const onStatement = { path: 'statement', id: statement.id } as const;
    if (statement.shownBy === null)
      gaps.push({
        ...onStatement,
        what: `nothing shows that statement ${statement.number} was made in these words`,
        closes: 'name the item that shows it',
        action: 'name it',
      });
    if (statement.position === '')
      gaps.push({
        ...onStatement,
        what: `no position on statement ${statement.number}`,
        closes: 'write our position',
        action: 'write',
      });
    for (const link of links.filter(needsReview))
      gaps.push({
        ...onStatement,
        what: `${evidenceOf(link).number} cuts against us and is not reviewed`,
        closes: 'say whether it goes, answers no demand, or is privileged',
        action: 'review',
      });
  }
  return gaps;
}

/** Responses that assert something which ought to be shown. */
function isSaid(response: Response): boolean {
  return response.stance === 'will-comply' || response.stance === 'in-part';
}

function evidenceOf(link: StandingLink): LinkedEvidence {
  return {
    id: link.itemId,
    number: itemNumber(link.itemNumber),
    title: link.itemTitle,
    isPrivileged: link.isPrivileged,
  };
}

function unique(items: readonly LinkedEvidence[]): LinkedEvidence[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
