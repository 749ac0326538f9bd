// The base library is large, so it is fetched only where a type-ahead list is on the page.
let library;

export function begin() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('../vendor/uswds/js/uswds.min.js', import.meta.url).href;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
