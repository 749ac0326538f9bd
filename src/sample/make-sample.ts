import { createAccount } from '../auth/create-account.js';
import type { Deps } from '../platform/deps.js';
import { newSecret } from '../platform/ids.js';

/** The sample's clock stands at nine in the morning of Friday 6 June 2014 in Los Angeles. */
export const SAMPLE_INSTANT = '2014-06-06T16:00:00.000Z';
export const SAMPLE_ZONE = 'America/Los_Angeles';

/** Fills an empty data folder with the sample matter, through the product's own actions. */
export async function makeSample(deps: Deps): Promise<void> {
  for (const [name, role] of [
    ['Ines', 'admin'],
    ['Omar', 'counsel'],
    ['Dana', 'paralegal'],
    ['Priya', 'auditor'],
  ] as const)
    await createAccount(
      deps,
      { name, role, email: `${name.toLowerCase()}@sample.example`, password: newSecret(), zone: SAMPLE_ZONE },
      null,
    );
}
