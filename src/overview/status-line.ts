import type { StatusLineOf } from '../matters/matter-in-hand.js';
import { shortDayText } from '../platform/plain-date.js';
import type { StatusPart } from '../web/locals.js';
import { countMatter, listRunningDeadlines } from './matter-page-store.js';

/** `3 demands, 1 responded to · working date Mon 9 Jun · 2 items unlinked`. */
export const statusLineOf: StatusLineOf = async (db, matter, base) => {
  const at = (path: string): string => `${base}/matters/${matter.id}${path}`;
  const counts = await countMatter(db, matter.id);
  const parts: StatusPart[] = [];
  if (matter.state === 'closed') parts.push({ text: 'closed', strong: true });
  if (counts.unreviewedLetters > 0)
    parts.push({
      text: `${counts.unreviewedLetters} ${counts.unreviewedLetters === 1 ? 'letter' : 'letters'} to review`,
      strong: true,
      href: at('/letters'),
    });
  parts.push(
    counts.demands === 0
      ? 'no demands entered'
      : {
          text: `${counts.demands} ${counts.demands === 1 ? 'demand' : 'demands'}`,
          strong: true,
          after: `, ${counts.responded} responded to`,
          href: at('/demands'),
        },
  );
  const running = await listRunningDeadlines(db, matter.id);
  const working = running.find(({ workingOn }) => workingOn !== null);
  const provisional = running.find(({ earliestOn }) => earliestOn !== null);
  if (working?.workingOn) parts.push(`working date ${shortDayText(working.workingOn)}`);
  else if (provisional?.earliestOn)
    parts.push(`earliest date ${shortDayText(provisional.earliestOn)}, none adopted`);
  else parts.push('no date running');
  const decisions = running.filter(({ state }) => state === 'decision').length;
  if (decisions > 0) parts.push(`${decisions} ${decisions === 1 ? 'decision' : 'decisions'} waiting`);
  if (counts.unlinkedItems > 0)
    parts.push({
      text: `${counts.unlinkedItems} ${counts.unlinkedItems === 1 ? 'item' : 'items'} unlinked`,
      href: at('/evidence'),
    });
  return parts;
};
