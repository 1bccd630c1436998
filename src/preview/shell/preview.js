// Keeps an open page of a preview up to date, and its reader at the same place.
(() => {
  const place = 'carefolio ' + location.pathname;
  const kept = sessionStorage.getItem(place);
  if (kept) {
    sessionStorage.removeItem(place);
    scrollTo(0, Number(kept));
  }
  const bar = document.getElementById('carefolio-preview');
  bar.querySelector('[data-do=print]').addEventListener('click', () => print());
  bar.querySelector('[data-do=phone]').addEventListener('click', () => {
    open(location.href, 'carefolio-phone', 'popup,width=390,height=844');
  });
  for (const button of bar.querySelectorAll('button')) button.hidden = false;

  const page = bar.dataset.page;
  const asked = '/-/news?page=' + encodeURIComponent(page) + '&seen=' + bar.dataset.seen;
  const news = new EventSource(asked);
  news.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.reload) {
      sessionStorage.setItem(place, String(scrollY));
      location.reload();
      return;
    }
    const problems = bar.querySelector('[data-say=problems]');
    problems.textContent = told.problems;
    problems.hidden = !told.problems;
  };
  news.onerror = () => { bar.querySelector('[data-say=state]').textContent = 'The preview has ended.'; };
  news.onopen = () => { bar.querySelector('[data-say=state]').textContent = ''; };
})();
