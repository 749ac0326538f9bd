import { setTimeout as pause } from 'node:timers/promises';
import { buildStoredBundle } from '../bundles/build-stored-bundle.js';
import { getBuildById } from '../bundles/build-store.js';
import { getBundle } from '../bundles/bundle-store.js';
import type { ListedEntry } from '../bundles/bundle.js';
import { createBundle } from '../bundles/create-bundle.js';
import { orderEntries } from '../bundles/edit-bundle.js';
import { BUILD_JOB, queueBuild } from '../bundles/queue-build.js';
import { responseForm } from '../demands/demand-form.js';
import type { GroundTaken } from '../demands/objection.js';
import { writeResponse } from '../demands/write-response.js';
import { getItem } from '../evidence/item-store.js';
import { itemNumber } from '../evidence/item.js';
import { getMatterFor } from '../matters/matter-store.js';
import type { Deps } from '../platform/deps.js';
import { runJobs } from '../platform/run-jobs.js';
import { editReply } from '../replies/edit-reply.js';
import { getReplyIn } from '../replies/reply-store.js';
import { replyForm } from '../replies/reply-form.js';
import { setLetter } from '../replies/paper/set-letter.js';
import { writeReply } from '../replies/write-reply.js';
import { MADE } from './exhibits.js';
import { filledIn } from './filled-in.js';
import type { Cast } from './open-cast.js';
import type { PlayedExhibits } from './play-evidence.js';
import type { PlayedLetter } from './play-letter.js';
import { at, SAMPLE_ZONE } from './sample-clock.js';

const BUILD_WITHIN_MS = 60_000;

/** Omar responds to the demands and drafts the reply. Returns the reply's id. */
export async function playReply(
  deps: Deps,
  { omar, matterId }: Cast,
  { letterId, demands }: PlayedLetter,
  exhibits: PlayedExhibits,
): Promise<string> {
  const noon = at(deps, '2014-06-06T16:40:00.000Z');
  const ref = async (mark: string): Promise<string> => {
    const item = await getItem(deps.db, matterId, exhibits.get(mark)?.itemId ?? '');
    return `[${itemNumber(item.number)}, page 1]`;
  };
  const respond = async (
    demand: PlayedLetter['demands']['cease'],
    body: Readonly<Record<string, string>>,
    objections: readonly GroundTaken[] = [],
  ) =>
    writeResponse(
      noon,
      demand,
      SAMPLE_ZONE,
      filledIn(responseForm, { ...body, demandVersion: String(demand.version) }),
      omar,
      { objections, exhibits: null },
    );
  await respond(demands.cease, {
    stance: 'declines',
    grounds: 'The notice says what was measured at that moment, and it is shown for several providers.',
    holdsBack: 'no',
    words: `The notice is a test across the United States with several providers. Its text is at ${await ref('3')}. The test is scheduled to end on June 16, 2014.`,
    promiseWords: 'The test is scheduled to end on June 16, 2014.',
    promisedOn: '2014-06-16',
  });
  await respond(demands.evidence, {
    stance: 'in-part',
    grounds: 'The demand asks for proof of a statement that was not made.',
    holdsBack: 'no',
    words: [
      'The notice did not say that a viewer’s experience was “solely attributable” to one network. It said that the network was crowded at that moment.',
      `We compare the speed at which a network carries our traffic at peak hours with its own speed at other hours. The method is described at ${await ref('2')}; the comparison, network by network, is at ${await ref('4')}; the readings of one evening are at ${await ref('5')}; a summary of all readings in the form of Federal Rule of Evidence 1006 is at ${await ref(MADE.summary)}; how each notice stands to the reading before it, with what other networks did in that hour, is at ${await ref(MADE.reconciliation)}; the published monthly index is at ${await ref('1')}.`,
    ].join('\n\n'),
  });
  await respond(
    demands.list,
    {
      stance: 'in-part',
      holdsBack: 'yes',
      grounds:
        'The list names viewers: what a person watches, and when, is protected, and no basis for giving it was named.',
      words: [
        'The list is given without the names of the viewers.',
        `The number of deliveries and of accounts, by week, network and finding, is at ${await ref(MADE.counts)}; counts behind which stand fewer than five accounts are not given. Every delivery, one a row, with its day and network, is at ${await ref(MADE.rows)}. There a pseudonym stands for each account, the same one in every row of the account; the key to the pseudonyms is not given.`,
        'The names are withheld on the ground stated below. We offer to discuss with your outside counsel a protective agreement or order under which names could be shown to counsel alone, as far as that statute allows it.',
      ].join('\n\n'),
    },
    [{ id: 'viewing-records', holdsBack: 'yes' }],
  );
  const matter = await getMatterFor(deps.db, omar, matterId);
  const replyId = await writeReply(noon, matter, letterId, omar);
  const reply = await getReplyIn(deps.db, matterId, replyId);
  const fields = filledIn(replyForm, {
    datedOn: '2014-06-09',
    letterhead: 'Netflix\nOffice of the General Counsel · sample, not a real letter',
    addressee: 'Randal Milch\nGeneral Counsel, Verizon',
    ourReference: reply.ourReference,
    subject: 'Your letter of June 5, 2014',
    salutation: 'Dear Mr. Milch:',
    opening:
      'Draft for a sample matter, in our own words; it is not the letter that was sent.\n\nWe have your letter of June 5, 2014. It reads more into our notice than the notice says. We respond to each demand in turn.',
    closing:
      'Our companies are also partners: talks on connecting our networks directly have been public since February 2014, and an agreement was confirmed in April.\n\nThis response is made without waiver of any right, defense or privilege, all of which are reserved.',
    signatory: 'David Hyman\nGeneral Counsel, Netflix',
    version: String(reply.version),
  });
  await editReply(noon, { id: replyId, matterId }, fields, omar);
  return replyId;
}

