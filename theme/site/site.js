/* Material searches on key strokes only: a word that an input method commits by mouse or touch, a paste by mouse and
   dictation raise no key event. Pass every input on as one. */
document.addEventListener("input", function (event) {
  if (event.target.matches && event.target.matches("[data-md-component=search-query]")) {
    event.target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
  }
})

/* Who goes back to the page from a result finds the query and its results again: Material opens the search of an address
   with `q`. */
document.addEventListener("click", function (event) {
  const link = event.target.closest && event.target.closest(".md-search-result__link")
  const field = document.querySelector("[data-md-component=search-query]")
  if (!link || !field || event.ctrlKey || event.metaKey || event.shiftKey) return
  const here = new URL(location.href)
  here.searchParams.set("q", field.value)
  addEventListener("pagehide", function () { remember(here) })
  remember(here)
})

function remember(address) {
  try { history.replaceState(history.state, "", address.href) } catch (refused) { /* an old browser, from a file */ }
}

/* The words that led here are marked: the search writes them behind the address. */
document.addEventListener("DOMContentLoaded", function () {
  const words = (new URLSearchParams(location.search).get("h") || "").split(" ").filter(Boolean)
  const content = document.querySelector(".md-content")
  if (!words.length || !content) return
  const escaped = words.map(function (word) { return word.replace(/[^\w\u0080-\uffff]/g, "\\$&") })
  const found = new RegExp("(" + escaped.join("|") + ")", "gi")
  const texts = [], walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (!walker.currentNode.parentNode.closest("script, style, svg, textarea")) texts.push(walker.currentNode)
  texts.forEach(function (text) { mark(text, found) })
})

const LATIN = /[A-Za-z0-9\u00c0-\u024f]/

function mark(text, found) {
  const said = text.data, made = document.createDocumentFragment()
  let done = 0, one
  found.lastIndex = 0
  while ((one = found.exec(said))) {
    let end = one.index + one[0].length
    const latin = LATIN.test(one[0][0])
    if (latin && one.index && LATIN.test(said[one.index - 1])) continue
    while (latin && end < said.length && LATIN.test(said[end])) end++
    made.appendChild(document.createTextNode(said.slice(done, one.index)))
    const marked = made.appendChild(document.createElement("mark"))
    marked.className = "wb-mark"
    marked.textContent = said.slice(one.index, end)
    done = found.lastIndex = end
  }
  if (!done) return
  made.appendChild(document.createTextNode(said.slice(done)))
  text.parentNode.replaceChild(made, text)
}
