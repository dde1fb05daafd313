// A page that waits for something looks again by itself, some seconds apart and not for ever; its link does the same by hand.
if (document.querySelector("[data-reload]")) {
  const key = `reload:${location.pathname}`;
  const tried = Number(sessionStorage.getItem(key) || 0);
  if (tried < 15) {
    sessionStorage.setItem(key, tried + 1);
    setTimeout(() => location.reload(), tried < 5 ? 1500 : 4000);
  }
} else {
  sessionStorage.removeItem(`reload:${location.pathname}`);
}
