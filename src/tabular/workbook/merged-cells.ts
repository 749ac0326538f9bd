import type { CellArea } from './cell-place.js';

/** Tells of one cell after another, rows in rising order, whether another that it is merged with lies over it. */
export function coveredCells(merged: readonly CellArea[]): (row: number, column: number) => boolean {
  const waiting = [...merged].sort((a, b) => b.top - a.top);
  let open: CellArea[] = [];
  let at = 0;
  return (row, column) => {
    if (row !== at) {
      at = row;
      for (let next = waiting.at(-1); next !== undefined && next.top <= row; next = waiting.at(-1)) {
        open.push(next);
        waiting.pop();
      }
      open = open.filter(({ bottom }) => bottom >= row);
    }
    return open.some(
      ({ top, left, right }) => column >= left && column <= right && !(row === top && column === left),
    );
  };
}
