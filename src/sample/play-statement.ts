import { getItem, listItemsInFile } from '../evidence/item-store.js';
import { itemNumber } from '../evidence/item.js';
import type { Deps } from '../platform/deps.js';
import { enterStatement } from '../statements/edit-statement.js';
import { linkEvidence, reviewAdverse } from '../statements/link-evidence.js';
import { statementForm } from '../statements/statement-form.js';
import { listLinks } from '../statements/statement-store.js';
import { filledIn } from './filled-in.js';
import type { Cast } from './open-cast.js';
import type { PlayedExhibits } from './play-evidence.js';
import type { PlayedLetter } from './play-letter.js';
import { MADE } from './exhibits.js';
import { at } from './sample-clock.js';

/** Omar sets what the notice says beside what the letter says it says, with what is for and against us. */
export async function playStatement(
  deps: Deps,
  { omar, matterId }: Cast,
  { letterId, demands }: PlayedLetter,
  exhibits: PlayedExhibits,
): Promise<void> {
  const noon = at(deps, '2014-06-06T16:30:00.000Z');
  const exhibit = (mark: string) => exhibits.get(mark)?.itemId ?? '';
  const request = filledIn(statementForm, {
    madeWords: 'The network of your provider is crowded at the moment.',
    madeBy: 'Netflix',
    madeTo: 'some viewers of several US providers',
    madeWhere: 'on the loading screen, during a test (reconstruction in our own words)',
    shownBy: exhibit('3'),
    shownAt: 'page 1',
    putWords: 'that his experience was “solely attributable” to the Verizon network',
    putLetter: letterId,
    difference: 'One tells of a state of the network at a moment; the other names it as the only cause.',
    position: 'The notice says what was measured at that moment. It does not name an only cause.',
  });
  const statement = await enterStatement(
    noon,
    matterId,
    { ...request, demand: [demands.cease.id, demands.evidence.id] },
    omar,
  );
  const deliveries = (await listItemsInFile(deps.db, matterId)).find(({ kind }) => kind === 'notices');
  for (const link of [
    {
      itemId: exhibit('4'),
      bearing: 'for',
      place: 'the rows of Network North',
      note: 'Evening against the rest of the day',
    },
    {
      itemId: exhibit(MADE.summary),
      bearing: 'for',
      place: 'Figure 1, the row of Network North',
      note: 'All readings, counted by the method',
    },
    {
      itemId: exhibit(MADE.reconciliation),
      bearing: 'for',
      place: 'table 1, the row of Network North',
      note: 'What the reading just before each notice said, the others of that hour beside it',
    },
    { itemId: exhibit('2'), bearing: 'context', place: 'page 1', note: 'How it is measured' },
    {
      itemId: deliveries?.id ?? '',
      bearing: 'against',
      place: '',
      note: 'It says that a notice was shown, not that a reading was taken at that moment.',
    },
  ] as const)
    await linkEvidence(noon, matterId, statement.id, link, omar);
  const against = (await listLinks(deps.db, matterId)).find(({ bearing }) => bearing === 'against');
  if (!against) throw new Error('The sample has nothing against us.');
  const numberOf = async (mark: string): Promise<string> =>
    itemNumber((await getItem(deps.db, matterId, exhibit(mark))).number);
  const [counts, rows] = [await numberOf(MADE.counts), await numberOf(MADE.rows)];
  const review = {
    review: 'not-responsive',
    reason: `It names people; counts and rows under pseudonyms go instead (${counts} and ${rows}).`,
    version: against.version,
  } as const;
  await reviewAdverse(at(deps, '2014-06-06T16:35:00.000Z'), matterId, statement.id, against.id, review, omar);
}