/** Dana puts the reply and its exhibits into a bundle and has a draft built, here rather than by the worker. */
export async function playBundle(
  deps: Deps,
  { dana, matterId }: Cast,
  replyId: string,
  exhibits: PlayedExhibits,
): Promise<void> {
  const later = at(deps, '2014-06-06T17:00:00.000Z');
  const bundleId = await createBundle(
    later,
    matterId,
    {
      title: 'Reply to Verizon with exhibits',
      purpose: 'enclosures',
      paper: 'letter',
      datedOn: '2014-06-09',
      legend: 'Sample: reconstruction and synthetic data',
      exhibitStyle: 'numbers',
      batesPrefix: null,
      batesDigits: null,
      replyId,
      itemIds: [...exhibits.values()].map(({ itemId }) => itemId),
    },
    dana,
  );
  const sections = new Map([...exhibits.values()].map(({ itemId, section }) => [itemId, section]));
  const order = (entries: readonly ListedEntry[]) =>
    entries.map(({ id, itemId }) => ({ id, section: sections.get(itemId) ?? '' }));
  await orderEntries(later, await getBundle(deps.db, matterId, bundleId), order, dana);
  await finishBuild(later, await queueBuild(later, matterId, bundleId, true, dana));
}

async function finishBuild(deps: Deps, buildId: string): Promise<void> {
  const runner = runJobs(deps, { [BUILD_JOB]: buildStoredBundle(setLetter) });
  try {
    const until = deps.clock.machineNow() + BUILD_WITHIN_MS;
    for (;;) {
      const { state, reason } = await getBuildById(deps.db, buildId);
      if (state === 'built') return;
      if (state === 'failed' || deps.clock.machineNow() > until)
        throw new Error(`The sample's bundle was not built: ${reason ?? 'it took too long'}`);
      await pause(50);
    }
  } finally {
    await runner.stop();
  }
}
