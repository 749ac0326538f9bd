import type { Demand } from '../demands/demand.js';
import type { Db } from '../platform/database.js';
import { disclosureNumber } from './disclosures/disclosure.js';
import { listDisclosuresFor } from './disclosures/disclosure-store.js';
import { MODE_CHIPS } from './disclosures/disclosure-view.js';
import { listNoticeLists } from './lists/list-store.js';

/** What a demand's page offers where a demand asks for a list of people; paths begin at the app's own address. */
export interface AnswerByList {
  readonly links: readonly { readonly text: string; readonly path: string }[];
  /** What was decided already. */
  readonly given: readonly {
    readonly text: string;
    readonly path: string;
    readonly chip: { readonly text: string; readonly kind: string };
  }[];
}

/** The ways of answering a demand for a list without naming anyone; null for demands that ask for something else. */
export async function answersByList(
  db: Db,
  demand: Pick<Demand, 'id' | 'matterId' | 'kind'>,
): Promise<AnswerByList | null> {
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
