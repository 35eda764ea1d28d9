/* Which systems are down? Ticks show what holds for them together: their parts and those of what stops with them, without the
   answers that need another system that is down too. Nothing is stored, nothing is sent. */
(function () {
  "use strict"

  function ids(element, name) { return (element.dataset[name] || "").split(" ").filter(Boolean) }

  function begin(root) {
    var parts = Array.from(document.querySelectorAll(".down[data-down]"))
    var ticks = parts.map(function (part) { return tick(part.dataset.name, ids(part, "down")[0]) })
    var listed = {}
    parts.forEach(function (part) { ids(part, "down").forEach(function (id) { listed[id] = true }) })
    var title = document.createElement("legend"), also = document.createElement("p"), all = document.createElement("button")
    title.textContent = root.dataset.tick
    also.setAttribute("role", "status")
    all.type = "button"
    all.textContent = root.dataset.all
    all.addEventListener("click", function () {
      ticks.forEach(function (one) { one.box.checked = false })
      show()
    })
    root.append(title)
    ticks.forEach(function (one) { root.append(one.label) })
    root.append(also, all)
    root.addEventListener("change", show)

    function tick(name, id) {
      var label = document.createElement("label"), box = document.createElement("input")
      box.type = "checkbox"
      box.value = id
      label.append(box, name)
      return { label: label, box: box }
    }

    function show() {
      var chosen = {}, down = {}
      ticks.forEach(function (one) { if (one.box.checked) chosen[one.box.value] = true })
      parts.forEach(function (part) { if (chosen[ids(part, "down")[0]]) ids(part, "down").forEach(function (id) { down[id] = true }) })
      var any = Object.keys(chosen).length > 0
      parts.forEach(function (part) {
        var away = any && !down[ids(part, "down")[0]]
        part.closest(".wb").classList.toggle("wb-away", away)
        heading(part).classList.toggle("wb-away", away)
      })
      document.querySelectorAll("[data-falls]").forEach(function (answer) {
        answer.classList.toggle("wb-fallen", any && ids(answer, "falls").some(function (id) { return down[id] }))
      })
      document.querySelectorAll("[data-with]").forEach(function (line) {
        var up = ids(line, "with").filter(function (id) { return !down[id] })
        // A system that is not listed can't be ticked: what holds with it stays to be read
        line.classList.toggle("wb-away", any && up.some(function (id) { return listed[id] }))
        line.classList.toggle("wb-holds", any && !up.length)
      })
      also.textContent = parts.filter(function (part) {
        var id = ids(part, "down")[0]
        return down[id] && !chosen[id]
      }).map(function (part) { return part.dataset.name }).join(" · ")
      if (also.textContent) also.textContent = root.dataset.also + also.textContent
    }
  }

  function heading(part) {
    var found = part.closest(".wb").previousElementSibling
    while (found && !/^H[1-6]$/.test(found.tagName)) found = found.previousElementSibling
    return found || part
  }

  document.querySelectorAll(".wb-which").forEach(begin)
})()
