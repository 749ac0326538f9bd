import { rm } from 'node:fs/promises';
import type { NextFunction, Request, Response } from 'express';
import { createApp } from '../app.js';
import {
  letIntoSample,
  sampleVisitorIn,
  type SampleHolder,
  type SampleVisitor,
} from '../auth/sample-holder.js';
import type { Config } from '../config.js';
import { hasData, openDeps, type OpenDeps } from './open-deps.js';
import { clockAt } from '../platform/clock.js';
import { recoverJobs } from '../platform/job-store.js';
import { lockFolder } from '../platform/lock.js';
import type { Log } from '../platform/log.js';
import { SAMPLE_INSTANT, SAMPLE_ZONE } from '../sample/sample-clock.js';
import type { Banner } from '../web/locals.js';
import { startWorker, type WorkerHandle } from './start-worker.js';

export interface SampleMount extends SampleHolder {
  readonly handle: (req: Request, res: Response, next: NextFunction) => void;
  close(): Promise<void>;
}

interface OpenSample {
  readonly app: (req: Request, res: Response, next: NextFunction) => void;
  close(): Promise<void>;
}

const DRAIN_MS = 250;

/** The sample's folder beside the real one: real work never mixes with it. */
export function sampleFolder(dataDir: string): string {
  return `${dataDir.replace(/\/+$/, '')}-sample`;
}

/** Who the sample is offered to, as the live app knows it. */
export interface SampleGate {
  isOffered(): Promise<boolean>;
  /** Null for whoever must sign in to the live app first. */
  visitorOf(req: Request): Promise<SampleVisitor | null>;
}

/** The same app under `/sample`, made when first visited, with its own folder, worker and a clock that stands still. */
export function mountSample(config: Config, log: Log, gate: SampleGate): SampleMount {
  const folder = sampleFolder(config.dataDir);
  let current: Promise<OpenSample> | null = null;
  let isReady = false;
  let hasFailed = false;
  let going: Promise<void> | null = null;

  /** One that could not be opened is forgotten, so that the next visit tries again. */
  const opening = (sample: Promise<OpenSample>): Promise<OpenSample> => {
    isReady = false;
    hasFailed = false;
    return (current = sample.then(
      (opened) => {
        isReady = true;
        return opened;
      },
      (error: unknown) => {
        current = null;
        hasFailed = true;
        throw error;
      },
    ));
  };
  const open = (): Promise<OpenSample> =>
    current ?? opening(Promise.resolve(going).then(() => openSample(config, log, folder, mount)));
  const end = async (): Promise<void> => {
    const ending = current;
    current = null;
    isReady = false;
    if (!ending) return;
    await new Promise((resolve) => setTimeout(resolve, DRAIN_MS)); // answers on their way still need the rows
    await (await ending).close();
  };

  const mount: SampleMount = {
    handle: (req, res, next) => {
      visit(req, res, next).catch(next);
    },
    isOffered: gate.isOffered,
    stands: () => {
      if (current) return isReady ? 'ready' : 'making';
      if (hasFailed) return 'failed';
      return going === null && hasData(folder) ? 'kept' : 'gone';
    },
    begin: () => {
      open().catch((error: unknown) => log.error({ err: error }, 'the sample could not be made'));
    },
    reset: async () => {
      // Taken at once, so that a visitor waits for the new sample instead of reopening the old one.
      const ended = end();
      await opening(
        ended.then(async () => {
          await rm(folder, { recursive: true, force: true });
          return openSample(config, log, folder, mount);
        }),
      );
    },
    throwAway: async () => {
      const gone = end().then(() => rm(folder, { recursive: true, force: true }));
      // Whoever makes another meanwhile waits, or would open again what is being thrown away; failures go to whoever asked.
      const settled = gone
        .catch(() => undefined)
        .then(() => {
          if (going === settled) going = null;
        });
      going = settled;
      await gone;
    },
    close: async () => {
      const open = current;
      current = null;
      if (open) await (await open).close();
    },
  };
  const visit = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    if (!(await gate.isOffered())) return next();
    const visitor = await gate.visitorOf(req);
    if (visitor === null) return res.redirect(303, `${config.basePath}/sign-in?for=sample`);
    const stands = mount.stands();
    if (stands !== 'ready' && stands !== 'kept') return res.redirect(303, `${config.basePath}/sample-visit`); // which says how it stands, and goes on
    const sample = await open();
    letIntoSample(res, visitor);
    sample.app(req, res, next);
  };
  return mount;
}

/** A sample that was not made whole is gone, so that the next visit makes another. */
async function makeOrRemove(deps: OpenDeps, folder: string, unlock: () => void): Promise<void> {
  try {
    // Loaded when first wanted: most starts never make a sample.
    const { makeSample } = await import('../sample/make-sample.js');
    await makeSample(deps);
  } catch (error) {
    await deps.close();
    unlock();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function openSample(
  config: Config,
  log: Log,
  folder: string,
  holder: SampleHolder,
): Promise<OpenSample> {
  const isNew = !hasData(folder);
  const unlock = lockFolder(folder, 'web');
  const workers: { handle: WorkerHandle | null } = { handle: null };
  const deps: OpenDeps = await openDeps({
    dataDir: folder,
    databaseUrl: null,
    clock: clockAt(SAMPLE_INSTANT),
    zone: SAMPLE_ZONE,
    log,
    isSample: true,
    isSecure: config.isSecure,
    wakeWorker: () => workers.handle?.wake(),
  });
  await recoverJobs(deps, deps.clock, { all: true });
  await deps.files.sweepTemp();
  if (isNew) await makeOrRemove(deps, folder, unlock);
  workers.handle = startWorker(
    {
      DATA_DIR: folder,
      DATABASE_URL: '',
      REJOINDER_CLOCK: SAMPLE_INSTANT,
      SMTP_URL: '', // nobody is written to about a matter that is not real
      LOG_LEVEL: config.logLevel,
      ZONE: SAMPLE_ZONE,
    },
    log,
  );
  const { app } = createApp(deps, {
    setupCode: '',
    sample: holder,
    sessionSecret: config.sessionSecret,
    basePath: config.basePath,
    mail: { server: null, publicUrl: `${config.publicUrl ?? `http://localhost:${config.port}`}/sample` },
    banner: (res) => bannerFor(config.basePath, sampleVisitorIn(res)),
  });
  return {
    app,
    close: async () => {
      await workers.handle?.stop();
      await deps.close();
      unlock();
    },
  };
}

/** Before the first account everything is one click; beside real work only who administers ends the sample, and is asked first. */
function bannerFor(basePath: string, visitor: SampleVisitor): Banner {
  const base = `${basePath}/sample`;
  const enter = { label: 'Enter as someone else', href: `${base}/enter` };
  const [reset, throwAway] = ['Reset the sample', 'Throw it away'];
  return {
    text: 'Sample matter, as at Friday 6 June 2014. Nothing here is real work.',
    actions: visitor.isFirst
      ? [
          { label: 'Start your own', href: `${basePath}/` },
          enter,
          { label: reset, post: `${base}/reset` },
          { label: throwAway, post: `${base}/disposal` },
        ]
      : [
          { label: 'Back to your own work', href: `${basePath}/desk` },
          enter,
          ...(visitor.mayEnd
            ? [
                { label: `${reset}…`, href: `${base}/reset` },
                { label: `${throwAway}…`, href: `${base}/disposal` },
              ]
            : []),
        ],
  };
}
