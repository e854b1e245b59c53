/** Has the link that saves this page as a view name the page as it stands now, with the order and the filters of its tables. */
export function keepViewsCurrent(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-save-view]");
  if (!link) return;
  const update = () => {
    const address = location.pathname + location.search;
    link.href = `/views/new?at=${encodeURIComponent(address)}`;
  };
  update();
  document.addEventListener("tablechange", update);
}
