import { expect } from 'chai';
import type { Person } from './person.js';
import { choose, expectWords, field, follow, goTo, press, send, type } from './person.js';

const PASSWORD = 'a long enough password';
const ZONE = 'America/Los_Angeles';

/** Step 1: the first visit, started empty with the code from the console; the first account may make others. */
export async function startEmpty(ines: Person, code: string): Promise<void> {
  await goTo(ines, '/');
  await expectWords(ines, 'A demand letter in, a checked PDF out.');
  expect(await ines.page.getByRole('button', { name: 'Try the sample' }).count()).to.equal(1);
  await follow(ines, 'Start empty');
  const account = {
    'Your name': 'Ines',
    'Email address': 'ines@firm.example',
    Password: PASSWORD,
    'Time zone': ZONE,
  };
  await type(ines.page, { 'One-time code': 'not the code', ...account });
  await press(ines, 'Make the account');
  await expectWords(ines, /This is not the code on the console/);
  await ines.page.getByRole('link', { name: 'Rejoinder' }).first().click();
  await ines.page.goBack(); // to the form that was refused: its page, not the browser's question whether to send again
  await ines.page.getByRole('button', { name: 'Make the account' }).waitFor();
  await type(ines.page, { ...account, 'One-time code': code });
  await send(ines, 'Make the account');
  await expectWords(
    ines,
    'Your account is made. It administers: make accounts for counsel and the others under Accounts.',
  );
}

export async function makeAccount(ines: Person, name: string, role: string): Promise<void> {
  await follow(ines, 'Accounts');
  await type(ines.page, {
    Name: name,
    'Email address': `${name.toLowerCase()}@firm.example`,
    'First password': PASSWORD,
    'Time zone': ZONE,
  });
  await choose(ines.page, { Role: role });
  await send(ines, 'Add the account');
  await ines.page.getByRole('rowheader', { name, exact: true }).waitFor();
}

export async function signIn(person: Person, name: string): Promise<void> {
  await goTo(person, '/');
  await type(person.page, { 'Email address': `${name.toLowerCase()}@firm.example`, Password: PASSWORD });
  await send(person, 'Sign in');
  await person.page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
}

export async function giveAccess(dana: Person, matter: string, account: string, as: string): Promise<void> {
  await goTo(dana, `${matter}/team`);
  const accounts = field(dana.page, 'Account');
  const wanted = await accounts.locator('option').filter({ hasText: account }).first().getAttribute('value');
  await accounts.selectOption(wanted);
  const access = field(dana.page, 'As');
  await access.selectOption(
    await access.locator('option').filter({ hasText: as }).first().getAttribute('value'),
  );
  await send(dana, 'Give access');
  await dana.page.getByRole('rowheader', { name: account }).waitFor();
}
