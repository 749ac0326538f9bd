/** What one receiving server states it found about where a mail came from. It is that server's word, not ours. */
export interface AuthenticationStatement {
  /** The server that states it, as it names itself. */
  readonly server: string;
  readonly results: readonly AuthenticationResult[];
  readonly line: string;
}

export interface AuthenticationResult {
  /** `spf`, `dkim`, `dmarc` and what else there is. */
  readonly method: string;
  readonly result: string;
  /** What it was about, as written: `header.d=example.com`. */
  readonly about: string;
}

/** Reads Authentication-Results (RFC 8601) and Received-SPF (RFC 7208) lines; a line it cannot read is kept as it stands. */
export function authenticationOf(
  lines: readonly string[],
  receivedSpf: readonly string[],
): AuthenticationStatement[] {
  return [...lines.map(statementOf), ...receivedSpf.map(spfOf)];
}

function statementOf(line: string): AuthenticationStatement {
  const [server = '', ...rest] = line.replace(/\([^()]*\)/g, ' ').split(';');
  const results = rest.flatMap((part): AuthenticationResult[] => {
    const match = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)\s*([\s\S]*)$/i.exec(part);
    if (!match) return [];
    const [, method = '', result = '', about = ''] = match;
    return [
      {
        method: method.toLowerCase(),
        result: result.toLowerCase(),
        about: about.replace(/\s+/g, ' ').trim().slice(0, 300),
      },
    ];
  });
  return { server: server.trim().split(/\s/)[0] ?? '', results, line };
}

function spfOf(line: string): AuthenticationStatement {
  const [, result = 'none', rest = ''] = /^\s*([a-z]+)([\s\S]*)$/i.exec(line) ?? [];
  const field = (name: string): string =>
    new RegExp(`\\b${name}\\s*=\\s*"?([^\\s;"]+)`, 'i').exec(rest)?.[1] ?? '';
  const about = ['envelope-from', 'client-ip', 'helo']
    .map((name) => [name, field(name)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  return {
    server: field('receiver') || 'a receiving server',
    results: [{ method: 'spf', result: result.toLowerCase(), about }],
    line,
  };
}
