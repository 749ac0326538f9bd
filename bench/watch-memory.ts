import { readFile } from 'node:fs/promises';

const WATCH_MS = 100;

/** The largest resident memory of the children of this process, in MB. */
export function watchMemory(): { end(): number } {
  let most = 0;
  const timer = setInterval(() => {
    void childrenMb().then((mb) => (most = Math.max(most, mb)));
  }, WATCH_MS);
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      return most;
    },
  };
}

async function childrenMb(): Promise<number> {
  const read = (path: string): Promise<string> => readFile(path, 'latin1').catch(() => '');
  const children = (await read(`/proc/${process.pid}/task/${process.pid}/children`)).trim().split(' ');
  const statuses = await Promise.all(
    children.filter((pid) => pid !== '').map((pid) => read(`/proc/${pid}/status`)),
  );
  return Math.max(0, ...statuses.map((status) => Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024));
}
