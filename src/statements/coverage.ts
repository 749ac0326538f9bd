import type { Demand, Response } from '../demands/demand.js';
import { NO_ITEMS, type LinkedInShort } from '../demands/linked-items.js';
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

/** What is linked to a demand, some of it named. */
export type EvidenceInShort = Omit<LinkedInShort, 'items'> & { readonly items: readonly LinkedEvidence[] };

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
  /** How many support it beside those named, and how many are held back. */
  readonly moreSupport: number;
  readonly moreHeldBack: number;
  readonly gaps: readonly CoverageGap[];
}

/**
 * One row for each demand that still asks for something. What supports an answer is an item linked to the demand, or
 * linked *for* a statement the demand is about; what is marked privileged does not count as support, since it does not go.
 * `items` names every item that is linked to a statement: those it only counts cut neither way.
 */
export function coverageOf(
  demands: readonly Demand[],
  responses: readonly Response[],
  items: ReadonlyMap<string, EvidenceInShort>,
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
      const own = items.get(demand.id) ?? NO_ITEMS;
      const linked = unique([...own.items, ...bearing('for')]).filter(
        ({ id }) => !against.some((one) => one.id === id),
      );
      const support = linked.filter((item) => !item.isPrivileged);
      const heldBack = unique([...linked, ...against].filter((item) => item.isPrivileged));
      return {
        demand,
        coverage: judge(
          response,
          support.length + own.more,
          against.length,
          heldBack.length + own.morePrivileged,
        ),
        support,
        against,
        heldBack,
        moreSupport: own.more,
        moreHeldBack: own.morePrivileged,
        gaps: gapsOf(demand, response, { support, heldBack, own }, about),
      };
    });
}

/** What is said first decides, then what carries it. */
function judge(response: Response | null, support: number, against: number, heldBack: number): Coverage {
  if (response === null) return 'open';
  if (response.stance === 'declines') return 'declined';
  if (response.stance === 'nothing-held') return support > 0 ? 'in-part' : 'nothing-held';
  if (response.holdsBack === 'yes' || (support === 0 && heldBack > 0)) return 'held-back';
  if (support === 0) return 'without-proof';
  return response.stance === 'in-part' || against > 0 ? 'in-part' : 'borne-out';
}

function gapsOf(
  demand: Demand,
  response: Response | null,
  {
    support,
    heldBack,
    own,
  }: {
    readonly support: readonly LinkedEvidence[];
    readonly heldBack: readonly LinkedEvidence[];
    readonly own: EvidenceInShort;
  },
  about: readonly StatementInFull[],
): CoverageGap[] {
  const gaps: CoverageGap[] = [];
  const [supports, held] = [support.length + own.more, heldBack.length + own.morePrivileged];
  const onDemand = { path: 'demand', id: demand.id } as const;
  if (response === null)
    gaps.push({ ...onDemand, what: 'no response written', closes: 'write the response', action: 'respond' });
  else if (isSaid(response) && supports === 0 && held === 0)
    gaps.push({
      ...onDemand,
      what: 'said without proof',
      closes: 'link an item that shows it, or say that nothing is held',
      action: 'link',
    });
  if (response?.stance === 'nothing-held' && supports > 0)
    gaps.push({
      ...onDemand,
      what: `says that nothing is held, and ${numbersText(support, own.more)} ${supports === 1 ? 'bears' : 'bear'} on it`,
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

function numbersText(items: readonly LinkedEvidence[], more: number): string {
  const numbers = items.map(({ number }) => number).join(', ');
  if (more === 0) return numbers;
  const beside = more === 1 ? '1 more item' : `${more} more items`;
  return numbers === '' ? beside : `${numbers} and ${beside}`;
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
