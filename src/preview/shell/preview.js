// Keeps an open page of a preview up to date, and its reader at the same place. No page of an edition has this.
'use strict';
(() => {
  // The phone's frame can be walked about in; the way back leads to where it is.
  const phone = document.querySelector('.phone iframe');
  phone?.addEventListener('load', () => { document.querySelector('.phone a').href = phone.contentWindow.location.pathname; });

  const bar = document.getElementById('carefolio-preview');
  if (!bar) return;
  const say = (name) => bar.querySelector(`[data-say=${name}]`);
  const framed = window !== window.top;
  bar.hidden = framed;

  // ---- the same place after a change ----

  const place = `carefolio ${location.pathname}`;
  const parts = () => [...document.querySelectorAll('details')];
  const remember = () => sessionStorage.setItem(place, JSON.stringify({
    y: scrollY, open: parts().map((one) => one.open), field: document.activeElement?.id ?? '',
  }));
  const kept = sessionStorage.getItem(place);
  if (kept) {
    sessionStorage.removeItem(place);
    const { y, open, field } = JSON.parse(kept);
    parts().forEach((one, index) => { if (index in open) one.open = open[index]; });
    if (field) document.getElementById(field)?.focus({ preventScroll: true });
    scrollTo(0, y);
  }

  // ---- news; only while somebody looks, for a browser holds few lines to one computer ----

  let news;
  const listen = () => {
    if (news || document.hidden) return;
    news = new EventSource(`/-/news?page=${encodeURIComponent(bar.dataset.page)}&seen=${bar.dataset.seen}`);
    news.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (told.reload) {
        remember();
        location.reload();
      } else if (say('problems').textContent !== told.problems) {
        say('problems').textContent = told.problems;
      }
    };
    news.onopen = () => { say('state').textContent = ''; };
    news.onerror = () => { say('state').textContent = bar.dataset.ended; };
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { news?.close(); news = undefined; } else { listen(); }
  });
  listen();

  // ---- as it is printed ----

  const button = bar.querySelector('[data-do=print]');
  if (!button || framed) return;
  const rules = function* (list) {
    for (const rule of list) {
      if (rule instanceof CSSMediaRule) yield rule;
      if (rule.cssRules) yield* rules(rule.cssRules);
    }
  };
  const onScreen = new Map();
  const printed = (wanted) => {
    for (const sheet of document.styleSheets) {
      if (sheet.ownerNode?.getAttribute('href')?.startsWith('/-/')) continue;
      for (const rule of rules(sheet.cssRules)) {
        if (!onScreen.has(rule)) onScreen.set(rule, rule.media.mediaText);
        const usual = onScreen.get(rule);
        if (!wanted) rule.media.mediaText = usual;
        else if (/\bprint\b/.test(usual)) rule.media.mediaText = usual.replace(/\bprint\b/, 'all');
        else if (/\bscreen\b|prefers-color-scheme: dark/.test(usual)) rule.media.mediaText = 'not all';
      }
    }
    document.documentElement.classList.toggle('carefolio-paper', wanted);
    button.setAttribute('aria-pressed', wanted);
    if (wanted) sessionStorage.setItem('carefolio as printed', 'yes'); else sessionStorage.removeItem('carefolio as printed');
  };
  button.hidden = false;
  button.addEventListener('click', () => printed(button.getAttribute('aria-pressed') !== 'true'));
  if (sessionStorage.getItem('carefolio as printed')) printed(true);
})();
