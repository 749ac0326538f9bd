import pg from 'pg';

let made = 0;

/** A fresh database on the server that TEST_DATABASE_URL names, or null when tests run on SQLite. */
export async function emptyPostgres(): Promise<string | null> {
  const server = process.env['TEST_DATABASE_URL'];
  return server ? create(server, '') : null;
}

/** A database like the one at this address, to which nobody may be connected. */
export function copyOfPostgres(url: string): Promise<string> {
  const server = new URL(url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  return create(server.href, `template ${name} strategy file_copy`);
}

async function create(server: string, how: string): Promise<string> {
  const name = `t${process.pid}_${(made += 1)}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name} ${how}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
