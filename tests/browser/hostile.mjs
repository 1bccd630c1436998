// Writes a portfolio full of the usual attacks, builds it, opens every page in a real browser and tells what came alive.
//   node hostile.mjs PROGRAM FOLDER      PROGRAM is carefolio; FOLDER is empty and may be written to
// Links that carefolio refuses keep everything from being published; they are counted and taken out, and the rest is built.
// Ends with 0 when nothing ran and nothing active was left in a page, 1 when something did, 2 when it could not look.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pagesOf } from './choose.mjs';
import { launch } from './visit.mjs';

// What a payload does when it runs: the test looks for it afterwards.
const RUN = 'top.ran=(top.ran||0)+1';

// Ways out of where words may have been put.
const BREAKS = ['', '">', "'>", '`>', '-->', ']]>', '</title>', '</textarea>', '</script>', '</style>', '</noscript>', '\\">', '&quot;&gt;'];

const MARKUP = [
  `<script>${RUN}</script>`,
  `<ScRiPt >${RUN}</sCrIpT >`,
  `<script/x>${RUN}</script>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<script src=data:text/javascript,${RUN}></script>`,
  `<script type=module>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<img/src=x/onerror=${RUN}//`,
  `<img src="x" onerror='${RUN}'>`,
  `<img src=x onerror=&#116;op.ran=1>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}></style></mglyph></table></mtext></math>`,
  `<math href="javascript:${RUN}">x</math>`,
  `<body onload=${RUN}>`,
  `<details open ontoggle=${RUN}>x</details>`,
  `<video src=x onerror=${RUN}></video>`,
  `<video><source onerror=${RUN}></video>`,
  `<audio src=x onerror=${RUN}></audio>`,
  `<input autofocus onfocus=${RUN}>`,
  `<select autofocus onfocus=${RUN}></select>`,
  `<textarea autofocus onfocus=${RUN}></textarea>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<form action="javascript:${RUN}"><button>x</button></form>`,
  `<button formaction="javascript:${RUN}">x</button>`,
  `<a href="javascript:${RUN}">x</a>`,
  `<base href="javascript:${RUN}//">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<link rel=stylesheet href="data:text/css,*{color:red}">`,
  `<link rel=import href="data:text/html,<script>${RUN}</script>">`,
  `<style>@import 'javascript:${RUN}';</style>`,
  `<div style="background:url(javascript:${RUN})">x</div>`,
  `<div style="width:expression(${RUN})">x</div>`,
  `<x onclick=${RUN} onmouseover=${RUN} tabindex=1 onfocus=${RUN} autofocus>x</x>`,
  `<template><script>${RUN}</script></template>`,
  `<xss id=x tabindex=1 onactivate=${RUN}></xss>`,
  `<isindex type=image src=1 onerror=${RUN}>`,
  `<!--<img src="--><img src=x onerror=${RUN}//">`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml" onload="${RUN}"/>`,
];

const ADDRESSES = [
  `javascript:${RUN}`, `JaVaScRiPt:${RUN}`, ` javascript:${RUN}`, `java&#10;script:${RUN}`, `java\tscript:${RUN}`,
  `&#106;avascript:${RUN}`, `&#x6A;avascript:${RUN}`, `javascript&colon;${RUN}`, `javascript&#58;${RUN}`, `\u0001javascript:${RUN}`,
  `javascript://x.example/%0a${RUN}`, `vbscript:msgbox(1)`, `data:text/html,<script>${RUN}</script>`,
  `data:text/html;base64,PHNjcmlwdD50b3AucmFuPTE8L3NjcmlwdD4=`, `data:image/svg+xml,<svg onload=${RUN}>`, 'file:///etc/passwd',
  'blob:null/x', `feed:javascript:${RUN}`, `view-source:javascript:${RUN}`, `jar:javascript:${RUN}!/`, '//evil.example/x', '\\\\evil.example\\x',
  `livescript:${RUN}`, `mocha:${RUN}`, 'ws://evil.example', 'ftp://evil.example/x', `%6aavascript:${RUN}`, `javascript\u200b:${RUN}`,
];

