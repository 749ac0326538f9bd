import { z } from 'zod';
import { zone } from '../auth/account-form.js';
import { oneOf, optionalText, text, versionField } from '../web/form.js';
import { DEFAULT_LEGEND } from './matter.js';

export const matterForm = z.strictObject({
  title: text('Enter a title, like “Verizon – Netflix, letter of 5 June 2014”', 200),
  ourParty: text('Enter the party we act for', 200),
  theirParty: text('Enter the party on the other side', 200),
  regime: oneOf(
    ['private', 'us-federal', 'california', 'england-wales'],
    'Choose whose rules of counting apply',
  ),
  zone,
  approvalForm: oneOf(['two-people', 'one-person'], 'Choose how a file is approved'),
  legend: optionalText(200).transform((legend) => legend || DEFAULT_LEGEND),
});

export const closeForm = z.strictObject({
  reason: text('Say why the matter is closed', 1_000),
  version: versionField,
});

export const reopenForm = z.strictObject({ version: versionField });

export const accessForm = z.strictObject({
  accountId: text('Choose an account'),
  access: oneOf(['lead', 'member', 'viewer'], 'Choose what the account may do'),
});
