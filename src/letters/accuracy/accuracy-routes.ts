import type { Router } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { renderPage } from '../../web/page.js';
import { letterPath } from '../letter-drop.js';
import { letterTitle } from '../letter.js';
import { shownTally, sumOf } from './accuracy.js';
import { listTallies } from './accuracy-store.js';

/** What was proposed against what was confirmed: for each letter of the matter, for it, and in all of one's matters. */
export function addAccuracyRoutes(routes: Router, deps: Deps): void {
  routes.get('/accuracy', async (req, res) => {
    const matter = matterOf(res);
    const all = await listTallies(deps.db, actorIn(res));
    const here = all.filter((one) => one.matterId === matter.id);
    renderPage(
      req,
      res,
      'letters/accuracy',
      { title: 'How well demands were proposed', tab: 'letters' },
      {
        letters: here.map((one) => ({
          ...shownTally(one),
          number: one.number,
          title: letterTitle(one),
          path: letterPath(one),
        })),
        here: shownTally(sumOf(here)),
        all: { ...shownTally(sumOf(all)), letters: all.length },
      },
    );
  });
}
