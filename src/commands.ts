import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { email as emailForm } from './auth/account-form.js';
import { findAccountByEmail } from './auth/account-store.js';
import { disableAccount, enableAccount, setPassword } from './auth/change-account.js';
import { createAccount } from './auth/create-account.js';
import { isTooLong } from './auth/password.js';
import type { Account, Role } from './auth/account.js';
import { readConfig } from './config.js';
import { sampleFolder } from './processes/mount-sample.js';
import { hasData, openDeps, type OpenDeps } from './processes/open-deps.js';
import { clockAt, systemClock } from './platform/clock.js';
import { lockFolder } from './platform/lock.js';
import { openLog } from './platform/log.js';
import { newSecret } from './platform/ids.js';
import { inspectPdf } from './pdf/questions.js';
import { makeSample, SAMPLE_INSTANT, SAMPLE_ZONE } from './sample/make-sample.js';
import { verify } from './verify.js';

/** `rejoinder sample`: makes the sample's data folder anew. */
export async function makeSampleFolder(): Promise<number> {
  const config = readConfig(process.env);
  const folder = sampleFolder(config.dataDir);
  const unlock = lockFolder(folder, 'web');
  try {
    await rm(folder, { recursive: true, force: true });
    const deps = await openFolder(folder, null, true);
    try {
      await makeSample(deps);
    } finally {
      await deps.close();
    }
  } finally {
    unlock();
  }
  process.stderr.write(`The sample is in ${folder}. Start the server and choose “try the sample”.\n`);
  return 0;
}

/** `rejoinder verify`: the live data and the sample, whichever are there. Exit 0 when everything holds, 1 otherwise. */
export async function verifyFolders(asJson: boolean): Promise<number> {
  const config = readConfig(process.env);
  const folders = [
    { name: 'live', folder: config.dataDir, databaseUrl: config.databaseUrl },
    { name: 'sample', folder: sampleFolder(config.dataDir), databaseUrl: null },
  ].filter((one) => one.databaseUrl !== null || hasData(one.folder));
  if (folders.length === 0) {
    process.stderr.write(`There is no data in ${config.dataDir} yet; nothing to verify.\n`);
    return 66;
  }
  let findings = 0;
  for (const one of folders) {
    const deps = await openFolder(one.folder, one.databaseUrl, one.name === 'sample');
    try {
      const report = await verify(deps, (note) => process.stderr.write(`${one.name}: checking ${note}\n`));
      findings += report.findings.length;
      if (asJson) process.stdout.write(`${JSON.stringify({ folder: one.name, ...report })}\n`);
      else {
        for (const finding of report.findings) process.stdout.write(`${one.name}: ${finding}\n`);
        const what = `${report.events} audit events, ${report.files} files, ${report.bundles} bundle builds, ${report.tables} derived tables`;
        process.stdout.write(
          `${one.name}: ${what}: ${report.findings.length === 0 ? 'all hold' : `${report.findings.length} findings`}\n`,
        );
        process.stdout.write(`${one.name}: chain head ${report.head}\n`);
      }
    } finally {
      await deps.close();
    }
  }
  return findings === 0 ? 0 : 1;
}

/** `rejoinder user add`: the first line of standard input is the password; without one, a password is made and printed once. */
export async function addUser(email: string, options: { name: string; role: Role }): Promise<number> {
  const address = emailForm.safeParse(email);
  if (!address.success) {
    process.stderr.write(
      `${address.error.issues[0]?.message ?? 'The address is wrong'}; this is none: ${email}\n`,
    );
    return 64;
  }
  const config = readConfig(process.env);
  const password = await passwordGivenOrMade();
  if (password === null) return 64;
  const deps = await openFolder(config.dataDir, config.databaseUrl, false);
  try {
    await createAccount(
      deps,
      { email, name: options.name, role: options.role, password: password.text, zone: config.zone },
      null,
    );
  } finally {
    await deps.close();
  }
  if (password.isMade) process.stdout.write(`${password.text}\n`);
  process.stderr.write(`The account ${email} is made.\n`);
  return 0;
}

