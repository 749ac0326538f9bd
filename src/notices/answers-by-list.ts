import type { WaysToAnswer } from '../demands/demand-page.js';
import type { Demand } from '../demands/demand.js';
import type { Db } from '../platform/database.js';
import { disclosureNumber } from './disclosures/disclosure.js';
import { listDisclosuresFor } from './disclosures/disclosure-store.js';
import { MODE_CHIPS } from './disclosures/disclosure-view.js';
import { listNoticeLists } from './lists/list-store.js';

/** The ways of answering a demand for a list without naming anyone; null for demands that ask for something else. */
export async function answersByList(
  db: Db,
  demand: Pick<Demand, 'id' | 'matterId' | 'kind'>,
): Promise<WaysToAnswer | null> {
  if (demand.kind !== 'provide-list') return null;
  const room = `/matters/${demand.matterId}/notices`;
  const lists = (await listNoticeLists(db, demand.matterId)).filter(({ state }) => state !== 'voided');
  const isReady = lists.some(({ state }) => state === 'ready');
  const [reading] = lists;
  const answer = `${room}/disclosures/new?demand=${demand.id}&mode=`;
  return {
    hasList: lists.length > 0,
    links: isReady
      ? [
          { text: 'Answer by counts', path: `${answer}counts` },
          { text: 'Answer by pseudonyms', path: `${answer}pseudonyms` },
          { text: 'Hold the list back, with a ground', path: `${answer}held-back` },
        ]
      : [
          reading === undefined
            ? { text: 'Read a notice list first', path: room }
            : { text: 'A notice list is being read: see how far it is', path: `${room}/lists/${reading.id}` },
        ],
    given: (await listDisclosuresFor(db, demand.id)).map((one) => ({
      text: `${disclosureNumber(one.number)} ${one.title}`,
      path: `${room}/disclosures/${one.id}`,
      chip: MODE_CHIPS[one.mode],
    })),
  };
}
