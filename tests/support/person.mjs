#!/usr/bin/env node
// What a person does in the browser that the desktop app opens: signs in at the server as somebody of the demo
// program, allows the app, and is sent back to it. The name stands in GUILDHALL_TEST_PERSON.
//
//   person.mjs <address of the page that asks>

const page = new URL(process.argv[2]);
if (page.pathname !== '/connect') throw new Error(`not the page that asks: ${page}`);
const cookies = new Map();

async function call(method, path, body) {
  const answer = await fetch(new URL(path, page), {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'user-agent': 'Mozilla/5.0',
    },
    body: body && JSON.stringify(body),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [name, value] = cookie.split(';')[0].split('=');
    cookies.set(name, value);
  }
  const reply = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(reply)}`);
  return reply;
}

const { people } = await call('GET', '/api/v1/demo/people');
const person = people.find(({ name }) => name === process.env.GUILDHALL_TEST_PERSON);
await call('POST', '/api/v1/demo/sign-in', { person: person.id });
const asked = Object.fromEntries(['challenge', 'redirect', 'state', 'device'].map((name) => [name, page.searchParams.get(name)]));
const { url } = await call('POST', '/api/v1/desktop/authorise', asked);
if (!url.startsWith(asked.redirect)) throw new Error(`sent elsewhere: ${url}`);
const back = await fetch(url);
if (!back.ok) throw new Error(`${back.status} ${await back.text()}`);
