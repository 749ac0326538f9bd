// One box in the head of a list ticks or clears the boxes below it, on this page alone.
export function begin(head) {
  const boxes = [...head.closest('table').querySelectorAll('tbody input[type=checkbox]')];
  const say = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    head.checked = ticked > 0 && ticked === boxes.length;
    head.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  head.addEventListener('change', () => {
    for (const box of boxes) box.checked = head.checked;
    say();
  });
  head.closest('table').addEventListener('change', say);
  say();
}
