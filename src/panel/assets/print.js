// A page to be printed has a button for it where there is a script; a browser's own menu does the same.
const button = document.querySelector('[data-print]')
if (button) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
