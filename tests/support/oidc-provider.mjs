// A real OpenID Connect provider on loopback, with people who come and go as a test names them.
//
//   node oidc-provider.mjs <main file of the npm package> <client id> <client secret> <redirect address>
//
// Whoever signs in types a mail address and any password, and is who has that address. Addresses that
// begin with `unproved` are not verified. The first line that is printed says where it listens.

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [library, clientId, clientSecret, redirect] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(library));

const server = createServer();
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirect] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['a secret of no importance'] },
  jwks: { keys: [{ ...key, kid: 'of-the-test', alg: 'RS256', use: 'sig' }] },
  findAccount: (_, email) => ({
    accountId: email,
    claims: () => ({
      sub: email,
      email,
      email_verified: !email.startsWith('unproved'),
      name: `${email.split('@')[0]} of the provider`,
    }),
  }),
});
server.on('request', provider.callback());
console.log(`listening on ${issuer}`);
