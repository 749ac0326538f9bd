/** An hour of the day as words name it. `isBusiness`: “close of business”, whose hour the words do not say. */
export interface FoundClock {
  readonly length: number;
  /** `17:00`, or null where the words name a part of the day and no hour. */
  readonly time: string | null;
  readonly isBusiness: boolean;
  /** The time zone named beside the hour, as the IANA database has it, or null. */
  readonly zone: string | null;
}

const ZONE = String.raw`\(?(?:(?:EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|GMT|BST|UTC|CES?T|EES?T|AE[SD]T|NZ[SD]T|IST|JST|SGT|HKT)\b|(?:Eastern|Central|Mountain|Pacific|London|Greenwich)\b(?:\s+(?:standard|daylight|mean|summer))?(?:\s+time)?|[a-z]+\s+time\b)\)?`;
const HOUR = String.raw`(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s*(?:(?<half>[ap])\.?\s?m\b\.?|(?<noon>noon)|o['’]clock)|(?<hour24>[01]?\d|2[0-3])(?::|\.(?=\d{2}(?![.\d])))(?<minute24>[0-5]\d)(?:\s*(?:hours|hrs)\b)?|(?<hourRun>[01]\d|2[0-3])\.?(?<minuteRun>[0-5]\d)\s*(?:hours|hrs|h)\b`;
const CLOCK = new RegExp(
  String.raw`^(?:(?:the\s+)?(?<business>(?:close|end)\s+of\s+(?:the\s+)?(?:business|working|trading)(?:\s+(?:day|hours))?|[ce]ob\b|close\s+of\s+play|close(?=\s+on\b))|(?:the\s+)?(?<end>end\s+of\s+(?:the\s+)?day\b|eod\b|24[:.]?00(?:\s*(?:hours|hrs)\b)?|(?:12(?::00)?\s*)?midnight)|(?:12(?::00)?\s*)?(?<midday>noon|midday)|${HOUR})(?:\s*,?\s*(?<zone>${ZONE}))?`,
  'iu',
);
const ZONES: readonly (readonly [RegExp, string])[] = [
  [/^(?:E[SD]?T\b|Eastern)/iu, 'America/New_York'],
  [/^(?:C[SD]?T\b|Central)/iu, 'America/Chicago'],
  [/^(?:M[SD]?T\b|Mountain)/iu, 'America/Denver'],
  [/^(?:P[SD]?T\b|Pacific)/iu, 'America/Los_Angeles'],
  [/^(?:GMT|BST|London|Greenwich)/iu, 'Europe/London'],
  [/^UTC/iu, 'UTC'],
  [/^CES?T/iu, 'Europe/Paris'],
];

/** The hour with which the text starts, or null: “5 p.m. (Pacific time)”, “noon”, “close of business”. */
export function clockIn(text: string): FoundClock | null {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const groups = match.groups ?? {};
  const words = (groups['zone'] ?? '').replace('(', '');
  return {
    length: match[0].length,
    time: timeOf(groups),
    isBusiness: groups['business'] !== undefined,
    zone: ZONES.find(([pattern]) => pattern.test(words))?.[1] ?? null,
  };
}

/** True where the words name the close of business, whose hour they do not say. */
export function saysBusinessHour(text: string): boolean {
  return /\b(?:close|end)\s+of\s+(?:the\s+)?(?:business|working|trading)\b|\b[ce]ob\b|\bclose\s+of\s+play\b|\bclose\s+on\b/iu.test(
    text,
  );
}

/** True for a midnight that may begin the day named or end it. */
export function saysMidnight(text: string): boolean {
  return /\bmidnight\b(?!\s+(?:(?:at|on|of)\s+)?(?:the\s+)?(?:end|close|tonight))/iu.test(text);
}

/** The one time zone that words name beside an hour, wherever it stands in them; null where they name none, or several. */
export function zoneIn(text: string): string | null {
  const starts = [...text.matchAll(/(?<![\p{L}\p{N}:.])[\p{L}\p{N}]/gu)].map((match) => match.index);
  const zones = new Set(starts.flatMap((start) => clockIn(text.slice(start))?.zone ?? []));
  const [zone] = zones;
  return zones.size === 1 && zone !== undefined ? zone : null;
}

function timeOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  if (groups['business'] !== undefined || groups['end'] !== undefined) return null;
  if (groups['midday'] !== undefined || groups['noon'] !== undefined) return '12:00';
  if (groups['hour24'] !== undefined) return `${groups['hour24'].padStart(2, '0')}:${groups['minute24']}`;
  if (groups['hourRun'] !== undefined) return `${groups['hourRun']}:${groups['minuteRun']}`;
  const half = groups['half']?.toLowerCase();
  const named = Number(groups['hour']);
  if (half === undefined ? named > 23 : named > 12) return null;
  const hour = half === undefined ? named : (named % 12) + (half === 'p' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${groups['minute'] ?? '00'}`;
}
