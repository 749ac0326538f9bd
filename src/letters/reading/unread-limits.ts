import { datesIn } from '../../deadlines/counting/find-date.js';
import { DASHED_DAY, isPart, isShare } from '../../deadlines/counting/short-day.js';
import type { LimitAt, LimitContext } from './limit-at.js';

const EVENT =
  '(?:hearings?|trial|conference|depositions?|mediation|arbitration|meeting|closing(?:\\s+date)?|completion(?:\\s+date)?|deadline|inspection|examination|launch|expiry|expiration|auction|sale|renewal|appointment|session|term|argument|disclosure|exchange|commencement|filing|cut-?off|long-?stop\\s+date|return\\s+date|due\\s+date|quarter|(?:first|second|third|last|next)\\s+(?:week|month|quarter|(?:business\\s+|working\\s+)?day)|(?:start|beginning|end|close|middle|expiry|conclusion)\\s+of\\s+\\w+|week|month|year|weekend|holidays?|christmas|easter|thanksgiving|new\\s+year|tonight|noon|midday|midnight|anniversary)';
const NAMED = `(?:the|your|our|its|any|this|that|next|each|said)\\s+(?:[\\p{L}\\p{N}’'-]+\\s+){0,4}?${EVENT}|christmas|easter|thanksgiving|new\\s+year|tonight|midday`;
const A_DAY =
  '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\\d{1,2}(?:st|nd|rd|th)\\b(?!\\s+(?:day|business|working|century|floor|amendment|anniversary|of\\b|january|february|march|april|may|june|july|august|september|october|november|december))|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*\\.?\\s+\\d{1,4}|(?:early|mid|late|end|the\\s+end\\s+of)[\\s-]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*|\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{1,2}/\\d{1,2}(?![\\d/])|' +
  `${DASHED_DAY})`;
/** Names of times that need no article: “year end”, “the close of term”, “Q1 2027”, “early spring”, “the first Monday …”. */
const A_TIME =
  "(?:(?:the|this|next|its|your|our)\\s+)?(?:(?:\\d{4}|calendar|financial|fiscal|tax|accounting|trading|contract|academic|school)\\s+){0,2}(?:(?:year|month|quarter|term|week|period)(?:[’']s)?[\\s-]*end|(?:start|beginning|end|close|middle|expiry|conclusion)\\s+of\\s+(?:(?:the|this|next|your|our|its)\\s+)?[\\p{L}\\d]+|q[1-4]\\b|(?:(?:early|mid|late|this|next|the)[\\s-]+)?(?:spring|summer|autumn|winter)\\b|20\\d{2}\\b(?![\\d,.]*\\d)|mid[\\s-]?(?:week|month|year|term|quarter)\\b|(?:first|second|third|fourth|fifth|last)\\s+(?:\\p{L}+\\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|day|week|weekend|month|quarter)\\b|(?:january|february|july|september|october|november|december)\\b|(?:march|april|may|june|august)(?=\\s*(?:[.,;:)]|$)|\\s+(?:and|at\\s+the|next|this)\\b))";
/** “in the course of the winter”: a span that has an end. */
const COURSE =
  '(?:in|during|over)\\s+(?:the\\s+)?course\\s+of\\s+(?:the\\s+|this\\s+|next\\s+)?(?:(?:coming|following|current|new)\\s+)?(?:day|week|month|quarter|year|term|spring|summer|autumn|winter|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)\\b';
/** Words that set an end to a time, with what they name; of words like “before” only where an event or a day follows. */
const LIMITS_A_TIME = new RegExp(
  String.raw`\b(?:(?:before|prior\s+to|in\s+advance\s+of|ahead\s+of|(?:no|not)\s+later\s+than|on\s+or\s+before|by|until)\s+(?:(?:the\s+)?${A_DAY}|${NAMED}|${A_TIME})|${COURSE}|within\s+(?:the\s+)?(?:time|period)\s+(?:allowed|permitted|prescribed|provided|required|specified|set|stipulated|laid)\b|within\s+(?:the\s+)?(?:statutory|prescribed|required|applicable|contractual)\s+(?:time|period|deadline)s?|within\s+(?:[\p{L}\p{N}()-]+\s+){1,3}(?:hours?|days?|weeks?|months?)\b|(?:no|not)\s+later\s+than\s+(?:[\p{L}\p{N}()-]+\s+){1,4}(?:hours?|days?|weeks?|months?)\b)`,
  'giu',
);
/** What was done or made before a day is described, not limited; “must be served before …” is. */
const DESCRIBES =
  /(?<!\b(?:be|been\s+be)\s+(?:\p{L}+\s+)?)\b(?:\p{L}+ed|sent|made|written|held|kept|taken|given|from|both|existing|and|or|in\s+force|immediately|back)\s+$/iu;
