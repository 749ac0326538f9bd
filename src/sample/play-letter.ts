import type { Actor } from '../audit/event.js';
import { adoptWorkingDate } from '../deadlines/adopt-working-date.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import { decideImmediate } from '../deadlines/decide-immediate.js';
import { demandColumns } from '../demands/demand-columns.js';
import { demandForm } from '../demands/demand-form.js';
import { listDemandsOf } from '../demands/demand-store.js';
import type { Demand } from '../demands/demand.js';
import { enterDemand } from '../demands/enter-demand.js';
import { completeDemands } from '../letters/complete-demands.js';
import { demandingLetter } from '../letters/demanding-letter.js';
import { fileLetter } from '../letters/file-letter.js';
import { reviewForm } from '../letters/letter-form.js';
import { letterInFull } from '../letters/letter-in-full.js';
import { getLetterIn, getUnfiledFor } from '../letters/letter-store.js';
import { receiveLetter } from '../letters/receive-letter.js';
import { reviewLetter } from '../letters/review-letter.js';
import { getMatterFor } from '../matters/matter-store.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { bytesArrive, sheetArrives } from './arrive.js';
import { filledIn } from './filled-in.js';
import { DEMAND_LETTER, DEMAND_WORDS } from './letters.js';
import { unreviewedMail } from './mail.js';
import type { Cast } from './open-cast.js';
import { at, SAMPLE_ZONE } from './sample-clock.js';

export interface PlayedLetter {
  readonly letterId: string;
  /** In the order of the letter. */
  readonly demands: { readonly cease: Demand; readonly evidence: Demand; readonly list: Demand };
}

const LIMIT = 'within five days from the date of this letter';

/** Dana drops the letter on the Desk before there is a matter for it. Returns its id. */
export async function dropLetter(deps: Deps, dana: Actor): Promise<string> {
  const arrived = await sheetArrives(deps, DEMAND_LETTER);
  const { letter } = await receiveLetter(at(deps, '2014-06-05T21:05:00.000Z'), arrived, null, dana);
  return letter.id;
}

/** Files and reviews the letter, enters its three demands, and has counsel confirm the list and settle the dates. */
export async function playLetter(deps: Deps, cast: Cast, letterId: string): Promise<PlayedLetter> {
  const { dana, omar, matterId } = cast;
  const matter = await getMatterFor(deps.db, dana, matterId);
  const filing = at(deps, '2014-06-05T21:40:00.000Z');
  const unfiled = await getUnfiledFor(deps.db, dana, letterId);
  await fileLetter(filing, unfiled, matter, unfiled.version, dana);

  const filed = await getLetterIn(deps.db, matterId, letterId);
  const review = filledIn(reviewForm, {
    sender: 'Verizon',
    senderCounsel: 'Randal Milch, General Counsel',
    recipient: 'Netflix (David Hyman, General Counsel)',
    subject: 'Notices shown to users of the Verizon network',
    datedOn: '2014-06-05',
    sentOn: '2014-06-05',
    receivedOn: '2014-06-05',
    receivedTime: '13:50',
    receivedZone: SAMPLE_ZONE,
    method: 'email',
    version: String(filed.version),
  });
  await reviewLetter(at(deps, '2014-06-05T21:45:00.000Z'), matter, filed, review, dana);

  const demands = await enterDemands(at(deps, '2014-06-05T21:55:00.000Z'), matter, letterId, dana);
  await confirmList(at(deps, '2014-06-05T22:20:00.000Z'), matterId, letterId, omar);
  await settleDates(at(deps, '2014-06-05T22:30:00.000Z'), matterId, demands, omar);
  return { letterId, demands };
}

/** A mail about the same notices came this morning; nobody has looked at it yet. */
export async function leaveMailUnreviewed(deps: Deps, { dana, matterId }: Cast): Promise<void> {
  const later = at(deps, '2014-06-06T16:20:00.000Z');
  const arrived = await bytesArrive(later, 'Mail from Network Vale 2014-06-06.eml', unreviewedMail());
  await receiveLetter(later, arrived, await getMatterFor(deps.db, dana, matterId), dana);
}

async function enterDemands(deps: Deps, matter: MatterInHand, letterId: string, by: Actor) {
  const enter = async (body: Readonly<Record<string, string>>): Promise<Demand> => {
    const letter = await demandingLetter(deps.db, matter, letterId);
    const others = await listDemandsOf(deps.db, letterId);
    const columns = demandColumns(filledIn(demandForm, body), letter, others);
    if (!columns.ok)
      throw new Error(`A demand of the sample is not in its letter: ${JSON.stringify(columns)}`);
    return enterDemand(deps, matter, letter, columns.value, by);
  };
  const cease = await enter({
    quote: DEMAND_WORDS.cease,
    page: '1',
    kind: 'cease',
    limit: 'immediately',
    limitWords: 'immediately',
  });
  const evidence = await enter({
    quote: DEMAND_WORDS.evidence,
    page: '1',
    kind: 'provide-evidence',
    limit: 'count',
    limitWords: LIMIT,
    limitCount: '5',
    limitUnit: 'day',
    limitFrom: 'letter-date',
  });
  const list = await enter({
    quote: DEMAND_WORDS.list,
    page: '1',
    kind: 'provide-list',
    limit: 'shared',
    sharedWith: evidence.id,
  });
  return { cease, evidence, list };
}

async function confirmList(deps: Deps, matterId: string, letterId: string, by: Actor): Promise<void> {
  const letter = await getLetterIn(deps.db, matterId, letterId);
  const { leftOver } = await letterInFull(deps, letter);
  await completeDemands(deps, letter, { version: letter.version, dismissed: leftOver }, by);
}

async function settleDates(
  deps: Deps,
  matterId: string,
  demands: PlayedLetter['demands'],
  by: Actor,
): Promise<void> {
  for (const deadline of await listDeadlines(deps.db, matterId)) {
    const { id, version, state, demandId } = deadline;
    if (state === 'decision' && demandId === demands.cease.id)
      await decideImmediate(
        deps,
        matterId,
        {
          id,
          version,
          decision: 'answer-with-the-reply',
          why: 'The test is to end on 16 June in any case; the reply will say so',
        },
        by,
      );
    if (state === 'open' && (demandId === demands.evidence.id || demandId === demands.list.id))
      await adoptWorkingDate(
        deps,
        matterId,
        { id, version, on: '2014-06-09', time: '17:00', why: 'To be safe on the inclusive reading' },
        by,
      );
  }
}
