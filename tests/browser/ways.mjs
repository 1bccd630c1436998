// Goes the ways through an edition as a reader would, from the disk: from “Everything here” to each list, from a list to what
// is left of it, and on with “Next” to the end. A number beside a link must be the number of items that are found there.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Everything that is wrong with the ways of an edition: [{ how, what, where }]. */
export async function wayFaults(browser, folder) {
  const faults = [];
  const tell = (what, where) => faults.push({ how: 'following links', what, where });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  try {
    const lists = (await ways(page, pathToFileURL(join(folder, 'contents.html')).href, '.counted')).filter(({ href }) => isList(href, folder));
    if (lists.length === 0) tell('“Everything here” leads to no list', 'contents.html');
    const shorter = new Map();
    for (const { href, count } of lists) {
      const walked = await walk(page, href, folder);
      if (walked.items !== count) tell('a list has another number of items than is said beside its link', `${basename(href)}: ${count} said, ${walked.items} there`);
      if (walked.isAstray) tell('the second page of a list does not lead back to the first', basename(href));
      for (const way of await ways(page, href, '.narrower')) shorter.set(way.href, way.count);
    }
    if (shorter.size === 0) tell('no list can be made shorter', 'contents.html');
    for (const [href, count] of shorter) {
      const { items } = await walk(page, href, folder);
      if (items !== count) tell('a shorter list has another number of items than is said beside its link', `${basename(href)}: ${count} said, ${items} there`);
    }
  } catch (error) {
    tell('the ways through the edition cannot be gone', error.message.split('\n')[0]);
  }
  await context.close();
  return faults;
}

/** Links with a number beside them. */
async function ways(page, address, which) {
  await page.goto(address, { waitUntil: 'load' });
  return page.locator(`main ${which} li`).evaluateAll((all) => all.map((one) => {
    const link = one.querySelector('a');
    return { href: link.href, count: Number(one.textContent.slice(link.textContent.length).replace(/\D/g, '')) };
  }));
}

// A list of one kind has a folder of its name beside it; the A to Z and the days of a year have all kinds.
const kindOf = (name, folder) => {
  const words = name.replace(/\.html$/, '').split('-');
  for (let most = words.length; most > 0; most -= 1) {
    const kind = words.slice(0, most).join('-');
    if (existsSync(join(folder, kind))) return kind;
  }
  return null;
};

// Records are listed by where they are kept, and what is to be done is no item.
const isList = (href, folder) => /^(a-z|timeline.*)\.html$/.test(basename(href)) || (existsSync(join(folder, basename(href, '.html'))) && !href.endsWith('/records.html'));

/** How many items a list has on all of its pages, and whether its second page leads back to the first. */
async function walk(page, address, folder) {
  const kind = kindOf(basename(address), folder);
  const items = new Set();
  let isAstray = false;
  for (let next = address, before = null, number = 1; next && number < 200; number += 1) {
    await page.goto(next, { waitUntil: 'load' });
    const seen = await page.evaluate(() => ({
      links: [...document.querySelectorAll('main a')].map((link) => link.href),
      previous: document.querySelector('.pager a[rel=prev]')?.href,
      next: document.querySelector('.pager a[rel=next]')?.href,
    }));
    if (number === 2 && seen.previous !== before) isAstray = true;
    for (const link of seen.links.filter((one) => one.startsWith('file:'))) {
      const [inside, file] = fileURLToPath(link.split('#')[0]).slice(folder.length + 1).split('/');
      const isItem = file && !['lists', 'questions', 'statements'].includes(inside);
      if (isItem && (kind === null || inside === kind)) items.add(link);
    }
    before = next;
    next = seen.next;
  }
  return { items: items.size, isAstray };
}
