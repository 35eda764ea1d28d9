/* Which systems are down? Ticks show what holds for them together: their parts and those of what stops with them, without the
   answers that need another system that is down too. Nothing is stored, nothing is sent. */
(function () {
  "use strict"

  function ids(element, name) { return (element.dataset[name] || "").split(" ").filter(Boolean) }

  function begin(root) {
    var parts = Array.from(document.querySelectorAll(".down[data-down]"))
    var ticks = parts.map(function (part) { return tick(part.dataset.name, ids(part, "down")[0]) })
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
        var holds = ids(line, "with").every(function (id) { return down[id] })
        line.classList.toggle("wb-away", any && !holds)
        line.classList.toggle("wb-holds", any && holds)
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