const VAGUE =
  /\b(?:reasonable|short|near|(?<!course\s+of\s+the\s)coming|foreseeable|last(?!\s+(?:(?:business|working|court|banking)\s+)?\w*day\b)|past|previous|preceding|few)\b/iu;

/** What changes a count that stands before it: “excluding weekends”, “plus three days for mailing”. */
const QUALIFIES =
  /\b(?:(?:excluding|exclusive\s+of|not\s+(?:counting|including)|without\s+counting|except(?:ing)?(?:\s+for)?|other\s+than|ignoring|disregarding|including|inclusive\s+of|counting)\s+(?:(?:all|any|the|both|intervening|public|bank|federal|state|legal|statutory|official|court|national|religious)\s+)*(?:weekends?|saturdays?|sundays?|holidays?|(?:non-?\s*)?(?:business|working)\s+days|today|the\s+day\s+of|(?:day|date)\s+of\s+(?:receipt|service|delivery|this)|christmas|easter)\b[^,;:.]{0,60}|(?:plus|and|with|together\s+with)\s+(?:an?\s+)?(?:(?:additional|further|extra|another)\s+)*(?:\d{1,2}|one|two|three|four|five|six|seven|ten|fourteen)\s+(?:\(\d+\)\s+)?(?:(?:additional|further|extra|more|calendar|business|working|court)\s+)*(?:days?|weeks?)\s+(?:(?:allowed|added|more|extra)\s+)?(?:(?:for|if|where|when|to\s+allow\s+for|on\s+account\s+of)\s+(?:the\s+)?(?:(?:service|delivery|sent|served)\s+)?(?:(?:by|of)\s+)?)(?:mail(?:ing)?|post(?:ing|age)?|service|delivery|transit|transmission|courier|overseas|e-?mail|out)\b[^,;:.]{0,40})/giu;

/** Words of a sentence that limit a time and give none that could be read: a person has to set what they mean. */
export function unreadLimits(
  words: string,
  read: readonly LimitAt[],
  { letterDate }: LimitContext,
): LimitAt[] {
  const changes: LimitAt[] = [...words.matchAll(QUALIFIES)]
    .map((match) => ({ start: match.index, end: match.index + match[0].trimEnd().length }))
    .filter((one) => read.some(({ limit, end }) => 'count' in limit && limit.count > 0 && end <= one.start))
    .map(({ start, end }) => ({
      start,
      end,
      limit: { text: words.slice(start, end), isUnread: true },
      isAtOnce: false,
    }));
  const unread = [...words.matchAll(LIMITS_A_TIME)].flatMap((match): LimitAt[] => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (read.some((one) => one.start < end && start < one.end)) return [];
    const short = start + match[0].search(/\d{1,2}[-/]\d{1,2}$/);
    if (short >= start && (isShare(words, short) || isPart(words.slice(short)))) return [];
    if (isDescribed(words, start) || VAGUE.test(match[0])) return [];
    if (letterDate !== null && isPast(words.slice(start, end + 20), letterDate)) return [];
    return [{ start, end, limit: { text: wholeOf(words, start, end), isUnread: true }, isAtOnce: false }];
  });
  return [
    ...unread.filter((one) => !changes.some(({ start, end }) => one.start < end && start < one.end)),
    ...changes,
  ];
}

/** Whether the time that starts there says when something was done or made: “records created by …”. */
export function isDescribed(words: string, start: number): boolean {
  return DESCRIBES.test(words.slice(Math.max(0, start - 30), start));
}

/** Its words to the next comma or the end: what was not understood is not cut. */
function wholeOf(words: string, start: number, end: number): string {
  const rest = /^[^,;:?!]{0,80}?(?=[,;:?!]|\.(?:\s|$)|$)/u.exec(words.slice(end))?.[0] ?? '';
  return words.slice(start, end + rest.length).trim();
}

/** A day that was gone when the letter was written sets no time in it. */
function isPast(text: string, letterDate: string): boolean {
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    const found = datesIn(text.slice(index), letterDate);
    if (found) return found.dates.every((date) => date < letterDate.slice(0, 10));
  }
  return (
    /\b(?:19|20)\d{2}\b/.test(text) &&
    Number(/\b((?:19|20)\d{2})\b/.exec(text)?.[1]) < Number(letterDate.slice(0, 4))
  );
}
