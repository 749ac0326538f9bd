import { heldTo } from '../deadlines/deadline.js';
import type { StatusLineOf } from '../matters/matter-in-hand.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Clock } from '../platform/clock.js';
import type { Db } from '../platform/database.js';
import { shortDayText, todayIn } from '../platform/plain-date.js';
import type { StatusPart } from '../web/locals.js';
import { countMatter, listRunningDeadlines, type RunningDeadline } from './matter-page-store.js';

/** `3 demands, 1 responded to · working date Mon 9 Jun · 2 items unlinked`: the next date, and what is overdue first. */
export function statusLine(clock: Clock): StatusLineOf {
  return (db, matter, base) => lineOf(db, matter, base, todayIn(clock, matter.zone));
}

async function lineOf(db: Db, matter: MatterInHand, base: string, today: string): Promise<StatusPart[]> {
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
  parts.push(...datesOf(running, today));
  const decisions = running.filter(({ state }) => state === 'decision').length;
  if (decisions > 0) parts.push(`${decisions} ${decisions === 1 ? 'decision' : 'decisions'} waiting`);
  if (counts.unlinkedItems > 0)
    parts.push({
      text: `${counts.unlinkedItems} ${counts.unlinkedItems === 1 ? 'item' : 'items'} unlinked`,
      href: at('/evidence'),
    });
  return parts;
}

function datesOf(running: readonly RunningDeadline[], today: string): StatusPart[] {
  const isPast = (date: RunningDeadline): boolean => (heldTo(date) ?? today) < today;
  const overdue = running.filter((date) => isPast(date) && isOurs(date)).length;
  const parts: StatusPart[] = overdue === 0 ? [] : [{ text: `${overdue} overdue`, strong: true }];
  const next = running.find((date) => date.workingOn !== null && !isPast(date));
  const earliest = running.find((date) => date.earliestOn !== null && !isPast(date));
  const passed = running.findLast((date) => heldTo(date) !== null);
  if (next?.workingOn) parts.push(`working date ${shortDayText(next.workingOn)}`);
  else if (earliest?.earliestOn)
    parts.push(`earliest date ${shortDayText(earliest.earliestOn)}, none adopted`);
  else if (overdue === 0)
    parts.push(passed ? `${shortDayText(heldTo(passed) ?? today)} has passed` : 'no date running');
  return parts;
}

function isOurs({ whose, state }: RunningDeadline): boolean {
  return state === 'open' && (whose === 'binding' || whose === 'promised');
}
