/* What a page does besides being read: ticks that are real, a list that narrows, steps of one department, where one is, dark or
   light, the menu by keyboard. Nothing is stored and nothing is sent: ticks and choices stand in the address, the look in this tab. */
(function () {
  "use strict"
  var root = document.documentElement

  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)) }
  function filled(text) {
    var values = arguments
    return text.replace(/%[ab]/g, function (sign) { return values[sign === "%a" ? 1 : 2] })
  }
  function replaceAddress(here) {
    try { history.replaceState(history.state, "", here.href) } catch (refused) { /* an old browser, from a file */ }
  }

  /* --- dark or light ------------------------------------------------------------------------------------------- */
  function look(button) {
    var dark = matchMedia("(prefers-color-scheme: dark)")
    function isDark() { return root.dataset.look ? root.dataset.look === "dark" : dark.matches }
    function show() {
      button.setAttribute("aria-pressed", String(isDark()))
      button.title = isDark() ? button.dataset.light : button.dataset.dark
    }
    button.hidden = false
    button.addEventListener("click", function () {
      root.dataset.look = isDark() ? "light" : "dark"
      window.name = "wb-" + root.dataset.look // it lives as long as the tab, and goes along to the next page
      show()
    })
    dark.addEventListener("change", show)
    show()
  }

  /* --- menu and search by keyboard ------------------------------------------------------------------------------- */
  function asButton(label) {
    var toggle = document.getElementById(label.htmlFor), button = document.createElement("button")
    if (!toggle) return
    button.type = "button"
    button.className = label.className
    button.title = label.title
    button.setAttribute("aria-label", label.title || label.textContent.trim())
    button.append.apply(button, Array.from(label.childNodes))
    label.replaceWith(button)
    function said() { button.setAttribute("aria-expanded", String(toggle.checked)) }
    button.addEventListener("click", function () {
      toggle.click()
      if (!toggle.checked) return
      var first = toggle.id === "__drawer" ? ".md-sidebar--primary a[href]" : ".md-search__input"
      // At once, so that nothing typed is lost and phones bring their keyboard; and when it has come into view
      function arrive() { document.querySelector(first).focus({ preventScroll: true }) }
      arrive()
      setTimeout(arrive, 300)
    })
    toggle.addEventListener("change", said)
    said()
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !toggle.checked || toggle.id !== "__drawer") return
      toggle.click()
      button.focus()
    })
  }

  /* The search lies over the page: it closes when the keyboard goes on to what lies below. */
  function closeBehind(toggle) {
    document.addEventListener("focusin", function (event) {
      if (toggle.checked && !event.target.closest(".md-search, .wb-find, .wb-find-here")) toggle.click()
    })
  }

  /* --- ticks ----------------------------------------------------------------------------------------------------- */
  function sign(text) {
    var value = 7
    for (var at = 0; at < text.length; at++) value = (value * 31 + text.charCodeAt(at)) % 1679616
    return value.toString(36)
  }

  function makeTicks(ticks) {
    var done = new Set((new URLSearchParams(location.search).get("t") || "").split(".").filter(Boolean)), seen = {}
    ticks.forEach(function (tick) {
      var line = tick.closest("li, .due-line, .together, tr, p, td"), box = document.createElement("input"), room = document.createElement("label")
      var said = (line ? line.textContent : "").replace(/\s+/g, " ").trim().slice(0, 120), place = tick.closest("tr")
      var key = sign(said + (place && place !== line ? place.textContent : ""))
      seen[key] = (seen[key] || 0) + 1
      if (seen[key] > 1) key += "-" + seen[key]
      box.type = "checkbox"
      box.className = "wb-tick"
      box.setAttribute("aria-label", said || document.title)
      box.checked = done.has(key)
      box.addEventListener("change", function () {
        var here = new URL(location.href)
        if (box.checked) done.add(key)
        else done.delete(key)
        if (done.size) here.searchParams.set("t", Array.from(done).join("."))
        else here.searchParams.delete("t")
        replaceAddress(here)
      })
      room.className = "wb-tick-room"
      room.append(box)
      tick.replaceWith(room)
    })
  }

  /* --- what is wider than the screen: the keyboard scrolls what it can reach ---------------------------------------- */
  function reachable(part) {
    var page = document.querySelector("[data-scrolls]")
    function show() {
      var wide = part.scrollWidth > part.clientWidth + 1
      if (wide === part.hasAttribute("tabindex")) return
      if (!wide) return ["tabindex", "role", "aria-label"].forEach(function (name) { part.removeAttribute(name) })
      part.tabIndex = 0
      if (part.tagName !== "FIGURE") part.setAttribute("role", "group")
      part.setAttribute("aria-label", page.dataset.scrolls)
    }
    if (!page || !window.ResizeObserver) return
    new ResizeObserver(show).observe(part)
    // A font that arrives makes what is in it wider, and not the part itself
    if (document.fonts) document.fonts.addEventListener("loadingdone", show)
  }

  /* --- where one is ---------------------------------------------------------------------------------------------- */
  function spy(nav) {
    var links = all("a[href^='#']", nav), waits = false
    var parts = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))) })
    function show() {
      waits = false
      var here = -1, edge = innerHeight * 0.35
      parts.forEach(function (part, at) { if (part && part.getBoundingClientRect().top < edge) here = at })
      links.forEach(function (link, at) {
        if (at === here) link.setAttribute("aria-current", "location")
        else link.removeAttribute("aria-current")
      })
    }
    addEventListener("scroll", function () {
      if (!waits) { waits = true; requestAnimationFrame(show) }
    }, { passive: true })
    show()
  }

  /* --- the list of forms ----------------------------------------------------------------------------------------- */
  function choice(text, names, act) {
    var label = document.createElement("label"), select = document.createElement("select")
    names.forEach(function (name) { select.add(new Option(name[1], name[0])) })
    select.addEventListener("change", act)
    label.append(text, select)
    return { label: label, field: select }
  }

  function plain(text) { return text.normalize("NFKC").toLowerCase().replace(/[\s-]+/g, "") }

  function filter(place) {
    var given = place.dataset, lists = all(".wb-forms"), typed = document.createElement("label"), field = document.createElement("input")
    var departments = choice(given.department, [["", given.all]].concat(lists.map(function (list) { return [list.dataset.name, list.dataset.name] })), show)
    var purposes = choice(given.purpose, [["", given.all]].concat(given.purposes.split("|").map(function (one) { return one.split("=") })), show)
    var none = document.createElement("p")
    field.type = "search"
    field.autocomplete = "off"
    field.addEventListener("input", show)
    typed.append(given.field, field)
    none.setAttribute("role", "status")
    place.append(typed)
    if (lists.length > 1) place.append(departments.label)
    place.append(purposes.label, none)

    function show() {
      var words = field.value.split(/\s+/).map(plain).filter(Boolean), any = false
      lists.forEach(function (list) {
        var shown = false, own = !departments.field.value || departments.field.value === list.dataset.name
        all("ul", list).forEach(function (group) {
          var left = false, fits = own && (!purposes.field.value || purposes.field.value === group.dataset.purpose)
          all("li", group).forEach(function (row) {
            var text = plain(row.textContent), stays = fits && words.every(function (word) { return text.includes(word) })
            row.hidden = !stays
            left = left || stays
          })
          group.hidden = group.previousElementSibling.hidden = !left
          shown = shown || left
        })
        var heading = list.closest(".wb").previousElementSibling
        list.closest(".wb").hidden = !shown
        if (heading && /^H[2-6]$/.test(heading.tagName)) heading.hidden = !shown
        any = any || shown
      })
      none.textContent = any ? "" : given.none
    }
  }

  /* --- many departments on the first page ------------------------------------------------------------------------ */
  function filterTiles(place) {
    var given = place.dataset, tiles = all("li", place.nextElementSibling), typed = document.createElement("label")
    var field = document.createElement("input"), none = document.createElement("p")
    field.type = "search"
    field.autocomplete = "off"
    typed.append(given.field, field)
    none.setAttribute("role", "status")
    place.append(typed, none)
    field.addEventListener("input", function () {
      var words = field.value.split(/\s+/).map(plain).filter(Boolean)
      tiles.forEach(function (tile) {
        var text = plain(tile.textContent)
        tile.hidden = !words.every(function (word) { return text.includes(word) })
      })
      none.textContent = tiles.every(function (tile) { return tile.hidden }) ? given.none : ""
    })
  }

  /* --- steps of one department ------------------------------------------------------------------------------------ */
  function narrow(place) {
    var given = place.dataset, choices = JSON.parse(given.choices), steps = all(".wb-sheet.scenario .step"), said = document.createElement("p")
    var names = [["", given.all]].concat(choices.map(function (one) { return [one[0], one[1]] }))
    var who = choice(given.label, names, function () {
      var here = new URL(location.href)
      here.hash = who.field.value
      replaceAddress(here)
      show()
    })
    said.setAttribute("role", "status")
    place.append(who.label, said)

    function show() {
      var own = choices.filter(function (one) { return one[0] === who.field.value })[0]
      document.body.classList.toggle("wb-narrowed", Boolean(own))
      steps.forEach(function (step) { step.classList.toggle("wb-away", Boolean(own) && !own[2].includes(step.id)) })
      all(".wb-sheet.scenario ol.steps").forEach(function (list) {
        var away = !list.querySelector(".step:not(.wb-away)"), part = list.closest(".wb"), heading = part && part.previousElementSibling
        list.classList.toggle("wb-away", away)
        if (heading && /^H[2-6]$/.test(heading.tagName)) heading.classList.toggle("wb-away", away)
      })
      said.textContent = own ? filled(given.shown, own[2].length, steps.length) : ""
    }

    function fromAddress() {
      var named = decodeURIComponent(location.hash.slice(1))
      if (!choices.some(function (one) { return one[0] === named })) return
      who.field.value = named
      show()
      scrollTo(0, 0)
    }
    addEventListener("hashchange", fromAddress)
    addEventListener("load", function () { setTimeout(fromAddress) })
    fromAddress()
  }

  /* Two landmarks of one name are told apart by a number: Material makes each level of the menu one. */
  function nameApart(landmarks) {
    var told = {}
    landmarks.forEach(function (one) {
      var label = document.getElementById(one.getAttribute("aria-labelledby") || "")
      var name = (label ? label.textContent : one.getAttribute("aria-label") || "").replace(/\s+/g, " ").trim()
      told[name] = (told[name] || 0) + 1
      if (told[name] === 1) return
      one.removeAttribute("aria-labelledby")
      one.setAttribute("aria-label", (name + " " + told[name]).trim())
    })
  }

  /* The same place in the other language: the address goes along, with what stands in it. */
  function languages(link) {
    link.addEventListener("click", function () {
      var there = link.getAttribute("href")
      if (location.hash && !there.includes("#")) link.setAttribute("href", there + location.hash)
    })
  }

  addEventListener("DOMContentLoaded", begin)
  if (document.readyState !== "loading") begin()
  function begin() {
    if (root.dataset.tools) return
    root.dataset.tools = "on"
    all(".wb-look").forEach(look)
    all(".wb-menu, .wb-find").forEach(asButton)
    all("#__search").forEach(closeBehind)
    nameApart(all("nav"))
    all(".wb-find-here").forEach(function (button) {
      button.hidden = false
      button.addEventListener("click", function () { document.getElementById("__search").click() })
    })
    makeTicks(all(".wb-sheet:not(.form):not(.clock) .tick")) // the clock above its poster has its own
    all(".wb-sheet, .wb-scroll, figure.flow, pre > code").forEach(reachable)
    addEventListener("load", function () { all(".md-typeset__scrollwrap").forEach(reachable) }) // Material puts its tables into them
    all(".wb-jumps").forEach(spy)
    all(".wb-filter:not(.wb-filter--tiles)").forEach(filter)
    all(".wb-filter--tiles").forEach(filterTiles)
    all(".wb-narrow").forEach(narrow)
    all(".wb-languages a").forEach(languages)
  }
})()
