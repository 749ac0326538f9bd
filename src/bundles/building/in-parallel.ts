/**
 * Does `work` on every thing, at most `width` at once; the answers come in the order of the things. After a failure
 * nothing new is begun, and what was begun ends before the first failure is thrown: what it writes is written by then.
 */
export async function inParallel<T, R>(
  things: readonly T[],
  width: number,
  work: (thing: T, index: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const run = async (): Promise<void> => {
    for (let index = next++; index < things.length && failures.length === 0; index = next++)
      try {
        answers[index] = await work(things[index] as T, index);
      } catch (error) {
        failures.push(error);
      }
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, run));
  if (failures.length > 0) throw failures[0];
  return answers;
}
