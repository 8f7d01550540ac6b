import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (name: string): string => fileURLToPath(new URL(`./fixtures/tls/${name}`, import.meta.url));
const key = readFileSync(pathOf('server.key'));

/** For NODE_EXTRA_CA_CERTS of who is to trust the trusted one. Its own key was thrown away. */
export const testAuthority: string = pathOf('ca.pem');

/** Certificates of 127.0.0.1 under one key that secures nothing but tests; until 2126. */
export const testCertificates = {
  trusted: { key, cert: readFileSync(pathOf('trusted.pem')) },
  selfSigned: { key, cert: readFileSync(pathOf('stranger.pem')) },
};
