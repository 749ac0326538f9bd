import type { Actor } from '../audit/event.js';
import type { Role } from '../auth/account.js';
import { createAccount } from '../auth/create-account.js';
import { grantAccess } from '../matters/grant-access.js';
import type { Access } from '../matters/matter.js';
import { openMatter } from '../matters/open-matter.js';
import type { Deps } from '../platform/deps.js';
import { newSecret } from '../platform/ids.js';
import { SAMPLE_ZONE } from './sample-clock.js';

/** Who plays in the sample. */
export interface People {
  readonly dana: Actor;
  readonly omar: Actor;
  readonly priya: Actor;
  readonly ines: Actor;
}

export interface Cast extends People {
  readonly matterId: string;
}

const PEOPLE = [
  ['Ines', 'admin'],
  ['Dana', 'paralegal'],
  ['Omar', 'counsel'],
  ['Priya', 'auditor'],
] as const satisfies readonly (readonly [string, Role])[];

const LEGEND = 'Privileged and confidential: attorney work product';

/** Makes the four accounts. */
export async function openAccounts(deps: Deps): Promise<People> {
  const made: Actor[] = [];
  for (const [name, role] of PEOPLE) made.push(await makeAccount(deps, name, role));
  const [ines, dana, omar, priya] = made;
  if (!ines || !dana || !omar || !priya) throw new Error('The sample needs its four people.');
  return { ines, dana, omar, priya };
}

/** Opens the matter as counsel and lets the paralegal and the auditor in; the admin has no matter. */
export async function openSampleMatter(deps: Deps, people: People): Promise<Cast> {
  const { dana, omar, priya } = people;
  const matterId = await openMatter(
    deps,
    {
      title: 'Verizon – Netflix, letter of 5 June 2014',
      regime: 'private',
      zone: SAMPLE_ZONE,
      legend: LEGEND,
      approvalForm: 'two-people',
      ourParty: 'Netflix',
      theirParty: 'Verizon',
    },
    omar,
  );
  const team: readonly [Actor, Access][] = [
    [dana, 'member'],
    [priya, 'viewer'],
  ];
  for (const [member, access] of team)
    await grantAccess(deps, matterId, { accountId: member.accountId, access }, omar);
  return { ...people, matterId };
}

/** Nobody signs in to the sample with a password: it is entered by one click. */
async function makeAccount(deps: Deps, name: string, role: Role): Promise<Actor> {
  const email = `${name.toLowerCase()}@netflix.example`;
  const request = { email, name, role, password: newSecret(), zone: SAMPLE_ZONE };
  return { accountId: await createAccount(deps, request, null), role };
}
