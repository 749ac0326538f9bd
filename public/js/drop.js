// A form that takes files: dropped, chosen, or a whole folder; each goes up on its own with its own outcome.
// One after another, so that what is numbered on arrival is numbered in the order it was chosen.
const AT_ONCE = 1;
const NATURAL_ORDER = new Intl.Collator('en', { numeric: true });
const WORDS = {
  kept: 'kept',
  known: 'already here',
  marked: 'kept, could not be read',
  unproved: 'kept, proves no delivery',
  'left-out': 'left out, no evidence',
  failed: 'not kept',
};
const KINDS = { kept: 'ok', known: 'warn', marked: 'warn', unproved: 'warn', 'left-out': '', failed: 'due' };

export function begin(form) {
  const input = form.querySelector('input[type=file]');
  const folder = form.querySelector('[data-drop-folder]');
  const queue = makeQueue(form, input.name);

  form.addEventListener('dragover', (event) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    form.classList.add('over');
  });
  form.addEventListener('dragleave', (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove('over');
  });
  form.addEventListener('drop', async (event) => {
    event.preventDefault();
    form.classList.remove('over');
    // The entries must be taken before the first await: the browser empties the list afterwards.
    const entries = [...event.dataTransfer.items].filter((item) => item.kind === 'file').map(entryOf);
    const found = [];
    for (const entry of entries) await collect(entry, '', found);
    queue.add(found);
  });
  input.addEventListener('change', () => takeFrom(input, queue));
  folder?.addEventListener('click', () => {
    const picker = document.createElement('input');
    picker.type = 'file';
    picker.multiple = true;
    picker.webkitdirectory = true;
    picker.addEventListener('change', () => takeFrom(picker, queue));
    picker.click();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    takeFrom(input, queue);
  });
  // A file dropped beside the zone must not make the browser leave the page.
  for (const type of ['dragover', 'drop'])
    window.addEventListener(type, (event) => {
      if (event.dataTransfer?.types.includes('Files') && !event.target.closest?.('[data-drop]'))
        event.preventDefault();
    });
}

function entryOf(item) {
  return item.webkitGetAsEntry?.() ?? { isFile: true, file: (done) => done(item.getAsFile()) };
}

async function collect(entry, inside, found) {
  if (!entry) return;
  if (entry.isDirectory) {
    const reader = entry.createReader();
    const within = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) break;
      within.push(...some);
    }
    within.sort((a, b) => NATURAL_ORDER.compare(a.name, b.name));
    for (const next of within) await collect(next, `${inside}${entry.name}/`, found);
    return;
  }
  try {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: inside ? inside + file.name : '' });
  } catch {
    found.push({ file: null, path: inside + entry.name });
  }
}

function takeFrom(input, queue) {
  const files = [...input.files].map((file) => ({ file, path: file.webkitRelativePath ?? '' }));
  // A folder comes in no order of anyone's choosing.
  if (input.webkitdirectory) files.sort((a, b) => NATURAL_ORDER.compare(a.path, b.path));
  queue.add(files);
  input.value = '';
}

function makeQueue(form, name) {
  const list = form.querySelector('[data-drop-outcomes]');
  const summary = form.querySelector('[data-drop-summary]');
  const waiting = [];
  const tally = { kept: 0, known: 0, marked: 0, unproved: 0, 'left-out': 0, failed: 0 };
  let asked = 0;
  let running = 0;
  let lastHref = '';

  function add(files) {
    for (const one of files) {
      asked += 1;
      waiting.push({ ...one, row: addRow(list, one.path || one.file?.name || '') });
    }
    if (files.length > 0) report();
    pump();
  }

  function pump() {
    while (running < AT_ONCE && waiting.length > 0) {
      running += 1;
      const next = waiting.shift();
      sendOne(form, name, next).then((answer) => {
        running -= 1;
        for (const one of answer.files) tally[one.outcome] = (tally[one.outcome] ?? 0) + 1;
        if (answer.href) lastHref = answer.href;
        showOutcome(next.row, answer);
        report();
        pump();
      });
    }
    if (running === 0 && waiting.length === 0 && asked > 0) finish();
  }

  function report() {
    const done = asked - waiting.length - running;
    summary.hidden = false;
    summary.textContent = done < asked ? `${done} of ${asked} sent` : outcomeWords(tally);
  }

  function finish() {
    // What is here already is said where it was dropped, before anyone works on it twice.
    const isPlain = tally.failed === 0 && tally.known === 0;
    if (form.hasAttribute('data-drop-follow') && asked === 1 && lastHref && isPlain) {
      window.location.assign(lastHref);
      return;
    }
    // What came of each file is said on the page itself, which it has changed.
    if (form.hasAttribute('data-drop-reload') && lastHref && tally.failed === 0) {
      window.location.assign(lastHref);
      return;
    }
    const link = document.createElement('a');
    link.href = window.location.pathname + window.location.search;
    link.textContent = 'Show the updated list';
    summary.append(' · ', link);
    form.dispatchEvent(new CustomEvent('dropped', { bubbles: true }));
  }

  return { add };
}

function outcomeWords(tally) {
  return Object.entries(tally)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${WORDS[outcome]}`)
    .join(' · ');
}

function addRow(list, label) {
  const row = document.createElement('li');
  const path = document.createElement('span');
  path.className = 'path';
  path.textContent = label;
  const state = document.createElement('span');
  state.className = 'status';
  state.textContent = 'waiting';
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', `Sending ${label}`);
  row.append(path, state, bar);
  list.append(row);
  return { path, state, bar };
}

function sendOne(form, name, { file, path, row }) {
  if (!file) return Promise.resolve(failed('The browser could not read this file.'));
  const body = new FormData();
  for (const [key, value] of new FormData(form)) if (!(value instanceof File)) body.append(key, value);
  // A dropped folder's own path travels as the file's name, which is how the server tells it.
  body.append(name, file, path || file.name);

  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) row.bar.value = event.loaded / event.total;
      row.state.textContent = event.loaded < event.total ? 'sending' : 'being kept';
    });
    request.addEventListener('load', () => resolve(readAnswer(request, file.name)));
    request.addEventListener('error', () => resolve(failed('The connection broke. Drop the file again.')));
    request.addEventListener('abort', () => resolve(failed('Stopped.')));
    request.send(body);
  });
}

function readAnswer(request, name) {
  const isJson = (request.getResponseHeader('Content-Type') ?? '').includes('json');
  const isFine = request.status >= 200 && request.status < 300;
  if (!isJson) {
    if (!isFine) return failed(`The server answered ${request.status}.`);
    return {
      files: [{ name, outcome: 'kept', text: 'kept', href: request.responseURL }],
      href: request.responseURL,
    };
  }
  let answer;
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    return failed('The answer could not be read.');
  }
  if (Array.isArray(answer.files)) return answer;
  return isFine
    ? { files: [{ name, outcome: 'kept', text: 'kept' }], ...answer }
    : failed(answer.error ?? `The server answered ${request.status}.`);
}

function failed(text) {
  return { files: [{ outcome: 'failed', text }] };
}

function showOutcome(row, answer) {
  row.bar.remove();
  const [first] = answer.files;
  if (!first) return;
  const chip = document.createElement('span');
  chip.className = `chip ${KINDS[first.outcome] ?? ''}`;
  chip.textContent = first.text ?? WORDS[first.outcome];
  row.state.replaceWith(chip);
  const href = first.href ?? answer.href;
  if (!href) return;
  const link = document.createElement('a');
  link.href = href;
  link.textContent = row.path.textContent;
  row.path.replaceChildren(link);
}
