/**
 * What a report about an earlier mail says of it. `notice`: a read receipt that does not say the message was displayed; it
 * proves nothing.
 */
export type ReportKind = 'receipt' | 'bounce' | 'delay' | 'notice';

/** What a read receipt says became of the message: RFC 8098, 3.2.6.2; `denied` and `failed` are of older programs. */
export type Disposition = (typeof DISPOSITIONS)[number];
const DISPOSITIONS = ['displayed', 'deleted', 'dispatched', 'processed', 'denied', 'failed'] as const;

/** What each says, and no more. */
export const DISPOSITION_WORDS = {
  displayed: 'displayed to somebody at that mailbox; whether it was read, it does not say',
  deleted: 'deleted without being displayed, as far as the receipt says',
  dispatched: 'passed on without being displayed',
  processed: 'processed by a program without being displayed',
  denied: 'the addressee does not let it be told whether it was displayed',
  failed: 'the receiving program failed to say what became of it',
} as const satisfies Record<Disposition, string>;

/** A report as far as it can be matched: what it says, of which message, to which addresses. */
export interface DeliveryReport {
  readonly kind: ReportKind;
  /** Null for a report that is no read receipt. */
  readonly disposition: Disposition | null;
  /** Message-IDs of the message it is about; several where it names several. */
  readonly about: readonly string[];
  /** Addresses that it reports on, in lower case. */
  readonly addresses: readonly string[];
  /** Why it did not arrive, in the server's words; '' where it says none. */
  readonly why: string;
}

/** What the server did, by the field made for it (RFC 3464, 2.3.3); a failure for one recipient counts before the rest. */
function actionIn(words: string): string | null {
  const actions = [...words.matchAll(/\bAction:\s*(failed|delayed|delivered|relayed|expanded)\b/gi)].map(
    ([, action = '']) => action.toLowerCase(),
  );
  return actions.find((one) => one === 'failed') ?? actions[0] ?? null;
}

/**
 * True when a delivery report says that the message did not arrive. A warning that it is delayed says much the same in
 * its sentences; where the report names an action, that alone counts.
 */
export function saysNotDelivered(words: string): boolean {
  const action = actionIn(words);
  if (action !== null) return action === 'failed';
  return /\bStatus:\s*5\.\d|\bundeliver(ed|able)\b|delivery (has |to .{1,200} )?failed|could ?n[o']t be delivered/i.test(
    words,
  );
}

/**
 * Reads the words of a report: RFC 3464 (delivery status) and RFC 8098 (read receipt). `returned` are the Message-IDs of
 * messages attached to it; `thread` those of its own headers, which count only where it names none. Null where it says
 * nothing of either kind.
 */
export function readReport(
  words: string,
  returned: readonly string[],
  thread: readonly string[] = [],
): DeliveryReport | null {
  const disposition = dispositionIn(words);
  const kind = disposition === null ? kindOf(words) : disposition === 'displayed' ? 'receipt' : 'notice';
  if (kind === null) return null;
  const originals = idsIn(words, /^\s*Original-Message-ID:\s*(<[^<>\s]{1,998}>)/gim);
  const named = originals.length > 0 ? originals : idsIn(words, /^\s*Message-ID:\s*(<[^<>\s]{1,998}>)/gim);
  const own = [...new Set([...named, ...returned])];
  const addresses = [
    ...words.matchAll(
      /^\s*(?:Final|Original)-Recipient:\s*(?:rfc822|utf-8)?\s*;?\s*<?([^\s<>;]+@[^\s<>;]+)>?/gim,
    ),
  ].map(([, address = '']) => address.toLowerCase());
  const why = /^\s*Diagnostic-Code:\s*(.{1,500})$/im.exec(words)?.[1]?.trim() ?? '';
  const about = own.length > 0 ? own : thread.slice(0, 1);
  return { kind, disposition, about, addresses: [...new Set(addresses)], why };
}

function idsIn(words: string, pattern: RegExp): string[] {
  return [...words.matchAll(pattern)].map(([, id = '']) => id);
}

/** `Disposition: manual-action/MDN-sent-manually; displayed`; what follows a slash there is a detail. */
function dispositionIn(words: string): Disposition | null {
  const type = /^\s*Disposition:[^\n;]*;\s*([a-z]+)/im.exec(words)?.[1]?.toLowerCase();
  return DISPOSITIONS.find((one) => one === type) ?? null;
}

function kindOf(words: string): ReportKind | null {
  if (saysNotDelivered(words)) return 'bounce';
  const action = actionIn(words);
  if (action === 'delivered') return 'receipt';
  return action === null ? null : 'delay';
}
