// A real SMTP server on loopback that treats each mail as the address says to which it goes.
//
//   node smtp-server.mjs <main file of the npm package> <user> <password>
//
//   refused@…   is refused for good
//   busy@…      is put off the first time
//   cut@…       breaks off after the first mail has arrived whole, before it is acknowledged
//   all others  are accepted
//
// The first line that is printed says where it listens, each further one is a mail as JSON. Whoever is not
// signed in may send nothing. STARTTLS is there with a certificate that nobody vouches for.

import { pathToFileURL } from 'node:url';

const [library, user, password] = process.argv.slice(2);
const { SMTPServer } = await import(pathToFileURL(library));

const seen = new Set();
const first = (what, address) => {
  const key = `${what} ${address}`;
  return seen.has(key) ? false : Boolean(seen.add(key));
};
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });
const local = (address) => address.split('@')[0];

const server = new SMTPServer({
  allowInsecureAuth: true,
  authMethods: ['PLAIN', 'LOGIN'],
  logger: false,
  onAuth: (auth, _, done) =>
    auth.username === user && auth.password === password
      ? done(null, { user })
      : done(refusal(535, 'Wrong user or password')),
  onRcptTo: ({ address }, _, done) => {
    if (local(address) === 'refused') return done(refusal(550, 'No such mailbox here'));
    if (local(address) === 'busy' && first('busy', address)) return done(refusal(451, 'Try again later'));
    done();
  },
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      const data = Buffer.concat(chunks).toString('utf8');
      console.log(JSON.stringify({ from: mailFrom.address, to, data, secure: session.secure }));
      if (to.some((address) => local(address) === 'cut' && first('cut', address))) {
        for (const connection of server.connections) connection._socket.destroy();
        return;
      }
      done();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on 127.0.0.1:${server.server.address().port}`);
});
