import type { Actor } from '../audit/event.js';
import { addItems } from '../evidence/add-items.js';
import type { ItemFields } from '../evidence/item.js';
import { linkItem } from '../evidence/link-item.js';
import type { Deps } from '../platform/deps.js';
import { bytesArrive, sheetArrives, type Arrived } from './arrive.js';
import { describeItem, SYNTHETIC_LEGEND } from './describe-item.js';
import { sampleExhibits, type SampleExhibit } from './exhibits.js';
import { INTERNAL_NOTE } from './letters.js';
import { transmittalMail } from './mail.js';
import type { Cast } from './open-cast.js';
import type { PlayedLetter } from './play-letter.js';
import { at } from './sample-clock.js';
import { upToSampleDay } from './tables.js';
import { deliveriesCsv, makeSynthetic, readingsCsv } from './synthetic.js';

/** The items that may go out, by their number behind the reply. */
export type PlayedExhibits = ReadonlyMap<string, { readonly itemId: string; readonly section: string }>;

export interface PlayedEvidence {
  readonly exhibits: PlayedExhibits;
  /** The items of the two synthetic logs. */
  readonly sessions: string;
  readonly deliveries: string;
}

type DemandName = keyof PlayedLetter['demands'];

interface NewItem {
  readonly arrived: Arrived;
  readonly custodian: string;
  readonly source: string;
  readonly fields: Partial<ItemFields>;
  readonly bearsOn: readonly DemandName[];
}

const LEGAL = 'Office of the General Counsel';
const DELIVERY = 'Streaming delivery team';
// The figures of May were not yet published on the day the sample stands.
const INDEX = { lastMonth: '2014-04', words: 'April 2014', date: '2014-06-06' };

const BEARS_ON: Readonly<Record<string, readonly DemandName[]>> = {
  '1': ['evidence'],
  '2': ['evidence'],
  '3': ['cease', 'evidence'],
  '4': ['evidence'],
  '5': ['evidence'],
};

/** Dana adds the evidence with its custodians, dates and legends, and links it to the demands it bears on. */
export async function playEvidence(
  deps: Deps,
  { dana, matterId }: Cast,
  { demands }: PlayedLetter,
  letterPdf: Uint8Array,
): Promise<PlayedEvidence> {
  const morning = at(deps, '2014-06-06T15:30:00.000Z');
  const synthetic = makeSynthetic();
  const exhibits = sampleExhibits(synthetic, INDEX);
  const played = new Map<string, { itemId: string; section: string }>();
  const links: { readonly itemId: string; readonly demandIds: readonly string[] }[] = [];
  const add = async (item: NewItem): Promise<string> => {
    const itemId = await addItem(morning, matterId, item, dana);
    links.push({ itemId, demandIds: item.bearsOn.map((name) => demands[name].id) });
    return itemId;
  };

  for (const exhibit of exhibits) {
    const itemId = await add(await exhibitItem(morning, exhibit));
    played.set(exhibit.mark, { itemId, section: exhibit.section });
  }
  const sessions = await add({
    arrived: await bytesArrive(
      morning,
      'sessions-may-june (synthetic).csv',
      readingsCsv(upToSampleDay(synthetic.readings)),
    ),
    custodian: DELIVERY,
    source: 'Session log, synthetic',
    fields: {
      title: 'Sessions, May 1 to June 5, 2014 (synthetic)',
      kind: 'measurements',
      legend: SYNTHETIC_LEGEND,
    },
    bearsOn: ['evidence'],
  });
  const deliveries = await add({
    arrived: await bytesArrive(
      morning,
      'notices-may-june (synthetic).csv',
      deliveriesCsv(upToSampleDay(synthetic.deliveries)),
    ),
    custodian: DELIVERY,
    source: 'Notice log, synthetic',
    fields: {
      title: 'Deliveries of the notice, May 13 to June 5, 2014 (synthetic)',
      kind: 'notices',
      legend: SYNTHETIC_LEGEND,
    },
    bearsOn: ['cease', 'list'],
  });
  await add({
    arrived: await bytesArrive(morning, 'Mail with the letter 2014-06-05.eml', transmittalMail(letterPdf)),
    custodian: LEGAL,
    source: 'Mailbox of the General Counsel',
    fields: { title: 'Mail that brought the letter of June 5, 2014 (reconstruction)', datedOn: '2014-06-05' },
    bearsOn: [],
  });
  await add({
    arrived: await sheetArrives(morning, INTERNAL_NOTE),
    custodian: LEGAL,
    source: 'Counsel’s file',
    fields: {
      title: INTERNAL_NOTE.title,
      datedOn: INTERNAL_NOTE.date,
      isPrivileged: 1,
      privilegeGround: 'Attorney work product',
      legend: 'Privileged and confidential: attorney work product',
    },
    bearsOn: [],
  });
  const later = at(deps, '2014-06-06T16:05:00.000Z');
  for (const { itemId, demandIds } of links) await linkItem(later, matterId, itemId, demandIds, dana);
  return { exhibits: played, sessions, deliveries };
}

async function exhibitItem(deps: Deps, exhibit: SampleExhibit): Promise<NewItem> {
  const { content, fileName, title, date, mark } = exhibit;
  const isSynthetic = title.includes('(synthetic)');
  const arrived =
    'sheet' in content
      ? await sheetArrives(deps, content.sheet)
      : await bytesArrive(deps, fileName, content.csv);
  return {
    arrived,
    custodian: isSynthetic || mark === '1' ? DELIVERY : LEGAL,
    source: isSynthetic
      ? 'Made from the synthetic logs'
      : mark === '1'
        ? 'Published index'
        : 'Written for the file',
    fields: { title, datedOn: date, kind: 'document', ...(isSynthetic ? { legend: SYNTHETIC_LEGEND } : {}) },
    bearsOn: BEARS_ON[mark] ?? [],
  };
}

async function addItem(
  deps: Deps,
  matterId: string,
  { arrived, custodian, source, fields }: NewItem,
  by: Actor,
): Promise<string> {
  const [outcome] = await addItems(deps, matterId, [arrived], { custodian, source }, by);
  if (!outcome?.itemId) throw new Error(`The sample could not add ${arrived.name}: ${outcome?.text ?? ''}`);
  await describeItem(deps, matterId, outcome.itemId, () => ({ ...fields, custodian, source }), by);
  return outcome.itemId;
}
