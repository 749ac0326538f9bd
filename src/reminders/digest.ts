import { heldTo } from '../deadlines/deadline.js';
import { confirmationDue } from '../deadlines/extensions/extension.js';
import { stateOf } from '../deadlines/standing.js';
import { daysBetween, type Now } from '../platform/plain-date.js';
import type { HeldDate, OpenEscalation } from './held-date-store.js';

export type SectionName = 'escalated' | 'overdue' | 'decision' | 'confirm' | 'today' | 'week' | 'passed';

export interface DigestDate {
  readonly date: HeldDate;
  /** The day it is held to; null where a decision is asked for. */
  readonly on: string | null;
  /** Days left in the date's own zone, negative afterwards. */
  readonly daysLeft: number;
}

export interface Digest {
  readonly sections: Readonly<Record<SectionName, readonly DigestDate[]>>;
  readonly quiet: readonly { readonly id: string; readonly number: string; readonly title: string }[];
}

export const SECTIONS = {
  escalated: 'Escalated to you',
  overdue: 'Overdue',
  decision: 'Waiting for a decision',
  confirm: 'Extensions waiting for their written confirmation',
  today: 'Due today',
  week: 'Due within a week',
  passed: 'Passed within the last week',
} as const satisfies Record<SectionName, string>;

export const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[];

const WEEK = 7;

/** What a person is told of in the morning. `nowOf` gives the day and the hour in a zone. */
export function digestOf(
  dates: readonly HeldDate[],
  quiet: Digest['quiet'],
  escalations: readonly OpenEscalation[],
  nowOf: (zone: string) => Now,
): Digest {
  const escalated = new Set(escalations.map((one) => one.deadlineId));
  const sections: Record<SectionName, DigestDate[]> = {
    escalated: [],
    overdue: [],
    decision: [],
    confirm: [],
    today: [],
    week: [],
    passed: [],
  };
  for (const date of dates) {
    const now = nowOf(date.zone);
    const { today } = now;
    const on = heldTo(date, today);
    const daysLeft = on === null ? 0 : daysBetween(today, on);
    const section = escalated.has(date.id) ? 'escalated' : sectionOf(date, now, on, daysLeft);
    if (section !== null) sections[section].push({ date, on, daysLeft });
    const by = confirmationDue(date, today);
    if (by !== null && daysBetween(today, by) <= WEEK)
      sections.confirm.push({ date, on: by, daysLeft: daysBetween(today, by) });
  }
  for (const list of Object.values(sections))
    list.sort((a, b) => (a.on ?? '').localeCompare(b.on ?? '') || a.date.id.localeCompare(b.date.id));
  return { sections, quiet };
}

export function isEmptyDigest(digest: Digest): boolean {
  return digest.quiet.length === 0 && SECTION_NAMES.every((name) => digest.sections[name].length === 0);
}

function sectionOf(
  date: HeldDate,
  { today, time }: Now,
  on: string | null,
  daysLeft: number,
): SectionName | null {
  const standing = stateOf(date, today, time);
  if (standing === 'decision' || standing === 'earliest-passed') return 'decision';
  if (on === null) return null;
  if (standing === 'overdue' || standing === 'very-overdue') return 'overdue';
  if (daysLeft === 0) return standing === 'has-passed' ? 'passed' : 'today';
  if (daysLeft > 0) return daysLeft <= WEEK ? 'week' : null;
  return -daysLeft <= WEEK ? 'passed' : null;
}
