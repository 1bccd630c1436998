// Chooses which pages to open: few enough to be quick, yet every kind of page and every component of every edition.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

// In the family's edition these folders are opened whole, so that a fault on one page of many is met as well.
const WHOLE = { family: ['albums', 'audits', 'figures', 'films', 'surveys'] };

/** The folders of `out` that are editions, in order. */
export function editionsIn(out) {
  return readdirSync(out).filter((name) => isFile(join(out, name, 'index.html'))).sort();
}

/** Every page of an edition, as paths with `/`, in order. */
export function pagesOf(edition) {
  return readdirSync(edition, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(edition.length + 1).replaceAll('\\', '/'))
    .sort();
}

/** The pages to open: all at the top, and from each folder enough to meet every element and class it uses. */
export function choose(edition, name) {
  const folders = Map.groupBy ? Map.groupBy(pagesOf(edition), posix.dirname) : groupBy(pagesOf(edition), posix.dirname);
  const chosen = [];
  for (const [folder, pages] of folders) {
    // The second page of a long list is much like the third.
    const further = pages.filter((page) => /-\d+\.html$/.test(page));
    if (WHOLE[name]?.includes(folder)) chosen.push(...pages);
    else if (folder === '.') chosen.push(...pages.filter((page) => !further.includes(page)), ...cover(edition, further));
    else chosen.push(...cover(edition, pages));
  }
  return chosen;
}

// Greedy: each time the page that shows most of what was not yet seen. The first pages win a draw, so a choice is steady.
function cover(edition, pages) {
  const features = new Map(pages.map((page) => [page, featuresOf(readFileSync(join(edition, page), 'utf8'))]));
  const seen = new Set();
  const fresh = (page) => [...features.get(page)].filter((feature) => !seen.has(feature)).length;
  const chosen = [];
  while (pages.length > 0) {
    const best = pages.reduce((a, b) => (fresh(b) > fresh(a) ? b : a));
    if (fresh(best) === 0) break;
    for (const feature of features.get(best)) seen.add(feature);
    chosen.push(best);
  }
  return chosen;
}

function featuresOf(html) {
  const found = new Set();
  for (const [, element, rest] of html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)/g)) {
    found.add(element);
    for (const [, quoted, bare] of rest.matchAll(/\bclass=(?:"([^"]*)"|([^\s>]*))/g)) {
      // q-1 to q-7 differ in colour only; one look at each is had on the pages of the questions.
      for (const one of (quoted ?? bare).split(/\s+/)) found.add(`.${one.replace(/-\d+$/, '')}`);
    }
  }
  return found;
}

function groupBy(list, key) {
  const groups = new Map();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

export function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
