import { findChainHead } from '../audit/audit-store.js';
import { verifyChain, type ChainVerdict } from '../audit/verify-chain.js';
import type { Deps } from '../platform/deps.js';

/** What the last check of the whole chain found, and when. */
export interface ChainStatus extends ChainVerdict {
  readonly checkedAt: string;
  /** Events recorded after that check. */
  readonly since: number;
}

/** A chain this short is checked whenever it has grown; a longer one when somebody asks, or after an hour. */
const SHORT = 5_000;
const STALE_MS = 3_600_000;

/** Checks the chain and remembers the result, so that a page does not recount millions of events. */
export function openChainStatus(deps: Deps): (checkNow: boolean) => Promise<ChainStatus> {
  let last: { verdict: ChainVerdict; at: string; machineMs: number } | null = null;
  let running: Promise<void> | null = null;
  const check = async (): Promise<void> => {
    const verdict = await verifyChain(deps.db);
    last = { verdict, at: deps.clock.now(), machineMs: deps.clock.machineNow() };
  };
  return async (checkNow) => {
    const seq = (await findChainHead(deps.db))?.seq ?? 0;
    const isDue =
      last === null ||
      checkNow ||
      (seq !== last.verdict.events && seq <= SHORT) ||
      deps.clock.machineNow() - last.machineMs > STALE_MS;
    if (isDue) await (running ??= check().finally(() => (running = null)));
    if (last === null) throw new Error('The chain has not been checked.');
    return { ...last.verdict, checkedAt: last.at, since: Math.max(0, seq - last.verdict.events) };
  };
}
