// A token behind `#` never leaves the browser in an address: it goes into the form instead.
const token = location.hash.slice(1)
const field = document.querySelector('input[name="token"]')
if (token && field) {
  field.value = token
  field.closest('[data-token]').hidden = true
  history.replaceState(null, '', location.pathname)
}
