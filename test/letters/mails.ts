/** The lines of a mail as a file of it; `headers` in order, the body as plain text. */
export function mail(headers: Readonly<Record<string, string>>, body: string): string {
  const lines = Object.entries({
    From: 'Randal <randal@verizon.example>',
    To: 'David <david@netflix.example>',
    Date: 'Thu, 5 Jun 2014 16:50:00 -0400',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return [...lines, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', body, ''].join(
    '\r\n',
  );
}

/** A mail with a plain and an HTML form. */
export function htmlMail(headers: Readonly<Record<string, string>>, plain: string, html: string): string {
  return mail(headers, '')
    .replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/alternative; boundary="b"')
    .concat(
      [
        ...['--b', 'Content-Type: text/plain; charset=utf-8', '', plain],
        ...['--b', 'Content-Type: text/html; charset=utf-8', '', html, '--b--', ''],
      ].join('\r\n'),
    );
}