/** `rejoinder user password`: the new password comes as in `user add`; the account is signed out everywhere. */
export async function setUserPassword(email: string): Promise<number> {
  return withAccount(email, async (deps, account) => {
    const password = await passwordGivenOrMade();
    if (password === null) return 64;
    await setPassword(deps, account.id, password.text, null);
    if (password.isMade) process.stdout.write(`${password.text}\n`);
    process.stderr.write(`The account ${email} has the new password and is signed out everywhere.\n`);
    return 0;
  });
}

/** `rejoinder user disable` and `enable`. Throws `ConflictError` for the last account that administers. */
export async function switchUser(email: string, state: 'on' | 'off'): Promise<number> {
  return withAccount(email, async (deps, account) => {
    if (state === 'on') await enableAccount(deps, account.id, null);
    else await disableAccount(deps, account.id, null);
    process.stderr.write(
      state === 'on'
        ? `The account ${email} is on again.\n`
        : `The account ${email} is off and signed out everywhere.\n`,
    );
    return 0;
  });
}

/** `rejoinder doctor`: what the machine offers, each line fine or not. */
export async function doctor(): Promise<number> {
  const config = readConfig(process.env);
  const checks: [string, () => Promise<string>][] = [
    ['Node.js', async () => process.version],
    [
      'data folder, rows and files',
      async () =>
        openFolder(config.dataDir, config.databaseUrl, false).then(async (deps) => {
          await deps.close();
          return config.databaseUrl ? 'PostgreSQL answers' : config.dataDir;
        }),
    ],
    [
      'document process',
      async () => {
        const deps = await openFolder(config.dataDir, config.databaseUrl, false);
        try {
          const inspection = await deps.asker.ask(inspectPdf, { path: process.execPath });
          return `answers (${inspection.status})`;
        } finally {
          await deps.close();
        }
      },
    ],
  ];
  let failed = 0;
  for (const [name, check] of checks) {
    try {
      process.stdout.write(`fine  ${name}: ${await check()}\n`);
    } catch (error) {
      failed += 1;
      process.stdout.write(`wrong ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return failed === 0 ? 0 : 1;
}

/** Exit code 66 when there is no such account; a folder without data is not made for it. */
async function withAccount(
  email: string,
  work: (deps: OpenDeps, account: Account) => Promise<number>,
): Promise<number> {
  const config = readConfig(process.env);
  if (config.databaseUrl === null && !hasData(config.dataDir)) return noSuch(email);
  const deps = await openFolder(config.dataDir, config.databaseUrl, false);
  try {
    const account = await findAccountByEmail(deps.db, email);
    return account === null ? noSuch(email) : await work(deps, account);
  } finally {
    await deps.close();
  }
}

function noSuch(email: string): number {
  process.stderr.write(`There is no account with the address ${email}.\n`);
  return 66;
}

/** The first line of standard input, or a password made here; null, said why, when it cannot be one. */
async function passwordGivenOrMade(): Promise<{ text: string; isMade: boolean } | null> {
  const given = process.stdin.isTTY ? null : await firstLine();
  const text = given ?? newSecret().slice(0, 20);
  if (text.length >= 12 && !isTooLong(text)) return { text, isMade: given === null };
  process.stderr.write('A password needs at least 12 characters and at most 1,024 bytes.\n');
  return null;
}

function openFolder(dataDir: string, databaseUrl: string | null, isSample: boolean): Promise<OpenDeps> {
  return openDeps({
    dataDir,
    databaseUrl,
    clock: isSample ? clockAt(SAMPLE_INSTANT) : systemClock,
    zone: isSample ? SAMPLE_ZONE : 'UTC',
    log: openLog('error'),
    isSample,
  });
}

async function firstLine(): Promise<string | null> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line === '' ? null : line;
  }
  return null;
}
