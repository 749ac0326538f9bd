import { serveOrExit } from './processes/serve.js';

await serveOrExit();
