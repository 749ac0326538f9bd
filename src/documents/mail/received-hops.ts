import { Temporal } from 'temporal-polyfill';
import { parseMailDate, type MailDate } from '../mail-date.js';

/** One server that passed a mail on, in its own words. Only the line of one's own server is beyond the sender's reach. */
export interface Hop {
  readonly from: string | null;
  readonly by: string | null;
  readonly protocol: string | null;
  readonly forAddress: string | null;
  /** When by that server's clock, with its offset; null where the line has no date that can be read. */
  readonly at: MailDate | null;
  readonly line: string;
}

/** The Received lines of a mail (RFC 5321 section 4.4), the first server first; the lines come newest first. */
export function hopsOf(received: readonly string[]): Hop[] {
  return [...received].reverse().map(hopOf);
}

/**
 * What the clocks of two servers in turn say against each other: the later one is earlier by more than a minute.
 * `hops` in order; a sentence for each, with the numbers of both, from 1.
 */
export function clockNotes(hops: readonly Hop[]): string[] {
  return hops.flatMap((hop, index) => {
    const last = hops[index - 1];
    if (!hop.at || !last?.at) return [];
    const gap = secondsOf(hop.at.instant) - secondsOf(last.at.instant);
    return gap < -60
      ? [`The clock of server ${index + 1} stands before that of server ${index}: one of the two is wrong.`]
      : [];
  });
}

function hopOf(line: string): Hop {
  const cut = line.lastIndexOf(';');
  const route = cut === -1 ? line : line.slice(0, cut);
  const bare = withoutComments(route);
  const after = (word: string): string | null =>
    new RegExp(`(?:^|\\s)${word}\\s+(\\S+)`, 'i').exec(bare)?.[1] ?? null;
  const name = after('from');
  const comment = /(?:^|\s)from\s+\S+\s+\(([^()]*(?:\([^()]*\)[^()]*)*)\)/i.exec(route)?.[1] ?? null;
  return {
    from: name === null ? null : comment === null ? name : `${name} (${comment})`,
    by: after('by'),
    protocol: after('with'),
    forAddress: after('for')?.replace(/^<|>$/g, '') ?? null,
    at: cut === -1 ? null : parseMailDate(withoutComments(line.slice(cut + 1))),
    line,
  };
}

function withoutComments(text: string): string {
  let words = text;
  for (let before = ''; before !== words;) {
    before = words;
    words = words.replace(/\([^()]*\)/g, ' ');
  }
  return words.replace(/\s+/g, ' ').trim();
}

/** Whole seconds since 1970 of an instant as text in UTC. */
function secondsOf(instant: string): number {
  return Math.round(Temporal.Instant.from(instant).epochMilliseconds / 1000);
}
