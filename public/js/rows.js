// Rows gone through with the keyboard. Keys act only while a row has the focus, so they never surprise someone typing.
const REMEMBERED = 'rejoinder.row';

export function begin(list) {
  const rows = () => [...list.children];
  const place = `${window.location.pathname}#${list.id}`;

  list.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, select, textarea'))
      return;
    const row = event.target.closest('[data-rows] > *');
    const all = rows();
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[all.indexOf(row) + step]?.focus();
      return;
    }
    if (event.target !== row || event.key.length !== 1) return;
    const button = row.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
    // What opens asks for something: the keys go on in it.
    if (button.matches('summary'))
      button.parentElement.querySelector('select, input:not([type="hidden"])')?.focus();
  });
  list.addEventListener('submit', (event) => {
    const row = event.target.closest('[data-rows] > *');
    const step = Number(event.target.dataset.step ?? 0);
    const all = rows();
    sessionStorage.setItem(
      REMEMBERED,
      JSON.stringify({ place, index: all.indexOf(row), step, count: all.length }),
    );
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    if (list.contains(event.target) || event.target.contains(list)) focusNext(place, rows());
  });
  focusNext(place, rows());
}

function focusNext(place, rows) {
  const kept = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? 'null');
  if (!kept || kept.place !== place) return;
  sessionStorage.removeItem(REMEMBERED);
  // After an error the summary speaks first.
  if (document.querySelector('[data-focus]')) return;
  const isOpen = (row) => !row.classList.contains('done');
  // A form that makes two rows of one leads to the second, one that makes one of two to the first; refused, to neither.
  const isDone = rows.length === kept.count + kept.step;
  const index = Math.max(0, kept.index + (isDone ? kept.step : 0));
  const next = rows.slice(index).find(isOpen) ?? rows.find(isOpen) ?? rows[index];
  next?.focus();
}
