import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isZone } from './platform/plain-date.js';
import { mailServerOf, type MailServer } from './reminders/mail-settings.js';

export interface Config {
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Where people reach us, without a slash at the end; null when that is this machine. */
  readonly publicUrl: string | null;
  /** The path part of the public address: '' or like '/rejoinder'. */
  readonly basePath: string;
  readonly isSecure: boolean;
  /** Where reminders are handed in; null when no mail is sent. */
  readonly mailServer: MailServer | null;
  readonly sessionSecret: string;
  readonly zone: string;
  readonly logLevel: string;
}

/** What the environment says cannot be used; the message names the variable and shows a good value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const SMTP_WORDS =
  'SMTP_URL must be the address of a mail server, like SMTP_URL=smtp://user:password@mail.firm.example:587/?from=rejoinder@firm.example';

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT must be a port number, like PORT=3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'PORT must be at most 65535, like PORT=3000')
    .default(3000),
  DATA_DIR: z.string().min(1, 'DATA_DIR must name a folder, like DATA_DIR=data/live').default('data/live'),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'DATABASE_URL must begin with postgres://, like DATABASE_URL=postgres://user@localhost/rejoinder',
    )
    .optional(),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: 'PUBLIC_URL must be an address, like PUBLIC_URL=https://rejoinder.firm.example',
    })
    .optional(),
  SMTP_URL: z
    .string()
    .transform((text, context) => {
      if (text === '') return null; // as if it were left out: how a process is told to send nothing
      const server = mailServerOf(text);
      if (server === null) context.addIssue(SMTP_WORDS);
      return server;
    })
    .optional(),
  SESSION_SECRET: z
    .string()
    .min(32, 'SESSION_SECRET must have at least 32 characters; leave it out and one is made')
    .optional(),
  ZONE: z.string().refine(isZone, 'ZONE must be a time zone, like ZONE=America/New_York').optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'LOG_LEVEL must be debug, info, warn, error or silent',
    })
    .default('warn'),
});

/** Reads the environment once. Throws `ConfigError` naming what is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues[0]?.message ?? 'The configuration cannot be read.');
  const { PORT, DATA_DIR, DATABASE_URL, PUBLIC_URL, SMTP_URL, SESSION_SECRET, ZONE, LOG_LEVEL } = parsed.data;
  const url = PUBLIC_URL === undefined ? null : new URL(PUBLIC_URL);
  return {
    port: PORT,
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL ?? null,
    publicUrl: url === null ? null : url.href.replace(/\/$/, ''),
    basePath: url === null ? '' : url.pathname.replace(/\/$/, ''),
    isSecure: url?.protocol === 'https:',
    mailServer: SMTP_URL ?? null,
    sessionSecret: SESSION_SECRET ?? keptSecret(DATA_DIR),
    zone: ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    logLevel: LOG_LEVEL,
  };
}

/** Made once and kept beside the data, readable by its owner alone. Throws `ConfigError` when the folder cannot be used. */
function keptSecret(dataDir: string): string {
  const path = join(dataDir, 'session-secret');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    try {
      const kept = readFileSync(path, 'utf8');
      if (kept.length < 32)
        throw new ConfigError(`${path} is too short to be a secret; delete it and one is made.`);
      return kept;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    const made = randomBytes(32).toString('base64url');
    writeFileSync(path, made, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `DATA_DIR: the folder ${dataDir} cannot be used (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}
