// Shows that the browser tests can fail: one good page with nothing to tell, then the same page with one fault at a time.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, Reader } from './visit.mjs';
import { wayFaults } from './ways.mjs';

const GOOD = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A tea party – Larkfield House</title>
<meta name="description" content="Tea in the garden.">
<link rel="icon" href="picture.svg">
<style>
:root { color-scheme: light dark; overflow-wrap: anywhere }
body { margin: 1rem; color: light-dark(#000, #fff); background: light-dark(#fff, #000) }
a { color: inherit }
p { max-width: 100% }
.skip:not(:focus) { position: absolute; inset-inline-start: -99rem }
:focus-visible { outline: 3px solid }
img { max-width: 100%; height: auto }
@media print {
  :root { color-scheme: light }
  nav, .skip { display: none }
  a[href^="http"]::after { content: " (" attr(href) ")" }
  details::details-content { content-visibility: visible; block-size: auto }
}
</style>
</head>
<body>
<a class="skip" href="#words">Skip to the words</a>
<nav aria-label="Menu"><p><a href="other.html">Other</a></p></nav>
<main id="words">
<h1>A tea party</h1>
<p>We had tea in the garden. <a href="other.html#words">More</a>, or read <a href="https://www.example.org">the report</a>.</p>
<img src="picture.svg" alt="A table under a tree" width="200" height="100">
<details><summary>The figures</summary><p>Twelve cups.</p></details>
</main>
</body>
</html>
`;

// [what is wrong, from, to, the fault that must be told]
const FAULTS = [
  ['a picture has no alt', ' alt="A table under a tree"', '', /without words for those who cannot see/],
  ['a picture has no size', ' width="200" height="100"', '', /without width and height/],
  ['alt is a file name', 'A table under a tree', 'IMG_0042.jpg', /a file name as its words/],
  ['two first headings', '<details>', '<h1>Again</h1><details>', /2 first headings/],
  ['no language', '<html lang="en">', '<html>', /does not say its language/],
  ['no title', 'A tea party – Larkfield House', '', /has no title/],
  ['no description', '<meta name="description" content="Tea in the garden.">', '', /has no description/],
  ['a script', '</main>', '</main><script>1</script>', /a script on a page/],
  ['words need a script', '</main>', '<p id="x"></p></main><script>x.textContent = "late words"</script>', /something else without JavaScript/],
  ['a script fails', '</main>', '</main><script>nothing.at.all()</script>', /a script fails/],
  ['a broken link', '"other.html"', '"another.html"', /leads nowhere/],
  ['a broken place', 'other.html#words', 'other.html#nowhere', /a place that is not on its page/],
  ['a rooted link', '"other.html"', '"/other.html"', /does not work in a folder/],
  ['a link out of the folder', '"other.html"', '"../../other.html"', /leads out of the folder/],
  ['another site is asked', 'src="picture.svg"', 'src="https://www.example.org/picture.svg"', /outside its folder/],
  ['a file is missing', '<link rel="icon" href="picture.svg">', '<link rel="stylesheet" href="gone.css">', /cannot be read/],
  ['pale words', 'light-dark(#000, #fff)', 'light-dark(#999, #fff)', /axe color-contrast:/],
  ['words below 7 to 1', 'light-dark(#000, #fff)', 'light-dark(#666, #fff)', /axe color-contrast-enhanced/],
  ['pale words in the dark', 'light-dark(#000, #fff)', 'light-dark(#000, #666)', /axe color-contrast:/],
  ['a link without words', '>More</a>', '></a>', /axe link-name/],
  ['too wide for a phone', '<details>', '<div style="width: 400px">wide</div><details>', /wider than the screen/],
  ['too wide with large text', '<details>', '<div style="width: 25em; font-size: 1rem">wide</div><details>', /wider than the screen/],
  ['too wide with wide spacing', '<details>', '<span style="display: block; inline-size: max-content">What the family told us, in 30 letters</span><details>', /wider than the screen/],
  ['scrolls out of reach', '<details>', '<div style="overflow-x: auto"><p style="inline-size: 200rem; max-width: none">wide</p></div><details>', /cannot be reached with the keyboard/],
  ['no skip link', '<a class="skip" href="#words">Skip to the words</a>', '', /not a skip link/],
  ['a skip link to nowhere', 'class="skip" href="#words"', 'class="skip" href="#nowhere"', /not a skip link/],
  ['a skip link that stays hidden', '.skip:not(:focus)', '.skip', /cannot be seen when it has focus/],
  ['no focus', ':focus-visible { outline: 3px solid }', ':focus-visible { outline: none }', /focus cannot be seen/],
  ['no focus in forced colours', ':focus-visible { outline: 3px solid }', ':focus-visible { outline: none; box-shadow: 0 0 0 3px red }', /focus cannot be seen/],
  ['the menu is printed', 'nav, .skip { display: none }', '', /something to click is printed/],
  ['details stay closed on paper', 'details::details-content { content-visibility: visible; block-size: auto }', '', /closed details stay closed/],
  ['addresses are not printed', 'a[href^="http"]::after { content: " (" attr(href) ")" }', '', /address of an outside link/],
  ['prints dark', '@media print {\n  :root { color-scheme: light }', '@media print {', /prints on a dark ground/],
];

// A small edition whose list has two pages and can be made shorter.
const way = (href, words, count) => `<ul class="counted"><li><a href="${href}">${words}</a> <span>${count}</span></li></ul>`;
const WAYS = {
  'contents.html': `<main>${way('stories.html', 'Stories', '2 items')}</main>`,
  'stories.html': `<main><div class="narrower">${way('lists/stories-safe.html', 'Safe', '1')}</div><a href="stories/tea.html">Tea</a></main>
    <p class="pager"><a rel="next" href="stories-2.html">Next</a></p>`,
  'stories-2.html': '<main><a href="stories/walk.html">A walk</a></main><p class="pager"><a rel="prev" href="stories.html">Previous</a></p>',
  'lists/stories-safe.html': '<main><a href="../stories/tea.html">Tea</a></main>',
  'stories/tea.html': '<main></main>',
  'stories/walk.html': '<main></main>',
};

// [what is wrong, which page, from, to, the fault that must be told]
const LOST = [
  ['more is said than there is', 'contents.html', '2 items', '3 items', /a list has another number/],
  ['a page cannot be reached', 'stories.html', 'rel="next"', '', /a list has another number/],
  ['a shorter list has too much', 'lists/stories-safe.html', '</main>', '<a href="../stories/walk.html">A walk</a></main>', /a shorter list has another number/],
  ['no way back', 'stories-2.html', 'rel="prev"', '', /does not lead back/],
  ['no lists', 'contents.html', 'class="counted"', '', /leads to no list/],
  ['no shorter list', 'stories.html', 'class="narrower"', '', /no list can be made shorter/],
];

async function lostWays(browser, folder, wrong) {
  mkdirSync(join(folder, 'lists'), { recursive: true });
  mkdirSync(join(folder, 'stories'), { recursive: true });
  const told = async (changed) => {
    for (const [page, html] of Object.entries({ ...WAYS, ...changed })) writeFileSync(join(folder, page), html);
    return (await wayFaults(browser, folder)).map(({ what, where }) => `${what} ${where}`);
  };
  const good = await told({});
  if (good.length > 0) wrong.push(`the good ways: ${good.join('; ')}`);
  for (const [name, page, from, to, expected] of LOST) {
    if (!WAYS[page].includes(from)) throw new Error(`“${name}” changes nothing`);
    const faults = await told({ [page]: WAYS[page].replaceAll(from, to) });
    if (!faults.some((fault) => expected.test(fault))) wrong.push(`“${name}” was not told; told instead: ${faults.join('; ') || 'nothing'}`);
  }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'carefolio-browser-'));
  const site = join(folder, 'site');
  mkdirSync(site);
  const browser = await launch();
  try {
    writeFileSync(join(site, 'other.html'), GOOD);
    writeFileSync(join(site, 'picture.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"/>');
    const reader = await Reader.open(browser, site);
    const told = async (html) => {
      writeFileSync(join(site, 'page.html'), html);
      return (await reader.visit('page.html')).map(({ how, what, where }) => `${what} (${how}) ${where}`);
    };
    const wrong = [];
    const good = await told(GOOD);
    if (good.length > 0) wrong.push(`the good page: ${good.join('; ')}`);
    for (const [name, from, to, expected] of FAULTS) {
      if (!GOOD.includes(from)) throw new Error(`“${name}” changes nothing`);
      const faults = await told(GOOD.replaceAll(from, to));
      if (!faults.some((fault) => expected.test(fault))) wrong.push(`“${name}” was not told; told instead: ${faults.join('; ') || 'nothing'}`);
    }
    await lostWays(browser, join(folder, 'ways'), wrong);
    for (const line of wrong) console.log(`✗ ${line}`);
    console.log(`selftest: ${FAULTS.length + LOST.length} faults seeded, ${wrong.length} slips`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then((code) => process.exit(code), (error) => {
  console.error(`selftest: ${error.message}`);
  process.exit(2);
});
