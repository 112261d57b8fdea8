// Puts the parts together. What fails leaves the page as it was without a script.
function themeSwitch() {
  const button = byId('theme');
  const root = document.documentElement;
  const asked = location.hash.split(/[#&]/).find((part) => part === 'dark' || part === 'light');
  const dark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const show = () => { button.textContent = dark() ? 'Light' : 'Dark'; };
  if (asked) {
    root.dataset.theme = asked;
  }
  button.setAttribute('aria-label', 'Switch between light and dark');
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  button.hidden = false;
  show();
}

(function start() {
  const root = document.documentElement;
  try {
    themeSwitch();
    const data = JSON.parse(byId('data').textContent);
    findingsTable(data);
    timeline(data);
    icicle(data);
    root.dataset.script = 'ready';
  } catch (error) {
    root.dataset.script = `failed: ${error}`;
    console.error(error);
  }
}());
