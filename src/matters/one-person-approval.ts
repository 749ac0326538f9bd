import type { Account } from '../auth/account.js';
import { isPassword } from '../auth/password.js';
import { NO_ERRORS, type FormErrors } from '../web/form.js';
import type { Matter } from './matter.js';

/**
 * Where one person approves what leaves, that person gives a reason and types the password again. Every box that is
 * wrong is named at once; null where nothing is, and where two people approve.
 */
export async function onePersonErrors(
  { approvalForm }: Pick<Matter, 'approvalForm'>,
  { reason, password }: { readonly reason: string; readonly password: string },
  approver: Pick<Account, 'passwordHash'>,
): Promise<FormErrors | null> {
  if (approvalForm !== 'one-person') return null;
  const errors: FormErrors = {
    ...(reason === '' ? { reason: ['Say why one person approves this'] } : NO_ERRORS),
    ...(password === ''
      ? { password: ['Type your password again'] }
      : (await isPassword(approver.passwordHash, password))
        ? NO_ERRORS
        : { password: ['This is not your password'] }),
  };
  return Object.keys(errors).length === 0 ? null : errors;
}
