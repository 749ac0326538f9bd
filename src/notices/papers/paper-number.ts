import { createHash } from 'node:crypto';
import { rowsAside } from './reconciliation-facts.js';
import type { ReconciliationFacts } from './reconciliation-facts.js';

/**
 * The result number of a paper: SHA-256 over the files' own SHA-256s, the method, and the figures as the paper gives them.
 * Nothing that is left out goes into it: few counts are small enough to be tried one by one until a number fits.
 */
export function paperNumber(facts: Omit<ReconciliationFacts, 'run'>): string {
  const { withinMs, level, cease, zone } = facts.method;
  return createHash('sha256')
    .update(
      JSON.stringify({
        version: 2,
        sources: [facts.list, ...facts.sources].map(({ sha256 }) => sha256),
        method: { withinMs, level, cease, zone },
        given: {
          measurements: facts.measurements,
          rows: facts.rows.map(({ label, deliveries, accounts, counts }) => {
            const { supported, sharedCause, contradicted, unmeasured } = counts;
            return [label, deliveries, accounts, supported, sharedCause, contradicted, unmeasured];
          }),
          beside: [facts.beside.notCompared, facts.beside.networkMismatch, facts.beside.afterCease],
          aside: rowsAside(facts).map(({ of, reason, rows }) => [of, reason, rows]),
        },
      }),
    )
    .digest('hex');
}
