import type { StoredEvent } from '../audit/audit-store.js';
import { isAction, SENTENCES } from '../audit/sentences.js';
import { dayText, isPlainDate } from '../platform/plain-date.js';

const FACT_ABSENT = 'not recorded';
const NOBODY = 'Rejoinder';

/** What an event tells, with the names accounts have now. Facts come from the text that was hashed. */
export function eventSentence(event: StoredEvent, names: ReadonlyMap<string, string>): string {
  const detail = detailOf(event.text);
  const who = event.byAccount === null ? NOBODY : (names.get(event.byAccount) ?? 'A removed account');
  if (!isAction(event.action)) return `${who}: ${event.action}`;
  return SENTENCES[event.action]({
    who,
    fact: (name) => factText(detail[name]),
    has: (name) => (detail[name] ?? '') !== '',
  });
}

/** The nouns actions begin with, each once, as a person would choose them. */
export function eventKinds(): string[] {
  return [...new Set(Object.keys(SENTENCES).map((action) => action.split('.')[0] ?? action))].sort();
}

function detailOf(text: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || !('detail' in parsed)) return {};
  return typeof parsed.detail === 'object' && parsed.detail !== null ? { ...parsed.detail } : {};
}

function factText(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return FACT_ABSENT;
  if (isPlainDate(value)) return dayText(value);
  return /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : value;
}
