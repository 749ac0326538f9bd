import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ConfigError } from './config.js';
import { ConflictError, NotFoundError } from './platform/errors.js';

// Exit codes: 0 fine, 1 findings, 64 usage, 66 input missing or unreadable, 75 in use, 78 configuration.
const USAGE = 64;

const program = new Command('rejoinder')
  .description('Legal evidence and correspondence: a demand letter in, a checked PDF out.')
  .version(
    (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
      .version,
  )
  .exitOverride()
  .showHelpAfterError();

program
  .command('serve')
  .description('serve the web app')
  .action(async () => (await import('./processes/serve.js')).serveOrExit());
program
  .command('sample')
  .description("make or reset the sample's data folder")
  .action(async () => end(await (await commands()).makeSampleFolder()));
program
  .command('doctor')
  .description('check that everything needed is here')
  .action(async () => end(await (await commands()).doctor()));
program
  .command('verify')
  .description('prove the audit chain, the files and the bundles')
  .option('--json', 'for machines')
  .action(async (options: { json?: boolean }) =>
    end(await (await commands()).verifyFolders(options.json ?? false)),
  );

const user = program.command('user').description('accounts');
user
  .command('add <email>')
  .description('make an account; the password is read from standard input, or made and printed')
  .requiredOption('--name <name>')
  .requiredOption('--role <role>', 'admin, counsel, paralegal or auditor', role)
  .action(async (email: string, options: { name: string; role: Role }) =>
    end(await (await commands()).addUser(email, options)),
  );
user
  .command('password <email>')
  .description('set a new password, read from standard input, or made and printed; its sessions end')
  .action(async (email: string) => end(await (await commands()).setUserPassword(email)));
user
  .command('disable <email>')
  .description('switch an account off; its sessions end')
  .action(async (email: string) => end(await (await commands()).switchUser(email, 'off')));
user
  .command('enable <email>')
  .description('switch an account on again')
  .action(async (email: string) => end(await (await commands()).switchUser(email, 'on')));

const deadline = program.command('deadline').description('dates with their working shown');
passOn(deadline.command('compute').description('count one date'), async (args) => {
  const { computeHelp, runDeadlineCompute } = await import('./deadlines/deadline-command.js');
  return isHelp(args) ? help(computeHelp()) : runDeadlineCompute(args, process);
});
passOn(deadline.command('check').description('check a file of cases'), async (args) => {
  const { CHECK_HELP, runDeadlineCheck } = await import('./deadlines/deadline-command.js');
  return isHelp(args) ? help(CHECK_HELP) : runDeadlineCheck(args, process);
});

const letter = program.command('letter').description('letters, without server or database');
passOn(
  letter.command('read').description('what a letter demands and by when, as proposals'),
  async (args) => {
    const { LETTER_HELP, runLetterRead } = await import('./letter-command.js');
    return isHelp(args) ? help(LETTER_HELP) : runLetterRead(args, await bundleIo());
  },
);

const bundle = program.command('bundle').description('bundles, without server or database');
passOn(bundle.command('build').description('build a bundle from a SPEC.json or a FOLDER'), async (args) => {
  const { BUILD_HELP, runBundleBuild } = await import('./bundles/bundle-command.js');
  return isHelp(args) ? help(BUILD_HELP) : runBundleBuild(args, await bundleIo());
});
passOn(bundle.command('verify').description('re-open and re-check a package'), async (args) => {
  const { BUILD_HELP, runBundleVerify } = await import('./bundles/bundle-command.js');
  return isHelp(args) ? help(BUILD_HELP) : runBundleVerify(args, await bundleIo());
});

const pdf = program.command('pdf').description('PDF files');
passOn(pdf.command('selftest').description('every PDF in a folder through the bundle path'), async (args) =>
  (await import('./pdf-command.js')).runPdfSelftest(args, await bundleIo()),
);

const table = program.command('table').description('table files');
passOn(table.command('profile').description('what a table file holds'), async (args) => {
  const { PROFILE_USAGE, runTableProfile } = await import('./table-command.js');
  return isHelp(args) ? help(`${PROFILE_USAGE}\n`) : runTableProfile(args, await tableIo());
});
const measurements = program.command('measurements').description('readings offered as evidence');
passOn(measurements.command('summarize').description('figures by network and hour'), async (args) => {
  const { runSummarize, SUMMARIZE_USAGE } = await import('./measurements/measurement-command.js');
  return isHelp(args) ? help(`${SUMMARIZE_USAGE}\n`) : runSummarize(args, await tableIo());
});
const notices = program.command('notices').description('customer-notice lists');
passOn(notices.command('reconcile').description('deliveries against measurements'), async (args) => {
  const { RECONCILE_USAGE, runReconcile } = await import('./notices/notice-command.js');
  return isHelp(args) ? help(`${RECONCILE_USAGE}\n`) : runReconcile(args, await tableIo());
});

type Role = 'admin' | 'counsel' | 'paralegal' | 'auditor';

try {
  await program.parseAsync();
} catch (error) {
  end(exitCodeOf(error));
}

async function bundleIo(): Promise<import('./bundles/bundle-command.js').BundleIo> {
  const [{ openDocumentAsker }, { systemClock }, { openLog }, { todayIn }] = await Promise.all([
    import('./processes/open-deps.js'),
    import('./platform/clock.js'),
    import('./platform/log.js'),
    import('./platform/plain-date.js'),
  ]);
  return {
    stdout: (words) => process.stdout.write(words),
    stderr: (words) => process.stderr.write(words),
    today: () => todayIn(systemClock, Intl.DateTimeFormat().resolvedOptions().timeZone),
    openAsker: () => openDocumentAsker(openLog('error'), 2),
  };
}

async function tableIo(): Promise<import('./tabular/command-io.js').TableIo> {
  const [{ systemClock }, io] = await Promise.all([import('./platform/clock.js'), bundleIo()]);
  return { stdout: io.stdout, stderr: io.stderr, now: systemClock.now, openAsker: io.openAsker };
}

async function commands(): Promise<typeof import('./commands.js')> {
  return import('./commands.js');
}

function isHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function help(words: string): number {
  process.stdout.write(words);
  return 0;
}

/** The sub-command reads its own arguments; ours are only its name. */
function passOn(command: Command, run: (args: string[]) => Promise<number>): void {
  command
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .argument('[args...]')
    .action(async (args: string[]) => {
      end(await run(args));
    });
}

function role(text: string): Role {
  const known = (['admin', 'counsel', 'paralegal', 'auditor'] as const).find((one) => one === text);
  if (!known) throw new InvalidArgumentError('It is admin, counsel, paralegal or auditor.');
  return known;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE; // it has said why
  if (error instanceof ConfigError) return said(error, 78);
  if (error instanceof ConflictError) return said(error, 75);
  if (error instanceof NotFoundError) return said(error, 66);
  throw error;
}

function said(error: Error, code: number): number {
  process.stderr.write(`${error.message}\n`);
  return code;
}

function end(code: number): void {
  process.exitCode = code;
}
