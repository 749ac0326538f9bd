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
  const hasList = (await listNoticeLists(db, demand.matterId)).some((list) => list.state === 'ready');
  const answer = `${room}/disclosures/new?demand=${demand.id}&mode=`;
  return {
    links: hasList
      ? [
          { text: 'Answer by counts', path: `${answer}counts` },
          { text: 'Answer by pseudonyms', path: `${answer}pseudonyms` },
          { text: 'Hold the list back, with a ground', path: `${answer}held-back` },
        ]
      : [{ text: 'Read a notice list first', path: room }],
    given: (await listDisclosuresFor(db, demand.id)).map((one) => ({
      text: `${disclosureNumber(one.number)} ${one.title}`,
      path: `${room}/disclosures/${one.id}`,
      chip: MODE_CHIPS[one.mode],
    })),
  };
}
