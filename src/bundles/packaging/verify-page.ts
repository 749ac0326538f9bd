import type { PackagedFile } from './manifest.js';

export interface VerifyPageInput {
  readonly title: string;
  /** As it is written on the paper of the bundle. */
  readonly date: string;
  /** Every file of the package but the page itself and SHA256SUMS. */
  readonly files: readonly PackagedFile[];
}

/**
 * verify.html: works from a folder on disk, offline, in any current browser; it sends nothing anywhere.
 * The hashes are computed by the page itself, piece by piece, so a large bundle needs no memory
 * and a page opened from disk, where browsers may switch WebCrypto off, works too.
 */
export function verifyPage({ title, date, files }: VerifyPageInput): string {
  const data = JSON.stringify(files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }))).replaceAll(
    '<',
    '\\u003c',
  );
  const rows = files
    .map(
      ({ path, bytes, sha256 }) =>
        `<tr data-path="${escapeHtml(path)}"><td>${escapeHtml(path)}</td><td class="n">${bytes}</td><td><code>${sha256}</code></td><td class="state">not checked</td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Check the files: ${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Check the files</h1>
<p><strong>${escapeHtml(title)}</strong>, ${escapeHtml(date)}</p>
<p>Choose the folder these files are in, or drop them here. This page computes the SHA-256 of each file on your own machine and
compares it with the list below. Nothing is sent anywhere. It compares with the list in this page: if you were told the hash of
the bundle in a letter, compare that too.</p>
<div id="drop">
<p><label>The folder <input id="folder" type="file" webkitdirectory></label></p>
<p><label>or single files <input id="files" type="file" multiple></label></p>
</div>
<p id="verdict" role="status" aria-live="polite">Nothing checked yet.</p>
<table>
<thead><tr><th scope="col">File</th><th scope="col">Bytes</th><th scope="col">SHA-256</th><th scope="col">Result</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
<p>Without this page: <code>shasum -a 256 -c SHA256SUMS</code> (macOS, Linux) or <code>certutil -hashfile bundle.pdf SHA256</code> (Windows).</p>
</main>
<script type="application/json" id="expected">${data}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:1.5rem}
main{max-width:70rem;margin:auto}
#drop{border:2px dashed #71767a;border-radius:4px;padding:.5rem 1rem}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #71767a66;vertical-align:top}
.n{text-align:right}
code{font-size:.85em;overflow-wrap:anywhere}
.same .state{color:#00801f;font-weight:bold}
.differs .state{color:#b50909;font-weight:bold}
@media (prefers-color-scheme:dark){.same .state{color:#7fd18d}.differs .state{color:#ff8d7b}}
#verdict{font-weight:bold}
`;

// FIPS 180-4, in pieces: the constants are the fractional parts of the roots of the first primes, computed, not typed.
const SCRIPT = `
'use strict';
(function () {
  var expected = JSON.parse(document.getElementById('expected').textContent);
  var K = new Uint32Array(64), START = new Uint32Array(8);
  (function () {
    var found = 0;
    for (var n = 2; found < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (!prime) continue;
      if (found < 8) START[found] = ((Math.sqrt(n) % 1) * 4294967296) >>> 0;
      K[found++] = ((Math.cbrt(n) % 1) * 4294967296) >>> 0;
    }
  })();
  function Sha256() { this.h = new Uint32Array(START); this.w = new Uint32Array(64); this.rest = new Uint8Array(64); this.held = 0; this.length = 0; }
  Sha256.prototype.block = function (b, at) {
    var w = this.w, h = this.h, i;
    for (i = 0; i < 16; i++, at += 4) w[i] = (b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3];
    for (i = 16; i < 64; i++) {
      var x = w[i - 15], y = w[i - 2];
      w[i] = (w[i - 16] + w[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) | 0;
    }
    var a = h[0], c1 = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
    for (i = 0; i < 64; i++) {
      var t1 = (k + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      var t2 = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & c1) ^ (a & c) ^ (c1 & c))) | 0;
      k = g; g = f; f = e; e = (d + t1) | 0; d = c; c = c1; c1 = a; a = (t1 + t2) | 0;
    }
    h[0] += a; h[1] += c1; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k;
  };
  Sha256.prototype.add = function (bytes) {
    var at = 0; this.length += bytes.length;
    if (this.held > 0) {
      var take = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, take), this.held); this.held += take; at = take;
      if (this.held < 64) return;
      this.block(this.rest, 0); this.held = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.block(bytes, at);
    this.rest.set(bytes.subarray(at)); this.held = bytes.length - at;
  };
  Sha256.prototype.end = function () {
    var length = this.length, tail = new Uint8Array(((this.held + 9 + 63) >> 6) * 64);
    tail.set(this.rest.subarray(0, this.held)); tail[this.held] = 128;
    var view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(length / 536870912)); view.setUint32(tail.length - 4, (length << 3) >>> 0);
    for (var at = 0; at < tail.length; at += 64) this.block(tail, at);
    return Array.from(this.h, function (v) { return ('00000000' + v.toString(16)).slice(-8); }).join('');
  };
  async function hashOf(file) {
    var sha = new Sha256(), step = 4194304;
    for (var at = 0; at < file.size; at += step) sha.add(new Uint8Array(await file.slice(at, at + step).arrayBuffer()));
    return sha.end();
  }
  function rowOf(path) {
    return Array.prototype.find.call(document.querySelectorAll('tr[data-path]'), function (row) { return row.dataset.path === path; });
  }
  function show(path, same, words) {
    var row = rowOf(path); row.className = same ? 'same' : 'differs'; row.querySelector('.state').textContent = words;
  }
  var done = {};
  async function check(files) {
    var verdict = document.getElementById('verdict');
    for (var i = 0; i < expected.length; i++) {
      var want = expected[i];
      var found = files.find(function (f) {
        return f.path === want.path || f.path.endsWith('/' + want.path) || f.path === want.path.split('/').pop();
      });
      if (!found) continue;
      var file = found.file;
      verdict.textContent = 'Checking ' + want.path + ' …';
      var same = file.size === want.bytes && (await hashOf(file)) === want.sha256;
      done[want.path] = same;
      show(want.path, same, same ? 'the same' : 'DIFFERS');
    }
    var bad = expected.filter(function (e) { return done[e.path] === false; });
    var missing = expected.filter(function (e) { return !(e.path in done); });
    verdict.textContent = bad.length > 0
      ? bad[0].path + ' differs from what was sent.' + (bad.length > 1 ? ' So do ' + (bad.length - 1) + ' more.' : '')
      : missing.length === 0 ? 'All ' + expected.length + ' files are the same as the list in this page.'
      : missing.length + ' of ' + expected.length + ' files not checked yet, first ' + missing[0].path + '.';
  }
  function chosen(event) {
    check(Array.from(event.target.files, function (file) { return { path: file.webkitRelativePath || file.name, file: file }; }));
  }
  function filesOf(entry) {
    return new Promise(function (resolve, reject) {
      if (entry.isFile) return entry.file(function (file) { resolve([{ path: entry.fullPath.slice(1), file: file }]); }, reject);
      var reader = entry.createReader(), all = [];
      (function more() {
        reader.readEntries(function (some) {
          if (some.length === 0) return Promise.all(all.map(filesOf)).then(function (lists) { resolve(lists.flat()); }, reject);
          all.push.apply(all, some); more();
        }, reject);
      })();
    });
  }
  document.getElementById('folder').addEventListener('change', chosen);
  document.getElementById('files').addEventListener('change', chosen);
  document.addEventListener('dragover', function (event) { event.preventDefault(); });
  document.addEventListener('drop', function (event) {
    event.preventDefault();
    var entries = Array.from(event.dataTransfer.items, function (item) { return item.webkitGetAsEntry(); }).filter(Boolean);
    Promise.all(entries.map(filesOf)).then(function (lists) { return check(lists.flat()); });
  });
})();
`;