const MARKDOWN = [
  ...ADDRESSES.flatMap((address) => [`[x](${address})`, `[x](<${address}>)`, `![x](${address})`, `<${address}>`]),
  ...ADDRESSES.map((address, at) => `[x][r${at}]\n\n[r${at}]: ${address}`),
  `[x](y.md "a\\" onmouseover=${RUN} x=\\"")`, `![x" onerror=${RUN} y="](z.jpg)`, `![x](y.jpg" onerror=${RUN} x=")`,
  `# x {onclick=${RUN}}`, `# x {#a" onclick=${RUN}}`, `\`\`\`"><script>${RUN}</script>\nx\n\`\`\``, `~~~ html onload=${RUN}\n<script>${RUN}</script>\n~~~`,
  `[^"><script>${RUN}</script>]\n\n[^"><script>${RUN}</script>]: x`, `| a |\n|---|\n| <script>${RUN}</script> |`, `- [ ] <img src=x onerror=${RUN}>`,
  `<div>\n\n**x**\n\n<script>${RUN}</script>\n\n</div>`, `    <script>${RUN}</script>`, `\\<script>${RUN}\\</script>`, `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `{{ 7 * 7 }}`, `{% for x in [1] %}${RUN}{% endfor %}`, `{# x #}`, '${7*7}', '#{7*7}', '<%= 7*7 %>', '#eval("7*7")', '#read("/etc/passwd")', '@import "x"',
];

const PAYLOADS = [...BREAKS.flatMap((out) => MARKUP.map((markup) => out + markup)), ...MARKDOWN];

function toml(text) {
  const escapes = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\u0001': '\\u0001' };
  return `"${text.replace(/["\\\n\t\u0001]/g, (one) => escapes[one])}"`;
}

function csv(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

// As much of it as a file may be called.
function fileName(text) {
  return text.replace(/[/\\:\u0000-\u001f]/g, '').slice(0, 150).replace(/^[.\s]+/, 'x');
}

// A white dot, 40 by 40.
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAACgAAAAoCAAAAACpleexAAAAHElEQVR42mP4TyRgGFU4qnBU4ajCUYWjCklXCAAsljobYX02ZwAAAABJRU5ErkJggg==';

// Every payload stands as words, title, summary and quote, in a row of a table of comments, and in facts of other kinds.
function writePortfolio(folder) {
  const put = (name, text) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const line = (text) => text.replace(/\s+/g, ' ').trim();
  put('carefolio.toml', `frameworks = ["cqc-saf"]\n[service]\nname = ${toml('Hostile House <script>' + RUN + '</script>')}\nkind = "care-home"\naddress = ${toml(MARKUP[6])}\nphone = "01632 960000"\nemail = "a@example.org"\n`);
  put('stories/dot.png', Buffer.from(DOT, 'base64'));
  PAYLOADS.forEach((payload, at) => {
    const facts = (extra) => `+++\ntitle = ${toml(`${at} ${line(payload)}`)}\ndate = 2026-01-01\npeople = []\naudience = "all"\nsupports = ["caring"]\n${extra}+++\n`;
    if (at % 8 === 0) put(`improvements/i-${at}.md`, facts(`noticed = ${toml(payload)}\ndid = ${toml(payload)}\ndifference = ${toml(payload)}\nowner = ${toml(line(payload))}\nstate = "done"\nsaid = ${toml(payload)}\n`) + payload + '\n');
    else if (at % 8 === 1) put(`feedback/f-${at}.md`, facts(`role = ${toml(line(payload))}\ngathered_how = ${toml(line(payload))}\n`) + payload + '\n');
    else if (at % 8 === 2) put(`films/m-${at}.md`, facts(`link = "https://example.org/film"\nsummary = ${toml(line(payload))}\nduration = "1:00"\n`) + payload + '\n');
    else if (at % 8 === 3) put(`pages/p-${at}.md`, facts(`summary = ${toml(line(payload))}\n`) + `## ${line(payload)}\n\n${payload}\n`);
    else if (at % 8 === 4) put(`stories/s-${at}.md`, facts(`\n[[photo]]\nfile = "dot.png"\nalt = ${toml(line(payload))}\ncaption = ${toml(line(payload))}\npeople = []\n`) + payload + '\n');
    else if (at % 8 === 5) put(`stories/${fileName(payload)} ${at}.md`, facts('') + payload + '\n');
    else put(`stories/s-${at}.md`, facts(`summary = ${toml(line(payload))}\nnoticed = ${toml(payload)}\nrecord_held = ${toml(line(payload))}\n`) + payload + '\n');
  });
  PAYLOADS.forEach((payload, at) => {
    const row = ['2026-01-02', csv(line(payload)), csv(line(payload)), 'nobody', 'all'].join(',');
    put(`feedback/c-${at}.csv`, `date,words,role,people,audience\n${row}\n`);
  });
}

// Builds; files that are refused are taken away and counted, until the rest is published.
function build(program, folder) {
  let refused = 0;
  for (;;) {
    const run = spawnSync(program, ['build', folder, '--today', '2026-11-20', '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status === 0) return refused;
    if (run.status !== 1) throw new Error(`the build ended with ${run.status}: ${(run.stdout + run.stderr).slice(0, 2000)}`);
    const errors = JSON.parse(run.stdout).problems.filter((problem) => problem.severity === 'error');
    const files = new Set(errors.map((problem) => problem.at.file));
    if (files.size === 0 || files.has('carefolio.toml')) throw new Error(`the build cannot go on: ${JSON.stringify(errors.slice(0, 3))}`);
    for (const file of files) rmSync(join(folder, file));
    refused += files.size;
  }
}

// Whatever the words say, these may not stand in a page: they are how words come alive.
function alive() {
  const faults = [];
  const own = (element) => element.localName === 'script' && (element.type === 'application/ld+json' || /^(\.\.\/)*search(-index)?\.js$/.test(element.getAttribute('src') ?? ''));
  for (const element of document.querySelectorAll('*')) {
    if (['script', 'iframe', 'object', 'embed', 'base', 'frame', 'applet', 'template', 'foreignobject'].includes(element.localName.toLowerCase()) && !own(element)) faults.push(`<${element.localName}>`);
    if (element.localName === 'meta' && element.httpEquiv) faults.push('<meta http-equiv>');
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) faults.push(`the attribute ${name}`);
      if (['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcset', 'poster'].includes(name.toLowerCase())) {
        const scheme = /^[\s\u0000-\u0020]*([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
        if (scheme && !['http', 'https', 'mailto', 'tel'].includes(scheme)) faults.push(`an address that begins with ${scheme}:`);
        if (/^\s*[\\/]{2}/.test(value)) faults.push('an address that leaves the folder');
      }
      if (name === 'style' && !/^background(-color)?:\s*#[0-9a-f]{6}$|^--?[a-z-]+:\s*[\w.%#-]+$/i.test(value.trim().replace(/;$/, ''))) faults.push(`the style ${value.slice(0, 40)}`);
    }
  }
  for (const element of document.querySelectorAll('[tabindex],summary,details')) { element.focus(); if (element.localName === 'summary') element.click(); }
  for (const element of document.querySelectorAll('main *')) element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
  return { faults: [...new Set(faults)], ran: window.ran ?? 0 };
}

async function main(program, folder) {
  writePortfolio(folder);
  const refused = build(program, folder);
  const out = join(folder, 'out');
  const browser = await launch();
  const context = await browser.newContext();
  const faults = new Map();
  let pages = 0;
  const told = (what, where) => faults.set(what, [...(faults.get(what) ?? []), where]);
  const queue = ['inspector', 'public'].flatMap((edition) => pagesOf(join(out, edition)).map((page) => `${edition}/${page}`));
  const work = async () => {
    const page = await context.newPage();
    page.on('dialog', (dialog) => { told('a dialog opened', page.url()); dialog.dismiss(); });
    page.on('request', (request) => { if (!/^(file|data):/.test(request.url())) told('something was asked of another place', request.url()); });
    for (let name = queue.shift(); name; name = queue.shift()) {
      await page.goto(pathToFileURL(join(out, name)).href);
      const { faults: found, ran } = await page.evaluate(alive);
      for (const what of found) told(what, name);
      if (ran) told('a payload ran', name);
      pages += 1;
    }
    await page.close();
  };
  await Promise.all([work(), work()]);
  await browser.close();
  for (const [what, where] of faults) console.log(`✗ ${what}: ${where.length} times, for example ${where[0]}`);
  // Proof that the words were there to be met: the simplest payload stands on a page, as words.
  const shown = pagesOf(join(out, 'public')).some((page) => readFileSync(join(out, 'public', page), 'utf8').includes('&lt;script&gt;top.ran'));
  if (!shown) throw new Error('no payload is on any page, so nothing was tried');
  console.log(`hostile: ${PAYLOADS.length} payloads, ${refused} files refused, ${pages} pages opened, ${faults.size} kinds of fault`);
  return faults.size === 0 ? 0 : 1;
}

const [program, folder] = process.argv.slice(2);
if (!program || !folder) {
  console.error('usage: node hostile.mjs PROGRAM FOLDER');
  process.exit(2);
}
main(program, folder).then((code) => process.exit(code), (error) => {
  console.error(`hostile: ${error.message}`);
  process.exit(2);
});
