/** Does `work` on every thing, at most `width` at once; the answers come in the order of the things. */
export async function inParallel<T, R>(
  things: readonly T[],
  width: number,
  work: (thing: T, index: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const run = async (): Promise<void> => {
    for (let index = next++; index < things.length; index = next++) {
      const thing = things[index];
      if (thing !== undefined) answers[index] = await work(thing, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, run));
  return answers;
}
