import { hash } from '@node-rs/argon2';
import { recordEvent } from '../../src/audit/audit-store.js';
import type { Role } from '../../src/auth/account.js';
import { insertAccount } from '../../src/auth/account-store.js';
import { inTransaction } from '../../src/platform/database.js';
import type { Deps } from '../../src/platform/deps.js';

/** The recurring cast: who signs in in tests. */
export const CAST = {
  dana: 'paralegal',
  omar: 'counsel',
  priya: 'auditor',
  ines: 'admin',
  rolf: 'counsel',
} as const satisfies Record<string, Role>;

export type Name = keyof typeof CAST;

export const PASSWORD = 'a long enough password';

// Real, and quick to check: the hash carries its own settings. What the product's cost is asked in test/auth.
let passwordHash: Promise<string> | null = null;

/** The accounts of the cast with their events, as `createAccount` leaves them; their ids by name. */
export async function insertCast(deps: Deps): Promise<ReadonlyMap<string, string>> {
  passwordHash ??= hash(PASSWORD, { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 });
  const common = { passwordHash: await passwordHash, zone: 'America/New_York', createdAt: deps.clock.now() };
  return inTransaction(deps, async (tx) => {
    const ids = new Map<string, string>();
    for (const [name, role] of Object.entries(CAST)) {
      const id = await insertAccount(tx, {
        ...common,
        email: `${name}@firm.example`,
        name: name[0]?.toUpperCase() + name.slice(1),
        role,
        administers: role === 'admin' ? 1 : 0,
      });
      await recordEvent(tx, {
        by: null,
        at: common.createdAt,
        action: 'account.created',
        subject: id,
        detail: { role },
      });
      ids.set(name, id);
    }
    return ids;
  });
}
