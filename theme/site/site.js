/* Material searches on key strokes only: a word that an input method commits by mouse or touch, a paste by mouse and
   dictation raise no key event. Pass every input on as one. */
document.addEventListener("input", function (event) {
  if (event.target.matches && event.target.matches("[data-md-component=search-query]")) {
    event.target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
  }
})
