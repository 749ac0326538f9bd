import pg from 'pg';

let made = 0;

/** A fresh database on the server that TEST_DATABASE_URL names, or null when tests run on SQLite. */
export async function emptyPostgres(): Promise<string | null> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) return null;
  const name = `t${process.pid}_${(made += 1)}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
