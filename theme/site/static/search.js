/* The frame of the static host: search box, drawer, way back to the top. The worker stands above as `wardbookSearch`; it
   runs in a thread of its own where the browser lets it, else in the page. The index is loaded when somebody begins. */
(function () {
  "use strict"
  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  var base = document.body.dataset.base
  var opened = document.getElementById("__search"), drawer = document.getElementById("__drawer")
  var field = document.querySelector("[data-md-component=search-query]")
  var list = document.querySelector(".md-search-result__list"), meta = document.querySelector(".md-search-result__meta")
  var worker = null, ready = false, waiting = null, asked = null

  function heard(message) {
    if (message.type === READY) {
      ready = true
      if (waiting !== null) { send(waiting); waiting = null }
    } else if (message.type === RESULT) show(message.data.items)
  }

  /* Its own thread, by the text of the function; a browser that refuses gets the same in the page. */
  function thread(index) {
    var text = "(" + wardbookSearch + ")(self.addEventListener.bind(self), self.postMessage.bind(self))"
    var own = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })))
    own.onmessage = function (event) { heard(event.data) }
    own.onerror = function () { if (!ready) inPage(index) }
    worker = own
    own.postMessage({ type: SETUP, data: { docs: index } })
  }

  function inPage(index) {
    var take
    wardbookSearch(function (_, listener) { take = listener }, heard)
    worker = { postMessage: function (message) { setTimeout(function () { take({ data: message }) }) } }
    worker.postMessage({ type: SETUP, data: { docs: index } })
  }

  function begin() {
    if (begin.done) return
    begin.done = true
    var script = document.createElement("script")
    script.src = base + "/search/search_index.js"
    script.addEventListener("load", function () {
      var index = window.__index.docs
      try { thread(index) } catch (refused) { inPage(index) }
    })
    document.head.appendChild(script)
  }

  function ask() {
    begin()
    var query = field.value.trim()
    if (query === asked) return
    asked = query
    if (!query) { show([]); return }
    if (ready) send(query); else waiting = query
  }

  function send(query) { worker.postMessage({ type: QUERY, data: query }) }

  function show(items) {
    if (!asked) items = []
    list.textContent = ""
    meta.textContent = asked ? meta.dataset.found.replace("%a", items.length) : ""
    meta.hidden = !asked
    items.forEach(function (group) {
      group.forEach(function (found) {
        var item = document.createElement("li"), link = document.createElement("a"), article = document.createElement("article")
        var title = document.createElement("h1")
        item.className = "md-search-result__item"
        link.className = "md-search-result__link"
        link.href = base + "/" + found.location
        article.className = "md-search-result__article md-typeset"
        title.innerHTML = found.title /* made by the worker, which escapes what people wrote */
        article.appendChild(title)
        link.appendChild(article)
        item.appendChild(link)
        list.appendChild(item)
      })
    })
  }

  function open() {
    opened.checked = true
    begin()
    field.focus()
  }

  function close() {
    opened.checked = false
    field.blur()
  }

  function links() { return Array.from(list.querySelectorAll(".md-search-result__link")) }

  /* Arrow keys walk through the field and the results. */
  function step(way) {
    var all = [field].concat(links())
    var at = all.indexOf(document.activeElement)
    all[(at + way + all.length) % all.length].focus()
  }

  function onKey(event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
    if (opened.checked && event.key === "Escape") close()
    else if (opened.checked && event.key === "ArrowDown") { step(1); event.preventDefault() }
    else if (opened.checked && event.key === "ArrowUp") { step(-1); event.preventDefault() }
    else if (event.key === "Escape") drawer.checked = false
    else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && /^[fs/]$/.test(event.key)) { open(); event.preventDefault() }
  }

  meta.hidden = true
  meta.dataset.found = meta.textContent
  field.addEventListener("focus", function () { opened.checked = true; begin() })
  field.addEventListener("input", ask)
  field.addEventListener("keyup", ask)
  field.form.addEventListener("submit", function (event) {
    event.preventDefault()
    if (links().length) links()[0].click()
  })
  field.form.addEventListener("reset", function () { setTimeout(function () { ask(); field.focus() }) })
  opened.addEventListener("change", function () { if (opened.checked) open() })
  document.addEventListener("keydown", onKey)
  document.addEventListener("click", function (event) {
    if (opened.checked && !event.target.closest(".md-search, .wb-find, [for=__search], #__search")) opened.checked = false
  })

  var top = document.querySelector(".md-top"), last = 0
  addEventListener("scroll", function () {
    top.hidden = !(scrollY < last && scrollY > innerHeight)
    last = scrollY
  }, { passive: true })
  top.addEventListener("click", function () { scrollTo(0, 0) })

  var given = new URLSearchParams(location.search).get("q")
  if (given) { open(); field.value = given; ask() }
})()
